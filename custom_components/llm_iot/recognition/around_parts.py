"""What stands around the parts of a question: whether it ends, a number or a place follows."""

from collections.abc import Sequence
from typing import Final

from .lexicon import Tag
from .tagging import Part

_INSIDE: Final = frozenset({"in", "inside", "within"})
_BEING: Final = "is"


def ends(parts: Sequence[Part], position: int) -> bool:
    """Return whether nothing is said from a part on."""
    return all(part.tag in {Tag.FILLER, Tag.THEN} for part in parts[position:])


def is_place(parts: Sequence[Part], position: int) -> bool:
    """Return whether a place follows: "on the first floor"."""
    begin = position
    while position < len(parts) and parts[position].tag is Tag.DETERMINER:
        position += 1
    thing = parts[position].thing if position < len(parts) else None
    return bool(thing and thing.place and (position > begin or not thing.adverb))


def is_subject(parts: Sequence[Part], start: int, end: int) -> bool:
    """Return whether something is told of a place: "the kitchen is dark"; "in the kitchen" asks."""
    leads = all(part.tag in {Tag.DETERMINER, Tag.FILLER, Tag.AND} for part in parts[:start])
    verb = parts[end] if end < len(parts) else None
    return leads and verb is not None and verb.tag is Tag.CARRIER and verb.sense == _BEING


def is_number(parts: Sequence[Part], position: int) -> bool:
    """Return whether a number follows: "than 20 degrees"."""
    return position < len(parts) and parts[position].tag is Tag.NUMBER


def is_inside(parts: Sequence[Part], position: int) -> bool:
    """Return whether "in" stands before a part."""
    before = [part for part in parts[:position] if part.tag is not Tag.DETERMINER]
    return bool(before) and before[-1].tag is Tag.IN and before[-1].words[-1] in _INSIDE
