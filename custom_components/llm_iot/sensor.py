"""What devices behind a gateway measure."""

from typing import Any, Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorStateClass
from homeassistant.components.sensor.const import (
    DEVICE_CLASS_STATE_CLASSES,
    DEVICE_CLASS_UNITS,
)
from homeassistant.const import UnitOfTemperature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import LlmIotConfigEntry
from .entity import GatewayReading, async_add_readings
from .gateway.description import Reading

PARALLEL_UPDATES = 0
_TEMPERATURES: Final = frozenset(UnitOfTemperature)


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a sensor per number that a device tells."""
    async_add_readings(entry, async_add_entities, Reading.NUMBER, GatewaySensor)


class GatewaySensor(GatewayReading, SensorEntity):
    """A number."""

    _attr_state_class = SensorStateClass.MEASUREMENT

    @property
    @override
    def native_value(self) -> Any:
        """Return the number, None if the last status had none."""
        return self.device.status.get(self.key)

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        """Return the unit, if the device has told it."""
        return self.device.description.units.get(self.key)

    @property
    @override
    def device_class(self) -> SensorDeviceClass | None:
        """Return what is measured, if its unit tells it, or its unit and its key."""
        return _class_of(self.key, self.native_unit_of_measurement)


def _class_of(key: str, unit: str | None) -> SensorDeviceClass | None:
    """Return a class that the unit leaves no doubt of, or that the key names with a right unit.

    What counts up all the time, such as energy, is none: it may begin anew, and nobody says when.
    """
    if unit in _TEMPERATURES:
        return SensorDeviceClass.TEMPERATURE
    if unit is None or key not in SensorDeviceClass:
        return None
    found = SensorDeviceClass(key)
    is_measured = SensorStateClass.MEASUREMENT in DEVICE_CLASS_STATE_CLASSES.get(found, ())
    return found if is_measured and unit in DEVICE_CLASS_UNITS.get(found, ()) else None
