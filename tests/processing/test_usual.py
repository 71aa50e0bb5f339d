"""What is usual: which stretches of time are compared with, and when enough of them are known."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.llm_iot.past import Finding, PastAnswer, PastForm, PastQuery, Period
from custom_components.llm_iot.processing.usual import FEWEST, usual_value, windows

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = Period(datetime(2027, 4, 1, 18, tzinfo=BERLIN), datetime(2027, 4, 1, 22, tzinfo=BERLIN))
"""A Thursday, four days after the clocks went forward."""


def answer(period: Period, hours: float, *, unknown: timedelta = timedelta()) -> PastAnswer:
    """Return that something was on for some hours of a period."""
    query = PastQuery(form=PastForm.DURATION, asked=period.end, targets=("fan.fan",), period=period)
    found = Finding(targets=("fan.fan",), lasted=timedelta(hours=hours))
    return PastAnswer(query=query, findings=(found,), known=period, gaps=unknown)


def test_an_evening_is_compared_with_evenings() -> None:
    """At the same time of the clock, also before it was changed."""
    earlier = list(windows(EVENING))
    assert {each.begin.hour for each in earlier} == {18}
    assert (EVENING.begin - earlier[0].begin, len(earlier)) == (timedelta(days=1), 14)


def test_a_week_is_compared_with_weeks() -> None:
    """That begin on the same day."""
    week = Period(EVENING.begin - timedelta(days=6), EVENING.begin)
    assert {each.begin.weekday() for each in windows(week)} == {week.begin.weekday()}


@pytest.mark.parametrize(
    ("hours", "usual"), [([1, 2, 3], 2 * 3600), ([1, 2], None), ([], None), ([0, 0, 0], 0)]
)
def test_the_usual_is_the_mean_of_enough(hours: list[float], usual: float | None) -> None:
    """Of fewer than three stretches nothing is called usual."""
    assert FEWEST == 3
    assert usual_value(answer(EVENING, each) for each in hours) == usual


def test_what_is_mostly_unknown_does_not_count() -> None:
    """An evening on which Home Assistant was down says nothing of evenings."""
    known = [answer(EVENING, 1) for _ in range(3)]
    down = answer(EVENING, 0, unknown=timedelta(hours=3))
    assert usual_value([*known, down]) == 3600
