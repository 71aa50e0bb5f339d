"""What is said of the past in a house, on a Wednesday afternoon."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from custom_components.llm_iot.past import (
    Cause,
    CauseKind,
    Finding,
    PastAnswer,
    PastForm,
    PastQuery,
    Period,
)
from custom_components.llm_iot.response.past import PastAnswers
from custom_components.llm_iot.response.reply import load_texts
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
