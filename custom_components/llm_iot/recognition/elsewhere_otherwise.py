"""Another value somewhere: "all blinds up but only halfway in the den"."""

from itertools import takewhile

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import COMMA, MARKS, is_number

_SMALL = frozenset({Tag.TO, Tag.UNIT, Tag.FILLER})
"""Roles of words that may stand around a value."""


def with_value_elsewhere(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "all blinds up, in the den halfway" where a place stands behind its value.

    As what is left out, the den would stay as it is.
    """
    but = lexicon.file("targets")["but"]
    place = next((n for n, word in enumerate(tokens) if n and word in but), len(tokens))
    behind = tuple(takewhile(lambda word: word not in MARKS, tokens[place + 1 :]))
    read = _value_and_place(behind, index, lexicon)
    if not read:
        return tokens
    return (*tokens[:place], COMMA, *read, *tokens[place + 1 + len(behind) :])


def _value_and_place(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return words that are a value and where it is, the place first; nothing for other words."""
    value: Words = ()
    where: Words = ()
    position = 0
    while position < len(words):
        located = _place(words, position, index, lexicon)
        length = _value(words, position, lexicon)
        if located and not where:
            where, position = words[position:located], located
        elif length:
            value, position = (*value, *words[position : position + length]), position + length
        elif words[position] in lexicon.file("targets")["only"]["words"]:
            position += 1
        else:
            return ()
    valued = any(is_number(word) or lexicon.sense((word,), Tag.LEVEL) is not None for word in value)
    return (*where, *value) if where and valued else ()


def _place(words: Words, position: int, index: HomeIndex, lexicon: Lexicon) -> int:
    """Return where "in the den" ends that begins at a word, 0 where none does."""
    begin = position + lexicon.length(words, {Tag.IN}, position)
    if begin == position:
        return 0
    begin += lexicon.length(words, {Tag.DETERMINER}, begin)
    found = index.table.longest(words, begin)
    return found[1] if found and found[0].place else 0


def _value(words: Words, position: int, lexicon: Lexicon) -> int:
    """Return how many words of a value begin at a word."""
    if is_number(words[position]):
        return 1
    return lexicon.length(words, _SMALL | {Tag.LEVEL}, position)
