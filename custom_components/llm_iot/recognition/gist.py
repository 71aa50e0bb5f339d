"""What a sentence comes down to among all that is told in it."""

from dataclasses import dataclass, replace
from typing import Final

from ..models import Device, Plan, ProblemCode
from .lexicon import Words

_LOST: Final = frozenset({ProblemCode.UNKNOWN_DEVICE, ProblemCode.UNKNOWN_PLACE})


@dataclass(frozen=True, slots=True)
class Gist:
    """What a sentence comes down to."""

    tokens: Words
    """A plain command."""
    direct: bool
    """Whether it was said as one."""
    places: frozenset[Device] | None = None
    """The devices of the places that the stories are about, None if they are about none."""
    doubtful: frozenset[str] = frozenset()
    """Entity ids of what a story names and a group may not mean: "all off, I watch the TV"."""

    def settled(self, plan: Plan | None) -> Plan | None:
        """Return the plan of the command; of several that it may mean, the one that is there.

        "I iron in the bedroom, light please" is about the only light there.
        """
        if plan is None or plan.steps or self.places is None or len(plan.problems) != 1:
            return plan
        problem, inside = plan.problems[0], {each.entity_id for each in self.places}
        steps = tuple(step for step in problem.steps if step.target in inside)
        alone = len({step.target for step in steps}) == 1
        if problem.code is not ProblemCode.AMBIGUOUS or plan.deferred or not alone:
            return plan
        return replace(plan, steps=steps, problems=())

    def allows(self, plan: Plan | None) -> bool:
        """Return whether the plan of the command can be that of the whole sentence."""
        if plan is None or plan.request or plan.queries:
            return False
        steps = (*plan.steps, *(step for each in plan.deferred for step in each.steps))
        moved = {step.target for step in steps}
        if moved & self.doubtful:
            return False
        if self.places is not None and not moved <= {each.entity_id for each in self.places}:
            return False
        codes = {problem.code for problem in plan.problems}
        if self.places is not None and ProblemCode.AMBIGUOUS in codes:
            return False  # "I iron in the bedroom, light please" is about the one there
        lost = bool(codes & _LOST)
        return self.direct or not lost
