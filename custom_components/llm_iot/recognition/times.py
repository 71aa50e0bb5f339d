"""When: durations, clock times and days in the words of a sentence.

Clock times are local to the `now` that is handed in. A bare hour is the next one there is:
"at seven" said at noon is seven in the evening.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from .clocks import HALVES, MINUTES
from .days import Days
from .lexicon import Tag, Words
from .numerals import number_at, number_words
from .tokenizer import COMMA
from .when import Form, When, later, placeholder

_ROUND: Final = 5
"""What minutes are counted in where the word is left out: "in twenty"."""
_HOUR: Final = timedelta(hours=1)
_REMEMBERED: Final = 256
"""Places in the sentence that is being understood at which a time was looked for."""


@dataclass(frozen=True, eq=False)
class Times(Days):
    """Reads times in one language."""

    def replace(
        self,
        tokens: Sequence[str],
        now: datetime,
        *,
        bare_is_value: bool,
        begin: int = -1,
        labels: Container[int] = (),
    ) -> tuple[tuple[str, ...], tuple[When, ...]]:
        """Return the tokens with every time replaced by a placeholder, and the times.

        With `bare_is_value`, "at" and a number is none, unless it stands in front of all
        (at `begin`, behind the politeness) or behind another value: "set it to 50 at 8".
        None begins at `labels`, the numbers of names: "set zone 1 to 19" is no minute to seven.
        """
        kept: list[str] = []
        times: list[When] = []
        position = 0
        valued = False
        while position < len(tokens):
            if position not in labels and not self._may_begin(tokens[position]):
                valued = valued and not self._joins(tokens[position])
                kept.append(tokens[position])
                position += 1
                continue
            is_value = position in labels or self._is_value(tokens, position)
            is_value |= self.is_amount(tokens, position)
            found = None if is_value else self.at(tokens, position, now)
            hourless = self._in_the_hour(tokens, position, times, now)
            if hourless and (found is None or hourless[1] > found[1]):
                found = hourless  # "at ten to" is no "at ten"
            found = self._after_last(tokens, position, times) or found
            valued = is_value or (valued and not self._joins(tokens[position]))
            may_be_value = bare_is_value and not valued and position > begin
            if self._is_now(tokens, position, now):
                kept.append(placeholder(len(times)))
                times.append(When(Form.NOW))
                position += 1
            elif same := self._same_time(tokens, position):
                if again := next((w for w in reversed(times) if w.form is Form.DUE), None):
                    kept.append(placeholder(len(times)))
                    times.append(again)
                position = same
            elif span := self._span(tokens, position, now):
                kept += [placeholder(len(times)), placeholder(len(times) + 1)]
                times += span[0]
                position = span[1]
            elif found and not (found[0].bare and may_be_value):
                kept.append(placeholder(len(times)))
                times.append(found[0])
                position = found[1]
            else:
                kept.append(tokens[position])
                position += 1
        return tuple(kept), tuple(times)

    def _is_now(self, tokens: Sequence[str], position: int, now: datetime) -> bool:
        """Return whether "now" ends what is not for the time that is said behind it."""
        if (tokens[position],) not in self._phrases["now"]:
            return False
        behind = range(position + 2, len(tokens))
        if not behind or not self._joins(tokens[position + 1]):
            return False
        found = (self.at(tokens, place, now) for place in behind)
        return any(each and each[0].form is Form.DUE for each in found)

    def _is_value(self, tokens: Sequence[str], position: int) -> bool:
        """Return whether a bare number is a value and no hour: "to 20 tomorrow"."""
        if not position or tokens[position - 1] not in self._phrases_words("before_value"):
            return False
        number = number_at(tokens, position, self.lexicon.language)
        if number is None:
            return False
        marked = ("oclock", "am", "pm", "night", "units", "past", "to")
        return not any(self._phrase(group, tokens, number[1]) for group in marked)

    def at(self, tokens: Sequence[str], start: int, now: datetime) -> tuple[When, int] | None:
        """Return the time that begins at a token and where it ends, None without one."""
        if start >= len(tokens) or not self._may_begin(tokens[start]):
            return None
        return self._at(tuple(tokens), start, now)

    @lru_cache(_REMEMBERED)  # noqa: B019 - there is one for a language, for good
    def _at(self, tokens: Words, start: int, now: datetime) -> tuple[When, int] | None:
        """Return it; of one sentence several readers ask for the same time."""
        readings = (
            self._due_after(tokens, start, now),
            self._lasting(tokens, start, now),
            self._clock_time(tokens, start, now),
            self._vague(tokens, start),
            self._without_unit(tokens, start, now),
        )
        found = [reading for reading in readings if reading]
        return max(found, key=lambda each: each[1]) if found else None

    def _may_begin(self, word: str) -> bool:
        """Return whether a time can begin with a word: most words of a sentence begin none."""
        return word in self._beginnings or not word.isalpha()

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        phrases = (words for group in self._phrases.values() for words in group)
        numbers = number_words(self.lexicon.language)
        return frozenset(words[0] for words in (*phrases, *numbers) if words)

    def in_the_hour(
        self, tokens: Sequence[str], start: int, after: datetime
    ) -> tuple[When, int] | None:
        """Read "half past" behind another time: the next one after that."""
        found = self.minute(tokens, start)
        if found is None:
            return None
        moment = after.replace(minute=found[0], second=0, microsecond=0)
        return When(Form.DUE, moment if moment > after else later(moment, _HOUR)), found[1]

    def _in_the_hour(
        self, tokens: Sequence[str], start: int, times: Sequence[When], now: datetime
    ) -> tuple[When, int] | None:
        said_at = self._phrase("at", tokens, start)
        after = next((when.at for when in reversed(times) if when.at), now)
        return self.in_the_hour(tokens, said_at[1], after) if said_at else None

    def _after_last(
        self, tokens: Sequence[str], start: int, times: Sequence[When]
    ) -> tuple[When, int] | None:
        """Read "five minutes later" behind another time: it counts from that one."""
        last = next((when.at for when in reversed(times) if when.form is Form.DUE), None)
        lasts = self.duration(tokens, start) if last else None
        then = self._phrase("thereafter", tokens, lasts[1]) if lasts else None
        if last is None or lasts is None or then is None:
            return None
        return When(Form.DUE, later(last, lasts[0])), then[1]

    def _vague(self, tokens: Sequence[str], start: int) -> tuple[When, int] | None:
        found = self._phrase("vague", tokens, start)
        return (When(Form.VAGUE), found[1]) if found else None

    def _due_after(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[When, int] | None:
        """Read "in ten minutes", "ten minutes from now", "wait ten minutes and then"."""
        if after := self._phrase("in", tokens, start):
            lasts = self.duration(tokens, after[1]) or self.duration(tokens, after[1] - 1)
            if lasts is None:
                return None
            time = self._phrase("times", tokens, lasts[1])
            return When(Form.DUE, later(now, lasts[0])), time[1] if time else lasts[1]
        for front, behind in (("when", "over"), ("waiting", "going_on")):
            after = self._phrase(front, tokens, start)
            lasts = self.duration(tokens, after[1]) if after else None
            end = self._goes_on(behind, tokens, lasts[1]) if lasts else None
            if lasts and end:
                return When(Form.DUE, later(now, lasts[0])), end
        nearly = self._phrase("nearly", tokens, start)
        if (lasts := self.duration(tokens, nearly[1] if nearly else start)) and (
            ago := self._phrase("ago", tokens, lasts[1])
        ):
            return When(Form.DUE, later(now, lasts[0])), ago[1]
        return None

    def _goes_on(self, group: str, tokens: Sequence[str], position: int) -> int | None:
        """Return where a phrase ends that follows, past a mark; that alone goes on, too."""
        begin = position + int(tokens[position : position + 1] == (COMMA,))
        found = self._phrase(group, tokens, begin)
        return found[1] if found else begin if begin > position else None

    def _lasting(self, tokens: Sequence[str], start: int, now: datetime) -> tuple[When, int] | None:
        """Read "for an hour" or "until ten"."""
        if after := self._phrase("for", tokens, start):
            lasts = self.duration(tokens, after[1]) or self.duration(tokens, after[1] - 1)
            return (When(Form.END, lasts=lasts[0]), lasts[1]) if lasts else None
        if after := self._phrase("until", tokens, start):
            clock = self.day_and_clock(tokens, after[1], now)
            return (When(Form.END, clock[0]), clock[1]) if clock else None
        return None

    def _without_unit(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[When, int] | None:
        """Read "the lamp in five minutes and the fan in ten", "off in twenty": minutes by itself.

        A number that is not round, or with something behind it, may be the name of a place.
        """
        group = next((name for name in ("in", "for") if self._phrase(name, tokens, start)), None)
        after = self._phrase(group, tokens, start) if group else None
        number = number_at(tokens, after[1], self.lexicon.language) if after else None
        if group is None or number is None or number[0] <= 0 or not self._closes(tokens, number[1]):
            return None
        unit = self._unit_before(tokens, start)
        if unit is None and (group != "in" or number[0] % _ROUND):
            return None
        lasts = timedelta(seconds=number[0] * (unit or MINUTES))
        due = When(Form.DUE, later(now, lasts)) if group == "in" else When(Form.END, lasts=lasts)
        return due, number[1]

    def _closes(self, tokens: Sequence[str], position: int) -> bool:
        """Return whether nothing belongs to a number that ends at a position."""
        return (
            position >= len(tokens)
            or self._joins(tokens[position])
            or bool(self._phrase("closing", tokens, position))
        )

    def unit_in(self, tokens: Sequence[str]) -> timedelta | None:
        """Return the first unit of time among tokens, None without one."""
        units = self._phrases["units"]
        seconds = next((units[(w,)] for w in tokens if (w,) in units), None)
        return timedelta(seconds=seconds) if seconds else None

    def _unit_before(self, tokens: Sequence[str], start: int) -> int | None:
        """Return the seconds of the last unit that was said before a token."""
        units = self._phrases["units"]
        return next((units[(w,)] for w in reversed(tokens[:start]) if (w,) in units), None)

    def _span(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[tuple[When, When], int] | None:
        """Read "from eight to eleven": when it begins and when it ends.

        Bare numbers with "to" may be values, too: "turn it up from 19 to 21".
        """
        named = self._day(tokens, start, now)
        day = tuple(tokens[start : named[1]]) if named else ()
        for front, middle in (("from", "up_to"), ("between", "and")):
            if begin := self._phrase(front, tokens, start + len(day)):
                return self._ends_of(tokens, begin[1], middle, now, day=day)
        return None

    def _ends_of(
        self, tokens: Sequence[str], begin: int, middle: str, now: datetime, *, day: Words = ()
    ) -> tuple[tuple[When, When], int] | None:
        """Return when something begins and ends, with a word between the two.

        A `day` was said in front of both: "tomorrow from six to eight".
        """
        for place in range(begin + 1, len(tokens)):
            between = self._phrase(middle, tokens, place)
            said = (*day, *tokens[begin:place])
            first = self.day_and_clock(said, 0, now) if between else None
            if between is None or first is None or first[1] != len(said):
                continue
            last = self.day_and_clock(tokens, between[1], first[0])
            ending = tokens[between[1] : last[1]] if last else ()
            if last and self.names_other_day(ending, now):  # as seen from now, and of both
                last = self.day_and_clock(tokens, between[1], now) or last
                first = self.on_day_of(last[0], first, tokens[begin:place], now)
            elif last and last[0].date() != first[0].date() and self.names_half(ending):
                first = self.on_day_of(last[0], first, tokens[begin:place], now)
            may_be_value = middle == "and" or tokens[place] in self._phrases_words("before_value")
            valued = may_be_value and self._grades(tokens)
            if last is None or (valued and not (first[2] or last[2])):
                return None
            if tuple(tokens[last[1] : last[1] + 1]) not in self._phrases["value_units"]:
                return (When(Form.DUE, first[0]), When(Form.END, last[0])), last[1]
        return None

    def _grades(self, tokens: Sequence[str]) -> bool:
        """Return whether something may go some way rather than on or off."""
        to, modes = self._phrases_words("before_value"), self._phrases_words("modes")
        switches = any(before in to and word in modes for before, word in pairwise(tokens))
        return self._compares(tokens) or not (
            switches or set(tokens) & self._phrases_words("switching")
        )

    def _goes_up_to(self, tokens: Sequence[str], start: int) -> bool:
        """Return whether a number begins a range of values: "from 19 to 21"."""
        number = number_at(tokens, start, self.lexicon.language)
        return bool(number and self._phrase("up_to", tokens, number[1]))

    def _compares(self, tokens: Sequence[str]) -> bool:
        """Return whether it is said which way something goes: "up from 19"."""
        return bool(set(tokens) & self._phrases_words("grading"))

    def _clock_time(
        self, tokens: Sequence[str], start: int, now: datetime
    ) -> tuple[When, int] | None:
        """Read "at half past seven", "tomorrow at 8", "7 pm"."""
        said_at = self._phrase("at", tokens, start)
        latest = self._phrase("by", tokens, start)  # "off by ten pm"; "by ten" is how much
        since = self._phrase("since", tokens, start)
        begin = next((each[1] for each in (said_at, latest, since) if each), start)
        if begin == start and self._is_the_one(tokens, start):
            return None
        found = self.day_and_clock(tokens, begin, now)
        if found is None:
            return None
        moment, end, marked = found
        if (
            begin == start
            and self._goes_a_way(tokens, start)
            and not self.names_half(tokens[start:end])
        ):
            return None  # "down two 20"
        by_then = self._phrase("by_then", tokens, start) and not self._grades(tokens)
        if since and self._goes_up_to(tokens, begin):
            return None
        onwards = self._phrase("onwards", tokens, end) if since else None
        begins = since and (onwards or not self._compares(tokens))
        if not (said_at or by_then or begins or (marked and not since)):
            return None
        end = onwards[1] if onwards else end
        if tokens[end : end + 1] and tokens[end] in self._phrases_words("value_units"):
            return None
        number = None if marked else number_at(tokens, begin, self.lexicon.language)
        return When(Form.DUE, moment, number=number[0] if number else None), end

    def _goes_a_way(self, tokens: Sequence[str], start: int) -> bool:
        """Return whether a token stands behind "up" or "down", where a number says how far."""
        return start > 0 and tokens[start - 1] in self._phrases_words("grading")

    def _is_the_one(self, tokens: Sequence[str], start: int) -> bool:
        """Return whether "one" stands for a thing and no hour: "the hall one to 20"."""
        if not start or self.lexicon.sense(tokens[start : start + 1], Tag.ONE) is None:
            return False
        way = self.lexicon.sense(tokens[start - 1 : start], Tag.PARTICLE)  # "off one thirty"
        hour = any(self._phrase(each, tokens, start + 1) for each in ("oclock", *HALVES))
        return not (way or hour or self._joins(tokens[start - 1]))
