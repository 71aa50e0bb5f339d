"""What devices behind a gateway notice."""

from collections.abc import Iterator
from typing import override

from homeassistant.components.binary_sensor import BinarySensorEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import LlmIotConfigEntry
from .entity import GatewayEntity, async_follow_gateways
from .gateway.description import Reading
from .gateway.device import Device

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a binary sensor per truth value that a device tells."""
    async_follow_gateways(entry, async_add_entities, _build)


def _build(subentry_id: str, device: Device) -> Iterator[GatewayEntity]:
    for key, reading in device.readings.items():
        if reading is Reading.FLAG:
            yield GatewayBinarySensor(subentry_id, device, key)


class GatewayBinarySensor(GatewayEntity, BinarySensorEntity):
    """Something that is so or not."""

    def __init__(self, subentry_id: str, device: Device, key: str) -> None:
        """Read one value of a device."""
        super().__init__(subentry_id, device, key)
        self._key = key

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is so, None if the last status did not say."""
        return self.device.status.get(self._key)
