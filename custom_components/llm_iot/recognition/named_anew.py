"""Another name behind a command that named nothing here: "the porch light" - "I mean the yard one".

The command is said again with the new name in the place of the unknown one.
"""

from typing import Final

from ..dialogue import Exchange
from ..models import ProblemCode
from .lexicon import Lexicon, Tag, Words
from .targets import Targets
from .tokenizer import MARKS, words_of

_LEADING: Final = (Tag.CORRECTION, Tag.FILLER, Tag.THEN, Tag.ABOUT)
_TRAILING: Final = (Tag.FILLER, Tag.THEN, Tag.CORRECTION)
_LONGEST: Final = 4
"""Words of the longest phrase around a name."""


def named_anew(
    tokens: Words, said: Words, refused: Exchange, lexicon: Lexicon, targets: Targets
) -> Words | None:
    """Return the refused command with the name that a sentence is, None if it is no name.

    `said` are the words of the refused command.
    """
    problems = refused.plan.problems
    if len(problems) != 1 or problems[0].code is not ProblemCode.UNKNOWN_DEVICE:
        return None
    name = _name(tuple(token for token in tokens if token not in MARKS), lexicon)
    mentions = targets.find(" ".join(name)) if name else ()
    if len(mentions) != 1 or mentions[0].unknown or mentions[0].end - mentions[0].start < len(name):
        return None
    if not mentions[0].things or mentions[0].is_place or mentions[0].reference:
        return None
    unknown = words_of(problems[0].subject)
    for place in range(len(said)):
        if unknown and said[place : place + len(unknown)] == unknown:
            return (*said[:place], *name, *said[place + len(unknown) :])
    return None


def _name(words: Words, lexicon: Lexicon) -> Words:
    """Return words without what leads to a name, and what is added to it."""
    begin, end = 0, len(words)
    while length := _length(words[begin:end], _LEADING, lexicon):
        begin += length
    while begin < end and _is(words[end - 1 : end], _TRAILING, lexicon):
        end -= 1
    while begin < end and _is(words[begin : begin + 1], (Tag.DETERMINER,), lexicon):
        begin += 1
    return words[begin:end]


def _length(words: Words, tags: tuple[Tag, ...], lexicon: Lexicon) -> int:
    lengths = range(min(len(words), _LONGEST), 0, -1)
    return next((n for n in lengths if _is(words[:n], tags, lexicon)), 0)


def _is(words: Words, tags: tuple[Tag, ...], lexicon: Lexicon) -> bool:
    return any(lexicon.sense(words, tag) is not None for tag in tags)
