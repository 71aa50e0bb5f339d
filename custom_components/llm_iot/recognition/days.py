"""Days and the times of day on them: "tomorrow at eight", "on Monday", "5th of May"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dateutil import parser, relativedelta

from .clocks import HOURS, NOON, ClockTime, hour_in
from .durations import Durations

_EARLIEST_MORNING: Final = 7
"""The first bare hour of another day that is taken for one in the morning."""
_EARLIEST_EXACT: Final = 5
"""The same with minutes: who says "6:30" gets up then."""


@dataclass(frozen=True, eq=False)
class Days(Durations):
    """Reads days in one language."""

    def day_and_clock(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[datetime, int, bool] | None:
        """Return the moment of a clock time with its day, before or behind it."""
        day = self._day(tokens, start, now)
        position = day[1] if day else start
        if day and (said_at := self._phrase("at", tokens, position)):
            position = said_at[1]
        clock = self.clock(tokens, position)
        if clock is None:
            return None
        end, marked = clock.end, clock.marked or bool(day)
        if day is None and (day := self._day(tokens, end, now)):
            end, marked = day[1], True
        moment = _moment(clock, now, day[0] if day else None, half=day[2] if day else None)
        return moment, end, marked

    def _day(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[datetime, int, str | None] | None:
        """Return a day, where its words end, and which half of it is meant if any."""
        for group, half in (("morning", "am"), ("evening", "pm")):
            if found := self._phrase(group, tokens, start):
                return now + timedelta(days=1), found[1], half
        for group, half in (("mornings", "am"), ("evenings", "pm"), ("nights", "night")):
            if found := self._phrase(group, tokens, start):
                return now, found[1], half
        if found := self._phrase("days", tokens, start):
            return now + timedelta(days=found[0]), found[1], None
        begin = self._phrase("on", tokens, start)
        position = begin[1] if begin else start
        if found := self._phrase("weekdays", tokens, position):
            weekday = relativedelta.weekday(found[0])
            tomorrow = now + timedelta(days=1)
            return tomorrow + relativedelta.relativedelta(weekday=weekday), found[1], None
        return self._date(tokens, position, now) if begin else None

    def names_day(self, tokens: Sequence[str], now: datetime) -> bool:
        """Return whether a day is said among tokens."""
        return any(self._day(tokens, place, now) for place in range(len(tokens)))

    def _date(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[datetime, int, str | None] | None:
        """Return the next day with a date: "5th of May", "May 5"."""
        months = self._phrases_words("months")
        for length in (3, 2):
            words = tokens[start : start + length]
            if len(words) == length and any(word in months for word in words):
                try:
                    found = parser.parse(" ".join(words), default=now)
                except ValueError, OverflowError:
                    continue
                if found < now:
                    found += relativedelta.relativedelta(years=1)
                return found, start + length, None
        return None

    def names_other_day(self, tokens: Sequence[str], now: datetime) -> bool:
        """Return whether another day than today is said among tokens."""
        days = (self._day(tokens, place, now) for place in range(len(tokens)))
        return any(day and day[0].date() != now.date() for day in days)

    def names_half(self, tokens: Sequence[str]) -> bool:
        """Return whether tokens tell which half of the day is meant: "seven in the morning"."""
        return any(
            self._phrase(group, tokens, place)
            for group in ("am", "pm", "night")
            for place in range(len(tokens))
        )

    def on_day_of(
        self,
        last: datetime,
        first: tuple[datetime, int, bool],
        tokens: Sequence[str],
        now: datetime,
    ) -> tuple[datetime, int, bool]:
        """Return when something begins that ends on another day: then, or the evening before.

        The tokens are those of the beginning; one that tells its own day is right as it is.
        """
        if self.names_other_day(tokens, now):
            return first
        moment = datetime.combine(last.date(), first[0].timetz())
        earlier = moment - timedelta(hours=NOON)
        same_day = not self.names_half(tokens) and earlier.date() == last.date()
        if moment >= last:
            moment = earlier if same_day and earlier < last else moment - timedelta(days=1)
        return (moment if moment > now else first[0], *first[1:])


def _moment(clock: ClockTime, now: datetime, day: datetime | None, half: str | None) -> datetime:
    """Return the moment of a clock time: on a day, or the next one there is."""
    hour = clock.hour
    earliest = _EARLIEST_EXACT if clock.minute else _EARLIEST_MORNING
    if half and not clock.exact:
        hour = hour_in(half, hour)
    elif day and day.date() != now.date() and not clock.exact and 0 < hour < earliest:
        hour += NOON
    moment = (day or now).replace(hour=hour, minute=clock.minute, second=0, microsecond=0)
    step = timedelta(hours=NOON if not clock.exact and not half else HOURS)
    while moment <= now:
        moment = moment + step
    return moment
