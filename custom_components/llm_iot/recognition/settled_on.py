"""What somebody settles on in speaking: "brighter, say eighty percent", "the hall, no, the den"."""

from functools import lru_cache
from typing import Final

from .corrected import named_right
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .phrase_table import PhraseTable
from .tokenizer import COMMA, words_of

_GRADING: Final = (Tag.RELATIVE, Tag.PARTICLE)
"""Roles of what says which way a value goes."""


def settled_on(tokens: Words, lexicon: Lexicon) -> Words:
    """Return "brighter to eighty percent" for "brighter, say, eighty percent".

    Names that are put right at once are put together, too.
    """
    tokens = named_right(tokens, lexicon)
    data, table = lexicon.file("targets"), _table(lexicon)
    for place in range(1, len(tokens)):
        found = table.longest(tokens, place)
        end = found[1] + (tokens[found[1] : found[1] + 1] == (COMMA,)) if found else 0
        if not end or number_at(tokens, end, lexicon.language) is None:
            continue
        begin = place - (tokens[place - 1] == COMMA)
        before = tokens[begin - 1 : begin]
        said = lexicon.sense(before, Tag.TO) is not None
        graded = any(lexicon.sense(before, tag) for tag in _GRADING)
        if said or (found and found[0] and begin < place and graded):
            return (*tokens[:begin], *(() if said else (data["becomes"],)), *tokens[end:])
    return tokens


@lru_cache(maxsize=2)
def _table(lexicon: Lexicon) -> PhraseTable[bool]:
    """Return such phrases, with whether they also settle on a value behind a pause."""
    data = lexicon.file("targets")
    settling = {words_of(text): True for text in data["settling_on"]}
    return PhraseTable({words_of(text): False for text in data["roughly"]} | settling)
