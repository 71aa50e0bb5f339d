"""How long something lasts, as it is said: "ten minutes", "an hour and a half longer"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from .clocks import Clocks
from .numerals import number_at, number_words


@dataclass(frozen=True, eq=False)
class Durations(Clocks):
    """Reads durations, and times of day, in one language."""

    def duration(self, tokens: Sequence[str], start: int) -> tuple[timedelta, int] | None:
        """Return a duration: "ten minutes", "an hour and a half longer", "1 hour 30 minutes"."""
        if start >= len(tokens) or not self._may_last(tokens[start]):
            return None
        found = self._plain_duration(tokens, start)
        longer = self._phrase("longer", tokens, found[1]) if found else None
        return (found[0], longer[1]) if found and longer else found

    def _may_last(self, word: str) -> bool:
        """Return whether a duration can begin with a word: most words of a sentence begin none."""
        return word in self._lengths_begin or not word.isalpha()

    @cached_property
    def _lengths_begin(self) -> frozenset[str]:
        groups = ("further", "wholes", "articles")
        numbers = (words[0] for words in number_words(self.lexicon.language) if words)
        return frozenset(numbers).union(*map(self._phrases_words, groups))

    def _plain_duration(self, tokens: Sequence[str], start: int) -> tuple[timedelta, int] | None:
        further = self._phrase("further", tokens, start)
        if whole := self._phrase("wholes", tokens, further[1] if further else start):
            return timedelta(seconds=whole[0]), whole[1]
        begin = further[1] if further else start
        first = self._single_duration(tokens, begin) or self._single_duration(tokens, start)
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
        more = self._phrase("more", tokens, position)
        unit = self._phrase("units", tokens, more[1] if more else position)
        if unit is None or amount <= 0:
            return None
        position = unit[1]
        if half := self._phrase("and_a_half", tokens, position):
            amount, position = amount + 0.5, half[1]
        return amount * unit[0], position
