"""What is said of limits, of what persons did, of which things were so, and beside another time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.llm_iot.past import Finding, PastAnswer, PastForm, PastQuery, Period
from custom_components.llm_iot.queries import Comparison
from tests.asked_homes import HOUSE

from .past_said import (
    ANNA,
    ANSWERS,
    BEDROOM_T,
    GARAGE,
    KITCHEN_T,
    LIGHTS,
    NOW,
    TV,
    WEEK,
    YESTERDAY,
    at,
    found,
    query,
    say,
)

LAST_WEEK = Period(at(16), at(23))
SPOTS = (
    "These were on yesterday: the counter spots for 1 hour and the kitchen light for 20 minutes."
)
BEDROOM = ("sensor.bedroom_t1", "sensor.bedroom_t2")


def limit(form: PastForm, *targets: str, below: float = 0.0, above: float = 0.0) -> PastQuery:
    """Return a question about a temperature this week."""
    return query(
        form,
        *targets,
        period=WEEK,
        measure="temperature",
        comparison=Comparison.BELOW if below else Comparison.ABOVE,
        threshold=below or above,
    )


@pytest.mark.parametrize(
    ("asked", "findings", "said"),
    [
        (
            limit(PastForm.DURATION, KITCHEN_T, above=25),
            [found(KITCHEN_T, lasted=timedelta(hours=2), unit="°C")],
            "The kitchen temperature was above 25 degrees for 2 hours this week.",
        ),
        (
            replace(limit(PastForm.DURATION, *BEDROOM, below=17.5), place="Bedroom"),
            [found(*BEDROOM, lasted=timedelta(), unit="°C")],
            "The temperature in the bedroom was not below 17.5 degrees this week.",
        ),
        (
            limit(PastForm.COUNT, KITCHEN_T, above=25),
            [found(KITCHEN_T, count=1, unit="°C")],
            "The kitchen temperature rose above 25 degrees once this week.",
        ),
        (
            replace(limit(PastForm.LAST, KITCHEN_T, below=18), period=None),
            [found(KITCHEN_T, at=at(24, 5, 10), unit="°C")],
            "The kitchen temperature last fell below 18 degrees yesterday at 05:10.",
        ),
        (
            replace(limit(PastForm.LAST, KITCHEN_T, below=18), unit="°C"),
            [],
            "The kitchen temperature did not fall below 18 degrees this week.",
        ),
        (
            limit(PastForm.EVER, KITCHEN_T, above=30),
            [found(KITCHEN_T, lasted=timedelta(minutes=1), at=at(24, 5, 10), unit="°C")],
            "Yes, the kitchen temperature was above 30 degrees for 1 minute this week.",
        ),
        (
            replace(limit(PastForm.EVER, KITCHEN_T, above=30), unit="°C"),
            [],
            "No, the kitchen temperature was not above 30 degrees this week.",
        ),
        (
            query(PastForm.WHICH, *LIGHTS, state="on", kind="light", period=YESTERDAY),
            [
                found(LIGHTS[0], lasted=timedelta(minutes=20)),
                found(LIGHTS[1], lasted=timedelta(hours=1)),
            ],
            SPOTS,
        ),
        (
            query(PastForm.WHICH, *LIGHTS, state="on", kind="light", period=YESTERDAY),
            [found(LIGHTS[0], lasted=timedelta(hours=1))],
            "The kitchen light was on for 1 hour yesterday.",
        ),
        (
            query(PastForm.WHICH, *LIGHTS, state="on", kind="light", place="Kitchen"),
            [],
            "Nothing in the kitchen was on today.",
        ),
        (
            query(PastForm.WHICH, "person.anna", "person.ben", state="home", kind="person"),
            [],
            "Nobody was at home today.",
        ),
        (
            query(PastForm.WHICH, "person.anna", "person.ben", state="home", kind="person"),
            [found("person.ben", lasted=timedelta(hours=8))],
            "Ben was at home for 8 hours today.",
        ),
        (
            query(PastForm.DID, *LIGHTS, TV, state="on", by_person="person.anna", speaker="a1"),
            [found(LIGHTS[0], count=2), found(TV, count=1)],
            "These were turned on by Anna today: the kitchen light twice and the TV once.",
        ),
        (
            query(PastForm.DID, *LIGHTS, TV, state="on", by_speaker=True, speaker="a1"),
            [found(TV, count=3)],
            "The TV was turned on by you 3 times today.",
        ),
        (
            query(PastForm.DID, *LIGHTS, TV, state="off", by_person="person.ben", speaker="b1"),
            [],
            "Nothing was turned off by Ben today.",
        ),
        (
            query(PastForm.LAST, TV, state="on", by_person="person.anna", speaker="a1"),
            [found(TV, at=at(25, 9), cause=ANNA)],
            "The TV was turned on by Anna at 09:00.",
        ),
        (
            query(PastForm.COUNT, TV, state="on", by_person="person.anna", speaker="a1"),
            [found(TV, count=0)],
            "The TV was not turned on by Anna today.",
        ),
        (
            query(PastForm.CHANGES, by_person="person.ben", speaker="b1"),
            [],
            "Nothing was changed by Ben today.",
        ),
        (
            query(PastForm.CHANGES, by_person="person.anna", speaker="a1"),
            [found(GARAGE, at=at(25, 9), state="open", cause=ANNA)],
            "At 09:00 the garage door was opened by Anna.",
        ),
    ],
)
def test_the_reply_tells_it(asked: PastQuery, findings: list[Finding], said: str) -> None:
    """In one sentence, in the right number."""
    assert say(asked, *findings) == said


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (3600.0 * 5, "Last week it was 5 hours, so that is 2 hours less."),
        (3600.0, "Last week it was 1 hour, so that is 2 hours more."),
        (0.0, "Last week it was 0 seconds, so that is 3 hours more."),
        (3600.0 * 3, "Last week it was as much."),
        (None, "I know too little of last week to compare it."),
    ],
)
def test_another_time_is_told_beside(other: float | None, said: str) -> None:
    """With its own value, or that it is not known."""
    asked = query(PastForm.DURATION, TV, state="on", period=WEEK, against=LAST_WEEK)
    told = say(asked, found(TV, lasted=timedelta(hours=3)), compared=other)
    assert told == f"The TV was on for 3 hours this week. {said}"


def test_counts_are_compared_in_times() -> None:
    """One is told as one."""
    asked = query(PastForm.COUNT, GARAGE, state="open", period=WEEK, against=LAST_WEEK)
    told = say(asked, found(GARAGE, count=2), compared=1.0)
    assert told.endswith("Last week it was 1 time, so that is 1 time more.")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ({"by_speaker": True}, "I do not know who you are, so I cannot tell what you did."),
        (
            {"by_person": "person.ben"},
            "I cannot tell what Ben did, as no user of Home Assistant belongs to that person.",
        ),
    ],
)
def test_who_is_not_known_is_said_to_be_unknown(who: dict[str, Any], said: str) -> None:
    """And never that nothing was done."""
    asked = query(PastForm.LAST, TV, state="on", **who)
    assert ANSWERS.answer(PastAnswer(query=asked), HOUSE) == said


@pytest.mark.parametrize(
    ("lasts", "said"),
    [
        (timedelta(minutes=1), "in the last minute"),
        (timedelta(minutes=95), "in the last 1 hour 35 minutes"),
        (timedelta(hours=1), "in the last hour"),
    ],
)
def test_one_of_a_unit_is_told_without_a_number(lasts: timedelta, said: str) -> None:
    """It is "the last minute" and not "the last 1 minute"."""
    asked = query(PastForm.DURATION, TV, state="on", period=Period(NOW - lasts, NOW))
    assert said in say(asked, found(TV, lasted=timedelta(seconds=30)))


def test_the_sensors_of_a_room_are_one_temperature() -> None:
    """Without a place, it is the one of the sensor."""
    told = say(limit(PastForm.COUNT, BEDROOM_T, above=25), found(BEDROOM_T, count=2, unit="°C"))
    assert "rose above 25 degrees twice" in told
