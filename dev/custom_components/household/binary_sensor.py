"""Doors, windows, motion."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components.binary_sensor import BinarySensorEntity

from .entity import HouseholdEntity, adder


class HouseholdBinarySensor(HouseholdEntity, BinarySensorEntity):
    """Something that is so or not."""

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_is_on = None if state is None else state == "on"


async_setup_entry = adder("binary_sensor", HouseholdBinarySensor)
