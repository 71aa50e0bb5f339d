"""Times that are said anew in the same sentence: "in five, no, ten minutes".

Only the last of them is meant. What stands between tells that it takes the place of the first,
or says exactly when that is: "in a bit, say ten minutes".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .times import Times
from .tokenizer import MARKS, words_of
from .when import Form, When, time_number

_CORRECTING: Final = ("corrected", "specified")
"""Lists of what is said between a time and the one that takes its place."""
_LONGEST: Final = 6
"""Most words and marks of a correction."""
_LONGEST_PREPOSITION: Final = 3
_LONGEST_OPEN: Final = 3
_AT_A_TIME: Final = frozenset({Form.DUE, Form.END})
_VAGUE: Final = frozenset({Form.VAGUE})


@dataclass(frozen=True, eq=False)
class RestatedTimes:
    """Takes back what was taken back, in one language (`words/<language>/times.json`)."""

    lexicon: Lexicon
    times: Times = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows times."""
        object.__setattr__(self, "times", Times(self.lexicon))

    @cached_property
    def _phrases(self) -> Mapping[str, frozenset[Words]]:
        data = self.lexicon.file("times")
        return {
            name: frozenset(map(words_of, data[name]))
            for name in ("corrected", "specified", "open", "then", "in", "for", "at")
        }

    @cached_property
    def _corrections_begin(self) -> frozenset[str]:
        """Return the words that corrections begin with, which most words are not."""
        known = (words for group in _CORRECTING for words in self._phrases[group])
        return frozenset(words[0] for words in known if words)

    def settled(self, tokens: Words, now: datetime) -> Words:
        """Return the tokens without the times that others took the place of."""
        for begin in range(len(tokens)):
            for length in self._between(tokens, begin):
                if found := self._without(tokens, begin, begin + length, now):
                    return self.settled(found, now)
        return self._lasting(tokens)

    def _lasting(self, tokens: Words) -> Words:
        """Return the tokens with "for" before a bare duration at whose end something goes off."""
        place = 0
        while place < len(tokens):
            found = self.times.duration(tokens, place)
            if found and self._goes_off(tokens[found[1] :]):
                if not place or self._preposition_before(tokens, place):
                    return tokens
                return (*tokens[:place], self._ended["for"], *tokens[place:])
            place = found[1] if found else place + 1
        return tokens

    def _preposition_before(self, tokens: Words, place: int) -> bool:
        """Return whether the words in front of a place say what a duration there is for."""
        begins = range(max(place - _LONGEST_PREPOSITION, 0), place)
        return any(begin + self._preposition(tokens, begin) >= place for begin in begins)

    def _goes_off(self, words: Words) -> bool:
        """Return whether words say that something then goes off, and nothing else."""
        words = words[1:] if words[:1] != () and words[0] in MARKS else words
        return any(words[:n] in self._phrases["then"] and words[n:] in self._off for n in (1, 2))

    def ended(
        self, tokens: Words, times: tuple[When, ...], now: datetime
    ) -> tuple[Words, tuple[When, ...]]:
        """Return tokens and times with what is done at an end at that time.

        "Keep it on until ten, then switch it off" is "keep it on, then switch it off at ten", and
        "the radio for an hour and then off" is "the radio on for an hour".
        """
        tokens = self._behind_means(tokens)
        for place, token in enumerate(tokens):
            number = time_number(token)
            when = times[number] if number is not None else None
            if when is None or number is None or when.form is not Form.END:
                continue
            behind = tokens[place + 1 :]
            marks = int(behind[:1] != () and behind[0] in MARKS)
            then = next(
                (n for n in (2, 1) if behind[marks : marks + n] in self._phrases["then"]), 0
            )
            rest = behind[marks + then :]
            timed = any(time_number(each) is not None for each in rest)
            if then and (rest in self._off or (self._refers(rest[0]) and rest[1:] in self._off)):
                return (*self._running(tokens[:place]), token), times
            if not then or timed or not any(map(self._refers, rest)):
                continue
            if any(self.lexicon.sense((each,), Tag.LEAVE) is not None for each in tokens[:place]):
                return tokens[: place + 1], times  # what is kept on until ten goes off at ten
            due = When(Form.DUE, when.end_of(now))
            joined = behind[marks : marks + then]
            return (
                (*tokens[:place], *joined, *rest, token),
                (*times[:number], due, *times[number + 1 :]),
            )
        return tokens, times

    def _behind_means(self, tokens: Words) -> Words:
        """Return "wake me with the lamp at six" for "wake me at six with the lamp"."""
        means = self.lexicon.file("times")["with"]
        for place in range(1, len(tokens) - 1):
            if time_number(tokens[place]) is None or tokens[place + 1] not in means:
                continue
            ends = (n for n in range(place + 1, len(tokens)) if tokens[n] in MARKS)
            end = next(ends, len(tokens))
            return (*tokens[:place], *tokens[place + 1 : end], tokens[place], *tokens[end:])
        return tokens

    @cached_property
    def _ended(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.lexicon.file("times")["ended"]
        return data

    @cached_property
    def _off(self) -> frozenset[Words]:
        return frozenset(map(words_of, self._ended["off"]))

    def _running(self, words: Words) -> Words:
        """Return what is said of a time at whose end a device goes off: that it is on till then."""
        said = any(
            self.lexicon.sense((word,), tag) is not None
            for word in words
            for tag in (Tag.PARTICLE, Tag.LEAVE, Tag.VERB)
        )
        return words if said else (*words, self._ended["on"])

    def _refers(self, word: str) -> bool:
        senses = (self.lexicon.sense((word,), tag) for tag in (Tag.PRONOUN, Tag.PRONOUNS))
        return any(sense is not None for sense in senses)

    def _without(self, tokens: Words, begin: int, end: int, now: datetime) -> Words | None:
        """Return the tokens without the time in front of a correction, None if it is none."""
        said_again = self._is("corrected", tokens[begin:end])
        replaced = (_AT_A_TIME | _VAGUE) if said_again else _VAGUE
        for place in range(max(begin - 1, 0), -1, -1):
            first = self.times.at(tokens[:begin], place, now)
            if first and first[1] == begin and first[0].form in replaced:
                again = self._again(tokens, place, begin, end, now)
                return (*tokens[:place], *again) if again else None
            if not said_again:
                continue
            said = self._preposition(tokens, place)
            number = (
                number_at(tokens[:begin], place + said, self.lexicon.language) if said else None
            )
            if number and number[1] == begin:
                again = self._again(tokens, place, begin, end, now)
                return (*tokens[:place], *again) if again else None
        return None

    def _again(
        self, tokens: Words, place: int, begin: int, end: int, now: datetime
    ) -> Words | None:
        """Return the words from the second time on, with the "in" of the first where it has none.

        `place` is where the first time begins, `begin` and `end` are those of the correction.
        """
        rest = tokens[end:]
        lasts = next((n for n in (3, 2, 1) if tokens[place : place + n] in self._until), 0)
        if lasts and (at := self._preposition(rest, 0)):
            rest = (*tokens[place : place + lasts], *rest[at:])
        said = self._preposition(tokens[:begin], place)
        for words in (rest, (*tokens[place : place + said], *rest)):
            found = self.times.at(words, 0, now) if words else None
            if found and found[0].form in _AT_A_TIME:
                return words
        return None

    @cached_property
    def _until(self) -> frozenset[Words]:
        return frozenset(map(words_of, self.lexicon.file("times")["until"]))

    def _preposition(self, tokens: Sequence[str], place: int) -> int:
        """Return how many words of "in" or "at" a time begins with."""
        return max(
            (
                length
                for group in ("in", "for", "at")
                for length in range(1, 4)
                if tuple(tokens[place : place + length]) in self._phrases[group]
            ),
            default=0,
        )

    def _between(self, tokens: Words, begin: int) -> tuple[int, ...]:
        """Return the lengths of corrections that begin at a token, marks and all.

        "At bedtime, at ten" has nothing but the pause between, "until bedtime at ten" not even it.
        """
        said = next((word for word in tokens[begin:] if word not in MARKS), "")
        longest = min(_LONGEST, len(tokens) - begin - 1) if said in self._corrections_begin else 0
        found = tuple(
            length
            for length in range(longest, 0, -1)
            if any(self._is(group, tokens[begin : begin + length]) for group in _CORRECTING)
        )
        pause = int(tokens[begin] in MARKS)
        more = not found and self._says_at(tokens, begin + pause)
        return (pause,) if more and self._is_open(tokens[:begin]) else found

    def _is_open(self, tokens: Words) -> bool:
        """Return whether tokens end with a time that a clock says more of; "daily" is none."""
        return any(tokens[-n:] in self._phrases["open"] for n in range(1, _LONGEST_OPEN + 1))

    def _says_at(self, tokens: Words, place: int) -> bool:
        """Return whether a time by the clock begins at a token."""
        return any(tokens[place : place + n] in self._phrases["at"] for n in (1, 2, 3))

    def _is(self, group: str, words: Words) -> bool:
        """Return whether words are phrases of a group, marks or not: "no wait, make that"."""
        said = tuple(word for word in words if word not in MARKS)
        known = self._phrases[group]
        return said in known or any(said[:n] in known and said[n:] in known for n in (1, 2))
