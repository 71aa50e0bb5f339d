"""What is to be put back later: "dim the lamp and put it back after an hour".

That is "dim the lamp for an hour", at whose end things are as they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from .lexicon import Lexicon, Tag, Words, as_tables
from .phrase_table import PhraseTable
from .times import Times
from .tokenizer import MARKS
from .when import Form


@dataclass(frozen=True, eq=False)
class PutBack:
    """Knows such words of one language (`words/<language>/times.json`)."""

    lexicon: Lexicon
    times: Times = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows times."""
        object.__setattr__(self, "times", Times(self.lexicon))

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.lexicon.file("times")["put_back"]
        return data

    @cached_property
    def _phrases(self) -> Mapping[str, PhraseTable[str]]:
        return as_tables(self._data)

    def plain(self, tokens: Words, now: datetime) -> Words:
        """Return a command with how long it is for, others as they are."""
        for place in range(len(tokens)):
            length = self._phrases["ways"].length(tokens, place)
            if not length:
                continue
            behind = self._without_fillers(tokens[place + length :])
            front, lasts = self._with_time(tokens[:place], behind, now)
            if lasts is not None:
                return (*front, *lasts)
        return tokens

    def _with_time(self, front: Words, behind: Words, now: datetime) -> tuple[Words, Words | None]:
        """Return what is done, and for how long in words; None where that is not told."""
        if behind:
            return self._unjoined(front), self._lasting(behind, now)
        front = self._unjoined(front)
        for place in range(1, len(front)):
            found = self.times.at(front, place, now)
            if not found or found[1] != len(front):
                continue
            if found[0].form is Form.END:
                return front, ()
            if lasts := self._lasting(front[place:], now):  # "and after an hour put it back"
                return self._unjoined(front[:place]), lasts
        return front, None

    def _lasting(self, words: Words, now: datetime) -> Words | None:
        """Return "for an hour" for "after an hour", "until ten" for "at ten"."""
        found = self.times.at(words, 0, now)
        if found is None or found[1] != len(words) or found[0].form is not Form.DUE:
            return None
        for begin in range(1, len(words)):  # the longest one: "in half an hour" holds "an hour"
            lasts = self.times.duration(words, begin)
            if lasts and lasts[1] == len(words):
                return (self._data["for"], *words[begin:])
        clock = words[self._phrases["at"].length(words) :]
        return (self._data["until"], *clock)

    def _without_fillers(self, words: Words) -> Words:
        """Return words without what is only polite at their end."""
        while words and self.lexicon.sense(words[-1:], Tag.FILLER) is not None:
            words = words[:-1]
        return words

    def _unjoined(self, words: Words) -> Words:
        """Return words without what leads from a command to the next one."""
        while words and (words[-1] in MARKS or words[-1:] in self._phrases["joins"]):
            words = words[:-1]
        return words
