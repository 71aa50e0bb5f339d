"""What is not clear about a sentence: which of several things is meant, what the home lacks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..models import Device, Problem, ProblemCode, Step
from .actions import Action, Actions, UnclearActionError
from .clauses import Clause
from .groups import Groups
from .mentions import Mention
from .targets import Choice, Fit, Targets

_UNKNOWN: Final = {
    Fit.UNKNOWN_DEVICE: ProblemCode.UNKNOWN_DEVICE,
    Fit.UNKNOWN_PLACE: ProblemCode.UNKNOWN_PLACE,
}


@dataclass
class Doubts:
    """Notes what stands in the way of one sentence, and settles what can be settled."""

    targets: Targets
    actions: Actions
    groups: Groups
    problems: list[Problem] = field(default_factory=list)

    @property
    def ambiguous(self) -> bool:
        """Return whether it has to be asked which one is meant."""
        return any(problem.code is ProblemCode.AMBIGUOUS for problem in self.problems)

    def settled(self, clause: Clause, action: Action, devices: Sequence[Device]) -> Device | None:
        """Return the one of several devices that the state settles; else ask for it."""
        able = [
            (device, found)
            for device in self.groups.without_accessories(devices)
            if (found := self.groups.steps(clause, action, device))
        ]
        if not able:
            self.problems.append(
                Problem(ProblemCode.CANNOT, targets=tuple(d.entity_id for d in devices))
            )
            return None
        open_ = [(device, found) for device, found in able if self.groups.changes(device, found)]
        if len(open_) == 1 and all(self.actions.settles(step) for step in open_[0][1]):
            return open_[0][0]
        if len(able) == 1:
            return able[0][0]
        self.problems.append(
            Problem(
                ProblemCode.AMBIGUOUS,
                targets=tuple(device.entity_id for device, _ in able),
                steps=tuple(found[0] for _, found in able),
            )
        )
        return None

    def either(self, action: Action, mentions: Sequence[Mention], area_id: str | None) -> None:
        """Ask which of several devices is meant that were all named."""
        clause = Clause(action=action)
        found: list[Step] = []
        for mention in mentions:
            choice = self.targets.choose(mention, area_id)
            if mention.reference or choice.fit is not Fit.CLEAR:
                raise UnclearActionError
            for device in choice.devices:
                found += self.groups.steps(clause, action, device)[:1]
        if len(found) < 2:  # noqa: PLR2004
            raise UnclearActionError
        targets = tuple(step.target for step in found)
        self.problems.append(Problem(ProblemCode.AMBIGUOUS, targets=targets, steps=tuple(found)))

    def lacking(self, clause: Clause, mention: Mention, choice: Choice) -> None:
        """Note what the home lacks.

        Raises UnclearActionError where the words may mean no device at all.
        """
        names_kind = any(thing.kind for thing in mention.things)
        vague = (
            any(verb.text in self.actions.data("vague_verbs") for verb in clause.verbs)
            or not clause.leads
        )
        if choice.fit is Fit.UNKNOWN_DEVICE and not names_kind and (vague or not mention.definite):
            raise UnclearActionError
        self.problems.append(Problem(_UNKNOWN[choice.fit], choice.subject))
