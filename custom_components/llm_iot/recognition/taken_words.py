"""Which words the devices of a home take: sources, modes, effects, options."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from ..models import HomeView
from .index import HomeIndex
from .lexicon import Words
from .rooms import Numbers
from .tokenizer import words_of

_LISTS: Final = frozenset(
    {"source_list", "preset_modes", "effect_list", "fan_speed_list", "operation_list"}
    | {"available_modes", "options"}
)
"""Attributes that list words that a device takes."""


def own_words_of(view: HomeView, index: HomeIndex) -> Mapping[Words, Numbers]:
    """Return the words that devices take as a source or a mode, with these devices.

    Several readers ask for them at one moment of a home: the last ones are kept.
    """
    kept = index.taken_words
    if kept is None or kept[0] is not view:
        kept = (view, _read(view, index))
        index.keep_taken_words(*kept)
    return kept[1]


def _read(view: HomeView, index: HomeIndex) -> Mapping[Words, Numbers]:
    found: dict[Words, set[int]] = {}
    for number, device in enumerate(index.devices):
        attributes = view.state(device.entity_id).attributes
        if _LISTS.isdisjoint(attributes):
            continue
        for words in _words(attributes):
            found.setdefault(words, set()).add(number)
    return {words: frozenset(numbers) for words, numbers in found.items()}


def _words(attributes: Mapping[str, object]) -> Iterator[Words]:
    for name in _LISTS:
        listed = attributes.get(name)
        for text in listed if isinstance(listed, list | tuple) else ():
            if words := _words_of(str(text)):
                yield words


@lru_cache(maxsize=1024)  # devices offer the same few words all the time
def _words_of(text: str) -> Words:
    return words_of(text)
