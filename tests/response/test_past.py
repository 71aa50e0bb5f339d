"""What is said of the past: numbers with units, periods, causes, and what is not known."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

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
from custom_components.llm_iot.response.reply import Speaker, load_texts
from tests.asked_homes import HOUSE

TEXTS = load_texts()
ANSWERS = PastAnswers(TEXTS)
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 15, 30, tzinfo=BERLIN)
"""A Wednesday afternoon."""
TV, GARAGE, BLINDS = "media_player.tv", "cover.garage", "cover.blinds"
KITCHEN_T, BEDROOM_T = "sensor.kitchen_t", "sensor.bedroom_t1"


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    """Return a moment."""
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


TODAY = Period(at(25), NOW)
YESTERDAY = Period(at(24), at(25))
NIGHT = Period(at(24, 21), at(25, 6))
WEEK = Period(at(23), NOW)
ANNA = Cause(CauseKind.PERSON, "Anna", "a1")


def query(form: PastForm, *targets: str, period: Period | None = TODAY, **fields: Any) -> PastQuery:
    """Return a question."""
    return replace(PastQuery(form=form, asked=NOW, targets=targets, period=period), **fields)


def say(asked: PastQuery, *findings: Finding, **fields: Any) -> str:
    """Return the answer to a question of which all is known unless it is said otherwise."""
    known = asked.period or Period(at(3), NOW)
    answer = PastAnswer(query=asked, findings=findings, known=known)
    return ANSWERS.answer(replace(answer, **fields), HOUSE)


def found(*targets: str, **fields: Any) -> Finding:
    """Return a finding."""
    return replace(Finding(targets=targets), **fields)


def lasting(**parts: float) -> timedelta:
    """Return a duration."""
    return timedelta(**parts)


LIGHTS = ("light.kitchen", "light.counter")
FOR = {"lasted": lasting(hours=2, minutes=14)}
NOON = Period(at(25, 12), at(25, 12))
AUTOMATION = Cause(CauseKind.AUTOMATION, "Evening lights")
DRY_AIR = (
    "The day with the lowest CO2 level in the study this week was Tuesday 24 November, with 500 "
    "parts per million."
)
NEVER = "I do not know that the garage door was ever opened. I look back to 3 November at 00:00."
BY_DEVICE = Cause(CauseKind.DEVICE)


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
