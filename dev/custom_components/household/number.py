"""Numbers to set."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.number import NumberEntity

from .entity import HouseholdEntity, adder


class HouseholdNumber(HouseholdEntity, NumberEntity):
    """A number within limits."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"limits": (0, 100), "step": 1, "unit": None}

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_native_min_value, self._attr_native_max_value = said["limits"]
        self._attr_native_step = said["step"]
        self._attr_native_unit_of_measurement = said["unit"]
        self._attr_native_value = None if state is None else float(state)

    @override
    async def async_set_native_value(self, value: float) -> None:
        self._become(native_value=value)


async_setup_entry = adder("number", HouseholdNumber)
