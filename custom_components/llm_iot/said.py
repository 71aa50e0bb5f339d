"""What the words alone decide in the plan of a tuned model: the action, the number, the doubt.

A tiny model knows what a sentence is about, and now and then writes an action that the device
does not have, or half a number. Where the words can mean one thing only, that is done.
"""

from collections.abc import Sequence
from dataclasses import replace

from . import capabilities
from .heard import Heard, Named
from .models import Device, HomeView, Plan, Problem, ProblemCode, Step, Utterance
from .parameters import NotTakenError
from .said_group import completed, with_groups, without_left_out
from .said_option import option_of
from .wording import is_command, is_question
from .words import tokens


def as_said(plan: Plan, utterance: Utterance, heard: Heard, view: HomeView) -> Plan:
    """Return a plan with what the words say of what they name.

    A plan of a command for what the home does not have, or but for that, moves nothing; a question
    which one is meant is none where nothing is named, and is put for all that is.
    """
    plan = _with_option(plan, utterance, heard, view)
    plan = with_groups(plan, heard)
    doubts = any(problem.code is ProblemCode.AMBIGUOUS for problem in plan.problems)
    lost = heard.lost and not heard.is_story and _is_said(plan, heard)
    if (heard.amiss and not heard.is_story) or (not heard.named and (doubts or lost)):
        problem = Problem(ProblemCode.NOT_UNDERSTOOD)
        return replace(plan, steps=(), queries=(), problems=(problem,))
    if doubts:
        return _settled(plan, heard, view)
    if not plan.steps and not is_question(utterance):
        plan = _told(plan, heard, view)
    if heard.left_out:
        plan = without_left_out(plan, heard, view)
    elif heard.spares:
        steps = (
            step if _is_possible(step, view) else _mended(step, heard, view) for step in plan.steps
        )
        return replace(plan, steps=tuple(steps))
    mended = tuple(_mended(step, heard, view) for step in plan.steps)
    if heard.everything:
        mended = _of_everything(mended, heard)
    plan = completed(replace(plan, steps=_valued(mended, heard, view)), heard, view)
    return _without_others(_one_of_several(plan, utterance, heard, view), heard)


def _of_everything(steps: Sequence[Step], heard: Heard) -> tuple[Step, ...]:
    """Return the steps for what is in the places that are named, and that the verb is said of.

    "Unlock everything" is about no lamp.
    """
    inside = tuple(step for step in steps if not heard.places or step.target in heard.places)
    if not any(heard.actions.values()):
        return inside or tuple(steps)
    return tuple(step for step in inside if heard.actions.get(step.target.partition(".")[0]))


def _valued(steps: Sequence[Step], heard: Heard, view: HomeView) -> tuple[Step, ...]:
    """Return steps with the values that the words say, in the units of the devices.

    A step that says no more than "on" takes the value of a command; in a story that can be of
    something else.
    """
    found: dict[Step, None] = {}
    for step in steps:
        takes = step.target in heard.set_to and _is_open(step, heard, view)
        found |= dict.fromkeys(heard.set_to[step.target] if takes else (step,))
    for target in dict.fromkeys(step.target for step in steps if not heard.is_story):
        own = [step for step in found if step.target == target]
        for more in heard.set_to.get(target, ()):
            if not any(capabilities.exclusive(step, more) or _is_in(more, step) for step in own):
                found[more] = None
    return tuple(found)


def _is_in(step: Step, other: Step) -> bool:
    """Return whether the number of a step is one of the words of another: the 1 of "HDMI 1"."""
    if not isinstance(step.value, (int, float)) or not isinstance(other.value, str):
        return False
    return f"{step.value:g}" in tokens(other.value)


def _is_open(step: Step, heard: Heard, view: HomeView) -> bool:
    """Return whether a step takes the value that the words have for its device."""
    if isinstance(step.value, str):
        return step in heard.set_to[step.target]
    return step.value is not None or (_gives_way(step, view) and not heard.is_story)


def _one_of_several(plan: Plan, utterance: Utterance, heard: Heard, view: HomeView) -> Plan:
    """Return a plan that asks, where a command names one of several and a model took any."""
    several = [each.devices for each in heard.named if len(each.devices) > 1 and not each.group]
    if len(heard.named) != 1 or not several or heard.earlier or not is_command(utterance):
        return plan
    (devices,) = several
    if len(plan.steps) != 1 or plan.problems or plan.steps[0].target not in devices:
        return plan
    (step,) = plan.steps
    steps = tuple(replace(step, target=target) for target in sorted(devices))
    able = tuple(each for each in steps if _is_possible(each, view))
    if len(able) < 2:  # noqa: PLR2004  # one and another
        return plan
    targets = tuple(each.target for each in able)
    return replace(plan, steps=(), problems=(Problem(ProblemCode.AMBIGUOUS, "", targets, able),))


def _without_others(plan: Plan, heard: Heard) -> Plan:
    """Return a plan without what the words do not name, if they say all that it does to the rest.

    "The lamp should be green at sixty" is about no other lamp, however much of it a model splits.
    """
    named = _meant(heard)
    about = tuple(step for step in plan.steps if step.target in named)
    said = {step.target for step in about if _tells(step, heard)}
    if heard.everything or heard.lost or not heard.named:
        return plan
    if not all(said & each.devices for each in heard.named):
        return plan
    return replace(plan, steps=about)


def _tells(step: Step, heard: Heard) -> bool:
    """Return whether the words say what a step does."""
    if step in heard.set_to.get(step.target, ()):
        return True
    if isinstance(step.value, str):
        return set(tokens(step.value)) <= heard.words
    return step.value in heard.numbers or (step.value is None and _is_told(step, heard))


def _with_option(plan: Plan, utterance: Utterance, heard: Heard, view: HomeView) -> Plan:
    """Return a plan in which a device that is said to take one of its own words takes it.

    That is the device of the plan, else the one that is named, else that of the last turn.
    """
    devices = {step.target for step in plan.steps} or set().union(*(n.devices for n in heard.named))
    if not devices and heard.earlier and not plan.queries:
        devices = {step.target for step in heard.earlier[0].plan.steps}
    if len(devices) != 1:
        return plan
    device = view.by_id.get(devices.pop())
    option = option_of(device, utterance.text, view) if device else None
    if device is None or option is None:
        return plan
    if not all(_gives_way(each, view) or not _is_told(each, heard) for each in plan.steps):
        return plan
    begun = view.state(device.entity_id).state == "off"
    steps = [step for step in plan.steps if begun and step.action == "on"]
    return replace(plan, steps=(*steps, option), problems=())


def _gives_way(step: Step, view: HomeView) -> bool:
    """Return whether a step says no more than that a device is to be on, or cannot be done."""
    if step.action == "on" or not _is_possible(step, view):
        return True
    row = capabilities.row(step.target.partition(".")[0], step.action)
    if row is None or row.choice is None:
        return False
    try:
        row.choice.fit(step.value, view.state(step.target))
    except NotTakenError:
        return True
    return False


def _is_told(step: Step, heard: Heard) -> bool:
    """Return whether a verb in the words can mean the action of a step."""
    return step.action in heard.actions.get(step.target.partition(".")[0], ())


def _told(plan: Plan, heard: Heard, view: HomeView) -> Plan:
    """Return what a plan that asks about things does, where the words tell to do something."""
    asked = plan.asked_about
    wanted = (_only_action(view.by_id.get(target), heard, view) for target in asked)
    found = tuple(
        Step(target, action) for target, action in zip(asked, wanted, strict=True) if action
    )
    if found and _meant(heard).issuperset(asked):
        return replace(plan, steps=found, queries=())
    return plan


def _settled(plan: Plan, heard: Heard, view: HomeView) -> Plan:
    """Return a plan that asks which one is meant, with no doubt where the words leave none.

    Else with what the verb means for each, so that the answer to "which one" is enough: "the one
    in the hall".
    """
    sure = all(map(_is_clear, heard.named))
    targets = sorted({target for each in heard.named for target in each.devices})
    actions = [_only_action(view.by_id.get(target), heard, view) for target in targets]
    steps = tuple(
        Step(target, action) for target, action in zip(targets, actions, strict=True) if action
    )
    if sure and not heard.spares and heard.set_to.keys() >= set(targets):
        steps = tuple(step for target in targets for step in heard.set_to[target])
        return replace(plan, steps=steps, problems=())
    if len(steps) < len(targets) or (sure and heard.spares):
        return plan
    if sure:
        return replace(plan, steps=steps, problems=())
    if len(heard.named) > 1:
        return plan
    problem = Problem(ProblemCode.AMBIGUOUS, targets=tuple(targets), steps=steps)
    return replace(plan, steps=(), problems=(problem,))


def _is_said(plan: Plan, heard: Heard) -> bool:
    """Return whether a verb in the words can mean what a plan does."""
    return any(_is_told(step, heard) for step in plan.steps)


def _mended(step: Step, heard: Heard, view: HomeView) -> Step:
    """Return a step as it is said."""
    device = view.by_id.get(step.target)
    if device is None or not (step.target in _meant(heard) or heard.everything):
        return step
    said = _is_told(step, heard)
    clear = any(step.target in each.devices and _is_clear(each) for each in heard.named)
    other = step.value is None and not said and (clear or heard.everything) and not heard.is_story
    if other or not _is_possible(step, view):
        action = _only_action(device, heard, view)
        return Step(step.target, action) if action else _of_its_namesakes(step, heard, view)
    if isinstance(step.value, (int, float)) and step.value not in heard.numbers:
        whole = [number for number in heard.numbers if int(number) == int(step.value)]
        numbers = whole or ([] if heard.is_story else [*heard.numbers])
        return replace(step, value=numbers[0]) if len(numbers) == 1 else step
    return step


def _of_its_namesakes(step: Step, heard: Heard, view: HomeView) -> Step:
    """Return what is said for the only one of those that are named alike which can do it.

    Of the robot and the setting of its mop, "start" means the robot.
    """
    alike = next((each.devices for each in heard.named if step.target in each.devices), ())
    able = [
        Step(target, action)
        for target in alike
        if not _is_possible(step, view)
        and (action := _only_action(view.by_id.get(target), heard, view))
    ]
    return able[0] if len(able) == 1 else step


def _is_clear(named: Named) -> bool:
    """Return whether it is clear which things are meant."""
    return named.group or len(named.devices) == 1


def _meant(heard: Heard) -> frozenset[str]:
    """Return the entity ids of all that the words name or go back to."""
    return heard.things.union(*(each.devices for each in heard.named))


def _only_action(device: Device | None, heard: Heard, view: HomeView) -> str | None:
    """Return the only thing that the verbs can mean for a device, None if there are more."""
    if device is None:
        return None
    meant = [
        each
        for each in heard.actions.get(device.domain, ())
        if _is_possible(Step(device.entity_id, each), view)
    ]
    plain = [each for each in meant if not capabilities.takes_value(each)]
    return plain[0] if len(plain) == 1 else None


def _is_possible(step: Step, view: HomeView) -> bool:
    """Return whether a device can do what a step says at all."""
    row = capabilities.row(step.target.partition(".")[0], step.action)
    return row is not None and row.supported(view.state(step.target).attributes)
