"""What a sentence leaves out of what it asks for, whether or not it is a clear command.

"Everything off but the lamp", "leave the lamp on and close the blinds", "all lights off, the one
in the hall can stay on". Unlike `sparing.py` it needs no clauses that were read to the last word.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from .lexicon import Tag
from .mentions import Mention
from .tagging import Part

_FROM_HERE: Final = frozenset({Tag.EXCEPT, Tag.NOT})
"""What is named right behind these is left out."""
_LEAVING: Final = frozenset({Tag.LEAVE, Tag.REMAIN})
"""What a clause with these names stays as it is, if another one says what does not."""
_DOING: Final = frozenset({Tag.VERB, Tag.CARRIER})
_ACTING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.PARTICLE})
_ENDING: Final = frozenset({Tag.AND, Tag.THEN})
_NAMING: Final = frozenset({Tag.THING, Tag.DETERMINER, Tag.ALL, Tag.BOTH, Tag.ONE, Tag.IN}) | {
    *(Tag.HERE, Tag.THERE, Tag.FILLER)
}
"""Roles of the words of a mention, and of what means nothing."""


def left_out(parts: Sequence[Part], mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions of what is left out, in the order of the words."""
    spans = tuple(_spans(tuple(clauses_of(parts))))
    for mention in mentions:
        if any(begin <= mention.start < end for begin, end in spans):
            yield mention


def _spans(clauses: Sequence[Sequence[Part]]) -> Iterator[tuple[int, int]]:
    """Yield from which token to which words leave something out.

    An exception goes on in clauses of names alone: "all but the lamp and the fan". Where nothing
    was said to act, such a clause can end with what does: "all but the lamp and the fan off".
    """
    acts = excepts = False
    for place, clause in enumerate(clauses):
        tags = {part.tag for part in clause}
        others = (*clauses[:place], *clauses[place + 1 :])
        span = _exception(clause)
        if _refuses(clause) or (tags & _LEAVING and any(map(_moves, others))):
            yield clause[0].start, clause[-1].end
            excepts = False
        elif span:
            yield span
            excepts = Tag.EXCEPT in tags
        elif excepts and tags <= (_NAMING if acts else _NAMING | {Tag.PARTICLE}):
            yield clause[0].start, clause[-1].end
        else:
            excepts = False
        acts |= bool(tags & _ACTING)


def _exception(clause: Sequence[Part]) -> tuple[int, int] | None:
    """Return from which token to which a clause names an exception, None if it names none.

    A verb ends it: "rather than the lamp turn on the fan".
    """
    for place, part in enumerate(clause[:-1]):
        if part.tag in _FROM_HERE and clause[place + 1].tag in _NAMING:
            behind = (each.start for each in clause[place:] if each.tag in _DOING)
            return part.start, next(behind, clause[-1].end)
    return None


def _refuses(clause: Sequence[Part]) -> bool:
    """Return whether a clause forbids to do something; who does not need it says no such thing."""
    return any(part.tag is Tag.REFUSE and behind.tag in _DOING for part, behind in pairwise(clause))


def _moves(clause: Sequence[Part]) -> bool:
    """Return whether a clause says that something is to be done."""
    tags = {part.tag for part in clause}
    return bool(tags & _ACTING) and not tags & (_LEAVING | {Tag.REFUSE})


def clauses_of(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Yield the parts between commas and words like "and"."""
    begin = 0
    for place, part in enumerate(parts):
        if part.tag in _ENDING:
            if place > begin:
                yield parts[begin:place]
            begin = place + 1
    if begin < len(parts):
        yield parts[begin:]
