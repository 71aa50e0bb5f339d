"""Fans."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.fan import FanEntity, FanEntityFeature

from .entity import HouseholdEntity, adder, present


class HouseholdFan(HouseholdEntity, FanEntity):
    """A fan, which comes on at the speed that it had before."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {
        "speeds": None,
        "percentage": 100,
        "presets": None,
        "preset": None,
        "oscillating": None,
        "direction": None,
    }
    _speed: int

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        bits = present(
            said,
            {
                "speeds": FanEntityFeature.SET_SPEED,
                "presets": FanEntityFeature.PRESET_MODE,
                "oscillating": FanEntityFeature.OSCILLATE,
                "direction": FanEntityFeature.DIRECTION,
            },
        )
        self._attr_supported_features = (
            FanEntityFeature(bits) | FanEntityFeature.TURN_ON | FanEntityFeature.TURN_OFF
        )
        self._attr_speed_count = said["speeds"] or 1
        self._speed = said["percentage"]
        self._attr_percentage = self._speed if state == "on" else 0
        self._attr_preset_modes = said["presets"]
        self._attr_preset_mode = said["preset"]
        self._attr_oscillating = said["oscillating"]
        self._attr_current_direction = said["direction"]

    @override
    async def async_turn_on(
        self, percentage: int | None = None, preset_mode: str | None = None, **kwargs: Any
    ) -> None:
        self._speed = percentage or self._speed
        self._become(percentage=self._speed, preset_mode=preset_mode)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._become(percentage=0, preset_mode=None)

    @override
    async def async_set_percentage(self, percentage: int) -> None:
        self._speed = percentage or self._speed
        self._become(percentage=percentage, preset_mode=None)

    @override
    async def async_set_preset_mode(self, preset_mode: str) -> None:
        self._become(percentage=self._speed, preset_mode=preset_mode)

    @override
    async def async_oscillate(self, oscillating: bool) -> None:
        self._become(oscillating=oscillating)

    @override
    async def async_set_direction(self, direction: str) -> None:
        self._become(current_direction=direction)


async_setup_entry = adder("fan", HouseholdFan)
