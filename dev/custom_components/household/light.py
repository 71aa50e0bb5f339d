"""Lights."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.light import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_EFFECT,
    ATTR_HS_COLOR,
    ColorMode,
    LightEntity,
    LightEntityFeature,
)

from .entity import HouseholdEntity, adder, present

BRIGHTNESS_PER_PERCENT = 2.55


class HouseholdLight(HouseholdEntity, LightEntity):
    """A light, which comes on as it was before."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {
        "modes": ("onoff",),
        "brightness": 100,  # percent
        "kelvin": 3000,
        "kelvins": (2000, 6500),
        "hs": (30.0, 60.0),
        "effects": None,
        "effect": None,
    }

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        modes = {ColorMode(mode) for mode in said["modes"]}
        self._attr_supported_color_modes = modes
        self._attr_supported_features = LightEntityFeature(
            present(said, {"effects": LightEntityFeature.EFFECT})
        )
        self._attr_is_on = state == "on"
        self._attr_brightness = round(said["brightness"] * BRIGHTNESS_PER_PERCENT)
        self._attr_min_color_temp_kelvin, self._attr_max_color_temp_kelvin = said["kelvins"]
        self._attr_color_temp_kelvin = said["kelvin"]
        self._attr_hs_color = (float(said["hs"][0]), float(said["hs"][1]))
        self._attr_effect_list = said["effects"]
        self._attr_effect = said["effect"]
        ranked = [ColorMode.COLOR_TEMP, ColorMode.HS, ColorMode.BRIGHTNESS, ColorMode.ONOFF]
        if "hs" in self.spec.values:
            ranked.insert(0, ColorMode.HS)
        self._attr_color_mode = next(mode for mode in ranked if mode in modes)

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        changes: dict[str, Any] = {"is_on": True}
        if ATTR_BRIGHTNESS in kwargs:
            changes["brightness"] = kwargs[ATTR_BRIGHTNESS]
        if ATTR_COLOR_TEMP_KELVIN in kwargs:
            changes["color_temp_kelvin"] = kwargs[ATTR_COLOR_TEMP_KELVIN]
            changes["color_mode"] = ColorMode.COLOR_TEMP
        if ATTR_HS_COLOR in kwargs:
            changes["hs_color"] = kwargs[ATTR_HS_COLOR]
            changes["color_mode"] = ColorMode.HS
        if ATTR_EFFECT in kwargs:
            changes["effect"] = kwargs[ATTR_EFFECT]
        self._become(**changes)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._become(is_on=False)


async_setup_entry = adder("light", HouseholdLight)
