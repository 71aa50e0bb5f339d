"""A sentence as the words it is written in, each with its tokens."""

from collections.abc import Sequence
from itertools import accumulate
import re
from typing import Final

from .lexicon import Words
from .tokenizer import tokenize
from .topics import Topics

type Chunk = tuple[int, Words, str]
"""Where a written word begins, its tokens, and itself with the marks behind it."""

_CHUNK: Final = re.compile(r"\S+")


def chunks_of(text: str) -> list[Chunk]:
    """Return the written words of a sentence."""
    return [(each.start(), tokenize(each[0]), each[0]) for each in _CHUNK.finditer(text)]


def amid_names(chunks: Sequence[Chunk], topics: Topics) -> set[int]:
    """Return the places that are amid a name: of "kitchen spots I can't sleep" the second."""
    parts = topics.parts(tuple(word for _, words, _ in chunks for word in words))
    within = {n for part in parts if part.thing for n in range(part.start + 1, part.end)}
    counts = [0, *accumulate(len(words) for _, words, _ in chunks)]
    return {place for place in range(len(chunks)) if counts[place] in within}


def noun_at(chunks: Sequence[Chunk], place: int) -> str:
    """Return the word at a place, or the one behind an article."""
    return " ".join(each[2] for each in chunks[place : place + 2])


def trimmed(text: str) -> str:
    """Return words without the pause behind them; a question mark or a full stop stays."""
    return text.rstrip().rstrip(",;:\u2013\u2014-").rstrip()
