"""What plans that code has read come to, before anybody guesses."""

from datetime import UTC, datetime

import pytest

from custom_components.llm_iot.models import Plan, Problem, ProblemCode, Source, Step, Utterance
from custom_components.llm_iot.queries import Query, QueryForm
from custom_components.llm_iot.read_plans import sets_state, still, tells_only

ON = Step("light.lamp", "on")
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
EVENING = NOON.replace(hour=19)
LATER = Plan(Source.RESOLVER, problems=(Problem(ProblemCode.LATER),))
DIMMED = Step("light.lamp", "brightness", 40)
ASKED = Query(("light.lamp",), QueryForm.STATE)


def test_a_question_that_was_taken_for_a_command_moves_nothing() -> None:
    """It is left unanswered; one that is answered as well keeps what is said beside it."""
    silent = still(Plan(Source.RESOLVER, (ON,)))
    assert silent.steps == ()
    assert [problem.code for problem in silent.problems] == [ProblemCode.NO_ANSWER]
    both = Plan(Source.RESOLVER, (ON,), queries=(ASKED,))
    assert still(both) == both


@pytest.mark.parametrize(
    ("plan", "sets"),
    [
        (Plan(Source.RESOLVER, (DIMMED, ON)), True),
        (Plan(Source.RESOLVER, (DIMMED,)), False),
        (Plan(Source.RESOLVER, (ON,), problems=(Problem(ProblemCode.CANNOT),)), False),
        (None, False),
    ],
)
def test_a_state_is_more_than_a_number(plan: Plan | None, *, sets: bool) -> None:
    """Only a command that is clear as a whole sets one."""
    assert sets_state(plan) is sets


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("we are having guests", True),
        ("turn the lamp on", False),
        ("don't turn the lamp on", False),
    ],
)
def test_who_only_tells_something_wants_nothing_by_it(text: str, *, tells: bool) -> None:
    """A command is not told, and a refusal is more than that."""
    assert tells_only(Plan(Source.RESOLVER), Utterance(text), NOON) is tells


@pytest.mark.parametrize(
    ("text", "now", "tells"),
    [
        ("the guests are here soon", NOON, True),
        ("we want the floor clean before my aunt arrives", NOON, True),
        ("let's make it cosy in here tonight", NOON, True),
        ("we want to watch a film tonight", EVENING, True),
        ("we want to watch a film tonight", NOON, False),
        ("I'm off to work, see you tonight", NOON, True),
        ("I'd like my bed warm when I get in", NOON, True),
        ("I'd like it bright when I get in", NOON, False),
        ("we want to watch a film tomorrow", EVENING, False),
        ("I'm going to bed in an hour", EVENING, False),
    ],
)
def test_a_time_that_tells_of_an_occasion_puts_nothing_off(
    text: str, now: datetime, *, tells: bool
) -> None:
    """Any other time is one at which it is not known what to do now."""
    assert tells_only(LATER, Utterance(text), now) is tells
