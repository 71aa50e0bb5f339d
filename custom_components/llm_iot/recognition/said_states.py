"""States as they are said behind what is named: "any lights on in the hall"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .phrase_table import PhraseTable
from .tokenizer import words_of


@dataclass(frozen=True, eq=False)
class SaidStates:
    """Finds them, and turns them into the contrary, in one language."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("unwanted")

    @cached_property
    def _phrases(self) -> Mapping[str, Sequence[Words]]:
        """Return the phrases of each list, long ones first."""
        return {
            name: sorted((words_of(text) for text in texts), key=len, reverse=True)
            for name, texts in self._data.items()
        }

    def _starts(self, words: Words, lists: Sequence[str]) -> int:
        """Return the length of the phrase of some lists that words start with, 0 without one."""
        return next(filter(None, (self._tables[name].length(words) for name in lists)), 0)

    @cached_property
    def _tables(self) -> Mapping[str, PhraseTable[None]]:
        return {
            name: PhraseTable(dict.fromkeys(phrases)) for name, phrases in self._phrases.items()
        }

    def _names(self, words: Words, index: HomeIndex) -> bool:
        """Return whether words name more than a place."""
        if words and words[-1] in self._data["collective"]:
            return True
        ends = (index.things.get(words[place:]) for place in range(len(words)))
        kinds = (index.things.get((word,)) for word in words)
        named = any(thing and thing.named for thing in ends)
        return named or any(thing and thing.kind for thing in kinds)

    @property
    def _off(self) -> str:
        states: Mapping[str, str] = self._data["states"]
        return states["on"]

    def _with_all(self, words: Words) -> Words:
        """Return "no light and all fan on" for "no light and no fan on", of which all go off."""
        for place in range(2, len(words)):
            if self._starts(words[place:], ("states", "be")):
                break  # "no lamp on and no TV", where it is said already
            if length := self._starts(words[place:], ("and_no",)):
                return (*words[:place], "and", "all", *self._with_all(words[place + length :]))
        return words

    def _not_any(self, segment: Words, turned: bool) -> Words:  # noqa: FBT001
        """Return "and all fan off" for the "and no fan" behind "no light on in the hall"."""
        length = self._starts(segment, ("and_no",)) if turned else 0
        return ("and", "all", *self._but_now(segment[length:]), self._off) if length else segment

    def _away(self, words: Words, index: HomeIndex, *, for_now: bool = False) -> Words | None:
        """Return "all lights off upstairs" for the "lights upstairs" that nobody wants.

        None unless several things are named, or, with `for_now`, one until later: "TV now".
        """
        name, rest = self._placed(words)
        collective: Mapping[str, str] = self._data["collective"]
        if not name:
            return None
        several = collective.get(name[-1])
        joined = any(self.lexicon.sense((word,), Tag.AND) is not None for word in name)
        if several and joined:
            return None  # "no light and no music"
        if several and not index.is_plural(several):
            return (several, self._off, *rest)
        if index.is_plural(name[-1]) or (several and rest):
            return ("all", *name[:-1], several or name[-1], self._off, *rest)
        timed = for_now and len(words) > len(name) + len(rest)
        return (*name, self._off, *rest) if timed else None

    def _placed(self, words: Words) -> tuple[Words, Words]:
        """Return what is named and the place behind it, without words for now.

        Nothing is named where something else follows.
        """
        for place in range(1, len(words) + 1):
            kept = self._but_now(words[place:])
            if not kept or self._starts(kept, ("places",)):
                return words[:place], kept
        return (), ()

    def _but_now(self, words: Words) -> Words:
        """Return words without those for now at either end: "any more in the hall, thanks"."""
        kept = words[self._starts(words, ("then",)) :]
        for phrase in self._phrases["then"]:
            if kept[-len(phrase) :] == phrase:
                return self._but_now(kept[: -len(phrase)])
        return kept

    def _contrary(self, words: Words, front: Words) -> Words | None:
        """Return "all lights off in the hall" for "lights on in the hall"."""
        found = self._state(words)
        if found is None:
            return None
        name, state, rest = found
        if any(self.lexicon.length(words, {Tag.CORRECTION}, n) for n in range(1, name)):
            return None  # "the TV mustn't play, no wait, it can be on"
        states: Mapping[str, str] = self._data["states"]
        anything: Mapping[str, str] = self._data["any"]
        named = (anything.get(word, word) for word in words[:name])
        return (*front, *named, states[" ".join(state)], *rest)

    def _state(self, words: Words) -> tuple[int, Words, Words] | None:
        """Return the length of what is named first, its state, and what follows.

        None unless a state ends the words, but for a place and the like behind it.
        """
        for place in range(len(words) - 1, 0, -1):
            length = self._starts(words[place:], ("states",))
            if not length:
                continue
            rest = words[place + length :]
            if rest and not self._starts(rest, ("then", "places")):
                return None
            name = place
            for phrase in self._phrases["be"]:
                if words[:name][-len(phrase) :] == phrase:
                    name -= len(phrase)
                    break
            kept = self._but_now(rest)
            return (name, words[place : place + length], kept) if name else None
        return None
