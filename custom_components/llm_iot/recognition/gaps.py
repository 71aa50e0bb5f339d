"""Words behind a thing that may only say which one is meant: "the lamp I use for reading"."""

from typing import Final

from .lexicon import Tag, Words
from .statements import Statements
from .tokenizer import MARKS

_OBJECTS: Final = frozenset({Tag.DETERMINER, Tag.PRONOUN, Tag.PRONOUNS, Tag.TO})
"""Roles of what stands behind a verb that has its own object."""


def may_tell_which(statements: Statements, words: Words) -> bool:
    """Return whether words may say which one is meant: "the lamp I use for reading".

    There the thing in front is what is used, so that nothing of its own follows the verb.
    """
    plain = tuple(word for word in words if word not in MARKS)
    if statements.length("presenting", plain):
        return False
    for place in range(len(plain)):
        if not statements.length("gapping", plain, place) or _is_filled(statements, plain, place):
            continue
        if place and _stands_for_it(statements, plain[place - 1]):
            continue  # "(somebody left) them on"
        behind = plain[place + 1 : place + 2]
        known = statements.lexicon.entries(behind)
        told = not known or any(e.tag in _OBJECTS for e in known)
        if not behind or statements.length("gapping", behind) or not told:
            return True
    return False


def _stands_for_it(statements: Statements, word: str) -> bool:
    return any(e.tag in {Tag.PRONOUN, Tag.PRONOUNS} for e in statements.lexicon.entries((word,)))


def _is_filled(statements: Statements, words: Words, place: int) -> bool:
    """Return whether nothing is missing behind a word: "(wants) to sleep", "a call"."""
    length = statements.length
    begins = place > 0 and length("gapless", words, place - 1) > 1  # "feel like"
    ends = (
        begins
        or length("gapless", words, place)
        or (length("gapless", words, place + 1) and not length("tools", words, place))
    )
    noun = statements.lexicon.sense(words[place - 1 : place], Tag.DETERMINER)
    return bool(ends) or noun is not None
