"""What devices behind a gateway measure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorStateClass
from homeassistant.const import UnitOfTemperature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import LlmIotConfigEntry
from .entity import GatewayEntity, async_follow_gateways
from .gateway.description import Reading
from .gateway.device import Device

PARALLEL_UPDATES = 0
_CLASSES: Final[Mapping[str, SensorDeviceClass]] = {
    unit.value: SensorDeviceClass.TEMPERATURE for unit in UnitOfTemperature
}
"""What is measured by its unit, where the unit leaves no doubt."""


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a sensor per number that a device tells."""
    async_follow_gateways(entry, async_add_entities, _build)


def _build(subentry_id: str, device: Device) -> Iterator[GatewayEntity]:
    for key, reading in device.readings.items():
        if reading is Reading.NUMBER:
            yield GatewaySensor(subentry_id, device, key)


class GatewaySensor(GatewayEntity, SensorEntity):
    """A number."""

    _attr_state_class = SensorStateClass.MEASUREMENT

    def __init__(self, subentry_id: str, device: Device, key: str) -> None:
        """Read one value of a device."""
        super().__init__(subentry_id, device, key)
        self._key = key

    @property
    @override
    def native_value(self) -> Any:
        """Return the number, None if the last status had none."""
        return self.device.status.get(self._key)

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        """Return the unit, if the device has told it."""
        return self.device.description.units.get(self._key)

    @property
    @override
    def device_class(self) -> SensorDeviceClass | None:
        """Return what is measured, if the unit tells it."""
        return _CLASSES.get(self.native_unit_of_measurement or "")
