"""Rows of what keeps a home safe: locks, sirens and alarms."""

from dataclasses import replace
from typing import Final

from ..capability import Capability, Risk
from ..expectations import state_is
from .common import OFF, ON, back_to_state, of_domain

ARMED: Final = {
    "arm_home": ("armed_home", 1),
    "arm_away": ("armed_away", 2),
    "arm_night": ("armed_night", 4),
    "arm_vacation": ("armed_vacation", 32),
}
"""State and feature bit of every way to arm an alarm."""
_BACK_TO_BOLT: Final = back_to_state({"locked": "lock", "unlocked": "unlock", "open": "open"})
_BACK_TO_ALARM: Final = back_to_state(
    {"disarmed": "disarm", "triggered": "disarm"}
    | {state: action for action, (state, _) in ARMED.items()}
)


_LOCK: Final = Capability(
    action="lock",
    part="bolt",
    service="lock",
    intents=("HassTurnOn",),
    expects=state_is("locked"),
    fails=state_is("jammed"),
    restore=_BACK_TO_BOLT,
    confirm_timeout=15,
)
LOCK: Final = of_domain(
    "lock",
    _LOCK,
    replace(
        _LOCK,
        action="unlock",
        service="unlock",
        intents=("HassTurnOff",),
        expects=state_is("unlocked", "open"),
        risk=Risk.CRITICAL,
    ),
    replace(
        _LOCK,
        action="open",
        service="open",
        intents=(),
        features=1,
        expects=state_is("open"),
        risk=Risk.CRITICAL,
    ),
)
SIREN: Final = of_domain(
    "siren",
    replace(ON, features=1, risk=Risk.CRITICAL),
    replace(OFF, features=2, risk=Risk.NOTICEABLE),
)
ALARM: Final = of_domain(
    "alarm_control_panel",
    *(
        Capability(
            action=action,
            part="alarm",
            service=f"alarm_{action}",
            features=bit,
            expects=state_is(state),
            under_way=state_is("arming"),
            restore=_BACK_TO_ALARM,
            risk=Risk.NOTICEABLE,
            confirm_timeout=10,
        )
        for action, (state, bit) in ARMED.items()
    ),
    Capability(
        action="disarm",
        part="alarm",
        service="alarm_disarm",
        expects=state_is("disarmed"),
        under_way=state_is("disarming"),
        restore=_BACK_TO_ALARM,
        risk=Risk.CRITICAL,
        confirm_timeout=10,
    ),
)
