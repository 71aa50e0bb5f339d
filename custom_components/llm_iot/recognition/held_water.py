"""The water of what holds nothing else: "how warm is the water in the pool"."""

from collections.abc import Mapping
from typing import Any

from .asked import FILE
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import words_of


def without_held_water(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "how warm is the pool" for "how warm is the pool water".

    A bathroom is not as warm as its water, and what a home calls water it means by it.
    """
    data: Mapping[str, Any] = lexicon.file(FILE)["held_water"]
    holders = [words_of(text) for text in data["holders"]]
    place = next((n for n, word in enumerate(words) if word in data["what"]), 0)
    if not place or not _is_warm(words, lexicon):
        return words
    if any(words[place] in name and set(name) <= set(words) for name in index.names):
        return words
    inside = words[place + 1 : place + 2] != () and words[place + 1] in data["in"]
    held = place + 2 + int(lexicon.sense(words[place + 2 : place + 3], Tag.DETERMINER) is not None)
    ends = range(held + 2, min(held + 3, len(words)) + 1)
    longer = any(words[held:end] in index.things for end in ends)  # "pool house"
    if inside and not longer and any(words[held : held + len(each)] == each for each in holders):
        return (*words[:place], *words[held:])
    measured = lexicon.sense(words[place + 1 : place + 2], Tag.ATTRIBUTE) is not None
    others = (*words[:place], *words[place + 1 :])
    in_front = any(words[place - len(each) : place] == each for each in holders)
    behind = measured and any(
        others[n : n + len(each)] == each for each in holders for n in range(place, len(others))
    )
    return others if in_front or behind else words


def _is_warm(words: Words, lexicon: Lexicon) -> bool:
    """Return whether words are about how warm something is."""
    spans = (words[n : n + size] for n in range(len(words)) for size in (1, 2, 3))
    found = {entry.sense for span in spans for entry in lexicon.entries(span)}
    return any(sense.partition(" ")[0] == "temperature" for sense in found)
