"""Deciding between what the model says and what the examples vote for."""

from dataclasses import replace
from typing import Final

from .. import capabilities
from ..capability import Risk
from ..evidence import Vote
from ..models import HomeView, Plan, Problem, ProblemCode, Source, Step
from ..turn_report import TurnPath

SURE_VOTE: Final = 0.5
"""Similarity times share from which a vote is carried out without asking a model."""
STRONG_VOTE: Final = 0.3
"""Similarity times share from which a vote is carried out against or without a model."""
NEAR: Final = 0.35
"""Least similarity of the example behind a vote that counts as a second opinion."""
SAME_WORDS: Final = 0.95
"""Least similarity of an example that is the same sentence."""
FEW_STEPS: Final = 6
"""Most steps that are carried out on one opinion alone, not counting what is ended."""
_ENDING: Final = frozenset({"off", "close", "lock", "stop", "pause"})
"""Actions that leave a device at rest; they are not counted."""
MANY_STEPS: Final = 20
"""Most steps that are carried out at all."""


def is_sure(vote: Vote | None, view: HomeView) -> bool:
    """Return whether the examples are so near and so much of one mind that no model is needed."""
    if vote is None or vote.plan.confidence < SURE_VOTE:
        return False
    if not (vote.plan.steps or vote.plan.problems):
        return False
    return _is_careful(vote.plan, view, goal=vote.goal, joined=vote.joined)


def decide(
    model: Plan | None, vote: Vote | None, view: HomeView, *, trusted: bool = False, error: str = ""
) -> tuple[Plan, TurnPath]:
    """Return the plan to carry out and how it was decided.

    `model` is None when the model could not be asked; `error` then says why. Agreement is
    confidence: where model and vote name the same steps, the plan is right nearly always.
    Where they differ, a strong vote goes before a small model, which copies a near example
    and does not reason; a larger, `trusted` model goes before the vote. One opinion alone
    never moves anything that is risky or much. That somebody wants the last turn taken back is
    known without a model, or not believed.
    """
    if model and model.request:
        model = replace(model, request=None, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
    if model and vote and vote.nearest >= NEAR and _same(model, vote.plan):
        agreed = replace(model, source=Source.AGREEMENT, confidence=max(0.9, vote.weight))
        few = len(agreed.steps) <= MANY_STEPS
        return agreed if few else _problem(ProblemCode.UNSURE), TurnPath.AGREEMENT
    if model and trusted and not model.problems:
        return _alone(model, view), TurnPath.MODEL
    if vote and vote.plan.confidence >= STRONG_VOTE:
        return _alone(vote.plan, view, vote.goal), TurnPath.VOTE
    if model is None:
        return _problem(ProblemCode.MODEL_DOWN, error), TurnPath.FAILED
    if model.problems:
        return replace(model, steps=(), queries=()), TurnPath.MODEL
    return _problem(ProblemCode.UNSURE) if model.steps else model, TurnPath.MODEL


def answerable(vote: Vote | None) -> Plan:
    """Return what a question asks of the home, as far as the examples are sure of it."""
    if vote and vote.plan.confidence >= SURE_VOTE and vote.plan.queries:
        return vote.plan
    return _problem(ProblemCode.NO_ANSWER)


def _same(model: Plan, voted: Plan) -> bool:
    """Return whether two plans name the same steps."""
    return not (model.problems or voted.problems) and model.actions == voted.actions


def _alone(plan: Plan, view: HomeView, goal: str | None = None) -> Plan:
    """Return a plan that nobody agreed with, if it is careful enough to try."""
    return plan if _is_careful(plan, view, goal=goal) else _problem(ProblemCode.UNSURE)


def _is_careful(
    plan: Plan, view: HomeView, *, goal: str | None = None, joined: bool = False
) -> bool:
    """Return whether a plan is small and does no harm if it is wrong.

    What is noticed and no more, such as a vacuum cleaner that starts, may be all that a goal is,
    and then be one of several that are joined.
    """
    noticed = [step for step in plan.steps if _risk(step, view) is not Risk.HARMLESS]
    alone = len(plan.steps) == 1 or (joined and len(noticed) == 1)
    most = Risk.NOTICEABLE if goal and alone else Risk.HARMLESS
    allowed = {Risk.HARMLESS, most}
    if len(plan.steps) > MANY_STEPS or any(_risk(step, view) not in allowed for step in plan.steps):
        return False
    started = [step for step in plan.steps if step.action not in _ENDING]
    rooms = {view.by_id[step.target].area_id for step in started}
    return len(started) <= FEW_STEPS and (len(rooms) <= 1 or len(started) <= 2)  # noqa: PLR2004


def _risk(step: Step, view: HomeView) -> Risk:
    device = view.by_id[step.target]
    item = capabilities.row(device.domain, step.action)
    return item.risk_for(device) if item else Risk.HARMLESS


def _problem(code: ProblemCode, subject: str = "") -> Plan:
    return Plan(Source.MODEL, problems=(Problem(code, subject),), confidence=0.0)
