"""Sirens."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components.siren import SirenEntity, SirenEntityFeature

from .entity import HouseholdEntity, adder


class HouseholdSiren(HouseholdEntity, SirenEntity):
    """A siren with one tone."""

    _attr_supported_features = SirenEntityFeature.TURN_ON | SirenEntityFeature.TURN_OFF

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_is_on = state == "on"

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._become(is_on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._become(is_on=False)


async_setup_entry = adder("siren", HouseholdSiren)
