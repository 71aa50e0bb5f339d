"""What was said a moment ago, among what a model is shown for the next sentence."""

from dataclasses import replace
from typing import Final

from .capabilities import controllable
from .heard import Heard
from .models import Evidence, HomeView

_TURNS: Final = 2
"""Earlier sentences whose devices are shown."""
_MOST: Final = 4
"""Devices of them: what moved half the home is no candidate of its own."""


def recalled(evidence: Evidence, heard: Heard, view: HomeView) -> Evidence:
    """Return evidence with what was said before, and the devices that it was about.

    "A bit more" has no word by which they could be found in a large home. They take the places
    of the last candidates that no word means.
    """
    evidence = replace(evidence, earlier=heard.earlier)
    shown = {device.entity_id for device in evidence.candidates}
    plans = [each.plan for each in heard.earlier[:_TURNS]]
    targets = [step.target for plan in plans for step in plan.steps]
    targets += [target for plan in plans for target in plan.asked_about]
    devices = controllable(view)
    able = {device.entity_id for device in devices}
    missing = [each for each in dict.fromkeys(targets) if each in able and each not in shown]
    missing = missing[:_MOST]
    free = [
        device.entity_id
        for device in evidence.candidates[::-1]
        if device.entity_id not in heard.things and device.entity_id not in targets
    ]
    chosen = (shown - set(free[: len(missing)])) | set(missing[: len(free)])
    return replace(evidence, candidates=tuple(each for each in devices if each.entity_id in chosen))
