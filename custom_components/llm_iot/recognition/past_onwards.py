"""How a question about the past is asked again: of another time, who did it, or what is usual."""

from dataclasses import replace
from datetime import UTC
from typing import Final

from ..past import PastForm, PastQuery, Period
from .clock_choice import moment_on

MEASURED: Final = frozenset(
    {
        *(PastForm.MEAN, PastForm.HIGHEST, PastForm.LOWEST, PastForm.TOTAL),
        *(PastForm.HIGHEST_DAY, PastForm.LOWEST_DAY),
    }
)
"""Forms of questions about numbers."""
COMPARABLE: Final = MEASURED | {PastForm.DURATION, PastForm.COUNT}
"""Forms whose value can be usual or not."""


def compared(before: PastQuery) -> PastQuery | None:
    """Return a question as one that compares with what is usual, None if it has no value."""
    if before.form in {PastForm.EVER, PastForm.SINCE} and before.state:
        return replace(before, form=PastForm.DURATION, usual=True)
    if before.form is PastForm.AT and before.measure:
        return None
    return replace(before, usual=True) if before.form in COMPARABLE else None


def done_by(before: PastQuery, *, who: bool) -> PastQuery | None:
    """Return who did what was asked about, or when; None if it is a number or many things."""
    if before.form in MEASURED and not who:
        return replace(before, usual=False)
    if before.state is None:
        return None
    return replace(before, form=PastForm.LAST, who=who, usual=False)


def at_time(before: PastQuery, period: Period | None) -> PastQuery:
    """Return a question about another time: a state at a moment, or within a stretch."""
    if period is None or before.period is None or period == before.period:
        return replace(before, period=period)
    moment, was_moment = (each.begin == each.end for each in (period, before.period))
    if was_moment and not moment:  # "at three" and then "and yesterday"
        at = before.period.begin
        zone = period.begin.tzinfo or UTC
        same = moment_on(period.begin.date(), at.hour, at.minute, zone)
        return replace(before, period=Period(same, same))
    if moment:
        return replace(before, form=PastForm.AT, period=period)
    if before.form is PastForm.SINCE:
        return replace(before, form=PastForm.DURATION, period=period)
    return replace(before, period=period)
