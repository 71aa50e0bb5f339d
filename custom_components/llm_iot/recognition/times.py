"""When: durations, clock times and days in the words of a sentence.

Clock times are local to the `now` that is handed in. A bare hour is the next one there is:
"at seven" said at noon is seven in the evening.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from dateutil import parser, relativedelta

from .lexicon import Lexicon
from .numerals import number_at
from .tokenizer import MARKS, words_of

_NOON: Final = 12
_HOURS: Final = 24
_MINUTES: Final = 60
_EARLIEST_MORNING: Final = 7
"""The first bare hour of another day that is taken for one in the morning."""
_PLACEHOLDER: Final = "@"
"""What a time in a row of tokens begins with; no token of a sentence does."""


class Form(StrEnum):
    """How a time bears on a command."""

    DUE = "due"
    """When it is to happen: "in ten minutes", "at noon"."""
    END = "end"
    """How long it is to last: "for an hour", "until ten"."""
    VAGUE = "vague"
    """A time that is not known exactly, or comes again and again."""


@dataclass(frozen=True, slots=True)
class When:
    """One time."""

    form: Form
    at: datetime | None = None
    """Aware; None for a vague one, and for an end that counts from the beginning."""
    lasts: timedelta | None = None
    """Of an end that counts from the beginning."""
    number: float | None = None
    """That of "at" and a number, which can be a value as well."""

    @property
    def bare(self) -> bool:
        """Return whether it can be a value as well."""
        return self.number is not None

    def end_of(self, begins: datetime) -> datetime:
        """Return when something ends that begins then."""
        return later(begins, self.lasts) if self.lasts else self.at or begins


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day as it was said."""

    hour: int
    minute: int
    end: int
    """Where its words end."""
    exact: bool = False
    """Whether the half of the day is known."""
    marked: bool = False
    """Whether the words can only be a time of day."""


def later(moment: datetime, by: timedelta) -> datetime:
    """Return a moment some real time later, whatever the clocks are set to meanwhile."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def placeholder(number: int) -> str:
    """Return the token that stands for a time."""
    return f"{_PLACEHOLDER}{number}"


def time_number(token: str) -> int | None:
    """Return which time a token stands for, None if it is a word."""
    return int(token[1:]) if token.startswith(_PLACEHOLDER) else None


@dataclass(frozen=True, eq=False)
class Times:
    """Reads times in one language."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("times")

    @cached_property
    def _phrases(self) -> Mapping[str, Mapping[tuple[str, ...], Any]]:
        """Return every group of phrases, by their tokens, with what each of them stands for."""
        return {
            name: {
                words_of(text): group[text] if isinstance(group, Mapping) else place
                for place, text in enumerate(group)
            }
            for name, group in self._data.items()
        }

    def replace(
        self, tokens: Sequence[str], now: datetime, *, bare_is_value: bool, begin: int = -1
    ) -> tuple[tuple[str, ...], tuple[When, ...]]:
        """Return the tokens with every time replaced by a placeholder, and the times.

        With `bare_is_value`, "at" and a number is none, unless it stands in front of all
        (at `begin`, behind the politeness) or behind another value: "set it to 50 at 8".
        """
        kept: list[str] = []
        times: list[When] = []
        position = 0
        valued = False
        while position < len(tokens):
            is_value = self._is_value(tokens, position)
            found = None if is_value else self.at(tokens, position, now)
            valued = is_value or (valued and not self._joins(tokens[position]))
            may_be_value = bare_is_value and not valued and position > begin
            if found and not (found[0].bare and may_be_value):
                kept.append(placeholder(len(times)))
                times.append(found[0])
                position = found[1]
            else:
                kept.append(tokens[position])
                position += 1
        return tuple(kept), tuple(times)

    def _joins(self, token: str) -> bool:
        return token in MARKS or (token,) in self._phrases["and"]

    def _is_value(self, tokens: Sequence[str], position: int) -> bool:
        """Return whether a bare number is a value and no hour: "to 20 tomorrow"."""
        if not position or tokens[position - 1] not in self._phrases_words("before_value"):
            return False
        number = number_at(tokens, position, self.lexicon.language)
        if number is None:
            return False
        marked = ("oclock", "am", "pm", "units", "past", "to")
        return not any(self._phrase(group, tokens, number[1]) for group in marked)

    def at(self, tokens: Sequence[str], start: int, now: datetime) -> tuple[When, int] | None:
        """Return the time that begins at a token and where it ends, None without one."""
        readings = (
            self._due_after(tokens, start, now),
            self._lasting(tokens, start, now),
            self._clock_time(tokens, start, now),
            self._vague(tokens, start),
        )
        found = [reading for reading in readings if reading]
        return max(found, key=lambda each: each[1]) if found else None

    def _phrase(self, group: str, tokens: Sequence[str], start: int) -> tuple[Any, int] | None:
        """Return what the longest phrase of a group at a token stands for, and its end."""
        phrases = self._phrases[group]
        for length in range(min(6, len(tokens) - start), 0, -1):
            words = tuple(tokens[start : start + length])
            if words in phrases:
                return phrases[words], start + length
        return None

    def _vague(self, tokens: Sequence[str], start: int) -> tuple[When, int] | None:
        found = self._phrase("vague", tokens, start)
        return (When(Form.VAGUE), found[1]) if found else None

    def _due_after(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[When, int] | None:
        """Read "in ten minutes" or "ten minutes from now"."""
        if after := self._phrase("in", tokens, start):
            if lasts := self.duration(tokens, after[1]):
                return When(Form.DUE, later(now, lasts[0])), lasts[1]
            return None
        if (lasts := self.duration(tokens, start)) and (
            ago := self._phrase("ago", tokens, lasts[1])
        ):
            return When(Form.DUE, later(now, lasts[0])), ago[1]
        return None

    def _lasting(self, tokens: Sequence[str], start: int, now: datetime) -> tuple[When, int] | None:
        """Read "for an hour" or "until ten"."""
        if after := self._phrase("for", tokens, start):
            if lasts := self.duration(tokens, after[1]):
                return When(Form.END, lasts=lasts[0]), lasts[1]
            return None
        if after := self._phrase("until", tokens, start):
            clock = self._day_and_clock(tokens, after[1], now)
            return (When(Form.END, clock[0]), clock[1]) if clock else None
        return None

    def _clock_time(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[When, int] | None:
        """Read "at half past seven", "tomorrow at 8", "7 pm"."""
        said_at = self._phrase("at", tokens, start)
        begin = said_at[1] if said_at else start
        found = self._day_and_clock(tokens, begin, now)
        if found is None:
            return None
        moment, end, marked = found
        if not said_at and not marked:
            return None
        if tokens[end : end + 1] and tokens[end] in self._phrases_words("value_units"):
            return None
        number = None if marked else number_at(tokens, begin, self.lexicon.language)
        return When(Form.DUE, moment, number=number[0] if number else None), end

    def _phrases_words(self, group: str) -> frozenset[str]:
        return frozenset(words[0] for words in self._phrases[group])

    def _day_and_clock(
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
        for group, half in (("mornings", "am"), ("evenings", "pm")):
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

    def duration(self, tokens: Sequence[str], start: int) -> tuple[timedelta, int] | None:
        """Return a duration: "ten minutes", "an hour and a half", "1 hour 30 minutes"."""
        if whole := self._phrase("wholes", tokens, start):
            return timedelta(seconds=whole[0]), whole[1]
        first = self._single_duration(tokens, start)
        if first is None:
            return None
        seconds, end = first
        joined = self._phrase("and", tokens, end)
        second = self._single_duration(tokens, joined[1] if joined else end)
        if second and second[0] < seconds:
            seconds, end = seconds + second[0], second[1]
        return timedelta(seconds=seconds), end

    def _single_duration(self, tokens: Sequence[str], start: int) -> tuple[float, int] | None:
        amount, position = 1.0, start
        if article := self._phrase("articles", tokens, start):
            position = article[1]
        elif number := number_at(tokens, start, self.lexicon.language):
            amount, position = number
            if half := self._phrase("and_a_half", tokens, position):
                amount, position = amount + 0.5, half[1]
        else:
            return None
        unit = self._phrase("units", tokens, position)
        if unit is None or amount <= 0:
            return None
        position = unit[1]
        if half := self._phrase("and_a_half", tokens, position):
            amount, position = amount + 0.5, half[1]
        return amount * unit[0], position

    def clock(self, tokens: Sequence[str], start: int) -> ClockTime | None:
        """Return a time of day."""
        if start >= len(tokens):
            return None
        if named := self._phrase("clock", tokens, start):
            hour, minute = named[0]
            return ClockTime(hour, minute, named[1], exact=True, marked=True)
        clock = self._relative_clock(tokens, start) or self._digital_clock(tokens, start)
        return self._with_half(tokens, clock) if clock else None

    def _relative_clock(self, tokens: Sequence[str], start: int) -> ClockTime | None:
        """Read "half past seven", "quarter to eight", "ten past nine"."""
        if half := self._phrase("half_past", tokens, start):
            hour = self._hour(tokens, half[1])
            return ClockTime(hour[0], 30, hour[1], marked=True) if hour else None
        if quarter := self._phrase("quarter", tokens, start):
            minutes, position = 15.0, quarter[1]
        elif number := number_at(tokens, start, self.lexicon.language):
            minutes, position = number
            if spoken := self._phrase("minutes", tokens, position):
                position = spoken[1]
        else:
            return None
        for group, sign in (("past", 1), ("to", -1)):
            if word := self._phrase(group, tokens, position):
                hour = self._hour(tokens, word[1])
                if hour is None or not 0 < minutes < _MINUTES:
                    return None
                total = hour[0] * _MINUTES + sign * int(minutes)
                return ClockTime(total // _MINUTES % _HOURS, total % _MINUTES, hour[1], marked=True)
        return None

    def _digital_clock(self, tokens: Sequence[str], start: int) -> ClockTime | None:
        """Read "7", "19:30", "seven thirty", "7.30"."""
        token = tokens[start]
        if ":" in token or (token.count(".") == 1 and len(token.partition(".")[2]) == 2):  # noqa: PLR2004
            hour, _, minute = token.replace(".", ":").partition(":")
            if int(hour) >= _HOURS or int(minute) >= _MINUTES:
                return None
            exact = int(hour) > _NOON or hour.startswith("0")
            return ClockTime(int(hour), int(minute), start + 1, exact=exact, marked=":" in token)
        found = self._hour(tokens, start)
        if found is None:
            return None
        hour_number, end = found
        minutes = number_at(tokens, end, self.lexicon.language)
        if minutes and 10 <= minutes[0] < _MINUTES and minutes[0] == int(minutes[0]):  # noqa: PLR2004
            unit = tokens[minutes[1] : minutes[1] + 1]
            if not unit or unit[0] not in self._phrases_words("value_units"):
                return ClockTime(hour_number, int(minutes[0]), minutes[1], marked=True)
        return ClockTime(hour_number, 0, end, exact=hour_number > _NOON)

    def _hour(self, tokens: Sequence[str], start: int) -> tuple[int, int] | None:
        number = number_at(tokens, start, self.lexicon.language)
        if number is None or number[0] != int(number[0]) or not 0 <= number[0] <= _HOURS:
            return None
        return int(number[0]) % _HOURS, number[1]

    def _with_half(self, tokens: Sequence[str], clock: ClockTime) -> ClockTime:
        """Return the clock time with "o'clock" and the half of the day behind it."""
        end, marked = clock.end, clock.marked
        if oclock := self._phrase("oclock", tokens, end):
            end, marked = oclock[1], True
        for group in ("am", "pm"):
            if half := self._phrase(group, tokens, end):
                if clock.hour > _NOON:
                    return ClockTime(clock.hour, clock.minute, half[1], exact=True, marked=True)
                hour = clock.hour % _NOON + (_NOON if group == "pm" else 0)
                return ClockTime(hour, clock.minute, half[1], exact=True, marked=True)
        return ClockTime(clock.hour, clock.minute, end, exact=clock.exact, marked=marked)


def _moment(clock: ClockTime, now: datetime, day: datetime | None, half: str | None) -> datetime:
    """Return the moment of a clock time: on a day, or the next one there is."""
    hour = clock.hour
    if half and not clock.exact:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    elif day and day.date() != now.date() and not clock.exact and 0 < hour < _EARLIEST_MORNING:
        hour += _NOON
    moment = (day or now).replace(hour=hour, minute=clock.minute, second=0, microsecond=0)
    step = timedelta(hours=_NOON if not clock.exact and not half else _HOURS)
    while moment <= now:
        moment = moment + step
    return moment
