"""What the words mean, and what was said a moment ago, among what a model is shown."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from .capabilities import controllable
from .evidence import Evidence
from .heard import Heard
from .models import HomeView

_TURNS: Final = 2
"""Earlier sentences whose devices are shown."""
_MOST: Final = 4
"""Devices of them: what moved half the home is no candidate of its own."""


def listed(evidence: Evidence, heard: Heard, view: HomeView) -> Evidence:
    """Return evidence whose candidates have all that the words name.

    Retrieval compares words and vectors; recognition knows more of names and kinds: "both
    hoovers". Of a group of more devices than are shown, those that retrieval found will do.
    """
    if len(heard.things) > len(evidence.candidates):
        return evidence
    return _with(evidence, sorted(heard.things), heard.things, view)


def recalled(evidence: Evidence, heard: Heard, view: HomeView) -> Evidence:
    """Return evidence with what was said before, and the devices that it was about.

    "A bit more" has no word by which they could be found in a large home.
    """
    plans = [each.plan for each in heard.earlier[:_TURNS]]
    targets = [step.target for plan in plans for step in plan.steps]
    targets += [target for plan in plans for target in plan.asked_about]
    kept = heard.things | set(targets)
    return _with(replace(evidence, earlier=heard.earlier), targets, kept, view, most=_MOST)


def _with(
    evidence: Evidence,
    wanted: Iterable[str],
    kept: frozenset[str],
    view: HomeView,
    most: int | None = None,
) -> Evidence:
    """Return evidence with up to `most` devices in place of the least fitting candidates.

    Those that are `kept` give their place to none. Entity ids; the order is that of the home.
    """
    devices = controllable(view)
    shown = [device.entity_id for device in evidence.candidates]
    able = {device.entity_id for device in devices}
    missing = [each for each in dict.fromkeys(wanted) if each in able and each not in shown][:most]
    ranked = evidence.ranked or shown
    free = [each for each in reversed(ranked) if each not in kept]
    added, gone = missing[: len(free)], set(free[: len(missing)])
    chosen = {*added, *shown} - gone
    order = (*added, *(each for each in ranked if each in kept), *ranked)
    return replace(
        evidence,
        candidates=tuple(each for each in devices if each.entity_id in chosen),
        ranked=tuple(dict.fromkeys(each for each in order if each in chosen)),
    )
