"""What one thing was over time: its states and its numbers, cleaned of what was not real.

A series is in order of time and holds until its next value; None stands for a time of which
nothing is known. Moments are seconds since the epoch, so that no change of the clocks can
shorten or repeat one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
import math
from typing import Final, NamedTuple

from ..past import Cause

STATE: Final = ""
"""The measure of a series that holds the state of an entity."""
BOUNCE: Final = 0.3
"""Seconds: a state that was left sooner, for the one before it, is the bounce of a contact."""
SPIKE_TIME: Final = 600.0
"""Seconds within which a number must have come back for its excursion to be a spike."""
_SPIKE: Final = {"temperature": 15.0, "humidity": 40.0, "battery": 40.0, "pressure": 100.0}
"""How far a number must jump and come back to be a spike, by the measure of a sensor."""
_PLAUSIBLE: Final = {
    "temperature": (-90.0, 1000.0),
    "humidity": (0.0, 100.0),
    "battery": (0.0, 100.0),
}
"""What a number can be at all; a sensor that fails tells 85 or -127 degrees, or worse."""


_UNKNOWN: Final = Cause()


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What a series is of."""

    entity_id: str
    measure: str = STATE
    """Name of the measure of a number; empty for the state."""
    unit: str = ""


class Change(NamedTuple):
    """The begin of a state."""

    at: float
    state: str | None
    cause: Cause = _UNKNOWN


class Sample(NamedTuple):
    """A number from a moment on."""

    at: float
    value: float | None


class Span(NamedTuple):
    """A stretch of time, up to but without its end."""

    begin: float
    end: float

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return self.end - self.begin


def without_bounce(changes: Sequence[Change]) -> list[Change]:
    """Return states without those that only flickered, and without repetitions."""
    kept: list[Change] = []
    for change in changes:
        if kept and kept[-1].state == change.state:
            continue
        flickered = (
            len(kept) > 1
            and kept[-2].state == change.state
            and change.at - kept[-1].at < BOUNCE
            and kept[-1].state is not None
        )
        if flickered:
            kept.pop()
        else:
            kept.append(change)
    return kept


def without_spikes(samples: Sequence[Sample], measure: str | None) -> list[Sample]:
    """Return numbers without those that no such sensor can mean.

    What is impossible for its measure goes, and what jumps away from both its neighbours
    while these agree.
    """
    low, high = _PLAUSIBLE.get(measure or "", (-math.inf, math.inf))
    possible = [each for each in samples if each.value is None or low <= each.value <= high]
    jump = _SPIKE.get(measure or "")
    if jump is None:
        return possible
    return [
        sample
        for place, sample in enumerate(possible)
        if not _is_spike(possible[max(0, place - 1) : place + 2], jump)
    ]


def _is_spike(around: Sequence[Sample], jump: float) -> bool:
    """Return whether the middle one of three samples is a spike."""
    values = [sample.value for sample in around]
    if len(around) < 3 or None in values:  # noqa: PLR2004  # before, it, behind
        return False
    before, it, behind = (value for value in values if value is not None)
    back = abs(behind - before) < jump / 4
    away = min(abs(it - before), abs(it - behind)) >= jump
    return back and away and around[2].at - around[0].at <= SPIKE_TIME


def spans(
    changes: Sequence[Change], holds: Callable[[str], bool], begin: float, end: float
) -> list[Span]:
    """Return when the state of a series was one that `holds`, within a stretch of time."""
    found: list[Span] = []
    since: float | None = None
    for at, state, _ in changes:
        is_so = state is not None and holds(state)
        if is_so and since is None:
            since = max(at, begin)
        elif not is_so and since is not None:
            _append(found, since, min(at, end))
            since = None
    if since is not None:
        _append(found, since, end)
    return found


def _append(found: list[Span], begin: float, end: float) -> None:
    """Add a stretch of time, if it has any length."""
    if begin < end:
        found.append(Span(begin, end))


def entries(changes: Sequence[Change], holds: Callable[[str], bool]) -> list[Change]:
    """Return the changes by which a series came into a state from another that is known."""
    found = []
    was_so = True  # of what came before the first state nothing is known
    for change in changes:
        is_so = change.state is None or holds(change.state)
        if is_so and not was_so and change.state is not None:
            found.append(change)
        was_so = is_so
    return found


def union(all_spans: Iterable[Span]) -> list[Span]:
    """Return the time that any of some spans covers, in order, without overlap."""
    found: list[Span] = []
    for span in sorted(all_spans):
        if found and span.begin <= found[-1].end:
            found[-1] = Span(found[-1].begin, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def seconds(of_spans: Iterable[Span]) -> float:
    """Return how long some spans are together, none of which overlap."""
    return math.fsum(span.seconds for span in of_spans)


def state_at(changes: Sequence[Change], moment: float) -> Change | None:
    """Return the state at a moment, None if it is not known."""
    found = None
    for change in changes:
        if change.at > moment:
            break
        found = change
    return found if found and found.state is not None else None
