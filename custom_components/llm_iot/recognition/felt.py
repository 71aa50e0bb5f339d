"""How warm it is to be in a room whose heating or cooling is off.

"Make it cooler in here" is about the room and no device: what is off does not cool it by another
set point. It starts, or, where it cannot help, is left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..models import HomeView, Plan, Step
from .lexicon import Tag
from .tagging import Part

_MODES: Final = {"down": ("cool", "heat_cool", "auto"), "up": ("heat", "heat_cool", "auto")}
"""By the way in which a set point goes, what makes a room so."""
_CLIMATE: Final = "climate"
_OFF: Final = "off"


def with_started(plan: Plan | None, parts: Sequence[Part], view: HomeView) -> Plan | None:
    """Return a plan in which what is off starts; None if nothing is left to do."""
    named = any(part.thing and not part.thing.place for part in parts)
    measured = any(part.tag is Tag.NUMBER for part in parts)
    if plan is None or named or plan.deferred:
        return plan
    steps = tuple(each for step in plan.steps for each in _started(step, view, measured=measured))
    return replace(plan, steps=steps) if steps or not plan.steps else None


def _started(step: Step, view: HomeView, *, measured: bool) -> Iterator[Step]:
    state = view.state(step.target)
    domain = step.target.partition(".")[0]
    if domain != _CLIMATE or state.state != _OFF or step.action not in _MODES:
        yield step
        return
    able = state.attributes.get("hvac_modes", ())
    if mode := next((each for each in _MODES[step.action] if each in able), None):
        yield Step(step.target, mode)
        if measured:
            yield step
