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
_VERBOSE: Final = "spellout-cardinal-verbose"
"""The rules for numbers as some speakers say them: "one hundred and one"."""

type Words = tuple[str, ...]


@cache
def number_words(language: str) -> Mapping[Words, float]:
    """Return numbers by their words; blocking the first time, about a tenth of a second."""
    engine = RbnfEngine.for_language(language)
    found: dict[Words, float] = {}
    for value in (*range(_GREATEST), *_THOUSANDS):
        for text in engine.format_number(value).text_by_ruleset.values():
            words = words_of(text)
            if words and words[0].isalpha():
                found.setdefault(words, float(value))
    return {**_joined(engine, found), **found}


def _joined(engine: RbnfEngine, plain: Mapping[Words, float]) -> Mapping[Words, float]:
    """Return hundreds with the word that some speakers join the rest with: "and".

    The rules for it are asked for one number only: all would take as long again.
    """
    if _VERBOSE not in engine.rulesets:
        return {}
    said = {value: words for words, value in plain.items()}
    longer = words_of(engine.format_number(101, ruleset_names=[_VERBOSE]).text)
    joint = tuple(word for word in longer if word not in said[101])
    found: dict[Words, float] = {}
    for hundred in range(100, _GREATEST, 100):
        front = said[hundred]
        for value in range(hundred + 1, hundred + 100):
            if said[value][: len(front)] == front:
                found[(*front, *joint, *said[value][len(front) :])] = float(value)
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
