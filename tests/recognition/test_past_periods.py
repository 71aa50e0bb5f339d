"""Times of the past in words: which stretch or moment they mean."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.llm_iot.past import Period
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.periods import NoPeriodError, Periods
from custom_components.llm_iot.recognition.tokenizer import tokenize

PERIODS = Periods(load_lexicon())
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
ADELAIDE = ZoneInfo("Australia/Adelaide")
"""Half an hour beside the full ones, with daylight-saving time."""
NOW = datetime(2026, 11, 25, 15, 30, tzinfo=BERLIN)
"""A Wednesday afternoon."""


def read(text: str, now: datetime = NOW) -> Period | None:
    """Return the period of some words."""
    return PERIODS.read(tokenize(text), now)


def written(period: Period | None) -> str:
    """Return a period as it is written down here; a moment without an end."""
    if period is None:
        return "none"
    begin, end = (f"{each:%Y-%m-%d %H:%M}" for each in (period.begin, period.end))
    return begin if begin == end else f"{begin} to {end}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2026-11-25 00:00 to 2026-11-25 15:30"),
        ("yesterday", "2026-11-24 00:00 to 2026-11-25 00:00"),
        ("the day before yesterday", "2026-11-23 00:00 to 2026-11-24 00:00"),
        ("this morning", "2026-11-25 05:00 to 2026-11-25 12:00"),
        ("this afternoon", "2026-11-25 12:00 to 2026-11-25 15:30"),
        ("last night", "2026-11-24 21:00 to 2026-11-25 06:00"),
        ("overnight", "2026-11-24 21:00 to 2026-11-25 06:00"),
        ("yesterday evening", "2026-11-24 18:00 to 2026-11-25 00:00"),
        ("Monday night", "2026-11-23 21:00 to 2026-11-24 06:00"),
        ("in the morning", "2026-11-25 05:00 to 2026-11-25 12:00"),
        ("in the evening", "2026-11-24 18:00 to 2026-11-25 00:00"),
        ("this week", "2026-11-23 00:00 to 2026-11-25 15:30"),
        ("last week", "2026-11-16 00:00 to 2026-11-23 00:00"),
        ("over the weekend", "2026-11-21 00:00 to 2026-11-23 00:00"),
        ("last weekend", "2026-11-21 00:00 to 2026-11-23 00:00"),
        ("this month", "2026-11-01 00:00 to 2026-11-25 15:30"),
        ("last month", "2026-10-01 00:00 to 2026-11-01 00:00"),
        ("this year", "2026-01-01 00:00 to 2026-11-25 15:30"),
        ("last year", "2025-01-01 00:00 to 2026-01-01 00:00"),
        ("since Monday", "2026-11-23 00:00 to 2026-11-25 15:30"),
        ("since 3 pm", "2026-11-25 15:00 to 2026-11-25 15:30"),
        ("since three", "2026-11-25 15:00 to 2026-11-25 15:30"),
        ("since four", "2026-11-25 04:00 to 2026-11-25 15:30"),
        ("since yesterday", "2026-11-24 00:00 to 2026-11-25 15:30"),
        ("since yesterday at three", "2026-11-24 15:00 to 2026-11-25 15:30"),
        ("since October", "2026-10-01 00:00 to 2026-11-25 15:30"),
        ("since the 12th", "2026-11-12 00:00 to 2026-11-25 15:30"),
        ("in the last hour", "2026-11-25 14:30 to 2026-11-25 15:30"),
        ("in the past 90 minutes", "2026-11-25 14:00 to 2026-11-25 15:30"),
        ("over the last three days", "2026-11-22 15:30 to 2026-11-25 15:30"),
        ("in the last couple of hours", "2026-11-25 13:30 to 2026-11-25 15:30"),
        ("the last half an hour", "2026-11-25 15:00 to 2026-11-25 15:30"),
        ("in the last week", "2026-11-18 15:30 to 2026-11-25 15:30"),
        ("last 24 hours", "2026-11-24 15:30 to 2026-11-25 15:30"),
        ("on Monday", "2026-11-23 00:00 to 2026-11-24 00:00"),
        ("on Wednesday", "2026-11-18 00:00 to 2026-11-19 00:00"),
        ("on the 12th", "2026-11-12 00:00 to 2026-11-13 00:00"),
        ("on the 31st", "2026-10-31 00:00 to 2026-11-01 00:00"),
        ("on October 3rd", "2026-10-03 00:00 to 2026-10-04 00:00"),
        ("on the third of October", "2026-10-03 00:00 to 2026-10-04 00:00"),
        ("on 3 October 2025", "2025-10-03 00:00 to 2025-10-04 00:00"),
        ("on the 29th of February", "2024-02-29 00:00 to 2024-03-01 00:00"),
        ("in October", "2026-10-01 00:00 to 2026-11-01 00:00"),
        ("in December", "2025-12-01 00:00 to 2026-01-01 00:00"),
        ("between 3 and 5 pm yesterday", "2026-11-24 15:00 to 2026-11-24 17:00"),
        ("yesterday between 3 and 5", "2026-11-24 15:00 to 2026-11-24 17:00"),
        ("between 3 am and 5 am", "2026-11-25 03:00 to 2026-11-25 05:00"),
        ("between 22:00 and 6:00", "2026-11-24 22:00 to 2026-11-25 06:00"),
        ("from nine to noon", "2026-11-25 09:00 to 2026-11-25 12:00"),
        ("from Monday to Tuesday", "2026-11-23 00:00 to 2026-11-25 00:00"),
        ("before six today", "2026-11-25 00:00 to 2026-11-25 06:00"),
        ("after six yesterday", "2026-11-24 18:00 to 2026-11-25 00:00"),
        ("after six", "2026-11-25 06:00 to 2026-11-25 15:30"),
        ("at three", "2026-11-25 15:00"),
        ("at four", "2026-11-25 04:00"),
        ("at three yesterday", "2026-11-24 15:00"),
        ("at 3 am yesterday", "2026-11-24 03:00"),
        ("at noon on Sunday", "2026-11-22 12:00"),
        ("on Sunday at noon", "2026-11-22 12:00"),
        ("at half past seven this morning", "2026-11-25 07:30"),
        ("yesterday evening at eight", "2026-11-24 20:00"),
        ("last night at two", "2026-11-25 02:00"),
        ("last night at eleven", "2026-11-24 23:00"),
        ("two hours ago", "2026-11-25 13:30"),
        ("half an hour ago", "2026-11-25 15:00"),
        ("two days ago", "2026-11-23 00:00 to 2026-11-24 00:00"),
        ("a week ago", "2026-11-18 00:00 to 2026-11-19 00:00"),
    ],
)
def test_words_mean_a_time_of_the_past(text: str, meant: str) -> None:
    """A stretch that is not over ends now, and no time is one that is to come."""
    assert written(read(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "next week",
        "this evening",
        "tonight",
        "tomorrow at three",
        "at ten pm today",
        "since I left",
        "since",
        "yesterday and today",
        "at three and at four",
        "on the 1st floor",
        "on the 45th",
        "between 3 and 5 percent",
        "at 40 percent",
        "in the last 0 minutes",
        "in the last 99999999 years",
        "last week at three",
    ],
)
def test_what_is_no_time_of_the_past_is_declined(text: str) -> None:
    """The future, two times at once, something unknown, numbers of something else."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("hour", "text", "meant"),
    [
        (10, "at three", "2026-11-25 03:00"),
        (16, "at three", "2026-11-25 15:00"),
        (2, "at three", "2026-11-24 15:00"),
        (2, "last night", "2026-11-24 21:00 to 2026-11-25 02:00"),
        (2, "tonight", "2026-11-24 18:00 to 2026-11-25 02:00"),
        (22, "tonight", "2026-11-25 18:00 to 2026-11-25 22:00"),
        (16, "between 3 and 5", "2026-11-25 15:00 to 2026-11-25 16:00"),
        (10, "between 3 and 5", "2026-11-25 03:00 to 2026-11-25 05:00"),
    ],
)
def test_the_same_words_mean_what_has_been_when_they_are_said(
    hour: int, text: str, meant: str
) -> None:
    """A bare hour is the latest one that has passed."""
    assert written(read(text, NOW.replace(hour=hour, minute=0))) == meant


def test_a_weekend_that_is_not_over_is_this_one() -> None:
    """And the last one is the one before it."""
    sunday = datetime(2026, 11, 29, 10, 0, tzinfo=BERLIN)
    assert written(read("this weekend", sunday)) == "2026-11-28 00:00 to 2026-11-29 10:00"
    assert written(read("last weekend", sunday)) == "2026-11-21 00:00 to 2026-11-23 00:00"


@pytest.mark.parametrize(
    ("now", "text", "hours"),
    [
        (datetime(2026, 3, 30, 9, 0, tzinfo=BERLIN), "yesterday", 23),
        (datetime(2026, 10, 26, 9, 0, tzinfo=BERLIN), "yesterday", 25),
        (datetime(2026, 3, 29, 9, 0, tzinfo=BERLIN), "last night", 8),
        (datetime(2026, 10, 25, 9, 0, tzinfo=BERLIN), "last night", 10),
        (datetime(2026, 3, 29, 9, 0, tzinfo=BERLIN), "in the last 24 hours", 24),
        (datetime(2026, 3, 29, 9, 0, tzinfo=BERLIN), "in the last day", 23),
        (datetime(2026, 3, 30, 9, 0, tzinfo=BERLIN), "last week", 167),
        (datetime(2026, 3, 9, 9, 0, tzinfo=NEW_YORK), "yesterday", 23),
        (datetime(2026, 11, 2, 9, 0, tzinfo=NEW_YORK), "yesterday", 25),
        (datetime(2026, 11, 1, 9, 0, tzinfo=NEW_YORK), "six hours ago", 0),
        (datetime(2026, 4, 6, 9, 0, tzinfo=ADELAIDE), "yesterday", 25),
        (datetime(2026, 10, 5, 9, 0, tzinfo=ADELAIDE), "yesterday", 23),
    ],
)
def test_stretches_have_their_real_length_when_the_clocks_change(
    now: datetime, text: str, hours: int
) -> None:
    """A day of 23 or 25 hours is one; hours that are counted back are real ones."""
    period = read(text, now)
    assert period is not None
    assert period.lasts == timedelta(hours=hours)


def test_hours_are_counted_back_in_real_time_over_a_change_of_the_clocks() -> None:
    """Six hours before nine it was four by the old time, where the clocks were put back."""
    period = read("six hours ago", datetime(2026, 11, 1, 9, 0, tzinfo=NEW_YORK))
    assert period is not None
    assert period.begin.astimezone(UTC) == datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def test_a_time_that_the_clocks_left_out_is_told_as_they_showed_it() -> None:
    """Half past two was half past three by the clock."""
    period = read("at 02:30", datetime(2026, 3, 29, 9, 0, tzinfo=BERLIN))
    assert written(period) == "2026-03-29 03:30"


WORDS = (
    *("today", "yesterday", "last night", "this week", "last week", "last weekend", "this month"),
    *("on Monday", "on Sunday", "since Tuesday", "in the last hour", "in the past 90 minutes"),
    *("at three", "at noon", "at 02:30", "between 3 and 5", "after six", "before nine today"),
    *("two days ago", "two hours ago", "in the evening", "since midnight", "on the 29th"),
    *("yesterday at 2:30", "from nine to noon", "in March", "last year", "in the last month"),
)
CHANGES = (
    datetime(2026, 3, 28, 22, 0, tzinfo=BERLIN),
    datetime(2026, 10, 24, 22, 0, tzinfo=BERLIN),
    datetime(2026, 3, 7, 22, 0, tzinfo=NEW_YORK),
    datetime(2026, 10, 31, 22, 0, tzinfo=NEW_YORK),
    datetime(2026, 4, 4, 22, 0, tzinfo=ADELAIDE),
    datetime(2026, 10, 3, 22, 0, tzinfo=ADELAIDE),
)
"""Evenings before the clocks are changed."""


@pytest.mark.parametrize("evening", CHANGES, ids=str)
def test_no_period_ever_lies_in_the_future_or_runs_backwards(evening: datetime) -> None:
    """Asked at any half hour of the days around a change; always in the zone of the home."""
    begin = evening.astimezone(UTC)
    for step in range(60):
        now = (begin + timedelta(minutes=30 * step)).astimezone(evening.tzinfo)
        for text in WORDS:
            period = read(text, now)
            if period is None:
                assert text == "before nine today", (text, now)
                continue
            times = [each.timestamp() for each in (period.begin, period.end, now)]
            assert times == sorted(times), (text, now)
            assert period.begin.tzinfo is period.end.tzinfo is evening.tzinfo
            for each in (period.begin, period.end):
                assert each == each.astimezone(UTC).astimezone(evening.tzinfo)


def test_the_rest_of_a_sentence_is_left_as_it_was() -> None:
    """Wherever the time stands in it."""
    timed = PERIODS.take(tokenize("was the lamp yesterday on in the kitchen at noon"), NOW)
    assert timed.tokens == ("was", "the", "lamp", "on", "in", "the", "kitchen")
    assert written(timed.period) == "2026-11-24 12:00"
    assert PERIODS.take(("is", "it", "on"), NOW).period is None
    with pytest.raises(NoPeriodError):
        PERIODS.take(tokenize("will it be on tomorrow"), NOW)
