"""Words that take back a value, so that the one behind them holds: "to blink, I mean chase"."""

from typing import Final

from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS

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
