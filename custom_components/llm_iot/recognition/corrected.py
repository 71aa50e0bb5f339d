"""Words that take back a value, so that the one behind them holds: "to blink, I mean chase"."""

from itertools import pairwise
from typing import Final

from .lexicon import Lexicon, Tag, Words
from .tokenizer import COMMA, MARKS

_DOING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.PARTICLE, Tag.LEAVE})
_ANEW: Final = _DOING | {Tag.AND, Tag.THEN, Tag.DETERMINER, Tag.CORRECTION, Tag.FILLER}
"""Roles of words that begin something else."""
_MOST_NAMES: Final = 3
"""Words of the name that is the right one."""
_POLITE: Final = frozenset({Tag.FILLER, Tag.INSTEAD})


def behind_correction(tokens: Words, place: int, lexicon: Lexicon) -> int:
    """Return where words end that take back what stands in front of them, 0 without any.

    There has to be a pause, and something behind it: "er", "actually", "no".
    """
    paused = corrects = False
    while place < len(tokens):
        length = lexicon.length(tokens, {Tag.CORRECTION}, place)
        corrects |= length > 0
        paused |= tokens[place] in MARKS
        length = length or lexicon.length(tokens, _POLITE, place)
        if not length and tokens[place] not in MARKS:
            break
        corrects |= paused and tokens[place] not in MARKS
        place += length or 1
    place += lexicon.length(tokens, {Tag.TO}, place)
    return place if paused and corrects else 0


def named_right(tokens: Words, lexicon: Lexicon) -> Words:
    """Return "the hall sorry the attic light on" for "the hall, sorry the attic, light on".

    What was named wrongly is only the begin of what is told, so nothing was said of it yet.
    """
    marks = [place for place, token in enumerate(tokens) if token in MARKS]
    for first, last in pairwise(marks):
        begin = max((place + 1 for place in marks if place < first), default=0)
        begin += lexicon.length(tokens, {Tag.AND, Tag.THEN}, begin)
        named = first + 1 + lexicon.length(tokens, {Tag.CORRECTION}, first + 1)
        right = (*tokens[begin:first], *tokens[named:last])
        told = any(lexicon.length(right, _DOING, place) for place in range(len(right)))
        aside = tokens[first] == tokens[last] == COMMA and first + 1 < named < last
        goes_on = last + 1 < len(tokens) and not _begins(tokens, last + 1, lexicon)
        if aside and goes_on and begin < first and last - named <= _MOST_NAMES and not told:
            return (*tokens[:first], *tokens[first + 1 : last], *tokens[last + 1 :])
    return tokens


def _begins(tokens: Words, place: int, lexicon: Lexicon) -> bool:
    """Return whether something else begins at a word: no noun in front of "on", such as "light"."""
    behind = lexicon.length(tokens, {Tag.PARTICLE, Tag.TO}, place + 1)
    carries = lexicon.length(tokens, {Tag.CARRIER}, place)
    length = lexicon.length(tokens, _ANEW, place)
    noun = length == 1 and behind and not carries and lexicon.length(tokens, {Tag.VERB}, place)
    return length > 0 and not noun
