"""Numbers and letters of names from one to another: "chairs 1 to 3", "rows A to C"."""

from typing import Final

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .rooms import singular
from .tokenizer import COMMA

_WORDS: Final = 4
"""Words of such a range: the noun, both ends and what stands between them."""


def with_all_labels(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "chairs 1, 2, 3" for "chairs 1 to 3".

    Both ends have to be labels of that noun here, and the noun has to mean several: "lamp 1 to
    30" sets one lamp. A unit behind makes values of them.
    """
    spanning = lexicon.file("targets")["spanning"]
    for place in range(len(words) - _WORDS + 1):
        noun, first, link, last = words[place : place + _WORDS]
        labels = _labels(noun, index)
        if link not in spanning or not {first, last} <= labels:
            continue
        end = place + _WORDS
        between = sorted(filter(lambda each: _is_between(first, each, last), labels), key=_order)
        if len(between) > 1 and lexicon.sense(words[end : end + 1], Tag.UNIT) is None:
            listed = [part for label in between for part in (COMMA, label)][1:]
            return (*words[: place + 1], *listed, *with_all_labels(words[end:], index, lexicon))
    return words


def _labels(noun: str, index: HomeIndex) -> frozenset[str]:
    """Return the numbers or letters that stand behind the singular of a noun in names."""
    single = singular(noun)
    if single == noun:
        return frozenset()
    return index.labels.get(single) or index.lettered.get(single, frozenset())


def _is_between(first: str, label: str, last: str) -> bool:
    return _order(first) <= _order(label) <= _order(last)


def _order(label: str) -> tuple[int, str]:
    """Return what sorts numbers by their value and letters by the alphabet."""
    return (int(label), "") if label.isdecimal() else (0, label)
