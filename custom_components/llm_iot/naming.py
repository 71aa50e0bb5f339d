"""Which names a device or a place answers to: those that are names, and not words of a command.

A name can be chosen by whoever owns or sells the thing. One that says nothing but what a
person already says to other things ("lamp and fan", "turn off the TV", "yes") would make a
sentence mean more than its words. Plain Python, no Home Assistant.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
import json
from pathlib import Path
from typing import Final

from . import cleaning
from .kinds import Kinds
from .models import Device
from .words import clean_name, tokens

_RESERVED: Final[dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("reserved.json").read_text(encoding="utf-8")
)
_COMMANDS: Final = frozenset(_RESERVED["commands"])
"""Words that join, turn round or carry a command; in a name only beside words of its own."""
_DESCRIBING: Final = frozenset(_RESERVED["describing"])
"""Of them, those that may tell what a place is like: "open kitchen"."""
_SMALL: Final = frozenset(_RESERVED["small"])
"""Words that alone name nothing, but stand in many names."""
_UNNAMED: Final = "unnamed device"
"""What a device is called that has no usable name."""


@dataclass(frozen=True)
class Naming:
    """Judges the names of one home."""

    devices: Sequence[Device]
    """What can be controlled, with the names that somebody gave it."""
    places: Sequence[str]
    """Names of areas and floors."""
    kinds: Kinds

    def of_device(self, device: Device) -> Device:
        """Return a device with the names that it answers to, as they are spoken."""
        own = self._words_of(device)
        return self._renamed(device, lambda name: self._is_name(name, own))

    def of_reading(self, reading: Device) -> Device:
        """Return what can only be asked about; it may be called whatever has a letter."""
        return self._renamed(reading, bool)

    def of_place(self, place: str) -> str | None:
        """Return the name of a place as it is spoken, None if it is no name."""
        name = cleaning.name(place)
        is_name = self._is_name(name, set(tokens(place))) or self._is_described(name)
        return name if is_name else None

    def aliases(self, names: Mapping[str, str]) -> dict[str, str]:
        """Return the names of places by their other names, as they are spoken.

        Left out are other names that mean a device.
        """
        return {
            cleaning.name(alias): cleaning.name(place)
            for alias, place in names.items()
            if self._is_alias(alias) and self.of_place(place)
        }

    def _renamed(self, device: Device, is_name: Callable[[str], bool]) -> Device:
        names = tuple(name for name in dict.fromkeys(map(cleaning.name, device.names)) if name)
        kept = tuple(filter(is_name, names))
        kept = kept or (_UNNAMED,)
        area, floor = (self.of_place(place or "") for place in (device.area, device.floor))
        return replace(device, name=kept[0], names=kept, area=area, floor=floor)

    def _is_described(self, name: str) -> bool:
        """Return whether a name tells what a place is like, and not what to do with a thing."""
        first, rest = tokens(name)[:1], tokens(name)[1:]
        is_noun = bool(rest) and not (_SMALL | _COMMANDS) & set(rest)
        is_thing = " ".join(rest) in self._names or bool(self.kinds.mentions(rest))
        return is_noun and not is_thing and _DESCRIBING.issuperset(first)

    def _is_alias(self, alias: str) -> bool:
        """Return whether another name of a place means that place and no device."""
        words = tokens(alias)
        mentions = self.kinds.mentions(words)
        is_kind = any(end - start == len(words) for _, start, end in mentions)
        if is_kind and mentions[0][0] in {device.kind for device in self.devices}:
            return False
        return self.of_place(alias) is not None and clean_name(alias) not in self._names

    def _is_name(self, name: str, own: AbstractSet[str]) -> bool:
        """Return whether a name says something that the words of other things do not.

        `own` are the words that the bearer itself brings into the home's vocabulary.
        """
        words = {word for word in tokens(name) if not word[0].isdigit()} - _SMALL
        rest = words - _COMMANDS
        if not rest or rest == words:
            return bool(rest)
        return any(self._bearers[word] <= (word in own) for word in rest)

    @cached_property
    def _bearers(self) -> Counter[str]:
        """Return how many devices and places each word is said of."""
        counted = Counter(word for device in self.devices for word in self._words_of(device))
        counted.update(word for place in self.places for word in set(tokens(place)))
        return counted

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(clean_name(name) for device in self.devices for name in device.names)

    def _words_of(self, device: Device) -> AbstractSet[str]:
        """Return the words that a device can be called by."""
        words = {word for name in device.names for word in tokens(name)}
        return words | self.kinds.words_of(device.kind)


@lru_cache(8192)
def content(name: str) -> frozenset[str]:
    """Return the words of a name that say which thing is meant."""
    return frozenset(tokens(name)) - _SMALL - _COMMANDS


def is_plain(name: str) -> bool:
    """Return whether a name can stand in a sentence without changing what that asks for."""
    return not _COMMANDS & set(tokens(name))
