"""What something is let do: "let Robby clean", "let the fan be", "let the lamp burn until ten"."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .forms import Forms
from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS, is_number


@dataclass(frozen=True, eq=False)
class Letting:
    """Puts such words into the plain order of a command, in one language."""

    lexicon: Lexicon
    forms: Forms

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("targets")

    def done(self, words: Words) -> Words:
        """Return "let Robby clean" as "clean Robby"."""
        begin, end = self.forms.begin(words), self._running(words)
        verb = self._verb_before(words, end)
        lets = begin < end and words[begin] in self._data["letting_do"]
        if not lets or end - begin < 3:  # noqa: PLR2004
            return words
        if self.lexicon.sense(verb, Tag.VERB) is None:
            return self._brought_to(words, begin) or self._left_on(words, begin, end)
        if self.lexicon.sense(verb, Tag.PARTICLE) is not None:
            return words
        if self.lexicon.length(words, (Tag.PRONOUN, Tag.PRONOUNS), begin + 1):
            return words  # "let it play" leaves it alone
        inner = words[begin + 1 : end]
        if any(self.lexicon.sense((each,), Tag.CARRIER) is not None for each in inner):
            return words  # "have the hoover stop and let the mower run"
        if any(word in self._data["owned"]["by"] for word in inner[1:]):
            return words  # "let it do its thing and start cleaning"
        return (*words[:begin], *verb, *words[begin + 1 : end - len(verb)], *words[end:])

    def _verb_before(self, words: Words, end: int) -> Words:
        """Return the verb that ends at a place: "start cleaning", or its last word."""
        long = words[max(end - 2, 0) : end]
        return long if self.lexicon.sense(long, Tag.VERB) is not None else words[end - 1 : end]

    def _brought_to(self, words: Words, begin: int) -> Words:
        """Return "cool the AC down to 20" for "have the AC cool down to 20", else nothing."""
        for place in range(begin + 2, len(words) - 1):
            sense = self.lexicon.sense(words[place : place + 1], Tag.VERB)
            to = self.lexicon.length(words, {Tag.TO}, place + 1)
            number = to > 1 and any(map(is_number, words[place + 1 + to : place + 2 + to]))
            if number and sense in self._data["brought_to"]:
                return (
                    *words[:begin],
                    words[place],
                    *words[begin + 1 : place],
                    *words[place + 1 :],
                )
            if self._ends_clause(words[place]):
                break
        return ()

    def caused(self, words: Words, begin: int) -> Words:
        """Return "have the fan on at ten" for "have the fan switched on at ten"."""
        places = range(begin + 2, len(words) - 1)
        deeds = {n for n in places if words[n : n + 1] in self.forms.phrases["caused"]}
        told = {
            n
            for n in deeds
            if self.lexicon.sense(words[n - 1 : n], Tag.BE) is not None  # "that was turned on"
            or self.lexicon.sense(words[n + 1 : n + 2], Tag.PARTICLE) is None
        }
        return tuple(word for n, word in enumerate(words) if n not in deeds - told)

    def brought_about(self, words: Words) -> Words:
        """Return "the lights can be off" for "the lights can be switched off".

        And "the lights off" for "the lights can go off", as a light comes on, too.
        """
        phrases = self.forms.phrases
        deeds = phrases["caused"] | phrases["going"]
        if not any((word,) in deeds for word in words):
            return words
        wished = False
        for place in range(2, len(words) - 1):
            wished |= any(words[place - size : place] in phrases["may_be"] for size in (3, 2))
            if wished and self._is_switched_too(words, place):
                return self.brought_about((*words[:place], *words[place + 1 :]))
            if self.lexicon.sense(words[place + 1 : place + 2], Tag.PARTICLE) is None:
                continue
            deed, rest = words[place : place + 1], words[place + 1 :]
            for size in (3, 2, 1):
                front = words[max(1, place - size) : place]
                if deed in phrases["caused"] and front in phrases["may_be"]:
                    return (*words[:place], *self.brought_about(rest))
                if deed in phrases["going"] and front in phrases["may_go"]:
                    return (*words[: place - len(front)], *self.brought_about(rest))
        return words

    def _is_switched_too(self, words: Words, place: int) -> bool:
        """Return whether "switched" goes on with a wish: "..., and the kettle switched on"."""
        if words[place : place + 1] not in self.forms.phrases["caused"]:
            return False
        state = self.lexicon.sense(words[place + 1 : place + 2], Tag.PARTICLE)
        begin = max((n for n in range(place) if self._ends_clause(words[n])), default=0)
        told = words[begin + 1 : place]
        named = self.lexicon.length(told, {Tag.DETERMINER, Tag.ALL, Tag.BOTH}) if told else 0
        been = any(self.lexicon.sense((word,), Tag.BE) is not None for word in told)
        return state is not None and begin > 0 and len(told) > named > 0 and not been

    def asked_to_be(self, words: Words) -> Words:
        """Return "the lamp should be dimmed" for "could the lamp be dimmed"."""
        data = self.lexicon.file("forms")["could_be_done"]
        begin = self.forms.begin(words)
        named = {Tag.DETERMINER, Tag.ALL, Tag.BOTH}
        asks = words[begin : begin + 1] == (data["could"],)
        if not asks or not self.lexicon.length(words, named, begin + 1):
            return words
        for place in range(begin + 2, len(words) - 1):
            if words[place] == data["be"] and words[place + 1] in data["done"]:
                name = words[begin + 1 : place]
                return (*words[:begin], *name, data["should"], *words[place:])
        return words

    def _left_on(self, words: Words, begin: int, end: int) -> Words:
        """Return "leave the lamp on until ten" for "let the lamp burn until ten"."""
        if words[end - 1] not in self._data["running"] or end == self.forms.end(words):
            return words
        leave, on = self._data["letting"][-1], self.lexicon.file("times")["ended"]["on"]
        return (*words[:begin], leave, *words[begin + 1 : end - 1], on, *words[end:])

    def _running(self, words: Words) -> int:
        """Return where "let the fan run" ends in front of how long, or how, it is to run."""
        data = self._data
        for place in range(1, len(words) - 1):
            if words[place] in data["running"] and words[place + 1] in data["running_how"]:
                return place + 1
            told = self.lexicon.sense(words[place - 1 : place + 1], Tag.VERB) is not None
            if place > 1 and told and words[place + 1] in data["doing_when"]:
                return place + 1  # "have Robby start cleaning in an hour"
        return self.forms.end(words)

    def left(self, words: Words) -> Words:
        """Return "leave the fan be" for "let the fan be".

        Nothing may be wanted of the thing: "let the lights be on" is another wish.
        """
        let, be, leave = self._data["letting"]
        for place, word in enumerate(words):
            behind = words[place + 1 :]
            later = place > 0 and self._ends_clause(words[place - 1])
            being = {be, *self._data["burning"]} if later else {be}  # "..., but let it burn"
            length = next((n for n, each in enumerate(behind) if each in being), None)
            if word != let or length is None:
                continue
            end = place + 1 + length
            between, following = words[place + 1 : end], words[end + 1 : end + 2]
            ends = not following or following[0] in MARKS or self._joins(following)
            if between and ends and not any(self._says_more(each) for each in between):
                rest = (*between, be, *words[end + 1 :])
                return (*words[:place], leave, *self.left(rest))
        return words

    def _ends_clause(self, word: str) -> bool:
        return word in MARKS or self._joins((word,))

    def _joins(self, words: Words) -> bool:
        return any(entry.tag in {Tag.AND, Tag.THEN} for entry in self.lexicon.entries(words))

    def _says_more(self, word: str) -> bool:
        acting = {Tag.CARRIER, Tag.PARTICLE, Tag.AND, Tag.THEN}
        return word in MARKS or any(entry.tag in acting for entry in self.lexicon.entries((word,)))
