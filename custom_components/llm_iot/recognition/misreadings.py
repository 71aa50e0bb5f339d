"""Whether the plan of a sentence may be one that it was misread for."""

from typing import Final

from ..models import Plan, ProblemCode

_LOST: Final = frozenset({ProblemCode.UNKNOWN_DEVICE, ProblemCode.UNKNOWN_PLACE})


def is_open(plan: Plan) -> bool:
    """Return whether the sentence may have been misread: nothing to do, or of what is unknown."""
    lost = any(problem.code in _LOST for problem in plan.problems)
    return lost or not (plan.steps or plan.deferred or plan.queries or plan.request)


def contradict(plan: Plan, other: Plan) -> bool:
    """Return whether another reading leaves out what a sentence asks for.

    Or has more done and does not know either what the first one missed.
    """
    if set(plan.problems) & set(other.problems):
        return True
    return bool(plan.steps) and (not set(plan.steps) <= set(other.steps) or bool(other.problems))
