"""A level that is said of a place and nothing else: "full brightness in the hall".

It is that of what has such a thing there: "the brightness in the hall to full".
"""

from collections.abc import Collection

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at

_PLACES = frozenset({Tag.HERE, Tag.THERE, Tag.HOME})


def with_placed_level(
    tokens: Words, begin: int, end: int, index: HomeIndex, lexicon: Lexicon
) -> Words:
    """Return "brightness in the hall to full" for "full brightness in the hall".

    So it is for "the hall full brightness" and "50 percent volume in the hall". `begin` and `end`
    are where a sentence begins and ends without its politeness.
    """
    levels = lexicon.file("targets")["placed_levels"]
    if not any(lexicon.sense((word,), Tag.ATTRIBUTE) in levels for word in tokens):
        return tokens
    begin += lexicon.sense(tokens[begin : begin + 1], Tag.CARRIER) is not None
    words = tokens[begin:end]
    place = next((n for n in range(len(words), 0, -1) if _is_place(words[:n], index, lexicon)), 0)
    value, attribute, after = _level(words, place, lexicon)
    rest = words[after:]
    if not attribute or not (place or rest):
        return tokens
    if rest and (place or not _is_place(rest, index, lexicon)):
        return tokens
    becomes: str = lexicon.file("targets")["becomes"]
    told = (*words[:place], attribute, *rest, becomes, *value)
    return (*tokens[:begin], *told, *tokens[end:])


def _level(words: Words, start: int, lexicon: Lexicon) -> tuple[Words, str, int]:
    """Return the value that stands at a word, what it is of, and where both end."""
    levels: Collection[str] = lexicon.file("targets")["placed_levels"]
    length = lexicon.length(words, {Tag.LEVEL}, start)
    number = number_at(words, start, lexicon.language)
    end = start + length
    if length and lexicon.sense(words[end - 1 : end], Tag.ATTRIBUTE) in levels:
        end -= 1
    elif number and not length:
        end = number[1] + (lexicon.sense(words[number[1] : number[1] + 1], Tag.UNIT) is not None)
    attribute = words[end : end + 1]
    known = end > start and lexicon.sense(attribute, Tag.ATTRIBUTE) in levels
    return (words[start:end], attribute[0], end + 1) if known else ((), "", start)


def _is_place(words: Words, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether words are a place and nothing else: "in the hall", "upstairs"."""
    if any(entry.tag in _PLACES for entry in lexicon.entries(words)):
        return True
    for tag in (Tag.IN, Tag.DETERMINER):
        words = words[lexicon.sense(words[:1], tag) is not None :]
    thing = index.things.get(words)
    return thing is not None and thing.place is not None and not thing.named
