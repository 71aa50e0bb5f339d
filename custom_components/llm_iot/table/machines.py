"""Rows of machines that work on their own: vacuum cleaners and lawn mowers."""

from dataclasses import replace
from typing import Final

from ..capability import Capability, Risk
from ..expectations import chosen, state_is
from ..parameters import Choice
from .common import back_to, back_to_state, lists, of_domain, sent_as

FAN_SPEED: Final = Choice(attribute="fan_speed", options_attribute="fan_speed_list")
_BACK: Final = back_to_state(
    {"docked": "dock", "returning": "dock", "paused": "pause", "idle": "stop"}
    | {"cleaning": "start", "mowing": "start"}
)
_START: Final = Capability(
    action="start",
    part="work",
    service="start",
    restore=_BACK,
    risk=Risk.NOTICEABLE,
    confirm_timeout=20,
)
_PAUSE: Final = Capability(
    action="pause",
    part="work",
    service="pause",
    expects=state_is("paused"),
    restore=_BACK,
    confirm_timeout=20,
)
_STOP: Final = replace(_PAUSE, action="stop", service="stop", expects=state_is("idle", "docked"))
_DOCK: Final = replace(
    _PAUSE,
    action="dock",
    expects=state_is("docked"),
    under_way=state_is("returning"),
)
VACUUM: Final = of_domain(
    "vacuum",
    replace(
        _START,
        intents=("HassVacuumStart", "HassTurnOn"),
        features=8192,
        expects=state_is("cleaning"),
    ),
    replace(_PAUSE, features=4),
    replace(_STOP, features=8),
    replace(
        _DOCK,
        service="return_to_base",
        intents=("HassVacuumReturnToBase", "HassTurnOff"),
        features=16,
    ),
    Capability(action="locate", part="voice", service="locate", features=512),
    Capability(
        action="fan_speed",
        part="suction",
        service="set_fan_speed",
        features=32,
        needs=lists("fan_speed_list"),
        choice=FAN_SPEED,
        data=sent_as("fan_speed"),
        expects=chosen(FAN_SPEED),
        restore=back_to("fan_speed", FAN_SPEED),
    ),
)
LAWN_MOWER: Final = of_domain(
    "lawn_mower",
    replace(
        _START,
        service="start_mowing",
        intents=("HassLawnMowerStartMowing",),
        features=1,
        expects=state_is("mowing"),
    ),
    replace(_PAUSE, features=2),
    replace(_STOP, features=8),
    replace(_DOCK, service="dock", intents=("HassLawnMowerDock",), features=4),
)
