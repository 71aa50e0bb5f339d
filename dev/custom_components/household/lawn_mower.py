"""Lawn mowers."""

from collections.abc import Mapping
from functools import partial
from typing import Any, override

from homeassistant.components.lawn_mower import (
    LawnMowerActivity,
    LawnMowerEntity,
    LawnMowerEntityFeature,
)

from .const import TRAVEL_S
from .entity import TravellingEntity, adder


class HouseholdLawnMower(TravellingEntity, LawnMowerEntity):
    """A lawn mower that finds its way home."""

    _attr_supported_features = (
        LawnMowerEntityFeature.START_MOWING
        | LawnMowerEntityFeature.PAUSE
        | LawnMowerEntityFeature.DOCK
    )

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._stop()
        self._attr_activity = LawnMowerActivity(state or LawnMowerActivity.DOCKED)

    @override
    async def async_start_mowing(self) -> None:
        self._stop()
        self._become(activity=LawnMowerActivity.MOWING)

    @override
    async def async_pause(self) -> None:
        self._stop()
        self._become(activity=LawnMowerActivity.PAUSED)

    @override
    async def async_dock(self) -> None:
        self._become(activity=LawnMowerActivity.RETURNING)
        self._travel(TRAVEL_S, partial(self._become, activity=LawnMowerActivity.DOCKED))


async_setup_entry = adder("lawn_mower", HouseholdLawnMower)
