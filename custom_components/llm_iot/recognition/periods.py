"""When something was: the stretch of time, or the moment, that words about the past mean.

What cannot have begun yet is declined, and so is what names two times at once. A stretch that
is not over ends now. Parts of the day are: morning 5:00 to 12:00, afternoon to 18:00, evening
to 24:00; "last night" is from 21:00 to 6:00. A weekday is the last one before today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
import re
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from ..past import Period
from .clocks import ClockTime
from .dates import Days, calendar, latest_date, latest_month, latest_weekday, single
from .lexicon import Lexicon, Words
from .numerals import number_at
from .phrase_table import PhraseTable
from .times import Times
from .tokenizer import words_of
from .told_times import NoPeriodError, Told, together

__all__ = ["FILE", "NoPeriodError", "Periods", "Timed"]

FILE: Final = "past"
_ORDINAL: Final = re.compile(r"(\d{1,2})(st|nd|rd|th)")
_YEARS: Final = range(2000, 2200)
_NIGHT_ENDS: Final = 6
_CLOCK_UNITS: Final = frozenset({"seconds", "minutes", "hours"})
_MOST: Final = 10_000
"""The greatest number of hours, days or years that is gone back."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A sentence without the words that tell when."""

    tokens: Words
    period: Period | None = None
    """A moment has no length. None where no time is told."""


type _Found = tuple[Told, int]
"""With the position behind its words."""


@dataclass(frozen=True, eq=False)
class Periods:
    """Reads times of the past in one language."""

    lexicon: Lexicon

    @cached_property
    def _times(self) -> Times:
        return Times(self.lexicon)

    @cached_property
    def _phrases(self) -> Mapping[str, PhraseTable[Any]]:
        """Return every group of phrases by their tokens, with what each stands for."""
        return {
            name: PhraseTable(
                {
                    words_of(text): group[text] if isinstance(group, Mapping) else place
                    for place, text in enumerate(group)
                }
            )
            for name, group in self.lexicon.file(FILE)["periods"].items()
        }

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """Return the words that phrases of periods and of times of day begin with."""
        periods, clocks = self.lexicon.file(FILE)["periods"], self.lexicon.file("times")
        groups = (*periods.values(), *clocks.values())
        phrases = (words_of(text) for group in groups for text in group)
        return frozenset(words[0] for words in phrases if words)

    def _may_begin(self, tokens: Sequence[str], place: int) -> bool:
        """Return whether a time may begin at a token: at most places none does."""
        if tokens[place] in self._first_words or tokens[place][:1].isdigit():
            return True
        return number_at(tokens, place, self.lexicon.language) is not None

    def read(self, text: Sequence[str], now: datetime) -> Period | None:
        """Return the period that words mean, None if they mean none of the past."""
        try:
            timed = self.take(text, now)
        except NoPeriodError:
            return None
        return None if timed.tokens else timed.period

    def take(self, tokens: Sequence[str], now: datetime) -> Timed:
        """Return a sentence without its time, and the time. Raises NoPeriodError.

        `now` is aware, in the time zone of the home, in which the period is told, too.
        """
        reader = _Reader(self._times, self._phrases, self.lexicon.language, tokens, now)
        kept: list[str] = []
        told: list[Told] = []
        position = 0
        while position < len(tokens):
            found = reader.told_at(position) if self._may_begin(tokens, position) else None
            if found:
                told.append(found[0])
                position = found[1]
            else:
                kept.append(tokens[position])
                position += 1
        hours = self.lexicon.file(FILE)["periods"]["part_hours"]
        return Timed(tuple(kept), together(told, hours, now) if told else None)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what the words of one sentence tell of times."""

    times: Times
    phrases: Mapping[str, PhraseTable[Any]]
    language: str
    tokens: Sequence[str]
    now: datetime

    @property
    def today(self) -> date:
        """Return the day of the question."""
        return self.now.date()

    def told_at(self, start: int) -> _Found | None:
        """Return what is told at a position, None if nothing is. Raises NoPeriodError."""
        if self._phrase("future", start):
            raise NoPeriodError
        if since := self._phrase("since", start):
            found = self.told_at(since[1])
            return (replace(found[0], since=True), found[1]) if found else None
        found = self._stretch(start) or self._bounded(start) or self._bare_clock(start)
        if found:
            return found
        if (on := self._phrase("on", start)) and (day := self._day_named(on[1])):
            return day
        prefix = self._phrase("before_period", start)
        return (self._calendar(prefix[1]) if prefix else None) or self._calendar(start)

    def _phrase(self, group: str, start: int) -> tuple[Any, int] | None:
        """Return what the longest phrase of a group at a position stands for, and its end."""
        return self.phrases[group].longest(self.tokens, start)

    def _clock(self, start: int) -> ClockTime | None:
        """Return the time of day at a position, None for the number of something else."""
        found = self.times.clock(self.tokens, start)
        if found is None:
            return None
        ends_in_hours = self._unit(found.end - 1) is not None
        behind = self._unit(found.end) or self._phrase("not_times", found.end)
        return None if behind or ends_in_hours else found

    def _stretch(self, start: int) -> _Found | None:
        """Read "between three and five", "from nine to noon", "from Monday to Friday"."""
        for group, joints in (("between", "between_joints"), ("from", "from_joints")):
            opening = self._phrase(group, start)
            if opening is None:
                continue
            if one := self._clock(opening[1]):
                joint = self._phrase(joints, one.end)
                other = self._clock(joint[1]) if joint else None
                if other:
                    return Told(form="between", clock=one, until=other), other.end
            if first := self._calendar(opening[1]):
                joint = self._phrase(joints, first[1])
                last = self._calendar(joint[1]) if joint else None
                if last and first[0].days and last[0].days:
                    return Told(days=(first[0].days[0], last[0].days[1])), last[1]
        return None

    def _bounded(self, start: int) -> _Found | None:
        """Read "at three", "before noon", "after half past six"."""
        for form in ("at", "before", "after"):
            if (opening := self._phrase(form, start)) and (clock := self._clock(opening[1])):
                return Told(form=form, clock=clock), clock.end
        return None

    def _bare_clock(self, start: int) -> _Found | None:
        """Read "3 pm", and any time of day behind "since"."""
        behind_since = start > 0 and self._phrase("since", start - 1) is not None
        clock = self._clock(start)
        if clock is None or not (clock.marked or behind_since):
            return None
        return Told(form="at", clock=clock), clock.end

    def _calendar(self, start: int) -> _Found | None:
        """Read days, parts of them, and stretches that count from now."""
        return (
            self._ago(start)
            or self._rolling(start)
            or self._named(start)
            or self._day_named(start)
            or self._month(start)
            or self._lone_part(start)
        )

    def _day_named(self, start: int) -> _Found | None:
        return self._weekday(start) or self._date(start)

    def _named(self, start: int) -> _Found | None:
        if found := self._phrase("named", start):
            back, part = found[0]
            return Told(days=self._day(back), part=part), found[1]
        if found := self._phrase("tonight", start):
            return Told(days=self._day(int(self.now.hour < _NIGHT_ENDS)), part="tonight"), found[1]
        if found := self._phrase("calendar", start):
            unit, back = found[0]
            return Told(days=calendar(unit, back, self.today)), found[1]
        if found := self._phrase("days", start):
            return self._with_part(self._day(found[0]), found[1])
        return None

    def _day(self, back: int) -> Days:
        return single(self.today - timedelta(days=back))

    def _with_part(self, days: Days, end: int) -> _Found:
        """Return a day with the part of it that is named behind it: "yesterday evening"."""
        part = self._phrase("parts", end)
        return Told(days=days, part=part[0] if part else None), part[1] if part else end

    def _weekday(self, start: int) -> _Found | None:
        for position in (start, start + 1):
            if position > start and not self._phrase("in", start):
                return None
            if found := self._phrase("weekdays", position):
                return self._with_part(single(latest_weekday(found[0], self.today)), found[1])
        return None

    def _date(self, start: int) -> _Found | None:
        """Read "the 12th", "3 October", "October the 3rd 2025"."""
        article = self._phrase("the", start)
        begin = article[1] if article else start
        month = self._phrase("months", begin)
        if month:
            the = self._phrase("the", month[1])
            number = self._number_of_day(the[1] if the else month[1])
        else:
            number = self._number_of_day(begin)
            of = self._phrase("of", number[1]) if number else None
            month = self._phrase("months", of[1] if of else number[1]) if number else None
        if number is None:
            return None
        end = max(number[1], month[1] if month else 0)
        if month is None and not (article and self._is_ordinal(begin, end)):
            return None
        year = self._year(end) if month else None
        end = year[1] if year else end
        day = latest_date(
            number[0], month[0] + 1 if month else None, year[0] if year else None, self.today
        )
        if day is None:
            raise NoPeriodError
        return self._with_part(single(day), end)

    def _number_of_day(self, start: int) -> tuple[int, int] | None:
        if start >= len(self.tokens):
            return None
        if ordinal := _ORDINAL.fullmatch(self.tokens[start]):
            return int(ordinal[1]), start + 1
        if spoken := self._phrase("ordinals", start):
            return spoken[0] + 1, spoken[1]
        number = number_at(self.tokens, start, self.language)
        if number is None or not 1 <= number[0] <= 31 or number[0] != int(number[0]):  # noqa: PLR2004  # days of a month
            return None
        return int(number[0]), number[1]

    def _is_ordinal(self, start: int, end: int) -> bool:
        """Return whether "12th" is the number of a day, and not that of a floor."""
        return bool(_ORDINAL.fullmatch(self.tokens[start])) and not self._phrase("storeys", end)

    def _year(self, start: int) -> tuple[int, int] | None:
        token = self.tokens[start] if start < len(self.tokens) else ""
        return (int(token), start + 1) if token.isdecimal() and int(token) in _YEARS else None

    def _month(self, start: int) -> _Found | None:
        """Read a month by itself, which "in" or "since" has to stand before: "may" is a word."""
        before = start > 0 and (self._phrase("in", start - 1) or self._phrase("since", start - 1))
        month = self._phrase("months", start) if before else None
        if month is None:
            return None
        year = self._year(month[1])
        days = latest_month(month[0] + 1, year[0] if year else None, self.today)
        return Told(days=days), year[1] if year else month[1]

    def _lone_part(self, start: int) -> _Found | None:
        found = self._phrase("lone_parts", start)
        return (Told(part=found[0]), found[1]) if found else None

    def _rolling(self, start: int) -> _Found | None:
        """Read "the last hour", "the past three days", "last 24 hours"."""
        opening = self._phrase("rolling", start)
        single_word = None if opening else self._phrase("rolling_single", start)
        behind = opening or single_word
        amount = self._amount(behind[1]) if behind else None
        if amount is None:
            return None
        number, unit, end, counted = amount
        if single_word and not counted and unit not in _CLOCK_UNITS:
            return None  # "last week" is one of the calendar
        return Told(span=Period(self._back(number, unit), self.now)), end

    def _ago(self, start: int) -> _Found | None:
        """Read "two hours ago", a moment, and "two days ago", a day."""
        amount = self._amount(start)
        ago = self._phrase("ago", amount[2]) if amount else None
        if amount is None or ago is None:
            return None
        moment = self._back(amount[0], amount[1])
        if amount[1] in _CLOCK_UNITS:
            return Told(span=Period(moment, moment)), ago[1]
        return self._with_part(single(moment.date()), ago[1])

    def _unit(self, position: int) -> tuple[str, float] | None:
        """Return the unit of time that a word is, and how many of it."""
        if position >= len(self.tokens):
            return None
        word = self.tokens[position]
        units = self.phrases["span_units"].meanings
        found = units.get((word,)) or units.get((word.removesuffix("s"),))
        return (str(found[0]), float(found[1])) if found else None

    def _amount(self, start: int) -> tuple[float, str, int, bool] | None:
        """Return a number of units of time, its end, and whether a number is said."""
        number, position, counted = 1.0, start, False
        if spoken := self._phrase("spans", start):
            if isinstance(spoken[0], list):
                return float(spoken[0][1]), str(spoken[0][0]), spoken[1], True
            number, position, counted = float(spoken[0]), spoken[1], True
        elif said := number_at(self.tokens, start, self.language):
            number, position, counted = said[0], said[1], True
        unit = self._unit(position)
        if unit is None or not 0 < number * unit[1] < _MOST:
            return None
        return number * unit[1], unit[0], position + 1, counted

    def _back(self, number: float, unit: str) -> datetime:
        """Return a moment before now: by real time for hours, by the calendar for days."""
        zone = self.now.tzinfo or UTC
        if unit in _CLOCK_UNITS:
            return (self.now.astimezone(UTC) - timedelta(**{unit: number})).astimezone(zone)
        whole: dict[str, Any] = {unit: int(number)}
        try:
            wall = self.now - relativedelta(**whole)
        except (ValueError, OverflowError) as error:  # before the calendar begins
            raise NoPeriodError from error
        return wall.astimezone(UTC).astimezone(zone)
