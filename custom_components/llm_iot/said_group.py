"""Groups in the plan of a tuned model: all that the words mean, and nothing that they leave out.

A tiny model writes one of "all the lights upstairs", or the very lamp that is to stay on. The words
tell what is in a group and what is not; what becomes of it is the model's.
"""

from collections.abc import Sequence
from dataclasses import replace

from . import capabilities
from .heard import Heard, Named
from .models import HomeView, Plan, Step
from .plan_language import ALL


def with_groups(plan: Plan, heard: Heard) -> Plan:
    """Return a plan in which a group that the home does not have is the one that is named.

    "All floor light off" for the lights on both floors: the model knows what becomes of it.
    """
    unread = [each for each in plan.problems if each.subject.startswith(f"{ALL} ")]
    groups = _groups(heard)
    if len(unread) != 1 or len(groups) != 1 or len(wanted(heard)) != 1:
        return plan
    action = unread[0].subject.split()[-1]
    steps = [step for target in sorted(groups[0]) if _is_known(step := Step(target, action))]
    problems = tuple(each for each in plan.problems if each is not unread[0])
    return replace(plan, steps=(*plan.steps, *steps), problems=problems) if steps else plan


def _is_known(step: Step) -> bool:
    """Return whether some device of some sort can do this; what is said may mean another word."""
    return any(step.action in rows for rows in capabilities.BY_DOMAIN.values())


def without_left_out(plan: Plan, heard: Heard, view: HomeView) -> Plan:
    """Return a plan that moves nothing of what the words leave out.

    One that moves just that has the sentence the wrong way round: the rest of the group is meant.
    """
    steps = tuple(step for step in plan.steps if step.target not in heard.left_out)
    if steps or not plan.steps:
        return replace(plan, steps=steps)
    rest = [target for group in _groups(heard) for target in sorted(group)]
    clear = [each.devices for each in wanted(heard) if len(each.devices) == 1]
    rest = rest or [target for each in clear for target in each - heard.left_out]
    what = {(step.action, step.value) for step in plan.steps}
    turned = [Step(target, *what.copy().pop()) for target in rest] if len(what) == 1 else []
    return replace(plan, steps=tuple(step for step in turned if _can(step, view)))


def completed(plan: Plan, heard: Heard, view: HomeView) -> Plan:
    """Return a plan with all of each group of which it does one thing to some, or asks about."""
    steps = list(plan.steps)
    for group in _groups(heard):
        what = {(step.action, step.value) for step in steps if step.target in group}
        if len(what) != 1:
            continue
        touched = {step.target for step in steps}
        missing = [Step(target, *next(iter(what))) for target in sorted(group - touched)]
        steps += [step for step in missing if _can(step, view)]
    queries = tuple(
        replace(query, targets=tuple(dict.fromkeys((*query.targets, *sorted(group)))))
        if (group := _asked(query.targets, heard))
        else query
        for query in plan.queries
    )
    return replace(plan, steps=tuple(steps), queries=queries)


def _asked(targets: tuple[str, ...], heard: Heard) -> frozenset[str]:
    """Return the group that several things that are asked about belong to; nothing without one."""
    found = (group for group in _groups(heard) if group.issuperset(targets))
    return next(found, frozenset()) if targets else frozenset()


def wanted(heard: Heard) -> Sequence[Named]:
    """Return what is named and does not stay as it is; all of it if nothing else is named."""
    found = [each for each in heard.named if not each.devices <= heard.left_out]
    return found or heard.named


def _groups(heard: Heard) -> list[frozenset[str]]:
    """Return what the words mean as a whole, without what they leave out of it."""
    groups = [each.devices - heard.left_out for each in heard.named if each.group]
    return [group for group in groups if group]


def _can(step: Step, view: HomeView) -> bool:
    row = capabilities.row(step.target.partition(".")[0], step.action)
    return row is not None and row.supported(view.state(step.target).attributes)
