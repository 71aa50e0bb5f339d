"""Choices."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.select import SelectEntity

from .entity import HouseholdEntity, adder


class HouseholdSelect(HouseholdEntity, SelectEntity):
    """A choice between options."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"options": ()}

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_options = list(said["options"])
        self._attr_current_option = state

    @override
    async def async_select_option(self, option: str) -> None:
        self._become(current_option=option)


async_setup_entry = adder("select", HouseholdSelect)
