"""What devices behind a gateway notice."""

from typing import Final, override

from homeassistant.components.binary_sensor import BinarySensorDeviceClass, BinarySensorEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import LlmIotConfigEntry
from .entity import GatewayReading, async_add_readings
from .gateway.description import Reading

PARALLEL_UPDATES = 0
_CLASSES: Final = {
    each.value: each
    for each in (
        BinarySensorDeviceClass.MOTION,
        BinarySensorDeviceClass.OCCUPANCY,
        BinarySensorDeviceClass.PRESENCE,
        BinarySensorDeviceClass.PROBLEM,
        BinarySensorDeviceClass.SMOKE,
        BinarySensorDeviceClass.SOUND,
        BinarySensorDeviceClass.TAMPER,
        BinarySensorDeviceClass.VIBRATION,
    )
}
"""Keys that name a class of Home Assistant's, and mean by true what it means by on."""


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a binary sensor per truth value that a device tells."""
    async_add_readings(entry, async_add_entities, Reading.FLAG, GatewayBinarySensor)


class GatewayBinarySensor(GatewayReading, BinarySensorEntity):
    """Something that is so or not."""

    @property
    @override
    def device_class(self) -> BinarySensorDeviceClass | None:
        """Return what is noticed, if the key tells it."""
        return _CLASSES.get(self.key)

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is so, None if the last status did not say."""
        return self.device.status.get(self.key)
