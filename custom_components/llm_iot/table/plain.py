"""Rows of what has no nature of its own: switches, scenes, scripts, buttons and helpers.

What they do is known by their kind at best: a relay that is called a garage door is one.
"""

from dataclasses import replace
import math
from typing import Final

from ..capability import Capability, Risk
from ..expectations import changes, chosen, reaches
from ..parameters import Choice, Quantity
from .common import GUARDED, HOT, OFF, ON, back_to, lists, of_domain, sent_as, steps_of

OPTION: Final = Choice(attribute=None, options_attribute="options")
AMOUNT: Final = Quantity(
    unit="",
    unit_attribute="unit_of_measurement",
    attribute=None,
    minimum=-math.inf,
    maximum=math.inf,
    minimum_attribute="min",
    maximum_attribute="max",
    step_attribute="step",
    clamps=False,
)
_POWER: Final = (
    replace(ON, critical_kinds=GUARDED | HOT),
    replace(OFF, critical_kinds=GUARDED),
)
SWITCH: Final = of_domain("switch", *_POWER)
INPUT_BOOLEAN: Final = of_domain("input_boolean", *_POWER)

_RUN: Final = replace(ON, part="run", expects=changes, momentary=True, restore=None)
SCENE: Final = of_domain("scene", _RUN)
SCRIPT: Final = of_domain(
    "script", replace(_RUN, risk=Risk.NOTICEABLE), replace(OFF, part="run", restore=None)
)

_PRESS: Final = Capability(
    action="press",
    part="run",
    service="press",
    intents=("HassTurnOn",),
    expects=changes,
    momentary=True,
    risk=Risk.NOTICEABLE,
    critical_kinds=GUARDED | HOT,
)
BUTTON: Final = of_domain("button", _PRESS)
INPUT_BUTTON: Final = of_domain("input_button", _PRESS)

_OPTION: Final = Capability(
    action="option",
    part="option",
    service="select_option",
    needs=lists("options"),
    choice=OPTION,
    data=sent_as("option"),
    expects=chosen(OPTION),
    restore=back_to("option", OPTION),
    risk=Risk.NOTICEABLE,
    critical_kinds=GUARDED | HOT,
)
SELECT: Final = of_domain("select", _OPTION)
INPUT_SELECT: Final = of_domain("input_select", _OPTION)

_VALUE: Final = Capability(
    action="value",
    part="value",
    service="set_value",
    quantity=AMOUNT,
    data=sent_as("value"),
    expects=reaches(AMOUNT, tolerance=1e-3),
    restore=back_to("value", AMOUNT),
    risk=Risk.NOTICEABLE,
    critical_kinds=GUARDED | HOT,
)
_NUMBER: Final = (_VALUE, *steps_of(_VALUE))
NUMBER: Final = of_domain("number", *_NUMBER)
INPUT_NUMBER: Final = of_domain("input_number", *_NUMBER)
