"""Things that are denied one by one: "no TV, no fan, just the light"."""

from collections.abc import Iterator
from typing import Final

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import COMMA, MARKS

_ROW: Final = 2
"""Things that have to be denied: a single "no" may take something back instead."""


def with_denied(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "TV off, fan off, light on" for "no TV, no fan, just the light".

    One denied thing is enough where another is named alone behind it. Groups have their own
    reading: "no lights, just the lamp" leaves the lamp on.
    """
    data = lexicon.file("unwanted")
    only = frozenset(data["only"])
    off: str = data["states"][data["wanted"]]
    found: list[Words] = []
    denied = 0
    for part in _parts(words, lexicon):
        if part[0] in data["no"] and _is_one(part[1:], index):
            found.append((*part[1:], off))
            denied += 1
            continue
        name = part[1:] if part[0] in only else ()
        determined = lexicon.sense(name[:1], Tag.DETERMINER) is not None
        if not denied or not _is_one(name[determined:], index):
            return words
        found.append((*name, data["wanted"]))
        denied = _ROW
    if denied < _ROW:
        return words
    return tuple(word for part in found for word in (COMMA, *part))[1:]


def _is_one(words: Words, index: HomeIndex) -> bool:
    """Return whether words are the name or the kind of a single thing."""
    thing = index.things.get(words)
    return thing is not None and not thing.plural and bool(thing.named or thing.kind)


def _parts(words: Words, lexicon: Lexicon) -> Iterator[Words]:
    """Yield the words between marks and conjunctions."""
    begin = 0
    for place in range(len(words) + 1):
        ends = place == len(words) or words[place] in MARKS
        if ends or lexicon.sense((words[place],), Tag.AND) is not None:
            if place > begin:
                yield words[begin:place]
            begin = place + 1
