"""Rows of what moves and moistens the air: fans and humidifiers."""

from dataclasses import replace
from typing import Final

from ..capability import Capability
from ..expectations import chosen, near_step, reaches, shows
from ..models import DeviceState, Value
from ..parameters import Choice, Quantity
from .common import (
    OFF,
    ON,
    always,
    back_to,
    back_to_power,
    lists,
    of_domain,
    sent_as,
    steps_of,
)

SPEED: Final = Quantity(
    unit="%",
    attribute="percentage",
    step_attribute="percentage_step",
    floors=True,  # Home Assistant takes 67 of three speeds for the third
    at_rest=0,
)
FAN_PRESET: Final = Choice(attribute="preset_mode", options_attribute="preset_modes")
HUMIDITY: Final = Quantity(
    unit="%",
    attribute="humidity",
    minimum_attribute="min_humidity",
    maximum_attribute="max_humidity",
    step_attribute="target_humidity_step",
)
HUMIDIFIER_MODE: Final = Choice(attribute="mode", options_attribute="available_modes")


def _back_to_speed(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore off, else the preset or the speed that it had."""
    if before.state == "off":
        return ("off", None)
    if preset := FAN_PRESET.read(before):
        return ("preset", preset)
    return ("percentage", SPEED.read(before)) if SPEED.read(before) else ("on", None)


def _back_to_oscillation(before: DeviceState) -> tuple[str, Value | None] | None:
    return ("oscillate" if before.attributes.get("oscillating") else "steady", None)


def _back_to_direction(before: DeviceState) -> tuple[str, Value | None] | None:
    direction = before.attributes.get("direction")
    return (direction, None) if direction in {"forward", "reverse"} else None


_SPEED: Final = Capability(
    action="percentage",
    part="speed",
    service="set_percentage",
    intents=("HassFanSetSpeed:percentage",),
    features=1,
    quantity=SPEED,
    data=sent_as("percentage", int),
    expects=near_step(SPEED),
    restore=_back_to_speed,
)
FAN: Final = of_domain(
    "fan",
    replace(ON, features=32, restore=_back_to_speed),
    replace(OFF, features=16, restore=_back_to_speed),
    _SPEED,
    *steps_of(_SPEED, usual=1, keeps_on=True),
    *(
        Capability(
            action=action,
            part="oscillation",
            service="oscillate",
            features=2,
            data=always(oscillating=oscillating),
            expects=shows("oscillating", oscillating),
            restore=_back_to_oscillation,
        )
        for action, oscillating in (("oscillate", True), ("steady", False))
    ),
    *(
        Capability(
            action=direction,
            part="direction",
            service="set_direction",
            features=4,
            data=always(direction=direction),
            expects=shows("direction", direction),
            restore=_back_to_direction,
        )
        for direction in ("forward", "reverse")
    ),
    Capability(
        action="preset",
        part="speed",
        service="set_preset_mode",
        features=8,
        needs=lists("preset_modes"),
        choice=FAN_PRESET,
        data=sent_as("preset_mode"),
        expects=chosen(FAN_PRESET),
        restore=_back_to_speed,
    ),
)
_HUMIDITY: Final = Capability(
    action="humidity",
    part="humidity",
    service="set_humidity",
    intents=("HassHumidifierSetpoint:humidity",),
    quantity=HUMIDITY,
    data=sent_as("humidity", round),
    expects=reaches(HUMIDITY, tolerance=1),
    restore=back_to("humidity", HUMIDITY),
)
HUMIDIFIER: Final = of_domain(
    "humidifier",
    replace(ON, restore=back_to_power),
    replace(OFF, restore=back_to_power),
    _HUMIDITY,
    *steps_of(_HUMIDITY, usual=5),
    Capability(
        action="mode",
        part="mode",
        service="set_mode",
        intents=("HassHumidifierMode:mode",),
        features=1,
        needs=lists("available_modes"),
        choice=HUMIDIFIER_MODE,
        data=sent_as("mode"),
        expects=chosen(HUMIDIFIER_MODE),
        restore=back_to("mode", HUMIDIFIER_MODE),
    ),
)
