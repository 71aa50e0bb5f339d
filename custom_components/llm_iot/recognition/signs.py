"""Signs in front of numbers: "the thermostat plus two" is two degrees up."""

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .tokenizer import MARKS, words_of


def without_signs(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return the tokens with a sign behind a thing as the way it goes: "up by two".

    "Desk 11 plus 12" are two desks, and "make it minus two" is below zero.
    """
    signs: dict[str, str] = lexicon.file("targets")["signs"]
    found: list[str] = []
    for place, token in enumerate(tokens):
        number = number_at(tokens, place + 1, lexicon.language) if token in signs else None
        if number and place and _ends(tokens, number[1], lexicon):
            labelled = bool(index.before.get(tokens[place + 1], frozenset()) & {*tokens[:place]})
            below = lexicon.length(tokens, {Tag.TO, Tag.PRONOUN}, place - 1) > 0
            found += [token] if labelled or below else words_of(signs[token])
        else:
            found.append(token)
    return tuple(found)


def _ends(tokens: Words, place: int, lexicon: Lexicon) -> bool:
    """Return whether nothing follows that is counted: "plus two lamps" is one more part."""
    place += lexicon.length(tokens, {Tag.UNIT}, place)
    joined = lexicon.length(tokens, {Tag.AND, Tag.THEN, Tag.FILLER}, place) > 0
    return joined or place >= len(tokens) or tokens[place] in MARKS
