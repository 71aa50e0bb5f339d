"""A few words on what was done last, behind talk of nothing else: "that's gloomy, back on"."""

from collections.abc import Callable
from typing import Final

from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS

_FEW_WORDS: Final = 5
"""Most words that are about what was done last."""


def words_behind_talk(tokens: Words, lexicon: Lexicon, is_idle: Callable[[Words], bool]) -> Words:
    """Return the words behind the last pause, none if they are no such words.

    `is_idle` tells whether talk names nothing and turns nothing round. "My phone is ringing, turn
    it off" is about the phone.
    """
    places = (n for n in range(len(tokens) - 2, 0, -1) if tokens[n] in MARKS)
    place = next(places, 0)
    rest = tokens[place + 1 :]
    refers = any(lexicon.sense((word,), Tag.PRONOUN) is not None for word in rest)
    if not place or len(rest) > _FEW_WORDS or refers:
        return ()
    talk = tuple(token for token in tokens[:place] if token not in MARKS)
    return rest if is_idle(talk) else ()
