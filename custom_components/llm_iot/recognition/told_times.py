"""What the words of one sentence tell of times, put together to one period of the past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ..past import Period
from .clock_choice import begin_of, between, latest, moment_on, on_day
from .clocks import ClockTime
from .dates import Days


class NoPeriodError(Exception):
    """Words tell a time that is not over, that has no end, or that contradicts another."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that words tell of a time."""

    days: Days | None = None
    part: str | None = None
    form: str = ""
    """How a clock time bounds it: at, between, before or after."""
    clock: ClockTime | None = None
    until: ClockTime | None = None
    span: Period | None = None
    since: bool = False


def together(
    told: Sequence[Told], hours: Mapping[str, Sequence[int]], now: datetime
) -> Period | None:
    """Return the period of all that is told. Raises NoPeriodError."""
    since = any(each.since for each in told)
    days = _only([each.days for each in told if each.days])
    parts = [each.part for each in told if each.part]
    clock = _only([each for each in told if each.clock])
    span = _only([each.span for each in told if each.span])
    part = _only(parts)
    if not (days or part or clock or span) or (span and (days or part or clock)):
        raise NoPeriodError
    if span is None:
        span = _clocked(clock, days, part, now) if clock else _of_days(days, part, hours, now)
    if span.begin > now:
        raise NoPeriodError
    return Period(span.begin, now if since else min(span.end, now))


def _only[T](found: Sequence[T]) -> T | None:
    """Return what is told once, None if it is not told. Raises NoPeriodError."""
    if len(found) > 1:
        raise NoPeriodError
    return found[0] if found else None


def _of_days(
    days: Days | None, part: str | None, hours: Mapping[str, Sequence[int]], now: datetime
) -> Period:
    """Return whole days, or a part of one. Raises NoPeriodError."""
    zone = now.tzinfo or UTC
    if part is None and days:
        return Period(begin_of(days[0], zone), begin_of(days[1], zone))
    begin, end = hours[part or ""]
    day = days[0] if days else now.date()
    if days is None and moment_on(day, begin, 0, zone) > now:
        day -= timedelta(days=1)
    if days and not _is_one_day(days):
        raise NoPeriodError
    return Period(moment_on(day, begin, 0, zone), moment_on(day, end, 0, zone))


def _clocked(told: Told, days: Days | None, part: str | None, now: datetime) -> Period:
    """Return what times of day bound, on a day if one is told. Raises NoPeriodError."""
    if told.clock is None or (days and not _is_one_day(days)):
        raise NoPeriodError
    day = days[0] if days else None
    if told.until:
        return Period(*between(told.clock, told.until, day, part, now))
    if day is None and part:
        day = now.date()
    moment = on_day(told.clock, day, part, now) if day else latest(told.clock, now)
    zone = now.tzinfo or UTC
    if told.form == "before":
        return Period(begin_of(day or moment.date(), zone), moment)
    if told.form == "after":
        return Period(moment, begin_of(day + timedelta(days=1), zone) if day else now)
    return Period(moment, moment)


def _is_one_day(days: Days) -> bool:
    return days[1] - days[0] == timedelta(days=1)
