"""Dates and stretches of the calendar that lie in the past: which day "the 12th" was."""

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)
_LONGEST_BACK: Final = 12
"""Months or years after which every date has been."""

type Days = tuple[date, date]
"""The first day, and the day behind the last one."""


def latest_weekday(weekday: int, today: date) -> date:
    """Return the last day before today that was a weekday; 0 is Monday."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def latest_date(day: int, month: int | None, year: int | None, today: date) -> date | None:
    """Return the last day with a date, today included; None if there was none.

    Without a month it is the last one that has such a day.
    """
    for back in range(_LONGEST_BACK):
        if month is None:
            first = today.replace(day=1) - relativedelta(months=back)
        else:
            first = date((year or today.year) - (0 if year else back), month, 1)
        try:
            found = first.replace(day=day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def latest_month(month: int, year: int | None, today: date) -> Days:
    """Return the last time that it was a month, which may be now."""
    first = date(year or today.year, month, 1)
    if year is None and first > today:
        first -= relativedelta(years=1)
    return first, first + relativedelta(months=1)


def calendar(unit: str, back: int, today: date) -> Days:
    """Return a week, weekend, month or year: this one, or the one some times before.

    Weeks begin on Monday. The weekend that is or was last goes for this one; on a weekend,
    the last one is that before it.
    """
    if unit == "week":
        first = today - timedelta(days=today.weekday() + 7 * back)
        return first, first + timedelta(days=7)
    if unit == "weekend":
        first = today - timedelta(days=(today.weekday() - _SATURDAY) % 7)
        if back and today.weekday() >= _SATURDAY:
            first -= timedelta(days=7)
        return first, first + 2 * _DAY
    if unit == "month":
        first = today.replace(day=1) - relativedelta(months=back)
        return first, first + relativedelta(months=1)
    first = today.replace(month=1, day=1) - relativedelta(years=back)
    return first, first + relativedelta(years=1)


def single(day: date) -> Days:
    """Return one day as a stretch."""
    return day, day + _DAY
