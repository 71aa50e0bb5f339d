"""Another name behind a command that named nothing here: "the porch light" - "I mean the yard one".

The command is said again with the new name in the place of the unknown one.
"""

from typing import Final

from ..dialogue import Exchange
from .lexicon import Lexicon, Tag, Words
from .targets import Targets
from .tokenizer import MARKS, words_of

_LEADING: Final = (Tag.CORRECTION, Tag.FILLER, Tag.THEN, Tag.ABOUT)
_TRAILING: Final = (Tag.FILLER, Tag.THEN, Tag.CORRECTION)


def named_anew(
    tokens: Words, said: Words, refused: Exchange, lexicon: Lexicon, targets: Targets
) -> Words | None:
    """Return the refused command with the name that a sentence is, None if it is no name.

    `said` are the words of the refused command.
    """
    name = _name(tuple(token for token in tokens if token not in MARKS), lexicon)
    mention = next(iter(targets.find(" ".join(name))), None)
    if mention is None or mention.end - mention.start < len(name):
        return None
    if not mention.things or mention.is_place or mention.reference:
        return None
    unknown = words_of(refused.plan.problems[0].subject)
    for place in range(len(said)):
        if unknown and said[place : place + len(unknown)] == unknown:
            return (*said[:place], *name, *said[place + len(unknown) :])
    return None


def _name(words: Words, lexicon: Lexicon) -> Words:
    """Return words without what leads to a name, and what is added to it."""
    begin, end = 0, len(words)
    while length := lexicon.length(words, _LEADING, begin):
        begin += length
    while begin < end and lexicon.length(words[:end], _TRAILING, end - 1):
        end -= 1
    begin += lexicon.length(words[:end], (Tag.DETERMINER,), begin)
    return words[begin:end]
