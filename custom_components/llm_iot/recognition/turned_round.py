"""What takes back a turn, and is also done to what it moved: "reverse it" of a fan."""

from collections.abc import Callable
from typing import Final

from ..models import Plan, RequestKind
from .references import References

_WAYS: Final = frozenset({"forward", "reverse"})
"""Actions that say which way round something runs."""


def turned_round(
    asked: Plan | None, command: Callable[[], Plan | None], references: References
) -> Plan | None:
    """Return the other way round of what moved last, where it has one and an undo is asked for.

    Of what the last turn has turned round it is the undo.
    """
    if asked is None or asked.request is None or asked.request.kind is not RequestKind.UNDO:
        return asked
    last = references.previous_steps()
    if any(step.action in _WAYS for step in last):
        return asked
    plan = command()
    if plan is None or plan.problems or plan.deferred or not plan.steps:
        return asked
    known = {step.target for step in last}
    turns = all(step.action in _WAYS and step.target in known for step in plan.steps)
    return plan if turns else asked
