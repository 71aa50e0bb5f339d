"""What of things is meant, said once: "the volume of the TV to 15 and of the radio to 30"."""

from collections.abc import Mapping, Sequence

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS

_STATES = (Tag.PARTICLE, Tag.TO, Tag.NUMBER, Tag.RELATIVE)
"""Roles of words for how it is to be."""


def with_noun_again(tokens: Sequence[str], index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "and of the radio to 30" as "and volume of the radio to 30".

    Where nothing was said of the first one yet, both share what follows: "of the TV and the radio".
    """
    words, data = tuple(tokens), lexicon.file("targets")["noun_again"]
    noun, link, begin = _noun(words, data, lexicon)
    if not noun:
        return words
    place = begin
    while place < len(words) - 2:
        if _joins(words[place], lexicon):
            after = place + 1 + (words[place + 1] in data["standing_for"])
            if words[after : after + 1] == (link,) and _names(words[after + 1 :], index, lexicon):
                said = _says_how(words[begin:place], lexicon)
                again = (noun, link) if said else ()
                words = (*words[: place + 1], *again, *words[after + 1 :])
        place += 1
    return words


def _noun(
    words: Words, data: Mapping[str, Sequence[str]], lexicon: Lexicon
) -> tuple[str, str, int]:
    """Return what of a thing is meant, the word behind it, and where the thing begins."""
    for place in range(1, len(words)):
        noun, link = words[place - 1], words[place]
        if link in data["links"] and lexicon.sense((noun,), Tag.ATTRIBUTE) is not None:
            return noun, link, place + 1
    return "", "", 0


def _joins(word: str, lexicon: Lexicon) -> bool:
    return word in MARKS or lexicon.sense((word,), Tag.AND) is not None


def _names(words: Words, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether words begin with a thing of the home."""
    begin = int(lexicon.sense(words[:1], Tag.DETERMINER) is not None)
    return bool(words[begin:]) and words[begin] in index.own_words


def _says_how(words: Words, lexicon: Lexicon) -> bool:
    """Return whether words say how something is to be."""
    return any(lexicon.length(words, _STATES, place) for place in range(len(words)))
