"""Readings."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.sensor import SensorEntity

from .entity import HouseholdEntity, adder


class HouseholdSensor(HouseholdEntity, SensorEntity):
    """A reading; a number where the file gives a unit."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"unit": None, "options": None}

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_native_unit_of_measurement = said["unit"]
        self._attr_options = said["options"]
        self._attr_native_value = float(state) if state and said["unit"] else state


async_setup_entry = adder("sensor", HouseholdSensor)
