"""A few words on what was done last, behind talk of nothing else: "that's gloomy, back on"."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS

_FEW_WORDS: Final = 5
"""Most words that are about what was done last."""
_TALK: Final = 2
"""Fewest words that tell something: one alone may be a part of what is asked ("cooling, 22")."""


def words_behind_talk(
    tokens: Words,
    lexicon: Lexicon,
    is_idle: Callable[[Words], bool],
    is_of_it: Callable[[Words], bool],
) -> Words:
    """Return the words behind the last pause, none if they are no such words.

    `is_idle` tells whether talk names nothing and turns nothing round, `is_of_it` whether it is
    about what was done: "that's too dear, make it 22". "My phone is ringing, turn it off" is about
    the phone.
    """
    places = (n for n in range(len(tokens) - 2, 0, -1) if tokens[n] in MARKS)
    place = next(places, 0)
    rest = tokens[place + 1 :]
    refers = any(lexicon.sense((word,), Tag.PRONOUN) is not None for word in rest)
    if not place or len(rest) > _FEW_WORDS:
        return ()
    talk = tuple(token for token in tokens[:place] if token not in MARKS)
    while length := _taken_back(talk, lexicon):
        talk = talk[length:]
    if len(talk) < _TALK or (refers and not is_of_it(talk)):
        return ()
    return rest if is_idle(talk) else ()


def words_before_talk(tokens: Words, lexicon: Lexicon, is_told: Callable[[Words], bool]) -> Words:
    """Return the words between an excuse and what is told behind: "sorry, off again, I'm cold".

    `is_told` tells whether talk is a statement that asks for nothing.
    """
    places = [n for n, token in enumerate(tokens[:-1]) if token in MARKS]
    begin = 0
    while (length := _taken_back(tokens[begin:], lexicon)) and begin + length in places:
        begin += length + 1
    end = next((n for n in places if n > begin), 0)
    talk = tuple(token for token in tokens[end:] if token not in MARKS)
    if not end or end - begin > _FEW_WORDS or len(talk) < _TALK:
        return ()
    return tokens[begin:end] if is_told(talk) else ()


@lru_cache
def _dropping(lexicon: Lexicon) -> frozenset[Words]:
    return lexicon.lists("requests")["drop"]


def _taken_back(words: Words, lexicon: Lexicon) -> int:
    """Return how many words take back what was done, or fill a pause: "ah never mind"."""
    dropped = _dropping(lexicon)
    lengths = range(min(len(words), _FEW_WORDS), 0, -1)
    return next(
        (
            n
            for n in lengths
            if words[:n] in dropped
            or lexicon.sense(words[:n], Tag.CORRECTION) is not None
            or lexicon.sense(words[:n], Tag.FILLER) is not None
        ),
        0,
    )
