"""What a number was over time: its mean, its extremes, its growth, by hour and by day.

A number holds until the next one. The mean weighs it by how long it held, as Home
Assistant's long-term statistics do; growth follows the rule of their `total_increasing`: a
number that falls belongs to a meter that began anew at zero.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
import math
from typing import Final, NamedTuple

from .series import Sample, Span

HOUR: Final = 3600.0


class Piece(NamedTuple):
    """What a number was during one stretch of time."""

    begin: float
    """Seconds since the epoch."""
    seconds: float
    """How long anything is known of it."""
    integral: float
    """The number times the seconds for which it held."""
    low: float
    low_at: float
    high: float
    high_at: float
    growth: float

    @property
    def mean(self) -> float:
        """Return the mean, weighted by time."""
        return self.integral / self.seconds if self.seconds else self.high


def pieces(samples: Sequence[Sample], begin: float, end: float) -> Iterator[Piece]:
    """Return each number within a stretch of time, as long as it held in it.

    `samples` may begin before the stretch; what held at its begin counts from there on.
    """
    before: float | None = None
    closed = (*samples, Sample(end, None))
    for sample, following in pairwise(closed):
        value, until = sample.value, min(following.at, end)
        if value is None:
            continue
        since = max(sample.at, begin)
        if since < until:
            grown = _growth(before, value) if sample.at >= begin else 0.0
            length = until - since
            yield Piece(since, length, value * length, value, since, value, since, grown)
        before = value


def _growth(before: float | None, value: float) -> float:
    """Return by how much a meter grew between two numbers."""
    if before is None:
        return 0.0
    return value - before if value >= before else max(value, 0.0)


def covered(parts: Iterable[Piece]) -> list[Span]:
    """Return when anything is known of a number, from its pieces in order."""
    found: list[Span] = []
    begin = end = -math.inf
    for piece in parts:
        if piece.begin > end:
            if begin < end:
                found.append(Span(begin, end))
            begin = piece.begin
        end = piece.begin + piece.seconds
    if begin < end:
        found.append(Span(begin, end))
    return found


def together(parts: Iterable[Piece]) -> Piece | None:
    """Return several pieces as one, None of none."""
    known = list(parts)
    if not known:
        return None
    begins, lengths, integrals, lows, lows_at, highs, highs_at, grown = zip(*known, strict=True)
    lowest, highest = min(lows), max(highs)
    return Piece(
        begins[0],
        math.fsum(lengths),
        math.fsum(integrals),
        lowest,
        lows_at[lows.index(lowest)],
        highest,
        highs_at[highs.index(highest)],
        math.fsum(grown),
    )


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that is kept of a number: by hour for long ago, then each by itself."""

    samples: Sequence[Sample]
    hours: Sequence[Piece] = ()
    """In order, all before `since`."""
    since: float = -math.inf
    """The moment from which on the samples count."""

    def pieces(self, begin: float, end: float) -> Iterator[Piece]:
        """Return what the number was within a stretch of time.

        Of hours that are kept as one, those count that begin in it.
        """
        first = bisect_left(self.hours, begin, key=lambda piece: piece.begin)
        last = bisect_left(self.hours, end, key=lambda piece: piece.begin)
        yield from self.hours[first:last]
        if end > self.since:
            begin = max(begin, self.since)
            yield from pieces(_between(self.samples, begin, end), begin, end)

    def at(self, moment: float) -> float | None:
        """Return the number at a moment, or the mean of its hour if that is all that is kept."""
        if moment < self.since:
            place = bisect_right(self.hours, moment, key=lambda piece: piece.begin) - 1
            hour = self.hours[place] if place >= 0 else None
            return hour.mean if hour and moment < hour.begin + HOUR else None
        place = bisect_right(self.samples, moment, key=lambda sample: sample.at) - 1
        return self.samples[place].value if place >= 0 else None


def by_hour(
    samples: Sequence[Sample], begin: float, end: float, offset: float = 0.0
) -> list[Piece]:
    """Return what a number was in each hour of which anything is known.

    `offset` is how many seconds the hours of the home's clocks begin after those of UTC.
    """
    found = []
    for first, last in _hours(begin, end, offset):
        if piece := together(pieces(_between(samples, first, last), first, last)):
            found.append(piece._replace(begin=first))
    return found


def _hours(begin: float, end: float, offset: float) -> Iterator[tuple[float, float]]:
    first = math.floor((begin - offset) / HOUR) * HOUR + offset
    while first < end:
        yield max(first, begin), min(first + HOUR, end)
        first += HOUR


def _between(samples: Sequence[Sample], begin: float, end: float) -> Sequence[Sample]:
    """Return the samples of a stretch of time, with what came just before it.

    The last one before it holds at its begin, and growth is counted from the last number.
    """
    first = bisect_right(samples, begin, key=lambda sample: sample.at)
    last = bisect_left(samples, end, key=lambda sample: sample.at)
    numbers = 0
    while first and numbers < 2:  # noqa: PLR2004  # what holds, and what it grew from
        first -= 1
        numbers += samples[first].value is not None
    return samples[first:last]
