"""Buttons."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components.button import ButtonEntity

from .entity import HouseholdEntity, adder


class HouseholdButton(HouseholdEntity, ButtonEntity):
    """A button; its state is when it was last pressed."""

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        pass

    @override
    async def async_press(self) -> None:
        pass


async_setup_entry = adder("button", HouseholdButton)
