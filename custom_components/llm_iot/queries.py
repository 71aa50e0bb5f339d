"""Questions about the home, as they pass from recognition to the answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class QueryForm(StrEnum):
    """What a question about the home asks for."""

    STATE = "state"
    """The state of each target."""
    ANY = "any"
    """Whether any target has the state."""
    ALL = "all"
    """Whether all targets have the state."""
    WHICH = "which"
    """Which targets have the state."""
    COUNT = "count"
    """How many targets have the state."""
    MOST = "most"
    """Which target has the most of the measure."""
    LEAST = "least"
    """Which target has the least of the measure."""
    COMPARE = "compare"
    """Whether the targets have more, or less, of the measure than those of `against`."""


class Comparison(StrEnum):
    """How a number is compared."""

    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"


class Aggregate(StrEnum):
    """What several numbers are made into."""

    SUM = "sum"
    MEAN = "mean"
    MOST = "most"
    LEAST = "least"


class Detail(StrEnum):
    """What can be told of a thing beside its state."""

    MODE = "mode"
    """The modes that it is in."""
    COLOR = "color"
    """The colour that it shows."""


@dataclass(frozen=True, slots=True)
class Query:
    """One question about the home, answered by code.

    Of the state of things, or of a number that they show. The targets may be readings; a
    question without any is about something that the home, or the place, does not have.
    """

    targets: tuple[str, ...]
    """Entity ids."""
    form: QueryForm = QueryForm.STATE
    state: str | None = None
    """The state asked for, where the form compares."""
    measure: str | None = None
    """Name of the measure that is asked for (`readings.py`), None for the state itself."""
    comparison: Comparison | None = None
    threshold: float | None = None
    """The number compared with, None for what counts as low by itself."""
    unit: str = ""
    """Unit of the threshold; empty for that of the readings."""
    aggregate: Aggregate | None = None
    """What several numbers are made into, None for what suits the measure."""
    against: tuple[str, ...] = ()
    """Entity ids of the other side of a comparison."""
    sides: tuple[str | None, ...] = ()
    """What the two sides of a comparison are called where each is a place, None for the house."""
    either: bool = False
    """Whether a comparison asks which side it is, and not whether it is the first one."""
    kind: str | None = None
    """The kind of thing that was asked for, None where things were named."""
    place: str | None = None
    """Name of the area or floor that the question is limited to, None for the whole home."""
    by_area: bool = False
    """Whether rooms are asked for rather than the things in them."""
    detail: Detail | None = None
    """What is told of things beside their states."""
    item: str | None = None
    """What is looked for on a list, None for all that is on it."""
    asked: datetime | None = None
    """Aware time of the question; times of day are told in its zone."""
