"""What flows through a valve, said in its place: "turn the water off", "the gas at the tap"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ..models import Device
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import words_of

_LONGEST_NAME: Final = 4
"""Most words of what it flows through."""
_VALVE: Final = "valve"
_WATER_HEATER: Final = "water_heater"
_TEMPERED: Final = frozenset({"warm", "cool"})
"""The senses of "hotter" and "colder"."""
_FLOWING: Final = frozenset({"on", "off", "open", "close", "stop"})
"""Senses of what is done to what flows."""


@dataclass(frozen=True, eq=False)
class Media:
    """Knows what flows, in one language."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        media: Mapping[str, Any] = self.lexicon.file("targets")["media"]
        return media

    def plain(self, words: Words, index: HomeIndex) -> Words:
        """Return a command with the valve alone: "shut off the stopcock"."""
        for place in range(1, len(words)):
            if words[place] in self._data["what"]:
                found = (
                    self._heated(words, place, index)
                    or self._at(words, place, index)
                    or self._alone(words, place, index)
                )
                if found:
                    return found
        return words

    def _at(self, words: Words, place: int, index: HomeIndex) -> Words | None:
        """Read "shut off the water at the stopcock"."""
        behind = range(place + 1, len(words))
        at = next((n for n in behind if words[n] in self._data["from"]), len(words))
        if any(self._is((each,), Tag.AND, Tag.THEN) for each in words[place:at]):
            return None
        begin = at + 1 + self._is(words[at + 1 : at + 2], Tag.DETERMINER)
        ends = range(begin + _LONGEST_NAME, begin, -1)
        names = (index.things.get(words[begin:end]) for end in ends)
        thing = next(filter(None, names), None)
        named = index.pick(thing.named) if thing else []
        if not named or any(device.domain != _VALVE for device in named):
            return None
        front = place - self._is(words[place - 1 : place], Tag.DETERMINER)
        return (*words[:front], *words[place + 1 : at], *words[at + 1 :])

    def _heated(self, words: Words, place: int, index: HomeIndex) -> Words | None:
        """Read "make the water hotter" where only one thing heats it: a valve cannot."""
        heaters = [device for device in index.devices if device.domain == _WATER_HEATER]
        determined = self._is(words[place - 1 : place], Tag.DETERMINER)
        behind = words[place + 1 :]
        tempered = any(self._is((word,), Tag.UNIT) or self._is_felt(word) for word in behind)
        if not (determined and tempered) or len(heaters) != 1:
            return None
        return (*words[:place], *_name(heaters[0]), *words[place + 1 :])

    def _is_felt(self, word: str) -> bool:
        return self.lexicon.sense((word,), Tag.RELATIVE) in _TEMPERED

    def _alone(self, words: Words, place: int, index: HomeIndex) -> Words | None:
        """Read "turn the water off" where no valve is called so."""
        what = words[place]
        determined = self._is(words[place - 1 : place], Tag.DETERMINER)
        ends = range(place + _LONGEST_NAME, place + 1, -1)
        longer = any(words[place:end] in index.things for end in ends)
        flows = any(sense in _FLOWING for sense in self._senses(words[:place], words[place + 1 :]))
        if not determined or longer or not flows or what in index.by_word:
            return None
        valves = [device for device in index.devices if device.domain == _VALVE]
        fitting = [each for each in valves if each.device_class == what] or valves
        if len(fitting) != 1:
            return None
        return (*words[:place], *_name(fitting[0]), *words[place + 1 :])

    def _senses(self, front: Words, behind: Words) -> Sequence[str]:
        """Return the senses of the verbs and particles around what flows."""
        spans = [
            side[n : n + size]
            for side in (front, behind)
            for n in range(len(side))
            for size in (1, 2)
        ]
        entries = [entry for span in spans for entry in self.lexicon.entries(span)]
        return [entry.sense for entry in entries if entry.tag in {Tag.VERB, Tag.PARTICLE}]

    def _is(self, words: Words, *tags: Tag) -> bool:
        return any(entry.tag in tags for entry in self.lexicon.entries(words))


def _name(device: Device) -> Words:
    return words_of(device.label)
