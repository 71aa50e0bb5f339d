"""Whether the person's own words bear what a plan does.

A model can be talked into something, and an example can be near by chance. What they
propose counts as far as the words go: a device that is meant by its name, its kind or its
place, with an action that is said or that a near example does; or what a near example of a
goal does in that room. Recognition reads the words themselves and needs no such check.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .. import capabilities
from ..capability import Risk
from ..evidence import Evidence, Example
from ..heard import Heard
from ..kinds import Kinds
from ..models import Device, HomeView, Plan, Problem, ProblemCode, Source, Step
from ..plan_language import Command, read_command, step_what
from ..queries import Query
from ..wording import are_contrary, has_quantifier
from ..words import clean_text, tokens
from .agreement import NEAR, SURE_VOTE


@dataclass(frozen=True)
class Support:
    """What a sentence and the examples near it ask for."""

    text: str
    heard: Heard
    view: HomeView
    evidence: Evidence
    kinds: Kinds

    def of(self, plan: Plan) -> Plan:
        """Return a plan with the steps alone that the words bear.

        Of a model that wants more than they bear, the goal that it has in mind is not
        believed either, but only what the words themselves name.
        """
        steps = self._borne(plan, goals=True)
        if len(steps) < len(plan.steps):
            steps = self._borne(plan, goals=False)
        queries = tuple(query for query in plan.queries if self._is_asked(query))
        borne = replace(plan, steps=steps, queries=queries)
        if borne != plan and not (steps or queries or plan.problems):
            return replace(borne, problems=(Problem(ProblemCode.UNSURE),))
        return borne

    def _borne(self, plan: Plan, *, goals: bool) -> tuple[Step, ...]:
        """Return the steps that the words bear; what only a goal wants just with `goals`.

        The vote has its own measure of how sure it is of a goal. A model needs an example
        that leaves no doubt, and a sentence that names no other thing.
        """
        near = NEAR
        if plan.source is not Source.VOTE:
            near = SURE_VOTE
            goals = goals and not self.heard.things
        return tuple(
            step
            for step in plan.steps
            if self._names(step) or (goals and self._is_implied(step, near))
        )

    def _names(self, step: Step) -> bool:
        """Return whether the words name the device and what is to be done to it."""
        device = self.view.by_id.get(step.target)
        if device is None:
            return False
        named = step.target in self.heard.things
        says = self._says(step, device)
        if _is_critical(step, device):
            return named and says
        if named or step.target in self.heard.places:
            return says or self._is_usual(step, device)
        return says and self._is_of_everything(step)

    def _is_asked(self, query: Query) -> bool:
        """Return whether all that a question is about is spoken of."""
        spoken_of = self.heard.things | self.heard.places
        return self.heard.everything or spoken_of.issuperset(query.targets)

    def _says(self, step: Step, device: Device) -> bool:
        """Return whether the action, or its value, is said."""
        if step.value is None:
            return step.action in self.heard.actions.get(device.domain, ())
        if isinstance(step.value, str):
            return set(tokens(step.value)) <= self.heard.words
        return step.value in self.heard.numbers

    def _is_of_everything(self, step: Step) -> bool:
        """Return whether "everything", here or in the place named, includes a device."""
        if not self.heard.everything:
            return False
        return not self.heard.places or step.target in self.heard.places

    def _is_usual(self, step: Step, device: Device) -> bool:
        """Return whether a near example does this to a device of that kind."""
        return any(
            command.what == step_what(step)
            and any(each.kind == device.kind for each in command.devices)
            for _, command in self._near
        )

    def _is_implied(self, step: Step, goal_near: float) -> bool:
        """Return whether a near example does this without its words mentioning the kind.

        A goal says nothing of a light. "Turn everything off" does not mention the lights,
        either, but that is about no kind, and "everything" has to be said.
        """
        device = self.view.by_id.get(step.target)
        if device is None or _is_critical(step, device):
            return False
        return any(
            example.score >= goal_near
            and command.what == step_what(step)
            and _is_like(device, command.devices)
            and not self._mentions(example, device.kind, command.devices)
            and (has_quantifier(self.text) or not has_quantifier(example.say))
            for example, command in self._near
        )

    @cached_property
    def _near(self) -> tuple[tuple[Example, Command], ...]:
        """Return what near examples do that do not say the contrary."""
        return tuple(
            (example, command)
            for example in self.evidence.examples
            if example.score >= NEAR and not are_contrary(self.text, example.say)
            for text in example.plan
            if (command := read_command(text, self.view))
        )

    def _mentions(self, example: Example, kind: str, devices: Sequence[Device]) -> bool:
        """Return whether the words of an example mention what it does something to."""
        say = clean_text(example.say)
        kinds = {found for found, _, _ in self.kinds.mentions(tokens(say))}
        if kind in kinds or example.goal:  # whose words a scene may have been called after
            return kind in kinds
        return len(devices) == 1 and f" {devices[0].label} " in f" {say} "


def _is_critical(step: Step, device: Device) -> bool:
    """Return whether an action has to be named for this very device."""
    item = capabilities.row(device.domain, step.action)
    return item is None or item.risk_for(device) is Risk.CRITICAL


def _is_like(device: Device, devices: Sequence[Device]) -> bool:
    """Return whether a device is of the one kind, and in the one room, of some devices."""
    if any(each.kind != device.kind for each in devices):
        return False
    return device in devices or {each.area_id for each in devices} == {device.area_id}
