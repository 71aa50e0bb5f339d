"""What is said of the past: periods and times, comparisons, changes, and the names of others."""

from datetime import timedelta

import pytest

from custom_components.llm_iot.models import (
    Plan,
    Problem,
    ProblemCode,
    Source,
)
from custom_components.llm_iot.past import (
    Cause,
    CauseKind,
    Finding,
    PastAnswer,
    PastForm,
    PastQuery,
    Period,
)
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.response.past import PastAnswers
from custom_components.llm_iot.response.past_times import PastTimes
from custom_components.llm_iot.response.reply import Speaker
from tests.asked_homes import HOUSE

from .past_said import (
    ANNA,
    BY_DEVICE,
    FOR,
    GARAGE,
    KITCHEN_T,
    LIGHTS,
    NIGHT,
    NOON,
    NOW,
    TEXTS,
    TODAY,
    TV,
    WEEK,
    YESTERDAY,
    at,
    found,
    lasting,
    query,
    say,
)


@pytest.mark.parametrize(
    ("asked", "finding", "usual", "said"),
    [
        (
            query(PastForm.DURATION, TV, state="on", usual=True),
            found(TV, **FOR),
            94 * 60,
            "That is about 40 minutes more than usual.",
        ),
        (
            query(PastForm.DURATION, TV, state="on", usual=True),
            found(TV, **FOR),
            134 * 60 + 20,
            "That is about as usual.",
        ),
        (
            query(PastForm.COUNT, GARAGE, state="open", usual=True),
            found(GARAGE, count=2),
            5.2,
            "That is about 3 times less than usual.",
        ),
        (
            query(PastForm.MEAN, KITCHEN_T, measure="temperature", usual=True),
            found(KITCHEN_T, value=23.4, unit="°C"),
            21.3,
            "That is about 2.1 degrees more than usual.",
        ),
        (
            query(PastForm.DURATION, TV, state="on", usual=True),
            found(TV, **FOR),
            None,
            "I do not know yet what is usual.",
        ),
    ],
)
def test_a_value_is_compared_with_what_is_usual(
    asked: PastQuery, finding: Finding, usual: float | None, said: str
) -> None:
    """Behind the value itself."""
    assert say(asked, finding, usual=usual).endswith(f". {said}")


def test_several_things_are_told_of_together() -> None:
    """Those of one state, and those of another."""
    asked = query(PastForm.AT, *LIGHTS, state="on", period=Period(at(24, 15), at(24, 15)))
    mixed = say(asked, found(LIGHTS[0], state="off"), found(LIGHTS[1], state="on"))
    told = "The kitchen light was off and the counter spots were on yesterday at 15:00."
    assert mixed == told
    both = say(asked, found(LIGHTS[0], state="on"), found(LIGHTS[1], state="on"))
    assert both == "Yes, the kitchen light and the counter spots were on yesterday at 15:00."


def test_only_the_latest_changes_are_told_and_the_rest_is_counted() -> None:
    """Five of them, each with its time and its cause."""
    asked = query(PastForm.CHANGES, period=Period(at(25, 14, 30), NOW))
    changes = [
        found(TV, at=at(25, 15, 10), state="off", cause=ANNA),
        found(GARAGE, at=at(25, 15), state="open", cause=BY_DEVICE),
        found("person.ben", at=at(25, 14, 50), state="home"),
        found("climate.living", at=at(25, 14, 45), state="heat"),
        found("binary_sensor.kitchen_w", at=at(25, 14, 40), state="off"),
        found(TV, at=at(25, 14, 35), state="playing"),
    ]
    assert say(asked, *changes, more=2) == (
        "At 15:10 the TV was turned off, by Anna; at 15:00 the garage door was opened, at the "
        "device itself; at 14:50 Ben came home; at 14:45 the thermostat changed to heating; at "
        "14:40 the kitchen window was closed; and 3 more."
    )
    assert say(asked, changes[0]) == "At 15:10 the TV was turned off, by Anna."


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (TODAY, "today"),
        (YESTERDAY, "yesterday"),
        (NIGHT, "last night"),
        (WEEK, "this week"),
        (Period(at(16), at(23)), "last week"),
        (Period(at(1), NOW), "this month"),
        (Period(at(1, month=10), at(1)), "last month"),
        (Period(at(1, month=9), at(1, month=10)), "in September"),
        (Period(at(1, month=1), NOW), "this year"),
        (Period(at(21), at(23)), "at the weekend"),
        (Period(at(19), at(21)), "from Thursday to Friday"),
        (Period(at(23), at(24)), "on Monday"),
        (Period(at(3, month=10), at(4, month=10)), "on 3 October"),
        (Period(at(25, 5), at(25, 12)), "this morning"),
        (Period(at(25, 12), NOW), "this afternoon"),
        (Period(at(24, 18), at(25)), "yesterday evening"),
        (Period(at(25, 14, 30), NOW), "in the last hour"),
        (Period(at(22, 15, 30), NOW), "in the last 3 days"),
        (Period(at(25, 14), NOW), "since 14:00"),
        (Period(at(24, 15), NOW), "since yesterday at 15:00"),
        (Period(at(25, 9), at(25, 11)), "between 09:00 and 11:00 today"),
        (Period(at(24, 20), at(25)), "between 20:00 and midnight yesterday"),
        (Period(at(24, 22), at(25, 4)), "from yesterday at 22:00 to 04:00"),
        (NOON, "at 12:00"),
        (Period(at(22, 12), at(22, 12)), "on Sunday at 12:00"),
    ],
)
def test_a_period_is_told_as_people_call_it(period: Period, said: str) -> None:
    """As seen from when it is asked for."""
    assert PastTimes(TEXTS, NOW).period(period) == f" {said}"


@pytest.mark.parametrize(
    ("lasted", "said"),
    [
        (timedelta(), "0 seconds"),
        (lasting(seconds=45), "45 seconds"),
        (lasting(seconds=61), "1 minute 1 second"),
        (lasting(minutes=14, seconds=20), "14 minutes"),
        (lasting(hours=1), "1 hour"),
        (lasting(hours=25), "25 hours"),
        (lasting(hours=50, minutes=1), "2 days 2 hours 1 minute"),
    ],
)
def test_a_duration_is_told_to_the_minute(lasted: timedelta, said: str) -> None:
    """What is short, to the second."""
    assert PastTimes(TEXTS, NOW).duration(lasted) == said


def test_times_are_told_in_two_halves_where_that_is_the_custom() -> None:
    """As elsewhere in the replies."""
    asked = query(PastForm.LAST, TV, state="on", period=None)
    answer = PastAnswer(query=asked, findings=(found(TV, at=at(25, 14, 5)),), known=TODAY)
    told = PastAnswers(TEXTS, twelve_hours=True).answer(answer, HOUSE)
    assert told == "The TV was last turned on at 2:05 PM."


def test_names_of_others_are_data() -> None:
    """They are cleaned and cut, and hold no place of a text."""
    name = "Anna {at} <script>\n" + "x" * 200
    asked = query(PastForm.LAST, TV, state="on", period=None, who=True)
    told = say(asked, found(TV, at=at(25, 9, 12), cause=Cause(CauseKind.PERSON, name)))
    assert not set(told) & set("<>{}\n")
    assert told.endswith("did, at 09:12.")
    assert len(told) < len(name)


def test_a_thing_that_is_gone_is_answered_without_its_name() -> None:
    """It may have been removed while the record was read."""
    asked = query(PastForm.DURATION, "light.gone", state="on")
    told = "Something that I do not see any more was on for 2 hours 14 minutes today."
    assert say(asked, found("light.gone", **FOR)) == told


def test_a_reply_tells_the_past_before_the_present() -> None:
    """And a plan with nothing but questions about the past is no error."""
    asked = query(PastForm.LAST, GARAGE, state="closed")
    answer = PastAnswer(query=asked, findings=(found(GARAGE, at=at(25, 9, 12)),), known=TODAY)
    plan = Plan(Source.RESOLVER, queries=(Query((GARAGE,), state="closed"),), past=(asked,))
    reply = Speaker(TEXTS).compose(plan, HOUSE, recalled=(answer,))
    assert reply.text == ("The garage door was closed at 09:12. Yes, the garage door is closed.")
    assert not reply.is_error
    problem = Problem(ProblemCode.ONLY_ANSWERED)
    reply = Speaker(TEXTS).compose(
        Plan(Source.RESOLVER, past=(asked,), problems=(problem,)), HOUSE, recalled=(answer,)
    )
    assert reply.text == (
        "The garage door was closed at 09:12. I did nothing else. Please say again what I am to do."
    )
    assert not reply.is_error
