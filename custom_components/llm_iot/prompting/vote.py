"""The vote: what the nearest examples would do, without any model."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from ..evidence import Evidence, Vote
from ..models import Plan, Problem, ProblemCode, Source

SHARPNESS: Final = 4

type Reader = Callable[[Sequence[str]], Plan]
"""Turns strings of the plan language into a plan."""


def take_vote(evidence: Evidence, read: Reader) -> Vote | None:
    """Return the plan that the most similarity stands behind, None without examples.

    Each example votes for its exact set of steps and questions with a high power of its
    similarity, so that one close example beats several far ones; but nothing is done where the
    closest of all is one of which nothing follows ("she is a cold person"). Of a goal that nothing
    here serves, the plan is that there is none.
    """
    support: dict[tuple[object, ...], float] = defaultdict(float)
    nearest: dict[tuple[object, ...], float] = {}
    plans: dict[tuple[object, ...], Plan] = {}
    goals: dict[tuple[object, ...], str | None] = {}
    readings = {strings: read(strings) for strings in {each.plan for each in evidence.examples}}
    for example in evidence.examples:
        plan = readings[example.plan]
        if plan.problems:
            continue
        unserved = None if example.possible else example.goal
        if unserved:
            plan = replace(plan, problems=(Problem(ProblemCode.UNSURE),))
        choice = (plan.actions, plan.queries, unserved)
        support[choice] += example.score**SHARPNESS
        nearest.setdefault(choice, example.score)
        plans.setdefault(choice, plan)
        goals.setdefault(choice, example.goal)
    if not support:
        return None
    first = next(iter(support))  # as the examples come nearest first
    idle = not (first[0] or first[1] or first[2])
    winner = first if idle else max(support, key=lambda choice: support[choice])
    weight = support[winner] / sum(support.values())
    plan = plans[winner]
    voted = replace(plan, source=Source.VOTE, confidence=weight * nearest[winner])
    return Vote(voted, weight, nearest[winner], goals[winner])
