"""Whether the plan of a sentence may be one that it was misread for."""

from collections.abc import Sequence
from typing import Final

from ..models import Plan, ProblemCode
from .mentions import Mention, Reference

_LOST: Final = frozenset({ProblemCode.UNKNOWN_DEVICE, ProblemCode.UNKNOWN_PLACE})


def is_open(plan: Plan) -> bool:
    """Return whether the sentence may have been misread: nothing to do, or of what is unknown."""
    lost = any(problem.code in _LOST for problem in plan.problems)
    return lost or not (plan.steps or plan.deferred or plan.queries or plan.request)


def better(
    plan: Plan | None, other: Plan | None, refused: Plan | None, named: Sequence[Mention]
) -> Plan | None:
    """Return another reading of a sentence, or the first where the other cannot be right.

    `refused` is the plan that drops what the sentence refuses to have done, `named` all that the
    sentence names.
    """
    if other is None or (plan and _contradict(plan, other)) or not _spares(other, refused):
        return plan
    return plan if plan and _is_of_the_missing(plan, named) else other


def _is_of_the_missing(plan: Plan, named: Sequence[Mention]) -> bool:
    """Return whether "it" is what is not known: "there's Bob's boiler, put it to 50"."""
    missing = [each.code for each in plan.problems] == [ProblemCode.UNKNOWN_DEVICE]
    known = any(each.things and not each.unknown for each in named)
    again = any(each.reference is Reference.IT for each in named)
    return missing and again and not (plan.steps or known)


def _contradict(plan: Plan, other: Plan) -> bool:
    """Return whether another reading leaves out what a sentence asks for.

    Or has more done and does not know either what the first one missed.
    """
    if set(plan.problems) & set(other.problems):
        return True
    return bool(plan.steps) and (not set(plan.steps) <= set(other.steps) or bool(other.problems))


def _spares(plan: Plan, refused: Plan | None) -> bool:
    """Return whether a plan moves nothing of what is refused to be moved."""
    spared = refused.request.targets if refused and refused.request else ()
    return {step.target for step in plan.steps}.isdisjoint(spared)


def is_clear(plan: Plan | None) -> bool:
    """Return whether a plan does something, and nothing stands in its way."""
    if plan is None or plan.problems or plan.request or plan.queries:
        return False
    return bool(plan.steps or plan.deferred)
