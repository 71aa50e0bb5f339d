"""What is said of the past: numbers with units, causes, and what is not known."""

from datetime import datetime, timedelta

import pytest

from custom_components.llm_iot.models import Plan, Source
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
from custom_components.llm_iot.response.reply import Speaker
from tests.asked_homes import HOUSE

from .past_said import (
    ANNA,
    ANSWERS,
    AUTOMATION,
    BEDROOM_T,
    BLINDS,
    BY_DEVICE,
    DRY_AIR,
    FOR,
    GARAGE,
    KITCHEN_T,
    LIGHTS,
    NEVER,
    NIGHT,
    NOON,
    NOW,
    TEXTS,
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
    ("asked", "finding", "said"),
    [
        (
            query(PastForm.DURATION, TV, state="on"),
            found(TV, **FOR),
            "The TV was on for 2 hours 14 minutes today.",
        ),
        (
            query(PastForm.DURATION, TV, state="on", period=YESTERDAY),
            found(TV, lasted=timedelta()),
            "The TV was not on yesterday.",
        ),
        (
            query(PastForm.DURATION, BLINDS, state="open", period=NIGHT),
            found(BLINDS, lasted=lasting(minutes=45)),
            "The blinds were open for 45 minutes last night.",
        ),
        (
            query(
                PastForm.DURATION, *LIGHTS, state="on", kind="light", place="Kitchen", period=WEEK
            ),
            found(*LIGHTS, lasted=lasting(days=2, hours=3, seconds=70)),
            "One of the lights in the kitchen was on for 2 days 3 hours 1 minute this week.",
        ),
        (
            query(PastForm.COUNT, GARAGE, state="open", period=YESTERDAY),
            found(GARAGE, count=3),
            "The garage door was opened 3 times yesterday.",
        ),
        (
            query(PastForm.COUNT, GARAGE, state="open", period=YESTERDAY),
            found(GARAGE, count=1),
            "The garage door was opened once yesterday.",
        ),
        (
            query(PastForm.COUNT, GARAGE, state="open", period=YESTERDAY),
            found(GARAGE, count=0),
            "The garage door was not opened yesterday.",
        ),
        (
            query(PastForm.COUNT, "person.anna", state="home", period=WEEK),
            found("person.anna", count=2),
            "Anna came home twice this week.",
        ),
        (
            query(PastForm.LAST, TV, state="on", period=None),
            found(TV, at=at(24, 19, 40), cause=ANNA),
            "The TV was last turned on yesterday at 19:40, by Anna.",
        ),
        (
            query(PastForm.LAST, TV, state="on", period=None, by_speaker=True),
            found(TV, at=at(20, 19, 40), cause=ANNA),
            "The TV was last turned on by you on Friday at 19:40.",
        ),
        (
            query(PastForm.LAST, GARAGE, state="closed"),
            found(GARAGE, at=at(25, 9, 12), cause=AUTOMATION),
            'The garage door was closed at 09:12, by the automation "Evening lights".',
        ),
        (
            query(PastForm.FIRST, GARAGE, state="open"),
            found(GARAGE, at=at(25, 7, 5), cause=BY_DEVICE),
            "The garage door was first opened at 07:05, at the device itself.",
        ),
        (
            query(PastForm.SINCE, TV, state="on", period=None),
            found(TV, at=at(25, 14, 10), state="playing"),
            "The TV has been playing since 14:10, for 1 hour 20 minutes.",
        ),
        (
            query(PastForm.SINCE, TV, state="on", period=None),
            found(TV, at=at(25, 14, 10), state="off"),
            "The TV has been off since 14:10, for 1 hour 20 minutes.",
        ),
        (
            query(PastForm.SINCE, GARAGE, state="closed", period=None),
            found(GARAGE, state="closed"),
            "The garage door has been closed for as long as I know.",
        ),
        (
            query(PastForm.EVER, TV, state="on", period=NIGHT),
            found(TV, lasted=lasting(minutes=20)),
            "Yes, the TV was on for 20 minutes last night.",
        ),
        (
            query(PastForm.EVER, TV, state="on"),
            found(TV, at=at(25, 8, 10)),
            "Yes, the TV was on today, at 08:10.",
        ),
        (
            query(PastForm.AT, TV, state="on", period=NOON),
            found(TV, state="playing"),
            "Yes, the TV was playing at 12:00.",
        ),
        (
            query(PastForm.AT, TV, state="on", period=NOON),
            found(TV, state="off"),
            "No, the TV was off at 12:00.",
        ),
        (
            query(PastForm.AT, KITCHEN_T, measure="temperature", place="Kitchen", period=NOON),
            found(KITCHEN_T, value=21.43, unit="°C"),
            "The temperature in the kitchen was 21.4 degrees at 12:00.",
        ),
        (
            query(PastForm.AT, LIGHTS[0], measure="brightness", period=NOON),
            found(LIGHTS[0], state="off"),
            "The kitchen light was off at 12:00.",
        ),
        (
            query(PastForm.MEAN, KITCHEN_T, measure="temperature", period=YESTERDAY),
            found(KITCHEN_T, value=21.43, unit="°C"),
            "The average kitchen temperature was 21.4 degrees yesterday.",
        ),
        (
            query(PastForm.HIGHEST, KITCHEN_T, TV, measure="temperature", period=YESTERDAY),
            found(TV, value=23, unit="°C", at=at(24, 15, 10)),
            "The highest temperature yesterday was 23 degrees, yesterday at 15:10 (the TV).",
        ),
        (
            query(PastForm.LOWEST, BEDROOM_T, measure="temperature", place="Bedroom", period=NIGHT),
            found(BEDROOM_T, value=16.2, unit="°C", at=at(25, 5, 10)),
            "The lowest temperature in the bedroom last night was 16.2 degrees, at 05:10.",
        ),
        (
            query(PastForm.TOTAL, "sensor.dishwasher_e", measure="energy", period=YESTERDAY),
            found("sensor.dishwasher_e", value=3.24, unit="kWh"),
            "The dishwasher energy came to 3.24 kilowatt-hours yesterday.",
        ),
        (
            query(
                PastForm.HIGHEST_DAY, KITCHEN_T, measure="temperature", period=Period(at(1), NOW)
            ),
            found(KITCHEN_T, value=24.1, unit="°C", at=at(17)),
            "The warmest day this month was Tuesday 17 November, with 24.1 degrees.",
        ),
        (
            query(
                PastForm.LOWEST_DAY, "sensor.study_co2", measure="co2", place="Study", period=WEEK
            ),
            found("sensor.study_co2", value=500, unit="ppm", at=at(24)),
            DRY_AIR,
        ),
    ],
)
def test_what_was_is_told_with_its_number_and_its_time(
    asked: PastQuery, finding: Finding, said: str
) -> None:
    """In one sentence."""
    assert say(asked, finding) == said


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (ANNA, "Anna did, at 09:12."),
        (Cause(CauseKind.PERSON), "Somebody did, at 09:12, and I do not know who."),
        (Cause(CauseKind.AGENT, "Ben"), "Ben did, by talking to me, at 09:12."),
        (Cause(CauseKind.AGENT), "Somebody did, by talking to me, at 09:12."),
        (AUTOMATION, 'An automation, "Evening lights", did, at 09:12.'),
        (Cause(CauseKind.AUTOMATION), "An automation did, at 09:12."),
        (BY_DEVICE, "It was switched at the device itself, at 09:12."),
        (Cause(), "I do not know who did it. It was at 09:12."),
    ],
)
def test_who_did_it_is_told_first_where_that_is_asked(cause: Cause, said: str) -> None:
    """Or that it is not known."""
    asked = query(PastForm.LAST, TV, state="on", period=None, who=True)
    assert say(asked, found(TV, at=at(25, 9, 12), cause=cause)) == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            query(PastForm.LAST, GARAGE, state="closed", by_speaker=True),
            "The garage door was not closed by you today.",
        ),
        (
            query(PastForm.LAST, GARAGE, state="open", period=None),
            NEVER,
        ),
        (
            query(PastForm.LAST, "person.ben", state="away"),
            "Ben did not leave today.",
        ),
        (query(PastForm.EVER, TV, state="on", period=NIGHT), "No, the TV was not on last night."),
        (
            query(PastForm.CHANGES, place="Kitchen", period=Period(at(25, 14, 30), NOW)),
            "Nothing changed in the kitchen in the last hour.",
        ),
        (
            query(PastForm.MEAN, KITCHEN_T, measure="temperature", period=YESTERDAY),
            "I know nothing about the kitchen temperature yesterday.",
        ),
    ],
)
def test_what_never_happened_is_said_plainly(asked: PastQuery, said: str) -> None:
    """With the time that was looked at."""
    assert say(asked) == said


def test_nothing_known_is_no_no() -> None:
    """A record that begins later cannot tell that something did not happen."""
    asked = query(PastForm.DURATION, TV, state="on", period=YESTERDAY)
    answer = PastAnswer(query=asked)
    assert ANSWERS.answer(answer, HOUSE) == "I know nothing about the TV yesterday."
    answer = PastAnswer(query=query(PastForm.CHANGES, period=YESTERDAY))
    assert ANSWERS.answer(answer, HOUSE) == "I know nothing about that time."


def test_what_the_record_lacks_is_said_besides() -> None:
    """Where it begins later, ends earlier, or has gaps."""
    asked = query(PastForm.DURATION, TV, state="on")
    told = "The TV was on for 2 hours 14 minutes today."
    begins = say(asked, found(TV, **FOR), known=Period(at(25, 9, 12), NOW))
    assert begins == f"{told} I know nothing from before 09:12."
    ends = say(asked, found(TV, **FOR), known=Period(at(25), at(25, 11)))
    assert ends == f"{told} I know nothing from after 11:00."
    gaps = say(asked, found(TV, **FOR), gaps=lasting(hours=1, minutes=5))
    assert gaps == f"{told} Of 1 hour 5 minutes of that time I know nothing."
    assert say(asked, found(TV, **FOR), gaps=lasting(seconds=20)) == told


@pytest.mark.parametrize(
    ("state", "known_from", "told"),
    [
        ("open", at(25, 12), ""),
        ("closed", at(25, 12), "not closed today"),
        ("open", at(25), "not opened today"),
    ],
)
def test_what_was_done_before_anything_is_known_was_done(
    state: str, known_from: datetime, told: str
) -> None:
    """It is so, and no record says who did it: no "it was not opened" goes before it."""
    asked = query(PastForm.LAST, BLINDS, state=state)
    plan = Plan(Source.RESOLVER, queries=(Query((BLINDS,)),), past=(asked,))
    answer = PastAnswer(query=asked, known=Period(known_from, NOW))
    text = Speaker(TEXTS).compose(plan, HOUSE, recalled=(answer,)).text
    assert text.endswith("open at 40 percent.")
    assert (told in text) if told else ("not" not in text)
