"""What is usual: the same stretch of time on the days or in the weeks before."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
import math
from statistics import mean
from typing import Final

from ..past import PastAnswer, Period

DAYS: Final = 14
"""Days that are compared with, for what is asked about a day or a part of one."""
WEEKS: Final = 8
"""Weeks or longer stretches that are compared with otherwise."""
FEWEST: Final = 3
"""Stretches that must be known before anything is called usual."""
_MOST_UNKNOWN: Final = 0.1
"""Share of a stretch that may be unknown."""
_A_DAY: Final = timedelta(hours=25)


def windows(period: Period) -> Iterator[Period]:
    """Return the stretches of time that a period is compared with, the nearest first.

    They begin and end at the same times of the clock. A part of a day is compared with that
    of the days before, anything longer with what begins on the same day of the week.
    """
    if period.lasts <= _A_DAY:
        step, times = timedelta(days=1), DAYS
    else:
        step, times = timedelta(weeks=math.ceil(period.lasts / timedelta(weeks=1))), WEEKS
    for number in range(1, times + 1):
        # Wall-clock arithmetic on purpose: eight o'clock stays eight o'clock.
        yield Period(period.begin - number * step, period.end - number * step)


def usual_value(answers: Iterable[PastAnswer]) -> float | None:
    """Return the mean over earlier stretches of time, None if too few of them are known.

    In seconds, in times, or in the unit of the finding.
    """
    values = [value for answer in answers for value in value_of(answer)]
    return mean(values) if len(values) >= FEWEST else None


def value_of(answer: PastAnswer) -> Sequence[float]:
    """Return the value of an answer, if it is known for nearly all of its period.

    In seconds, in times, or in the unit of the finding.
    """
    period = answer.query.period
    if not answer.findings or answer.known is None or period is None:
        return ()
    known = answer.known.lasts - answer.gaps
    if known < period.lasts * (1 - _MOST_UNKNOWN):
        return ()
    finding = answer.findings[0]
    if finding.lasted is not None:
        return (finding.lasted.total_seconds(),)
    value = finding.count if finding.count is not None else finding.value
    return () if value is None else (float(value),)
