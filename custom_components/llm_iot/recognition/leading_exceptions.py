"""Exceptions in front of a command, without a pause: "apart from the hall close all the blinds"."""

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import COMMA, MARKS

_BEGINNING = (Tag.VERB, Tag.CARRIER, Tag.ALL, Tag.EVERYTHING)


def with_pause_behind_exception(
    tokens: Words, begin: int, index: HomeIndex, lexicon: Lexicon
) -> Words:
    """Return a command with a mark behind an exception that stands in front of it.

    `begin` is where the sentence begins behind what is only polite.
    """
    place = begin + lexicon.length(tokens, {Tag.EXCEPT}, begin)
    names = 0
    while place > begin and place < len(tokens) and tokens[place] not in MARKS:
        if found := index.table.longest(tokens, place):
            names, place = names + 1, found[1]
        elif names and any(lexicon.length(tokens, {tag}, place) for tag in _BEGINNING):
            return (*tokens[:place], COMMA, *tokens[place:])
        else:
            place += 1
    return tokens
