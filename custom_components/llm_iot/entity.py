"""The bases of our entities: one service device per agent, and the devices of gateways."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, override

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import CONF_CHAT_MODEL, DOMAIN
from .coordinator import LlmIotConfigEntry
from .gateway.assembly import identifier
from .gateway.description import Control, Kind, Range, Reading
from .gateway.device import Device
from .gateway.gateway import Gateway


class LlmIotEntity(Entity):
    """An entity of one agent."""

    _attr_has_entity_name = True

    def __init__(self, subentry: ConfigSubentry) -> None:
        """Give the entity its device."""
        self._attr_device_info = dr.DeviceInfo(
            identifiers={(DOMAIN, subentry.subentry_id)},
            name=subentry.title,
            manufacturer="Ollama",
            model=subentry.data[CONF_CHAT_MODEL],
            entry_type=dr.DeviceEntryType.SERVICE,
        )


class GatewayEntity(Entity):
    """An entity of a device behind a gateway; its state is what the device has said last."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, subentry_id: str, device: Device, key: str | None = None) -> None:
        """Belong to a device: as itself, or as one of its readings."""
        description = device.description
        known_by = identifier(subentry_id, description.id)
        self.device = device
        self._attr_unique_id = f"{known_by}:{key}" if key else known_by
        self._attr_name = key.replace("_", " ").strip().capitalize() if key else None
        self._attr_device_info = dr.DeviceInfo(
            identifiers={(DOMAIN, known_by)},
            name=description.name,
            manufacturer=description.manufacturer,
            model=description.model,
            sw_version=description.version,
            suggested_area=description.area,
        )

    @property
    @override
    def available(self) -> bool:
        """Return whether the device is there."""
        return self.device.available

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the device."""
        await super().async_added_to_hass()
        self.async_on_remove(self.device.listen(self._async_tell))

    @callback
    def _async_tell(self) -> None:
        """Write the state, and leave nothing of the change for Python's collector.

        The event of a change that nobody has caused is the origin of its own context, and the two
        hold each other, and the old state, until a collection that stops everything meanwhile. A
        context says as much without.
        """
        self.async_write_ha_state()
        state = self.hass.states.get(self.entity_id)
        origin = state.context.origin_event if state else None
        if state and origin and origin.data.get(ATTR_ENTITY_ID) == self.entity_id:
            state.context.origin_event = None

    def said(self, control: Control) -> Any:
        """Return what the status says of a control, None if nothing."""
        return self.device.status.get(control)

    def is_so(self, control: Control) -> bool | None:
        """Return what the status says of a control that is on or off, None if nothing."""
        value: bool | None = self.device.status.get(control)
        return value

    def has(self, control: Control) -> bool:
        """Return whether the device has a control."""
        return control in self.device.description.controls

    def range_of(self, control: Control) -> Range:
        """Return the range of a control."""
        return self.device.description.ranges[control]

    async def async_switch(self, power: str, **values: Any) -> None:
        """Turn the device on or off, with what else is wanted of it."""
        await self.device.async_command({Control.POWER: power, **values})


class GatewayReading(GatewayEntity):
    """Something that a device tells and nobody can set."""

    def __init__(self, subentry_id: str, device: Device, key: str) -> None:
        """Read one value of a device."""
        super().__init__(subentry_id, device, key)
        self.key = key


@callback
def async_add_devices(
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    kind: Kind,
    make: Callable[[str, Device], GatewayEntity],
) -> None:
    """Add an entity for each device of a kind behind the gateways, as soon as there is one."""

    def build(subentry_id: str, device: Device) -> Iterator[GatewayEntity]:
        if device.description.kind is kind:
            yield make(subentry_id, device)

    _async_follow_gateways(entry, async_add_entities, build)


@callback
def async_add_readings(
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    wanted: Reading,
    make: Callable[[str, Device, str], GatewayReading],
) -> None:
    """Add an entity for each reading of a sort behind the gateways, as soon as there is one."""

    def build(subentry_id: str, device: Device) -> Iterator[GatewayEntity]:
        for key, reading in device.readings.items():
            if reading is wanted:
                yield make(subentry_id, device, key)

    _async_follow_gateways(entry, async_add_entities, build)


@callback
def _async_follow_gateways(
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    build: Callable[[str, Device], Iterable[GatewayEntity]],
) -> None:
    """Add the entities that a platform builds of devices, as soon as there are such devices."""
    for subentry_id, gateway in entry.runtime_data.gateways.items():
        _async_follow(entry, subentry_id, gateway, async_add_entities, build)


@callback
def _async_follow(
    entry: LlmIotConfigEntry,
    subentry_id: str,
    gateway: Gateway,
    async_add_entities: AddConfigEntryEntitiesCallback,
    build: Callable[[str, Device], Iterable[GatewayEntity]],
) -> None:
    """Follow the devices of one gateway."""
    added: dict[str, set[str | None]] = {}

    @callback
    def changed(device: Device) -> None:
        before = added.get(device.description.id, set())
        built = {entity.unique_id: entity for entity in build(subentry_id, device)}
        added[device.description.id] = set(built)
        if new := [entity for key, entity in built.items() if key not in before]:
            async_add_entities(new, config_subentry_id=subentry_id)

    @callback
    def gone(device: Device) -> None:
        added.pop(device.description.id, None)

    entry.async_on_unload(gateway.listen(changed, gone))
