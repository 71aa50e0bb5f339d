"""A pause that is not written: "don't put the light on just the fan".

What is refused ends where it is said what is wanted in its place.
"""

from typing import Final

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import COMMA, MARKS

_DOING: Final = (Tag.VERB, Tag.CARRIER, Tag.LEAVE)
_JOINING: Final = (Tag.AND, Tag.THEN)
_REFUSING: Final = ("no_need", "needless", "before")
"""Lists of words with which something is not wanted."""


def with_pause(words: Words, begin: int, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "don't turn it off, just dim it" for the same in one breath.

    `begin` is where the sentence begins behind its politeness.
    """
    only: list[str] = lexicon.file("unwanted")["only"]
    if not any(word in only for word in words):
        return words
    front = range(begin + 1)  # the "no" of "no need" may be taken for politeness
    start = max(_refusal(words, place, lexicon) for place in front)
    if not start:
        return words
    for place in range(start + 1, len(words) - 1):
        before, behind = words[place - 1], words[place + 1 :]
        if words[place] not in only or before in MARKS or _is((before,), lexicon, *_JOINING):
            continue
        said = words[start:place]
        named = not index.own_words.isdisjoint(said)
        named |= any(_is((word,), lexicon, Tag.PRONOUN, Tag.PRONOUNS) for word in said)
        if named and (_acts(behind, index, lexicon) or _names(behind, index, lexicon)):
            return (*words[:place], COMMA, *words[place:])
    return words


def _refusal(words: Words, begin: int, lexicon: Lexicon) -> int:
    """Return where words end that say that something is not to be done, or not to be so.

    0 where none begin.
    """
    tables = lexicon.tables("unwanted")
    unwanted = (tables[name].length(words, begin) for name in _REFUSING)
    size = max(lexicon.length(words, {Tag.REFUSE}, begin), *unwanted)
    return begin + size if size else 0


def _acts(words: Words, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether a verb follows with what it is done to: "dim the lamp", "dim it"."""
    size = lexicon.length(words, _DOING)
    behind = words[size:]
    pronoun = _is(behind[:1], lexicon, Tag.PRONOUN, Tag.PRONOUNS)
    return size > 0 and (pronoun or _names(behind, index, lexicon))


def _names(words: Words, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether a thing of the home follows, or what it has: "the fan", "the volume"."""
    rest = words[_is(words[:1], lexicon, Tag.DETERMINER) :]
    return rest[:1] != () and (rest[0] in index.own_words or _is(rest[:1], lexicon, Tag.ATTRIBUTE))


def _is(words: Words, lexicon: Lexicon, *tags: Tag) -> bool:
    return any(entry.tag in tags for entry in lexicon.entries(words))
