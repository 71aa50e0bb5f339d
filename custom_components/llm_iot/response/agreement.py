"""Deciding between what the model says and what the examples vote for."""

from dataclasses import replace

from .. import capabilities
from ..capability import Risk
from ..models import HomeView, Plan, Problem, ProblemCode, Source, TurnPath, Vote

STRONG_VOTE = 0.45
"""Similarity times share from which a vote is acted on without a model."""
FEW_STEPS = 6
"""Steps that a plan without agreement may have before the person is asked."""


def decide(
    model: Plan | None, vote: Vote | None, view: HomeView, error: str = ""
) -> tuple[Plan, TurnPath]:
    """Return the plan to carry out and how it was decided.

    `model` is None when the model could not be asked; `error` then says why. Agreement is
    confidence: where model and vote name the same steps, the plan is right nearly always;
    where they differ the better supported one is taken if it is small and harmless.
    """
    strong = vote if vote and vote.plan.confidence >= STRONG_VOTE else None
    if model is None:
        if strong:
            return strong.plan, TurnPath.VOTE
        return _problem(ProblemCode.MODEL_DOWN, error), TurnPath.FAILED
    if vote and model.actions == vote.plan.actions and set(model.queries) == set(vote.plan.queries):
        agreed = replace(model, source=Source.AGREEMENT, confidence=max(0.9, vote.weight))
        return agreed, TurnPath.AGREEMENT
    if strong:
        return _careful(strong.plan, view), TurnPath.VOTE
    if model.problems:
        return replace(model, steps=(), queries=()), TurnPath.MODEL
    return _careful(replace(model, confidence=0.5 if vote else 0.3), view), TurnPath.MODEL


def answerable(vote: Vote | None) -> Plan:
    """Return what a question asks of the home, as far as the examples are sure of it."""
    if vote and vote.plan.confidence >= STRONG_VOTE and vote.plan.queries and not vote.plan.steps:
        return vote.plan
    return _problem(ProblemCode.NO_ANSWER)


def _careful(plan: Plan, view: HomeView) -> Plan:
    """Return a plan that nobody agreed with, if it is small and harmless enough to try."""
    for step in plan.steps:
        device = view.by_id[step.target]
        item = capabilities.row(device.domain, step.action)
        if item is not None and item.risk_for(device) is not Risk.HARMLESS:
            return _problem(ProblemCode.UNSURE)
    return plan if len(plan.steps) <= FEW_STEPS else _problem(ProblemCode.UNSURE)


def _problem(code: ProblemCode, subject: str = "") -> Plan:
    return Plan(Source.MODEL, problems=(Problem(code, subject),), confidence=0.0)
