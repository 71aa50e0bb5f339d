"""What follows "to" and "by": numbers, percent, degrees, colours, "half", "a bit", "much"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from .lexicon import Tag
from .tagging import Part

VALUE_TAGS: Final = frozenset(
    {Tag.NUMBER, Tag.UNIT, Tag.LEVEL, Tag.COLOUR, Tag.WHITE, Tag.CHOICE, Tag.AMOUNT}
    | {Tag.RELATIVE, Tag.ATTRIBUTE, Tag.TO, Tag.BY}
)
"""Roles of words that say how something is to be."""


_WORDS: Final = frozenset({Tag.NUMBER, Tag.LEVEL, Tag.COLOUR, Tag.WHITE, Tag.CHOICE})


class Sort(StrEnum):
    """What sort of value it is."""

    PERCENT = "%"
    CLOSED = "percent_closed"
    """Percent that are closed, not open."""
    DEGREES = "deg"
    CELSIUS = "degC"
    FAHRENHEIT = "degF"
    KELVIN = "K"
    STEPS = "step"
    OWN = "own"
    """In the unit of a number of the home: kilos, litres."""
    BARE = ""
    COLOUR = "colour"
    WHITE = "white"
    CHOICE = "choice"
    SPEED = "speed"
    """Low, medium or high."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value."""

    sort: Sort
    number: float = 0.0
    text: str = ""
    """Of a colour, a white, a speed or a choice."""
    by: bool = False
    """Whether it says how far to go ("by 20 percent") rather than where to."""
    to: bool = False
    """Whether it is said to be where to go ("to 20 percent")."""
    share: bool = False
    """Whether it is said as a part of a whole ("a third"), not as a number."""
    ends: tuple[float, float] | None = None
    """The ends of a range, of which the number is the middle."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is to be, as far as a clause says so."""

    values: tuple[Value, ...] = ()
    relative: str | None = None
    """Sense of a word such as "brighter"."""
    attribute: str | None = None
    """What of a device is meant: its volume."""
    factor: float | None = None
    """How many usual steps: half a one for "a bit"."""
    more: bool = False
    """Whether "more" strengthens a verb that says the direction itself."""


NO_MANNER: Final = Manner()


class UnreadableValueError(ValueError):
    """The words for a value do not make sense together."""


def read_manner(parts: Sequence[Part]) -> Manner:
    """Return what the value words of a clause say, in the order they were said.

    Raises UnreadableValueError for words that contradict each other or make no value.
    """
    manner = NO_MANNER
    pending: Value | None = None
    preposition: Tag | None = None
    for part in parts:
        if part.tag is Tag.UNIT:
            if pending is None or pending.sort is not Sort.BARE:
                raise UnreadableValueError
            pending = replace(pending, sort=Sort(part.sense))
            continue
        if pending:
            manner, pending = _add(manner, pending), None
        if part.tag in {Tag.TO, Tag.BY}:
            preposition = part.tag
            continue
        if part.tag in _WORDS:
            pending = _with(preposition, _word(part))
        else:
            manner = _shaded(manner, part)
        preposition = None
    if preposition:
        raise UnreadableValueError
    return _add(manner, pending) if pending else manner


def _shaded(manner: Manner, part: Part) -> Manner:
    """Add a word that says which way, how far, or what of the device."""
    if part.tag is Tag.AMOUNT:
        return replace(manner, factor=max(manner.factor or 0.0, float(part.sense)))
    if part.tag is Tag.RELATIVE:
        return _with_relative(manner, part.sense)
    if manner.attribute not in {None, part.sense}:
        raise UnreadableValueError
    return replace(manner, attribute=part.sense)


def _word(part: Part) -> Value:
    """Return the value that a word or a number is by itself."""
    if part.tag is Tag.NUMBER:
        return Value(Sort.BARE, part.number or 0.0, ends=part.ends)
    if part.tag is Tag.LEVEL:
        if part.sense.isdecimal():
            return Value(Sort.PERCENT, float(part.sense), share=True)
        return Value(Sort.SPEED, text=part.sense)
    sort = {Tag.COLOUR: Sort.COLOUR, Tag.WHITE: Sort.WHITE, Tag.CHOICE: Sort.CHOICE}[part.tag]
    return Value(sort, text=part.sense)


def _with(preposition: Tag | None, value: Value) -> Value:
    return replace(value, by=preposition is Tag.BY, to=preposition is Tag.TO)


def _add(manner: Manner, value: Value) -> Manner:
    if any(value.sort is each.sort for each in manner.values):
        raise UnreadableValueError
    return replace(manner, values=(*manner.values, value))


def _with_relative(manner: Manner, sense: str) -> Manner:
    """Add a direction: "more" only strengthens one that is there."""
    if sense == "raise" and manner.relative:
        return replace(manner, more=True)
    if manner.relative == "raise" and sense != "lower":
        return replace(manner, relative=sense, more=True)
    if manner.relative not in {None, sense}:
        raise UnreadableValueError
    return replace(manner, relative=sense)


def are_alike(parts: Sequence[Part], others: Sequence[Part]) -> bool:
    """Return whether two runs of words only say values, and of one sort: "to 40", "to 70"."""
    try:
        manners = [read_manner(each) for each in (parts, others)]
    except UnreadableValueError:
        return False
    first, second = ([value.sort for value in each.values] for each in manners)
    plain = all(replace(each, values=()) == NO_MANNER for each in manners)
    return plain and bool(first) and first == second
