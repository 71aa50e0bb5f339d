"""Rows of lights."""

from dataclasses import replace
import re
from typing import Any, Final

from ..capability import Attributes, Capability
from ..expectations import chosen, reaches
from ..models import DeviceState, Value
from ..parameters import Choice, Quantity
from .colours import BY_NAME, COMMON, shows_colour
from .common import OFF, ON, back_to_power, lists, of_domain, sent_as, steps_of

BRIGHTNESS: Final = Quantity(unit="%", attribute="brightness", scale=100 / 255, at_rest=0)
KELVIN: Final = Quantity(
    unit="K",
    attribute="color_temp_kelvin",
    minimum=1000,
    maximum=10000,
    minimum_attribute="min_color_temp_kelvin",
    maximum_attribute="max_color_temp_kelvin",
    words={"candle": 1900, "warm": 2700, "neutral": 3500, "cool": 4000, "daylight": 6500},
)
COLOUR: Final = Choice(
    attribute="rgb_color",
    words=tuple(BY_NAME),
    common=COMMON,
    free=re.compile("#[0-9a-f]{6}"),
)
EFFECT: Final = Choice(attribute="effect", options_attribute="effect_list")
_WITHOUT_BRIGHTNESS: Final = frozenset({"onoff", "unknown"})
_COLOURFUL: Final = frozenset({"hs", "xy", "rgb", "rgbw", "rgbww"})
_LIKE_IT: Final = {"hue": 20, "saturation": 25}
"""How far what a lamp shows may be from what was asked: not all show every colour."""
_THE_SAME: Final = {"hue": 3, "saturation": 5}


def dimmable(attributes: Attributes) -> bool:
    """Return whether a light has a brightness."""
    return bool(_modes(attributes) - _WITHOUT_BRIGHTNESS)


def colourful(attributes: Attributes) -> bool:
    """Return whether a light has colours."""
    return bool(_modes(attributes) & _COLOURFUL)


def tunable(attributes: Attributes) -> bool:
    """Return whether a light has a colour temperature."""
    return "color_temp" in _modes(attributes)


def _modes(attributes: Attributes) -> set[str]:
    return set(attributes.get("supported_color_modes") or ())


def _shows_like(now: DeviceState, value: Value | None, _before: DeviceState) -> bool:
    return shows_colour(now, value, **_LIKE_IT)


def _shows_same(now: DeviceState, value: Value | None, _before: DeviceState) -> bool:
    return shows_colour(now, value, **_THE_SAME)


def _sent_colour(value: str, _before: DeviceState) -> dict[str, Any]:
    """Send a colour by its name, or by what it is made of."""
    if not value.startswith("#"):
        return {"color_name": value}
    return {"rgb_color": list(bytes.fromhex(value[1:]))}


def _back_to_colour(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore the colour or the colour temperature, whichever it had."""
    if before.state == "off":
        return ("off", None)
    if before.attributes.get("color_mode") == "color_temp":
        kelvin = KELVIN.read(before)
        return None if kelvin is None else ("kelvin", kelvin)
    rgb = before.attributes.get("rgb_color")
    return ("colour", f"#{bytes(rgb).hex()}") if rgb else None


def _back_to_effect(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore the effect, and the colour where there was none."""
    effect = EFFECT.read(before)
    return ("effect", effect) if effect and before.state == "on" else _back_to_colour(before)


def _back_to_brightness(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore off, or the brightness of a light that has one."""
    if before.state == "off" or not before.attributes.get("brightness"):
        return back_to_power(before)
    return ("brightness", BRIGHTNESS.read(before))


_BRIGHTNESS: Final = Capability(
    action="brightness",
    part="brightness",
    service="turn_on",
    intents=("HassLightSet:brightness",),
    needs=dimmable,
    quantity=BRIGHTNESS,
    data=sent_as("brightness_pct", round),
    expects=reaches(BRIGHTNESS),
    restore=_back_to_brightness,
)
_KELVIN: Final = Capability(
    action="kelvin",
    part="colour",
    service="turn_on",
    intents=("HassLightSet:temperature",),
    needs=tunable,
    quantity=KELVIN,
    data=sent_as("color_temp_kelvin", round),
    expects=reaches(KELVIN, tolerance=100),
    restore=_back_to_colour,
)
LIGHT: Final = of_domain(
    "light",
    replace(ON, restore=_back_to_brightness),
    replace(OFF, restore=_back_to_brightness),
    _BRIGHTNESS,
    *steps_of(_BRIGHTNESS, usual=20, keeps_on=True),
    Capability(
        action="colour",
        part="colour",
        service="turn_on",
        intents=("HassLightSet:color",),
        needs=colourful,
        choice=COLOUR,
        data=_sent_colour,
        expects=_shows_like,
        settled=_shows_same,
        restore=_back_to_colour,
    ),
    _KELVIN,
    *steps_of(_KELVIN, usual=500, actions=("cooler", "warmer")),
    Capability(
        action="effect",
        part="colour",
        service="turn_on",
        features=4,
        needs=lists("effect_list"),
        choice=EFFECT,
        data=sent_as("effect"),
        expects=chosen(EFFECT),
        restore=_back_to_effect,
    ),
)
