"""Times of day as they are said: "half past seven", "19:30", "quarter to eight"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from .lexicon import Lexicon, Tag
from .numerals import number_at
from .phrase_table import PhraseTable
from .tokenizer import MARKS, words_of

NOON: Final = 12
HOURS: Final = 24
MINUTES: Final = 60
HALVES: Final = ("am", "pm", "night")
"""The parts of the day that tell which of two hours is meant."""
_SMALL_HOURS: Final = 5
"""The first hour of the night that is one of the evening: "at four tonight" is before dawn."""


def hour_in(part: str, hour: int) -> int:
    """Return the hour of 24 that one of twelve is in a part of the day."""
    hour %= NOON
    return hour + NOON if part == "pm" or (part == "night" and hour >= _SMALL_HOURS) else hour


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


@dataclass(frozen=True, eq=False)
class Clocks:
    """Reads times of day in one language, by its phrases for times."""

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

    @cached_property
    def _tables(self) -> Mapping[str, PhraseTable[Any]]:
        return {name: PhraseTable(phrases) for name, phrases in self._phrases.items()}

    def _phrase(self, group: str, tokens: Sequence[str], start: int) -> tuple[Any, int] | None:
        """Return what the longest phrase of a group at a token stands for, and its end."""
        return self._tables[group].longest(tokens, start)

    def _phrases_words(self, group: str) -> frozenset[str]:
        return self._first_words[group]

    @cached_property
    def _first_words(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(words[0] for words in each) for name, each in self._phrases.items()}

    def is_amount(self, tokens: Sequence[str], start: int) -> bool:
        """Return whether "by 20" is how far a verb moves something: "dim it by 20 and turn on ...".

        Behind other verbs it is the hour at which it is done at the latest.
        """
        by = self._phrase("by", tokens, start)
        number = number_at(tokens, by[1], self.lexicon.language) if by else None
        marked = ("oclock", "am", "pm", "past", "to")
        if number is None or any(self._phrase(group, tokens, number[1]) for group in marked):
            return False
        begin = start
        while begin and not self._joins(tokens[begin - 1]):
            begin -= 1
        said = tuple(tokens[begin:start])
        lengths = (self.lexicon.length(said, {Tag.VERB}, place) for place in range(len(said)))
        verbs = [said[place : place + length] for place, length in enumerate(lengths) if length]
        senses = {self.lexicon.sense(verb, Tag.VERB) for verb in verbs}
        return bool(senses & set(self._data["graduating"]))

    def _joins(self, token: str) -> bool:
        return token in MARKS or any((token,) in self._phrases[g] for g in ("and", "parting"))

    def clock(self, tokens: Sequence[str], start: int) -> ClockTime | None:
        """Return a time of day."""
        if start >= len(tokens):
            return None
        if named := self._phrase("clock", tokens, start):
            hour, minute = named[0]
            return ClockTime(hour, minute, named[1], exact=True, marked=True)
        clock = self._relative_clock(tokens, start) or self._digital_clock(tokens, start)
        return self._with_half(tokens, clock) if clock else None

    def _same_time(self, tokens: Sequence[str], start: int) -> int:
        """Return where words end that mean a time said before, 0 if they mean none.

        "Then" does so at the end: "the TV off at ten and the light on then".
        """
        if same := self._phrase("same_time", tokens, start):
            return int(same[1])
        then = self._phrase("at_that_time", tokens, start) if start else None
        end = then[1] if then else len(tokens) + 1
        closing = self._phrase("closing", tokens, end) if end < len(tokens) else None
        return end if then and (closing[1] if closing else end) == len(tokens) else 0

    def _relative_clock(self, tokens: Sequence[str], start: int) -> ClockTime | None:
        """Read "half past seven", "quarter to eight", "ten past nine"."""
        if half := self._phrase("half_past", tokens, start):
            hour = self._hour(tokens, half[1])
            return ClockTime(hour[0], 30, hour[1], marked=True) if hour else None
        if (half := self._phrase("half", tokens, start)) and (hour := self._hour(tokens, half[1])):
            return ClockTime(hour[0], 30, hour[1])  # "at half seven", but no value
        if quarter := self._phrase("quarter", tokens, start):
            minutes, position = 15.0, quarter[1]
        elif half_hour := self._phrase("half_hour", tokens, start):  # "half an hour before ten"
            minutes, position = 30.0, half_hour[1]
        elif number := number_at(tokens, start, self.lexicon.language):
            minutes, position = number
            if spoken := self._phrase("minutes", tokens, position):
                position = spoken[1]
        else:
            return None
        for group, sign in (("past", 1), ("to", -1)):
            if word := self._phrase(group, tokens, position):
                hour = self._hour(tokens, word[1])
                said = number_at(tokens, word[1], self.lexicon.language)
                if hour is None or not 0 < minutes < MINUTES or (said and said[0] > NOON):
                    return None  # nobody says "nine to sixteen"
                total = hour[0] * MINUTES + sign * int(minutes)
                return ClockTime(total // MINUTES % HOURS, total % MINUTES, hour[1], marked=True)
        return None

    def minute(self, tokens: Sequence[str], start: int) -> tuple[int, int] | None:
        """Return the minute of a time that leaves its hour out, and its end: "a quarter past"."""
        if half := self._phrase("half_past", tokens, start):
            found = 30, half[1]
        elif full := self._phrase("full_hour", tokens, start):
            found = 0, full[1]
        else:
            quarter = self._phrase("quarter", tokens, start)
            said = (15, quarter[1]) if quarter else number_at(tokens, start, self.lexicon.language)
            past = self._phrase("past", tokens, said[1]) if said else None
            word = past or (self._phrase("to", tokens, said[1]) if said else None)
            if said is None or word is None or not 0 < said[0] < MINUTES:
                return None
            found = int(said[0] if past else MINUTES - said[0]), word[1]
        return None if self._hour(tokens, found[1]) else found

    def _digital_clock(self, tokens: Sequence[str], start: int) -> ClockTime | None:
        """Read "7", "19:30", "seven thirty", "7.30"."""
        token = tokens[start]
        if ":" in token or (token.count(".") == 1 and len(token.partition(".")[2]) == 2):  # noqa: PLR2004
            hour, _, minute = token.replace(".", ":").partition(":")
            if int(hour) >= HOURS or int(minute) >= MINUTES:
                return None
            exact = int(hour) > NOON or hour.startswith("0")
            return ClockTime(int(hour), int(minute), start + 1, exact=exact, marked=":" in token)
        found = self._hour(tokens, start)
        if found is None:
            return None
        hour_number, end = found
        minutes = number_at(tokens, end, self.lexicon.language)
        if minutes and 10 <= minutes[0] < MINUTES and minutes[0] == int(minutes[0]):  # noqa: PLR2004
            unit = tokens[minutes[1] : minutes[1] + 1]
            if not unit or unit[0] not in self._phrases_words("value_units"):
                return ClockTime(hour_number, int(minutes[0]), minutes[1], marked=True)
        return ClockTime(hour_number, 0, end, exact=hour_number > NOON)

    def _hour(self, tokens: Sequence[str], start: int) -> tuple[int, int] | None:
        number = number_at(tokens, start, self.lexicon.language)
        if number is None or number[0] != int(number[0]) or not 0 <= number[0] <= HOURS:
            return None
        return int(number[0]) % HOURS, number[1]

    def _with_half(self, tokens: Sequence[str], clock: ClockTime) -> ClockTime:
        """Return the clock time with "o'clock" and the half of the day behind it."""
        end, marked = clock.end, clock.marked
        if oclock := self._phrase("oclock", tokens, end):
            end, marked = oclock[1], True
        for group in HALVES:
            if half := self._phrase(group, tokens, end):
                if clock.hour > NOON:
                    return ClockTime(clock.hour, clock.minute, half[1], exact=True, marked=True)
                hour = hour_in(group, clock.hour)
                return ClockTime(hour, clock.minute, half[1], exact=True, marked=True)
        return ClockTime(clock.hour, clock.minute, end, exact=clock.exact, marked=marked)
