"""Numbers in digits and words.

The words come from Unicode's rules (`unicode-rbnf`, which Home Assistant's `hassil` brings).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from unicode_rbnf import RbnfEngine

from .phrase_table import PhraseTable
from .tokenizer import is_number, words_of

_GREATEST: Final = 1000
"""Numbers up to here are known in words."""
_THOUSANDS: Final = range(1000, 10001, 100)
"""Colour temperatures are spoken in words up to here."""


@cache
def number_words(language: str) -> Mapping[tuple[str, ...], float]:
    """Return numbers by their words; blocking the first time, about a tenth of a second."""
    engine = RbnfEngine.for_language(language)
    found: dict[tuple[str, ...], float] = {}
    for value in (*range(_GREATEST), *_THOUSANDS):
        for text in engine.format_number(value).text_by_ruleset.values():
            words = words_of(text)
            if words and words[0].isalpha():
                found.setdefault(words, float(value))
    return found


@cache
def number_vocabulary(language: str) -> frozenset[str]:
    """Return every word that is part of a number."""
    return frozenset(word for words in number_words(language) for word in words)


@cache
def _table(language: str) -> PhraseTable[float]:
    return PhraseTable(number_words(language))


def number_at(tokens: Sequence[str], start: int, language: str) -> tuple[float, int] | None:
    """Return the number that begins at a token and where it ends, None if none does."""
    if start >= len(tokens):
        return None
    if is_number(tokens[start]):
        return float(tokens[start]), start + 1
    return _table(language).longest(tokens, start)
