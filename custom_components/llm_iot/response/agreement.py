"""Deciding between what the model says and what the examples vote for."""

from dataclasses import replace

from ..models import Path, Plan, Problem, ProblemCode, Source, Vote

STRONG_VOTE = 0.45
"""Similarity times share from which a vote is acted on without a model."""
FEW_STEPS = 6
"""Steps that a plan without agreement may have before the person is asked."""


def decide(model: Plan | None, vote: Vote | None) -> tuple[Plan, Path]:
    """Return the plan to carry out and how it was decided.

    `model` is None when the model could not be asked. Agreement is confidence: where
    model and vote name the same steps, the plan is right nearly always; where they
    differ the better supported one is taken if it is small.
    """
    if model is None:
        if vote and vote.plan.confidence >= STRONG_VOTE:
            return vote.plan, Path.VOTE
        return _problem(ProblemCode.MODEL_DOWN), Path.FAILED
    if vote is None:
        return _careful(replace(model, confidence=0.3)), Path.MODEL
    if model.actions == vote.plan.actions and set(model.queries) == set(vote.plan.queries):
        agreed = replace(model, source=Source.AGREEMENT, confidence=max(0.9, vote.weight))
        return agreed, Path.AGREEMENT
    if model.problems or vote.plan.confidence >= STRONG_VOTE:
        return _careful(vote.plan), Path.VOTE
    return _careful(replace(model, confidence=0.5)), Path.MODEL


def _careful(plan: Plan) -> Plan:
    """Return a plan that nobody agreed with, if it is small enough to try."""
    return plan if len(plan.steps) <= FEW_STEPS else _problem(ProblemCode.UNSURE)


def _problem(code: ProblemCode) -> Plan:
    return Plan(Source.MODEL, problems=(Problem(code),), confidence=0.0)
