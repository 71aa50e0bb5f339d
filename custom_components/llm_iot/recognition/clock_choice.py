"""Which of its possible moments a time of day means that lies in the past.

"At three" said at ten in the morning was three in the morning, said at four in the afternoon it
was three in the afternoon. Of a day that is over, a bare hour before seven is one in the
afternoon, as most things that are asked about happened while people were up.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import product
from typing import Final

from .clocks import ClockTime

_NOON: Final = 12
_HOURS: Final = 24
_EARLIEST: Final = 7
"""The first bare hour of a day that is taken for one in the morning."""
_NIGHT_ENDS: Final = 6
"""Hours before this one belong to the night that began the evening before."""
_NIGHTS: Final = frozenset({"night", "tonight"})


def moment_on(day: date, hour: int, minute: int, zone: tzinfo) -> datetime:
    """Return a time of day by the clock; hours from 24 on are those of the next day.

    Of a time that the clocks show twice it is the first, one that they leave out is as much
    later as they are put forward.
    """
    later, hour = divmod(hour, _HOURS)
    wall = datetime.combine(day + timedelta(days=later), time(hour, minute), zone)
    return wall.astimezone(UTC).astimezone(zone)


def begin_of(day: date, zone: tzinfo) -> datetime:
    """Return when a day begins."""
    return moment_on(day, 0, 0, zone)


def latest(clock: ClockTime, now: datetime) -> datetime:
    """Return the latest moment at which a clock showed a time."""
    return next(moment for moment in _back_from(clock, now) if moment <= now)


def on_day(clock: ClockTime, day: date, part: str | None, now: datetime) -> datetime:
    """Return the moment of a time of day on one day, or in one part of it.

    On the day that is not over yet it is the latest one that has passed, if any has.
    """
    zone = now.tzinfo or UTC
    if clock.exact and part not in _NIGHTS:
        return moment_on(day, clock.hour, clock.minute, zone)
    if part is not None:
        return moment_on(day, _hour_in(clock, part), clock.minute, zone)
    if day == now.date():
        possible = [moment_on(day, hour, clock.minute, zone) for hour in _hours(clock)]
        return next((each for each in reversed(possible) if each <= now), possible[0])
    hour = clock.hour + _NOON if 0 < clock.hour < _EARLIEST else clock.hour
    return moment_on(day, hour, clock.minute, zone)


def between(
    one: ClockTime, other: ClockTime, day: date | None, part: str | None, now: datetime
) -> tuple[datetime, datetime]:
    """Return the stretch from one time of day to the next moment of another.

    What is said of the second holds for the first: "between three and five pm".
    """
    if day is None:
        possible = ((begin, _after(begin, other)) for begin in _back_from(one, now))
        return next(
            (begin, end)
            for begin, end in possible
            if begin <= now and _fits(one, other, begin, end)
        )
    begin = on_day(one, day, part, now)
    if other.exact and not one.exact and part is None:
        zone = now.tzinfo or UTC
        begins = [moment_on(day, hour, one.minute, zone) for hour in _hours(one)]
        ending = moment_on(day, other.hour, other.minute, zone)
        begin = next((each for each in reversed(begins) if each < ending), begin)
    return begin, _after(begin, other)


def _fits(one: ClockTime, other: ClockTime, begin: datetime, end: datetime) -> bool:
    """Return whether a stretch is no longer than half a day, where it could be shorter."""
    both_known = one.exact and other.exact
    return both_known or end - begin <= timedelta(hours=_NOON)


def _hours(clock: ClockTime) -> tuple[int, ...]:
    """Return the hours that a time of day can mean, in order."""
    if clock.exact:
        return (clock.hour,)
    return clock.hour % _NOON, clock.hour % _NOON + _NOON


def _back_from(clock: ClockTime, now: datetime) -> Iterator[datetime]:
    """Yield the moments of a time of day, the latest first."""
    zone = now.tzinfo or UTC
    for days, hour in product(range(3), reversed(_hours(clock))):
        yield moment_on(now.date() - timedelta(days=days), hour, clock.minute, zone)


def _after(begin: datetime, clock: ClockTime) -> datetime:
    """Return the first moment of a time of day after another moment."""
    zone = begin.tzinfo or UTC
    found = (
        moment_on(begin.date() + timedelta(days=days), hour, clock.minute, zone)
        for days, hour in product(range(3), _hours(clock))
    )
    return next(each for each in found if each > begin)


def _hour_in(clock: ClockTime, part: str) -> int:
    """Return the hour that a time of day is in one part of a day, counted from its midnight."""
    if part == "morning":
        return clock.hour if clock.exact else clock.hour % _NOON
    if clock.exact and clock.hour >= _NIGHT_ENDS:
        return clock.hour
    if part in _NIGHTS and clock.hour % _NOON < _NIGHT_ENDS:
        return clock.hour % _NOON + _HOURS
    return clock.hour % _NOON + _NOON
