"""A small home minute by minute, and what a plain recount says to questions about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import random
from zoneinfo import ZoneInfo

from custom_components.llm_iot.models import Device, HomeView
from custom_components.llm_iot.past import (
    Cause,
    CauseKind,
    PastAnswer,
    PastForm,
    PastQuery,
    Period,
)
from custom_components.llm_iot.processing.series import Change, Sample, SeriesKey
from custom_components.llm_iot.storage.record import Batch, Record

MINUTE = 60
DAYS = 4
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
BEGIN = datetime(2026, 10, 23, tzinfo=UTC)
"""The clocks of Berlin go back two days later."""
LIGHTS = ("light.a", "light.b", "light.c")
METER = "sensor.meter"
THERMOMETERS = ("sensor.t1", "sensor.t2")


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
        case PastForm.DID:
            times = {target: [minute for minute, of in ins if of == target] for _, target in ins}
            return [(target, len(minutes), minutes[-1]) for target, minutes in times.items()]
        case PastForm.AT:
            return [row[first] for row in rows if row[first] is not None]
        case PastForm.SINCE:
            return [begin_of_run(row, last - 1) for row in rows if row[last - 1] is not None]
        case _:
            minutes = {target: history.states[target][first:last] for target in query.targets}
            return expected_of_each(query.form, minutes)


def expected_of_each(form: PastForm, minutes: Mapping[str, list[str | None]]) -> list[object]:
    """Return what a recount says to a question which things were on; of each if it was always."""
    lit = {target: timedelta(minutes=row.count("on")) for target, row in minutes.items()}
    known = {target: set(row) - {None} for target, row in minutes.items() if set(row) - {None}}
    match form:
        case PastForm.WHICH:
            return [(target, lasted) for target, lasted in lit.items() if lasted]
        case PastForm.NEVER:
            return [target for target in known if not lit[target]]
        case PastForm.ALWAYS:
            return [(target, states == {"on"}) for target, states in known.items()]
        case _:
            raise AssertionError(form)


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
        case PastForm.NEVER:
            return [target for finding in answer.findings for target in finding.targets]
        case PastForm.ALWAYS:
            return [(*finding.targets, finding.value == 1.0) for finding in answer.findings]
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
