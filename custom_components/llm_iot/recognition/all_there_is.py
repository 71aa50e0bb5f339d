"""What only says that there is no more of it: "every door we have", "all the lights there are"."""

from collections.abc import Sequence
from typing import Final

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .tokenizer import MARKS

_LONGEST: Final = 5
"""Words of the longest phrase of the sort."""
_WHOLE: Final = frozenset({Tag.ALL, Tag.BOTH, Tag.EVERYTHING})
_JOINING: Final = frozenset({Tag.AND, Tag.THEN})
_BEHIND: Final = _JOINING | {Tag.FILLER, Tag.PARTICLE, Tag.IN, Tag.EXCEPT, Tag.HERE, Tag.THERE}
"""Roles of words that go on with a command behind its things; "we have guests" tells more."""


def without_having(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "unlock every door" for "unlock every door that we have"."""
    data: Sequence[str] = lexicon.file("targets")["all_there_is"]
    for place in range(2, len(words)):
        sizes = range(_LONGEST, 1, -1)
        size = next((n for n in sizes if " ".join(words[place : place + n]) in data), 0)
        if not size or not _is_many(words[:place], index, lexicon):
            continue
        behind = words[place + size :]
        if not behind or behind[0] in MARKS or _goes_on(behind, lexicon):
            return without_having((*words[:place], *behind), index, lexicon)
    return words


def _goes_on(words: Words, lexicon: Lexicon) -> bool:
    """Return whether a command goes on behind its things, be it with a value: "to 20 percent"."""
    to = lexicon.length(words, {Tag.TO})
    valued = to and number_at(words, to, lexicon.language) is not None
    return bool(lexicon.length(words, _BEHIND) or valued)


def _is_many(words: Words, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether words end with several things, or with all of them."""
    thing = index.things.get(words[-1:])
    if lexicon.sense(words[-1:], Tag.EVERYTHING) is not None:
        return True
    if thing is None and words[-1] not in index.own_words:
        return False
    if thing and thing.plural:
        return True
    joins = (n for n in range(len(words) - 1, 0, -1) if _joins(words[n], lexicon))
    return any(lexicon.length(words, _WHOLE, n) for n in range(next(joins, 0), len(words)))


def _joins(word: str, lexicon: Lexicon) -> bool:
    return word in MARKS or any(entry.tag in _JOINING for entry in lexicon.entries((word,)))
