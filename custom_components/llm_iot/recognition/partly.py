"""What is not to go all the way: "close the blind but not completely, leave it 20 percent open"."""

from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .tokenizer import COMMA, MARKS, words_of

_AGAIN = (Tag.PRONOUN, Tag.PRONOUNS)


def without_partly(tokens: Words, lexicon: Lexicon) -> Words:
    """Return a command with a pause for such words, where a number tells how far it goes."""
    denied = [words_of(each) for each in lexicon.file("forms")["not_wholly"]]
    beginning = {*(each[0] for each in denied), *lexicon.file("targets")["but"]}
    if beginning.isdisjoint(tokens):
        return tokens
    for place in range(2, len(tokens)):
        found = [each for each in denied if tokens[place : place + len(each)] == each]
        end = place + max(map(len, found), default=0)
        if end == place:
            end = place + _contrast(tokens, place, lexicon)
        if end > place and _tells_how_far(tokens[end:], lexicon):
            front = tokens[: _begin(tokens, place, lexicon)]
            behind = tokens[end:]
            while behind and behind[0] in MARKS:
                behind = behind[1:]
            return (*front, COMMA, *behind)
    return tokens


def _begin(tokens: Words, place: int, lexicon: Lexicon) -> int:
    """Return where what joins some words to a command begins: "(it), but"."""
    while place and (
        tokens[place - 1] in MARKS or lexicon.sense(tokens[place - 1 : place], Tag.AND) is not None
    ):
        place -= 1
    return place


def _contrast(tokens: Words, place: int, lexicon: Lexicon) -> int:
    """Return 1 for "but" in front of how far something again goes: "but leave it 20 percent"."""
    if tokens[place] not in lexicon.file("targets")["but"]:
        return 0
    keeps = lexicon.length(tokens, {Tag.LEAVE}, place + 1)
    again = lexicon.length(tokens, set(_AGAIN), place + 1 + keeps)
    number = number_at(tokens, place + 1 + keeps + again, lexicon.language)
    return int(bool(keeps and again and number))


def _tells_how_far(words: Words, lexicon: Lexicon) -> bool:
    """Return whether a number with a unit follows: "20 percent open"."""
    found = (number_at(words, place, lexicon.language) for place in range(len(words)))
    return any(each and lexicon.length(words, {Tag.UNIT}, each[1]) for each in found)
