"""Rows of what opens and closes: covers and valves."""

from dataclasses import replace
from typing import Final

from ..capability import Capability, Expectation, Risk
from ..expectations import closed, moves_to, opened, reaches, state_is, state_is_not
from ..models import DeviceState, Value
from ..parameters import Quantity
from .common import OPENINGS, back_to, of_domain, sent_as, steps_of

POSITION: Final = Quantity(unit="%", attribute="current_position")
TILT: Final = Quantity(unit="%", attribute="current_tilt_position")
_TRAVEL: Final = 40
"""Seconds that a blind takes, one that only tells when it has arrived."""
_DOOR_TRAVEL: Final = {"garage": 60.0, "gate": 60.0}


def _back_to_position(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore the position, or open and closed where there is none between."""
    position = POSITION.read(before)
    if position is not None and 0 < position < 100:  # noqa: PLR2004  # those two have words
        return ("position", position)
    if before.state in {"closed", "closing"}:
        return ("close", None)
    return ("open", None) if before.state in {"open", "opening"} else None


def _is_tilted(position: float) -> Expectation:
    """Expect the slats at a position."""
    near = reaches(TILT)
    return lambda now, _value, before: near(now, position, before)


_OPEN: Final = Capability(
    action="open",
    part="position",
    service="",
    intents=("HassTurnOn", "HassOpenCover"),
    features=1,
    expects=opened,
    under_way=state_is("opening"),
    restore=_back_to_position,
    confirm_timeout=_TRAVEL,
    slow_classes=_DOOR_TRAVEL,
)
_CLOSE: Final = replace(
    _OPEN,
    action="close",
    intents=("HassTurnOff", "HassCloseCover"),
    features=2,
    expects=closed,
    under_way=state_is("closing"),
)
_STOP: Final = Capability(
    action="stop",
    part="position",
    service="",
    intents=("HassStopMoving",),
    features=8,
    expects=state_is_not("opening", "closing"),
)
_POSITION: Final = replace(
    _OPEN,
    action="position",
    intents=("HassSetPosition:position",),
    features=4,
    quantity=POSITION,
    data=sent_as("position", round),
    expects=reaches(POSITION),
    under_way=moves_to(POSITION),
)
_COVER_POSITION: Final = replace(_POSITION, service="set_cover_position", critical_kinds=OPENINGS)
_TILT: Final = Capability(
    action="tilt",
    part="tilt",
    service="set_cover_tilt_position",
    features=128,
    quantity=TILT,
    data=sent_as("tilt_position", round),
    expects=reaches(TILT),
    watches="current_tilt_position",
    restore=back_to("tilt", TILT),
    confirm_timeout=_TRAVEL,
)
COVER: Final = of_domain(
    "cover",
    replace(_OPEN, service="open_cover", critical_kinds=OPENINGS),
    replace(_CLOSE, service="close_cover"),
    replace(_STOP, service="stop_cover"),
    _COVER_POSITION,
    *steps_of(_COVER_POSITION, usual=20, only_more_is_critical=True),
    _TILT,
    replace(
        _TILT,
        action="tilt_open",
        service="open_cover_tilt",
        features=16,
        quantity=None,
        data=None,
        expects=_is_tilted(100),
    ),
    replace(
        _TILT,
        action="tilt_close",
        service="close_cover_tilt",
        features=32,
        quantity=None,
        data=None,
        expects=_is_tilted(0),
    ),
)
VALVE: Final = of_domain(
    "valve",
    replace(_OPEN, service="open_valve", risk=Risk.CRITICAL),
    replace(_CLOSE, service="close_valve", risk=Risk.CRITICAL),
    replace(_STOP, service="stop_valve"),
    replace(_POSITION, service="set_valve_position", risk=Risk.CRITICAL),
)
