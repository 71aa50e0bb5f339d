"""What a thing is told to do by itself: "get Robby to stop", "let the hoover clean".

Whoever is told so has to be a thing of the home: what Anna is to be told is no command to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS

_LONGEST_NAME: Final = 4
"""Most words of what is sent somewhere."""


@dataclass(frozen=True, eq=False)
class Errands:
    """Puts such words into the plain order of a command, in one language."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.lexicon.file("targets")["errands"]
        return data

    def plain(self, words: Words, index: HomeIndex) -> Words:
        """Return a sentence with every errand as a plain command."""
        words = self._with_errand(words, index)
        for place in range(len(words) - 2, 0, -1):
            words = self._told_to(words, place, index)
        return self._let_it(self._let_do(words, index))

    def _with_errand(self, words: Words, index: HomeIndex) -> Words:
        """Return "start Robby" for "send Robby off on his round"."""
        data = self._data
        verb = next((n for n, word in enumerate(words) if word in data["sending"]), None)
        if verb is None:
            return words
        begin = verb + 1 + self._is(words[verb + 1 : verb + 2], Tag.DETERMINER)
        for end in range(begin + _LONGEST_NAME, begin, -1):
            behind = words[end:]
            for stops in (self._joins, self._ends):
                ends = next((n for n, word in enumerate(behind) if stops(word)), len(behind))
                if self._names(words[begin:end], index) and " ".join(behind[:ends]) in data["ways"]:
                    return (*words[:verb], data["start"], *words[verb + 1 : end], *behind[ends:])
        return words

    def _told_to(self, words: Words, place: int, index: HomeIndex) -> Words:
        """Return "stop Robby" for "get Robby to stop", "send Robby home" for "... to go home"."""
        data = self._data
        if switched := self._switched(words, place, index):
            return switched
        told = self._teller(words, place, index) if words[place] == data["to"] else None
        if told is None:
            return words
        way = self.lexicon.length(words, {Tag.PARTICLE}, place + 2)
        if words[place + 1] in data["going"] and way:
            return (*words[:told], data["send"], *words[told + 1 : place], *words[place + 2 :])
        end = place + 1 + self._does(words, place + 1)
        verb = words[place + 1 : end]
        if not verb or verb[0] in self.lexicon.file("targets")["mode_words"]:
            return words  # "the AC to cool"
        return (*words[:told], *verb, *words[told + 1 : place], *words[end:])

    def _switched(self, words: Words, place: int, index: HomeIndex) -> Words:
        """Return "turn the lamp off" for "set the lamp to go off", with "to" at a place."""
        data = self._data
        if words[place] != data["to"] or words[place + 1] not in data["turning"]:
            return ()
        way = self.lexicon.length(words, {Tag.PARTICLE}, place + 2)
        particle = words[place + 2 : place + 2 + way]
        if self.lexicon.sense(particle, Tag.PARTICLE) not in data["switching"]:
            return ()
        starts = (n for n in range(place - 2, -1, -1) if words[n] in data["setting"])
        told = next(starts, place)
        behind = words[place + 2 + way : place + 3 + way]
        has_object = bool(behind) and self._is(behind, Tag.DETERMINER)
        if told == place or has_object or words[place - 1] not in index.own_words:
            return ()
        return (*words[:told], data["turn"], *words[told + 1 : place], *words[place + 2 :])

    def _teller(self, words: Words, place: int, index: HomeIndex) -> int | None:
        """Return where "tell Robby" begins that ends at a place, None where it does not."""
        verbs = (*self._data["sending"], *self._data["telling"])
        for told in range(place - 2, max(place - _LONGEST_NAME - 3, -1), -1):
            name = words[told + 1 : place]
            article = self._is(name[:1], Tag.DETERMINER)
            named = self._names(name, index) or (article and self._names(name[1:], index))
            if words[told] in verbs and named:
                return told
        return None

    def _does(self, words: Words, place: int) -> int:
        """Return how many words a verb has that ends a clause at a place: "start cleaning"."""
        size = self.lexicon.length(words, {Tag.VERB}, place)
        verb, ends = words[place : place + size], words[place + size : place + size + 1]
        over = not ends or self._ends(ends[0])
        return size if over and not self._is(verb, Tag.PARTICLE) else 0

    def _let_do(self, words: Words, index: HomeIndex) -> Words:
        """Return "lamp off and clean Robby" for "lamp off and let Robby clean"."""
        letting = self.lexicon.file("targets")["letting_do"]
        for place in range(len(words) - 2):
            if words[place] not in letting or not (not place or self._ends(words[place - 1])):
                continue
            begin = place + 1 + self._is(words[place + 1 : place + 2], Tag.DETERMINER)
            ends = range(min(begin + _LONGEST_NAME, len(words) - 1), begin, -1)
            end = next((n for n in ends if self._names(words[begin:n], index)), 0)
            if end and (size := self._does(words, end)):
                name, verb = words[place + 1 : end], words[end : end + size]
                return (*words[:place], *verb, *name, *self._let_do(words[end + size :], index))
        return words

    def _let_it(self, words: Words) -> Words:
        """Return "swing it" for "let it swing", of what a thing does by itself."""
        for place in range(len(words) - 2):
            thing, verb = words[place + 1 : place + 2], words[place + 2 : place + 3]
            over = place + 3 == len(words) or self._ends(words[place + 3])
            lets = words[place] in self._data["letting"] and self._is(thing, Tag.PRONOUN)
            if lets and over and self._is(verb, Tag.VERB) and not self._is(verb, Tag.PARTICLE):
                return (*words[:place], *verb, *thing, *words[place + 3 :])
        return words

    def _names(self, words: Words, index: HomeIndex) -> bool:
        """Return whether words are a thing of the home, or a word out of its name: "Robby"."""
        return words in index.things or (len(words) == 1 and words[0] in index.by_word)

    def _ends(self, word: str) -> bool:
        """Return whether a word belongs to a clause no more, or is only polite."""
        return self._joins(word) or self._is((word,), Tag.FILLER)

    def _joins(self, word: str) -> bool:
        return word in MARKS or self._is((word,), Tag.AND, Tag.THEN)

    def _is(self, words: Words, *tags: Tag) -> bool:
        return any(entry.tag in tags for entry in self.lexicon.entries(words))
