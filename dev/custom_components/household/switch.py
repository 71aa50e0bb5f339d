"""Switches, whatever they feed."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components.switch import SwitchEntity

from .entity import HouseholdEntity, adder


class HouseholdSwitch(HouseholdEntity, SwitchEntity):
    """A relay."""

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_is_on = state == "on"

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._become(is_on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._become(is_on=False)


async_setup_entry = adder("switch", HouseholdSwitch)
