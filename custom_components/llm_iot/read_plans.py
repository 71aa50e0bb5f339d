"""What a plan tells of the sentence that recognition made it of."""

from dataclasses import replace
from datetime import datetime

from .models import Plan, Problem, ProblemCode, Source, Utterance
from .prompting.occasions import is_for_an_occasion
from .wording import (
    is_about_today,
    is_command,
    is_english,
    is_intention,
    is_of_now,
    is_question,
    is_refusal,
)


def still(plan: Plan) -> Plan:
    """Return the plan of a question that a matcher took for a command: it moves nothing.

    One that answers a question as well has steps for what is said beside it.
    """
    if not plan.steps or plan.queries:
        return plan
    return replace(plan, steps=(), problems=(Problem(ProblemCode.NO_ANSWER),))


def sets_state(plan: Plan | None) -> bool:
    """Return whether a command puts a device into a state besides what it sets to a number."""
    if plan is None or plan.deferred or plan.problems:
        return False
    return any(step.value is None for step in plan.steps)


def is_unanswered(plan: Plan) -> bool:
    """Return whether a question is understood and cannot be answered."""
    return [problem.code for problem in plan.problems] == [ProblemCode.NO_ANSWER]


def is_left_open(plan: Plan) -> bool:
    """Return whether a sentence is only known to ask something, or to be about another time."""
    acts = plan.steps or plan.deferred or plan.queries or plan.request
    codes = {problem.code for problem in plan.problems}
    return bool(codes) and codes <= {ProblemCode.NO_ANSWER, ProblemCode.LATER} and not acts


def is_idle(plan: Plan) -> bool:
    """Return whether a sentence was understood as one of which nothing follows."""
    acts = plan.steps or plan.deferred or plan.asks or plan.past or plan.request
    return not (acts or plan.problems)


def names_unknown(plan: Plan) -> bool:
    """Return whether all that is known is that something is named that the home lacks."""
    codes = {problem.code for problem in plan.problems}
    acts = plan.steps or plan.deferred or plan.asks or plan.past or plan.request
    return (
        bool(codes)
        and codes <= {ProblemCode.UNKNOWN_DEVICE, ProblemCode.UNKNOWN_PLACE}
        and not acts
    )


def is_put_off(plan: Plan) -> bool:
    """Return whether nothing is known of a command but that it is for another time."""
    return plan.source is Source.SENTENCE and plan.problems == (Problem(ProblemCode.LATER),)


def tells_only(plan: Plan, utterance: Utterance, now: datetime) -> bool:
    """Return whether our grammar read a sentence that tells something and asks for nothing."""
    read = plan.source is Source.RESOLVER or is_put_off(plan)
    if not read or plan.asks or plan.request or plan.deferred:
        return False
    if plan.past:
        return False
    if plan.steps or not is_english(utterance) or is_refusal(utterance):
        return False
    commands = is_command(utterance) and not is_intention(utterance)
    asks = is_question(utterance) or commands
    codes = {problem.code for problem in plan.problems}
    begins_now = (
        is_about_today(utterance) or is_of_now(utterance) or is_for_an_occasion(utterance, now)
    )
    told = codes <= {ProblemCode.NO_ANSWER} or (codes == {ProblemCode.LATER} and begins_now)
    return told and not asks
