"""Answers about the past, against a plain recount of every minute."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
import math
import operator
from pathlib import Path
import random
from zoneinfo import ZoneInfo

import pytest

from custom_components.llm_iot.models import Device, HomeView
from custom_components.llm_iot.past import (
    Cause,
    CauseKind,
    PastAnswer,
    PastForm,
    PastQuery,
    Period,
)
from custom_components.llm_iot.processing.numbers import by_hour
from custom_components.llm_iot.processing.recall import recall
from custom_components.llm_iot.processing.series import Change, Sample, SeriesKey
from custom_components.llm_iot.queries import Comparison
from custom_components.llm_iot.storage.record import Batch, Record

MINUTE = 60
DAYS = 4
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
BEGIN = datetime(2026, 10, 23, tzinfo=UTC)
"""The clocks of Berlin go back two days later."""
LIGHTS = ("light.a", "light.b", "light.c")
METER = "sensor.meter"
THERMOMETERS = ("sensor.t1", "sensor.t2")
FORMS = (
    PastForm.DURATION,
    PastForm.COUNT,
    PastForm.LAST,
    PastForm.FIRST,
    PastForm.EVER,
    PastForm.AT,
    PastForm.SINCE,
    PastForm.WHICH,
    PastForm.DID,
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


def device(entity_id: str) -> Device:
    """Return a device that is called by its id."""
    return Device(entity_id, entity_id, entity_id.partition(".")[0], entity_id)


VIEW = HomeView(tuple(map(device, LIGHTS)), {}, readings=tuple(map(device, (*THERMOMETERS, METER))))


@dataclass(frozen=True)
class History:
    """What was, minute by minute; None where nothing is known."""

    begin: float
    states: dict[str, list[str | None]]
    numbers: dict[str, list[float | None]]

    @property
    def minutes(self) -> int:
        """Return how many minutes there are."""
        return len(self.states[LIGHTS[0]])

    def minute(self, moment: datetime) -> int:
        """Return the number of a minute."""
        return int((moment.timestamp() - self.begin) // MINUTE)


def generate(rng: random.Random) -> History:
    """Return four days of a small home with a gap, an uneven begin and some nonsense."""
    minutes = DAYS * 24 * 60
    states: dict[str, list[str | None]] = {}
    for light in LIGHTS:
        row: list[str | None] = [None] * rng.randrange(0, 300)
        while len(row) < minutes:
            row += [rng.choice(("on", "off", "off", None))] * rng.randrange(1, 240)
        states[light] = row[:minutes]
    numbers: dict[str, list[float | None]] = {}
    for sensor in THERMOMETERS:
        line: list[float | None] = []
        while len(line) < minutes:
            known = rng.random() > 0.05
            line += [round(rng.uniform(15, 25), 1) if known else None] * rng.randrange(5, 90)
        numbers[sensor] = line[:minutes]
    total, meter = 100.0, []
    for _ in range(minutes):
        total = 0.0 if rng.random() < 0.0005 else round(total + rng.choice((0, 0, 0.25)), 2)
        meter.append(total)
    numbers[METER] = list(meter)
    return History(BEGIN.timestamp(), states, numbers)


def cause_of(entity_id: str, minute: int) -> Cause:
    """Return somebody, always the same for the same change."""
    user = ("anna", "ben")[(minute + len(entity_id) + ord(entity_id[-1])) % 2]
    return Cause(CauseKind.PERSON, user_id=user)


def keep(history: History, record: Record) -> None:
    """Write a history into a record, changes only."""
    batch = Batch()
    for entity_id, row in history.states.items():
        batch.changes[SeriesKey(entity_id)] = [
            Change(history.begin + place * MINUTE, state, cause_of(entity_id, place))
            for place, state in enumerate(row)
            if place == 0 or row[place - 1] != state
        ]
    for entity_id, line in history.numbers.items():
        measure, unit = ("energy", "kWh") if entity_id == METER else ("temperature", "°C")
        batch.samples[SeriesKey(entity_id, measure, unit)] = [
            Sample(history.begin + place * MINUTE, value)
            for place, value in enumerate(line)
            if place == 0 or line[place - 1] != value
        ]
    record.write(batch)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Return an open record."""
    opened = Record(tmp_path / "record.db")
    opened.open()
    yield opened
    opened.close()


def random_period(rng: random.Random, history: History, zone: ZoneInfo) -> Period:
    """Return a period of whole minutes within the history, over the change of clocks or not."""
    first = rng.randrange(0, history.minutes - 30)
    last = rng.randrange(first + 1, history.minutes)
    begin = datetime.fromtimestamp(history.begin + first * MINUTE, zone)
    return Period(begin, datetime.fromtimestamp(history.begin + last * MINUTE, zone))


def entered(history: History, light: str, minute: int) -> bool:
    """Return whether a light went on in a minute, from off."""
    row = history.states[light]
    return minute > 0 and row[minute] == "on" and row[minute - 1] == "off"


def expected_state(query: PastQuery, history: History) -> list[object]:
    """Return what a recount of every minute says to a question about states."""
    assert query.period is not None
    first, last = history.minute(query.period.begin), history.minute(query.period.end)
    rows = [history.states[target] for target in query.targets]
    personal = query.by_speaker or query.by_person
    on = [minute for minute in range(first, last) if any(row[minute] == "on" for row in rows)]
    ins = [
        (minute, target)
        for minute in range(first, last)
        for target in query.targets
        if entered(history, target, minute)
        and (not personal or cause_of(target, minute).user_id == query.speaker)
    ]
    match query.form:
        case PastForm.DURATION:
            return [timedelta(minutes=len(on))]
        case PastForm.COUNT:
            return [len(ins)]
        case PastForm.LAST:
            return [ins[-1][0]] if ins else []
        case PastForm.FIRST:
            return [ins[0][0]] if ins else []
        case PastForm.EVER:
            return [timedelta(minutes=len(on))] if on else []
        case PastForm.WHICH:
            return [
                (target, timedelta(minutes=row[first:last].count("on")))
                for target, row in zip(query.targets, rows, strict=True)
                if "on" in row[first:last]
            ]
        case PastForm.DID:
            times = {target: [minute for minute, of in ins if of == target] for _, target in ins}
            return [(target, len(minutes), minutes[-1]) for target, minutes in times.items()]
        case PastForm.AT:
            return [row[first] for row in rows if row[first] is not None]
        case PastForm.SINCE:
            return [begin_of_run(row, last - 1) for row in rows if row[last - 1] is not None]
        case _:
            raise AssertionError(query.form)


def begin_of_run(row: list[str | None], minute: int) -> int:
    """Return the minute since when a light has been as it is."""
    begin = minute
    while begin > 0 and row[begin - 1] == row[minute]:
        begin -= 1
    return begin


def found_state(answer: PastAnswer, history: History) -> list[object]:
    """Return the same of an answer."""
    match answer.query.form:
        case PastForm.DURATION | PastForm.EVER:
            return [finding.lasted for finding in answer.findings]
        case PastForm.COUNT:
            return [finding.count for finding in answer.findings]
        case PastForm.WHICH:
            return [(*finding.targets, finding.lasted) for finding in answer.findings]
        case PastForm.DID:
            return [
                (*finding.targets, finding.count, history.minute(finding.at))
                for finding in answer.findings
                if finding.at
            ]
        case PastForm.AT:
            return [finding.state for finding in answer.findings]
        case _:
            return [history.minute(finding.at) for finding in answer.findings if finding.at]


@pytest.mark.parametrize("zone", ZONES)
def test_states_are_as_a_recount_says(record: Record, zone: str) -> None:
    """Each of 400 questions over a change of the clocks, gaps and unknown times is exact."""
    rng = random.Random(zone)  # noqa: S311  # to be repeatable
    history = generate(rng)
    keep(history, record)
    where = ZoneInfo(zone)
    for number in range(400):
        period = random_period(rng, history, where)
        query = PastQuery(
            form=rng.choice(FORMS),
            asked=period.end,
            targets=tuple(rng.sample(LIGHTS, rng.randrange(1, 4))),
            state="on",
            period=period,
            by_speaker=number % 3 == 0,
            by_person="person.anna" if number % 3 == 1 else None,
            speaker="anna",
        )
        answer = recall(query, VIEW, record)
        assert found_state(answer, history) == expected_state(query, history), query


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


@pytest.mark.parametrize("zone", ZONES)
def test_the_other_time_is_recounted_too(record: Record, zone: str) -> None:
    """Of what is compared, the value of the other time is exact, or told to be unknown."""
    rng = random.Random(zone)  # noqa: S311  # to be repeatable
    history = generate(rng)
    keep(history, record)
    for _ in range(100):
        one, other = (random_period(rng, history, ZoneInfo(zone)) for _ in range(2))
        query = PastQuery(
            form=rng.choice((PastForm.DURATION, PastForm.COUNT)),
            asked=one.end,
            targets=(rng.choice(LIGHTS),),
            state="on",
            period=one,
            against=other,
        )
        row = history.states[query.targets[0]]
        minutes = row[history.minute(other.begin) : history.minute(other.end)]
        unknown = minutes.count(None)
        (value,) = expected_state(replace(query, period=other), history)
        told = recall(query, VIEW, record).compared
        if unknown > 0.1 * len(minutes):
            assert told is None
        else:
            assert told == (value.total_seconds() if isinstance(value, timedelta) else value)


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
