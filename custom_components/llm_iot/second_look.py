"""A second look at what the tuned model wrote: whether it is about what the words name.

A tiny model now and then takes a neighbour, or asks which one is meant where one alone can be.
The names and kinds in the words are known to code. Where a plan misses them, the model is asked
once more, with a list that has nothing but what is named.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .capabilities import controllable
from .evidence import Evidence
from .heard import Heard, Named
from .models import Device, HomeView, Plan, Problem, ProblemCode, Utterance
from .said_group import wanted
from .wording import is_command, is_question

_MOST: Final = 16
"""Devices of a list."""


def needs_another(plan: Plan | None, utterance: Utterance, heard: Heard) -> bool:
    """Return whether a plan misses what the words name.

    A goal may name a thing and mean others: "it is too dark on the sofa for this TV". So a plan
    for other things is doubted only if the words command something, or if it has a neighbour of
    the same sort instead.
    """
    if not heard.named or heard.everything or heard.amiss or (plan and plan.request):
        return False
    if plan and any(problem.code is ProblemCode.AMBIGUOUS for problem in plan.problems):
        return True
    touched = _touched(plan)
    if heard.spares:
        return not touched
    if plan is None or plan.problems or not touched:
        return True
    if not plan.steps and not is_question(utterance):
        return True
    named = _all_of(wanted(heard))
    covers = _covers(touched, wanted(heard))
    if touched <= named:
        return not covers
    mixed_up = bool(_domains(touched - named) & _domains(named)) and not covers
    others = bool(heard.set_to) and not (touched & named or is_question(utterance))
    return mixed_up or others or is_command(utterance)


def narrowed(evidence: Evidence, heard: Heard, view: HomeView) -> Evidence | None:
    """Return evidence whose candidates are what is named; None if a list cannot hold that."""
    named = _all_of(heard.named)
    listed: tuple[Device, ...] = tuple(
        each for each in controllable(view) if each.entity_id in named
    )
    if not listed or len(listed) > _MOST or listed == evidence.candidates:
        return None
    return replace(evidence, candidates=listed)


def better(first: Plan | None, second: Plan | None, heard: Heard) -> Plan | None:
    """Return what of two plans is about what the words name; one that moves nothing if none is.

    A part of what is named is not enough, except in a story: the rest would be called done.
    """
    plans = [plan for plan in (second, first) if plan is not None]
    if len(plans) > 1 and not any(plan.problems for plan in plans):
        plans.append(_together(plans[0], plans[1]))
    named = _all_of(heard.named)
    for plan in plans:
        steps = tuple(step for step in plan.steps if step.target in named)
        about = replace(plan, steps=steps)
        enough = _covers(_touched(about), wanted(heard)) or (heard.is_story and bool(steps))
        if not plan.problems and enough:
            return about
    if not plans:
        return None
    doubts = [each for each in plans[0].problems if each.code is ProblemCode.AMBIGUOUS]
    problem = Problem(ProblemCode.NOT_UNDERSTOOD)
    if doubts and len(named) > 1:
        problem = Problem(ProblemCode.AMBIGUOUS, "", tuple(sorted(named)), doubts[0].steps)
    return replace(plans[0], steps=(), queries=(), problems=(problem,))


def _together(plan: Plan, other: Plan) -> Plan:
    """Return a plan with what another one does to what it leaves out: two halves of one."""
    touched = _touched(plan)
    more = (step for step in other.steps if step.target not in touched)
    return replace(plan, steps=(*plan.steps, *more))


def _touched(plan: Plan | None) -> frozenset[str]:
    """Return the entity ids of what a plan is about."""
    if plan is None:
        return frozenset()
    return frozenset(step.target for step in plan.steps) | frozenset(plan.asked_about)


def _covers(touched: frozenset[str], named: Sequence[Named]) -> bool:
    """Return whether a plan has something for each thing that is named.

    Of several that are named at once some may not be able to do it.
    """
    return all(touched & each.devices for each in named)


def _all_of(named: Sequence[Named]) -> frozenset[str]:
    return frozenset().union(*(each.devices for each in named))


def _domains(entity_ids: frozenset[str]) -> frozenset[str]:
    return frozenset(entity_id.partition(".")[0] for entity_id in entity_ids)
