"""What the words alone decide in the plan of a tuned model: the action, the number, the doubt.

A tiny model knows what a sentence is about, and now and then writes an action that the device
does not have, or half a number. Where the words can mean one thing only, that is done.
"""

from dataclasses import replace

from . import capabilities
from .heard import Heard
from .models import Device, HomeView, Plan, Problem, ProblemCode, Step, Utterance
from .wording import is_question


def as_said(plan: Plan, utterance: Utterance, heard: Heard, view: HomeView) -> Plan:
    """Return a plan with what the words say of what they name.

    A plan of a command for what the home does not have moves nothing; a question which one is
    meant is none where nothing is named, and is put for all that is.
    """
    doubts = any(problem.code is ProblemCode.AMBIGUOUS for problem in plan.problems)
    lost = heard.lost and not heard.is_story and _is_said(plan, heard)
    if not heard.named and (doubts or lost):
        problem = Problem(ProblemCode.NOT_UNDERSTOOD)
        return replace(plan, steps=(), queries=(), problems=(problem,))
    if doubts and (choice := _choice(heard, view)):
        return replace(plan, steps=(), problems=(choice,))
    if heard.spares:
        return plan
    named = {target for each in heard.named for target in each.devices} | heard.things
    steps = plan.steps
    if not steps and not is_question(utterance):  # it was told to do something, and asks
        asked = dict.fromkeys(target for query in plan.queries for target in query.targets)
        wanted = (_only_action(view.by_id.get(target), heard, view) for target in asked)
        found = tuple(
            Step(target, action) for target, action in zip(asked, wanted, strict=True) if action
        )
        if found and named.issuperset(asked):
            return replace(plan, steps=found, queries=())
    mended = tuple(_mended(step, heard, view) if step.target in named else step for step in steps)
    return replace(plan, steps=mended)


def _choice(heard: Heard, view: HomeView) -> Problem | None:
    """Return which things one is meant of, and what the verb means for each; None if not clear.

    So that the answer to "which one" is enough: "the one in the hall".
    """
    targets = sorted({target for each in heard.named for target in each.devices})
    if len(heard.named) != 1 or len(targets) < 2:  # noqa: PLR2004  # one and another
        return None
    actions = [_only_action(view.by_id.get(target), heard, view) for target in targets]
    steps = tuple(
        Step(target, action) for target, action in zip(targets, actions, strict=True) if action
    )
    if len(steps) < len(targets):
        return None
    return Problem(ProblemCode.AMBIGUOUS, targets=tuple(targets), steps=steps)


def _is_said(plan: Plan, heard: Heard) -> bool:
    """Return whether a verb in the words can mean what a plan does."""
    return any(
        step.action in heard.actions.get(step.target.partition(".")[0], ()) for step in plan.steps
    )


def _mended(step: Step, heard: Heard, view: HomeView) -> Step:
    """Return a step as it is said."""
    device = view.by_id.get(step.target)
    if device is None:
        return step
    if not _can(device, step.action, view):
        action = _only_action(device, heard, view)
        return Step(step.target, action) if action else step
    if isinstance(step.value, (int, float)) and step.value not in heard.numbers:
        whole = [number for number in heard.numbers if int(number) == int(step.value)]
        return replace(step, value=whole[0]) if len(whole) == 1 else step
    return step


def _only_action(device: Device | None, heard: Heard, view: HomeView) -> str | None:
    """Return the only thing that the verbs can mean for a device, None if there are more."""
    if device is None:
        return None
    meant = [each for each in heard.actions.get(device.domain, ()) if _can(device, each, view)]
    plain = [each for each in meant if not capabilities.takes_value(each)]
    return plain[0] if len(plain) == 1 else None


def _can(device: Device, action: str, view: HomeView) -> bool:
    row = capabilities.row(device.domain, action)
    return row is not None and row.supported(view.state(device.entity_id).attributes)
