"""When a number was above or below another one, from all that is kept of it."""

from collections.abc import Callable, Mapping
import operator
from typing import Final

from ..queries import Comparison
from .numbers import HOUR, Numbers, Piece
from .series import Change

MET: Final = "met"
UNMET: Final = "unmet"
MEETS: Final[Mapping[Comparison, Callable[[float, float], bool]]] = {
    Comparison.ABOVE: operator.gt,
    Comparison.BELOW: operator.lt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.AT_MOST: operator.le,
}
"""Comparisons that a number can meet for a while."""


def as_states(numbers: Numbers, meets: Callable[[float], bool]) -> list[Change]:
    """Return when a number met something, as the states MET and UNMET in order of time.

    Of an hour that is kept as one it is known if all of it did, or nothing; else nothing is.
    """
    found: list[Change] = []
    until = numbers.since
    for hour in numbers.hours:
        if found and hour.begin > until:
            found.append(Change(until, None))
        found.append(Change(hour.begin, _of_hour(hour, meets)))
        until = hour.begin + HOUR
    single = max(until, numbers.since)
    before = [sample for sample in numbers.samples if sample.at <= single]
    if found and not (before and until == single):
        found.append(Change(until, None))
    if before:
        found.append(Change(single, _state(before[-1].value, meets)))
    found += [
        Change(sample.at, _state(sample.value, meets)) for sample in numbers.samples[len(before) :]
    ]
    return found


def _state(value: float | None, meets: Callable[[float], bool]) -> str | None:
    if value is None:
        return None
    return MET if meets(value) else UNMET


def _of_hour(hour: Piece, meets: Callable[[float], bool]) -> str | None:
    """Return the state of a whole hour, None if it changed in it or a part is not known."""
    states = {_state(hour.low, meets), _state(hour.high, meets)}
    return states.pop() if len(states) == 1 and hour.seconds >= HOUR else None
