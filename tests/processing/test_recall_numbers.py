"""Answers about numbers of the past, against a plain recount of every minute."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
import math
import operator
import random
from zoneinfo import ZoneInfo

import pytest

from custom_components.llm_iot.past import (
    PastForm,
    PastQuery,
    Period,
)
from custom_components.llm_iot.processing.numbers import by_hour
from custom_components.llm_iot.processing.recall import recall
from custom_components.llm_iot.queries import Comparison
from custom_components.llm_iot.storage.record import Record

from .recount import (
    BEGIN,
    LIGHTS,
    METER,
    MINUTE,
    THERMOMETERS,
    VIEW,
    ZONES,
    History,
    expected_state,
    found_state,
    generate,
    keep,
    random_period,
)

LIMIT_FORMS = (
    PastForm.DURATION,
    PastForm.COUNT,
    PastForm.LAST,
    PastForm.FIRST,
    PastForm.EVER,
    PastForm.WHICH,
    PastForm.DID,
)
"""Forms of questions when a number was above or below another."""
NUMBER_FORMS = (PastForm.MEAN, PastForm.HIGHEST, PastForm.LOWEST, PastForm.AT)


def met(history: History, query: PastQuery, by_hour_until: int) -> History:
    """Return a history in which a number that meets a threshold is a light that is on.

    What is kept by the hour is known of hours in which it met it all the time, or never.
    """
    compare = operator.gt if query.comparison is Comparison.ABOVE else operator.le
    states: dict[str, list[str | None]] = {}
    for target in THERMOMETERS:
        row: list[str | None] = [
            None if value is None else "on" if compare(value, query.threshold) else "off"
            for value in history.numbers[target]
        ]
        for begin in range(by_hour_until % 60, by_hour_until, 60):
            if len(hour := set(row[begin : begin + 60])) > 1:
                row[begin : begin + 60] = [None] * 60
            assert hour
        states[target] = row
    return replace(history, states=states | {LIGHTS[0]: history.states[LIGHTS[0]]})


@pytest.mark.parametrize("compacted", [False, True], ids=["each", "by hour"])
@pytest.mark.parametrize("zone", ZONES)
def test_thresholds_are_as_a_recount_says(record: Record, zone: str, *, compacted: bool) -> None:
    """How long, how often, when and which: each of 200 questions is exact, or told unknown."""
    rng = random.Random(zone)  # noqa: S311  # to be repeatable
    history = generate(rng)
    keep(history, record)
    where = ZoneInfo(zone)
    limit = 0
    if compacted:
        limit = 2 * 24 * 60 + 30 * (zone in {"Asia/Kolkata", "Australia/Lord_Howe"})
        offset = 1800.0 if limit % 60 else 0.0
        record.compact(
            history.begin + limit * MINUTE,
            lambda samples, begin, end: by_hour(samples, begin, end, offset),
        )
    for number in range(200):
        period = random_period(rng, history, where)
        if compacted:  # an hour that is kept as one cannot be parted
            first = rng.randrange(limit % 60, limit, 60)
            last = rng.randrange(max(first, limit - 600) + 60, history.minutes)
            last -= (last - limit) % 60 if last < limit else 0
            period = Period(
                datetime.fromtimestamp(history.begin + first * MINUTE, where),
                datetime.fromtimestamp(history.begin + last * MINUTE, where),
            )
        query = PastQuery(
            form=LIMIT_FORMS[number % len(LIMIT_FORMS)],
            asked=period.end,
            targets=tuple(rng.sample(THERMOMETERS, rng.randrange(1, 3))),
            measure="temperature",
            comparison=rng.choice((Comparison.ABOVE, Comparison.AT_MOST)),
            threshold=rng.choice((16.5, 20.0, 23.4)),
            period=period,
        )
        recounted = met(history, query, limit)
        answer = recall(query, VIEW, record)
        assert all(finding.state is None for finding in answer.findings)
        found = found_state(answer, recounted)
        expected = expected_state(query, recounted)
        if query.form in {PastForm.DURATION, PastForm.COUNT} and not answer.findings:
            assert answer.known is None
            continue
        assert found == expected, query


def test_a_threshold_is_converted_to_the_unit_of_the_record(record: Record) -> None:
    """And where there is no way to, nothing is known."""
    history = generate(random.Random(1))  # noqa: S311  # to be repeatable
    keep(history, record)
    period = Period(BEGIN + timedelta(hours=6), BEGIN + timedelta(days=2))
    asked = PastQuery(
        form=PastForm.DURATION,
        asked=period.end,
        targets=THERMOMETERS,
        measure="temperature",
        comparison=Comparison.ABOVE,
        threshold=20.0,
        period=period,
    )
    (plain,) = recall(asked, VIEW, record).findings
    (other,) = recall(replace(asked, threshold=68.0, unit="°F"), VIEW, record).findings
    assert plain.lasted
    assert other.lasted == plain.lasted
    assert recall(replace(asked, unit="kWh"), VIEW, record).known is None


@pytest.mark.parametrize("compacted", [False, True], ids=["each", "by hour"])
@pytest.mark.parametrize("zone", ZONES)
def test_numbers_are_as_a_recount_says(record: Record, zone: str, *, compacted: bool) -> None:
    """Means, extremes and values are exact, also of what is kept by hour."""
    rng = random.Random(zone)  # noqa: S311  # to be repeatable
    history = generate(rng)
    keep(history, record)
    where = ZoneInfo(zone)
    limit = 3 * 24 * 60 + 30 * (zone in {"Asia/Kolkata", "Australia/Lord_Howe"})
    if compacted:
        offset = 1800.0 if limit % 60 else 0.0
        record.compact(
            history.begin + limit * MINUTE,
            lambda samples, begin, end: by_hour(samples, begin, end, offset),
        )
    for _ in range(200):
        form = rng.choice(NUMBER_FORMS)
        period = random_period(rng, history, where)
        if compacted:
            earliest = limit if form is PastForm.AT else limit % 60
            first = rng.randrange(earliest, history.minutes - 120, 60)
            last = rng.randrange(first + 60, history.minutes, 60)
            period = Period(
                datetime.fromtimestamp(history.begin + first * MINUTE, where),
                datetime.fromtimestamp(history.begin + last * MINUTE, where),
            )
        query = PastQuery(
            form=form,
            asked=period.end,
            targets=tuple(rng.sample(THERMOMETERS, rng.randrange(1, 3))),
            measure="temperature",
            period=period,
        )
        values = [finding.value for finding in recall(query, VIEW, record).findings]
        assert values == pytest.approx(expected_numbers(query, history)), query


def expected_numbers(query: PastQuery, history: History) -> list[float]:
    """Return what a recount of every minute says to a question about numbers."""
    assert query.period is not None
    first, last = history.minute(query.period.begin), history.minute(query.period.end)
    lines = {
        target: [value for value in history.numbers[target][first:last] if value is not None]
        for target in query.targets
    }
    known = [line for line in lines.values() if line]
    if query.form is PastForm.AT:
        at = [history.numbers[target][first] for target in query.targets]
        return [value for value in at if value is not None]
    if not known:
        return []
    if query.form is PastForm.MEAN:
        return [math.fsum(math.fsum(line) / len(line) for line in known) / len(known)]
    edge = max if query.form is PastForm.HIGHEST else min
    return [edge(edge(line) for line in known)]


@pytest.mark.parametrize("compacted", [False, True], ids=["each", "by hour"])
def test_a_meter_that_begins_anew_goes_on_counting(record: Record, *, compacted: bool) -> None:
    """Growth is the sum of what was added, whatever the meter shows."""
    rng = random.Random(5)  # noqa: S311  # to be repeatable
    history = generate(rng)
    keep(history, record)
    if compacted:
        record.compact(history.begin + 48 * 60 * MINUTE, by_hour)
    line = [value for value in history.numbers[METER] if value is not None]
    for _ in range(50):
        first = rng.randrange(60, history.minutes - 600, 60)
        last = rng.randrange(first + 60, history.minutes, 60)
        period = Period(
            datetime.fromtimestamp(history.begin + first * MINUTE, UTC),
            datetime.fromtimestamp(history.begin + last * MINUTE, UTC),
        )
        query = PastQuery(
            form=PastForm.TOTAL,
            asked=period.end,
            targets=(METER,),
            measure="energy",
            period=period,
        )
        (finding,) = recall(query, VIEW, record).findings
        steps = [
            line[minute] - line[minute - 1] if line[minute] >= line[minute - 1] else line[minute]
            for minute in range(first, last)
        ]
        assert finding.value == pytest.approx(math.fsum(steps))
        assert finding.unit == "kWh"
