"""Rows of what heats and cools: thermostats, air conditioners and water heaters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ..capability import Attributes, Capability, Risk
from ..expectations import chosen, reaches, state_is, state_is_not
from ..models import DeviceState, Value
from ..parameters import Choice, Quantity
from ..spans import Span
from .air import HUMIDITY
from .common import (
    HOT,
    OFF,
    ON,
    always,
    back_to,
    lists,
    of_domain,
    sent_as,
    steps_of,
)

ROOM_TEMPERATURE: Final = Quantity(
    unit="°",
    attribute="temperature",
    minimum=5,  # below, pipes freeze
    maximum=30,
    step=0.5,
    minimum_attribute="min_temp",
    maximum_attribute="max_temp",
    step_attribute="target_temp_step",
    clamps=False,
    apart=True,
)
ROOM_TEMPERATURES: Final = Span(
    attribute=None,
    quantity=ROOM_TEMPERATURE,
    low_attribute="target_temp_low",
    high_attribute="target_temp_high",
)
WATER_TEMPERATURE: Final = replace(
    ROOM_TEMPERATURE,
    minimum=35,
    maximum=60,  # above, it scalds within seconds
    apart=False,
)
MODES: Final = ("heat", "cool", "heat_cool", "auto", "dry", "fan_only")
PRESET: Final = Choice(attribute="preset_mode", options_attribute="preset_modes")
FAN_MODE: Final = Choice(attribute="fan_mode", options_attribute="fan_modes")
OPERATION: Final = Choice(attribute="operation_mode", options_attribute="operation_list")
_HALF_A_STEP: Final = 0.25
"""Degrees."""


def has_one_target(attributes: Attributes) -> bool:
    """Return whether a thermostat is set to a temperature and not to a range of them."""
    return attributes.get("temperature") is not None or not attributes.get("target_temp_low")


def _has_mode(mode: str) -> Callable[[Attributes], bool]:
    """Return whether a thermostat has a mode."""
    return lambda attributes: mode in (attributes.get("hvac_modes") or ())


def _back_to_mode(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore off or the mode."""
    return (before.state, None) if before.state in {"off", *MODES} else None


def _back_to_operation(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore off, else the mode of operation that it had."""
    mode = OPERATION.read(before)
    return ("off" if before.state == "off" else "on", None) if mode is None else ("mode", mode)


_TEMPERATURE: Final = Capability(
    action="temperature",
    part="temperature",
    service="set_temperature",
    features=1,
    quantity=ROOM_TEMPERATURE,
    data=sent_as("temperature"),
    expects=reaches(ROOM_TEMPERATURE, tolerance=_HALF_A_STEP),
    restore=back_to("temperature", ROOM_TEMPERATURE),
    confirm_timeout=10,
)
_ROOM_TEMPERATURE: Final = replace(
    _TEMPERATURE,
    intents=("HassClimateSetTemperature:temperature",),
    needs=has_one_target,
    critical_kinds=HOT,
)
CLIMATE: Final = of_domain(
    "climate",
    replace(
        ON,
        expects=state_is_not("off"),
        features=256,
        restore=_back_to_mode,
        critical_kinds=HOT,
        confirm_timeout=10,
    ),
    replace(OFF, features=128, restore=_back_to_mode, confirm_timeout=10),
    *(
        Capability(
            action=mode,
            part="mode",
            service="set_hvac_mode",
            needs=_has_mode(mode),
            data=always(hvac_mode=mode),
            expects=state_is(mode),
            restore=_back_to_mode,
            critical_kinds=HOT,
            confirm_timeout=10,
        )
        for mode in MODES
    ),
    _ROOM_TEMPERATURE,
    *steps_of(_ROOM_TEMPERATURE, usual=1, only_more_is_critical=True),
    Capability(
        action="range",
        part="temperature",
        service="set_temperature",
        features=2,
        needs=lists("target_temp_low"),
        choice=ROOM_TEMPERATURES,
        data=ROOM_TEMPERATURES.sent,
        expects=ROOM_TEMPERATURES.reached,
        restore=back_to("range", ROOM_TEMPERATURES),
        critical_kinds=HOT,
        confirm_timeout=10,
    ),
    Capability(
        action="preset",
        part="preset",
        service="set_preset_mode",
        features=16,
        needs=lists("preset_modes"),
        choice=PRESET,
        data=sent_as("preset_mode"),
        expects=chosen(PRESET),
        restore=back_to("preset", PRESET),
        confirm_timeout=10,
    ),
    Capability(
        action="fan_mode",
        part="fan",
        service="set_fan_mode",
        intents=("HassClimateSetFanMode:fan_mode",),
        features=8,
        needs=lists("fan_modes"),
        choice=FAN_MODE,
        data=sent_as("fan_mode"),
        expects=chosen(FAN_MODE),
        restore=back_to("fan_mode", FAN_MODE),
        confirm_timeout=10,
    ),
    Capability(
        action="humidity",
        part="humidity",
        service="set_humidity",
        features=4,
        quantity=HUMIDITY,
        data=sent_as("humidity", round),
        expects=reaches(HUMIDITY, tolerance=1),
        restore=back_to("humidity", HUMIDITY),
        confirm_timeout=10,
    ),
)
_WATER_TEMPERATURE: Final = replace(
    _TEMPERATURE,
    quantity=WATER_TEMPERATURE,
    expects=reaches(WATER_TEMPERATURE, tolerance=_HALF_A_STEP),
    risk=Risk.NOTICEABLE,
)
WATER_HEATER: Final = of_domain(
    "water_heater",
    replace(ON, expects=state_is_not("off"), features=8, restore=_back_to_operation),
    replace(OFF, features=8, restore=_back_to_operation),
    _WATER_TEMPERATURE,
    *steps_of(_WATER_TEMPERATURE, usual=1),
    Capability(
        action="mode",
        part="mode",
        service="set_operation_mode",
        features=2,
        needs=lists("operation_list"),
        choice=OPERATION,
        data=sent_as("operation_mode"),
        expects=chosen(OPERATION),
        restore=_back_to_operation,
        risk=Risk.NOTICEABLE,
        confirm_timeout=10,
    ),
)
