"""Fans behind a gateway."""

import math
from typing import Any, override

from homeassistant.components.fan import FanEntity, FanEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util.percentage import (
    percentage_to_ranged_value,
    ranged_value_to_percentage,
)
from homeassistant.util.scaling import int_states_in_range

from .coordinator import LlmIotConfigEntry
from .entity import GatewayEntity, async_add_devices
from .gateway.description import Control, Kind

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a fan per device that is one."""
    async_add_devices(entry, async_add_entities, Kind.FAN, GatewayFan)


class GatewayFan(GatewayEntity, FanEntity):
    """A fan, which may have speeds."""

    @property
    @override
    def supported_features(self) -> FanEntityFeature:
        """Return whether its speed can be set."""
        power = FanEntityFeature.TURN_ON | FanEntityFeature.TURN_OFF
        return power | FanEntityFeature.SET_SPEED if self.has(Control.SPEED) else power

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it turns."""
        return self.is_so(Control.POWER)

    @property
    def _speeds(self) -> tuple[float, float]:
        """Return the lowest speed at which it turns, and the highest."""
        speeds = self.range_of(Control.SPEED)
        return max(speeds.minimum, 1), speeds.maximum

    @property
    @override
    def speed_count(self) -> int:
        """Return how many speeds it has."""
        return int_states_in_range(self._speeds) if self.has(Control.SPEED) else 1

    @property
    @override
    def percentage(self) -> int | None:
        """Return its speed in percent; one that is off has none."""
        if self.is_on is False:
            return 0
        speed = self.said(Control.SPEED)
        return None if speed is None else ranged_value_to_percentage(self._speeds, speed)

    @override
    async def async_set_percentage(self, percentage: int) -> None:
        """Set its speed; no percent is off."""
        if percentage == 0:
            await self.async_switch("off")
            return
        speed = math.ceil(percentage_to_ranged_value(self._speeds, percentage))
        await self.async_switch("on", speed=speed)

    @override
    async def async_turn_on(
        self,
        percentage: int | None = None,
        preset_mode: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Turn it on, at a speed if one is wanted."""
        if percentage is None:
            await self.async_switch("on")
        else:
            await self.async_set_percentage(percentage)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Turn it off."""
        await self.async_switch("off")
