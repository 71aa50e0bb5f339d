"""Whether a guess at a sentence goes with what its words say.

What examples vote for and what a model writes are guesses. The words are read by code: a guess
may neither go against them nor pass over what they name.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from .evidence import Evidence, Vote
from .heard import Heard
from .kinds import Kinds
from .models import Device, HomeView, Plan, Utterance
from .recognition.bounds import Bounds
from .recognition.directions import confirms, contradicts, directions, excepted_devices
from .response.agreement import SAME_WORDS
from .response.passed_over import passes_over
from .response.support import Support
from .response.unserved import is_hollow, leaves_unserved
from .words import clean_name


@dataclass(frozen=True)
class BorneOut:
    """What a sentence says, as far as code can tell, to hold guesses against it."""

    utterance: Utterance
    view: HomeView
    heard: Heard
    evidence: Evidence
    bounds: Bounds
    kinds: Kinds

    def goes_against(self, plan: Plan) -> bool:
        """Return whether a plan does the contrary of what is said, or moves what is left out."""
        said = directions(self.utterance, self.view, self.kinds)
        excepted = excepted_devices(self.utterance, self.view, self.kinds)
        return contradicts(plan, said) or any(step.target in excepted for step in plan.steps)

    def passes_over(self, plan: Plan) -> bool:
        """Return whether a plan does nothing to something that is named."""
        return passes_over(plan, self.utterance.text, self.view, self.kinds, self.evidence)

    def confirms(self, plan: Plan) -> bool:
        """Return whether a plan is exactly what the words say of each device."""
        return confirms(plan, directions(self.utterance, self.view, self.kinds))

    def leaves_out(self, plan: Plan) -> bool:
        """Return whether a plan does less than a command asks for."""
        return bool(plan.steps) and not self.bounds.covers(plan, self.view)

    def supported(self, plan: Plan) -> Plan:
        """Return a plan with the steps alone that the words bear."""
        text, view = self.utterance.text, self.view
        return Support(text, self.heard, view, self.evidence, self.kinds).of(plan)

    def of_vote(self, vote: Vote | None) -> Vote | None:
        """Return a vote as far as the words bear it, None where they do not."""
        vote = _within(vote, self.bounds, self.view)
        if vote is None or self.goes_against(vote.plan):
            return None
        text, kinds, evidence = self.utterance.text, self.kinds, self.evidence
        if leaves_unserved(vote, text, self.view, kinds, evidence):
            return None
        if is_hollow(vote, text, kinds, evidence):
            return None
        if self.supported(vote.plan) != vote.plan or self.passes_over(vote.general or vote.plan):
            return None
        return vote


def _within(vote: Vote | None, bounds: Bounds, view: HomeView) -> Vote | None:
    """Return what of a vote the words bear, None if that is nothing."""
    if vote is None or bounds.half_read:
        return None
    if vote.goal and vote.nearest >= SAME_WORDS:  # "time to get up" says no direction
        bounds = replace(bounds, bare=False, actions=None, asked=())
    if vote.joined and not bounds.by_name:  # "sit outside and have some light" names none here
        bounds = replace(bounds, named=frozenset())
    elif vote.goal and bounds.by_name and _are_called_as_rooms(bounds.named, view):
        bounds = replace(bounds, named=frozenset(), by_name=False)  # "the hall floor"
    meant = bounds.within(vote.plan, view, vote.general)
    if meant is None or (vote.joined and meant.actions != vote.plan.actions):
        return None
    return replace(vote, plan=meant)


def _are_called_as_rooms(devices: Collection[Device], view: HomeView) -> bool:
    """Return whether devices have no other name than a room: a lamp that is called "Hall"."""
    rooms = {clean_name(name) for name in view.areas.values()}
    return bool(devices) and all(clean_name(device.name) in rooms for device in devices)
