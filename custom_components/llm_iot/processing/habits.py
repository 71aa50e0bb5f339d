"""What people in this home usually do, learnt from the record by plain statistics.

A *habit* says how one thing usually is in a *context*: in a part of the day (on workdays, on
free days, or on any), or ten minutes after an event (a goal was said, somebody came home,
another thing in the room was switched on). It is either in use, perhaps with a value such as
a brightness, or at rest.

- A context is counted once a day. The day counts for "in use" if the thing was then as a
  person had left it: by app, by voice, or by its own switch. What an automation did counts
  for nobody, so that it speaks against a habit and never for one.
- A day weighs less the longer it is ago: half as much after `HALF_LIFE` days.
- The confidence is the lower bound of the Wilson score interval (Wilson 1927) of the share of
  days on which it was so: the share that is at least there with 95 % certainty. A habit is
  what has a confidence of at least `SURE` and was seen on at least `FEWEST_DAYS` days.
- Its value is the weighted median of the values of those days, if the share of days whose
  value is near it has as much confidence; values that scatter are no habit.

Plain Python, with no randomness: the same record gives the same habits. Everything is counted
again each time, so that a gap or a correction of the record needs no care.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
import math
from typing import Final, NamedTuple

from ..models import HomeView
from .source import Source
from .usage import VALUES, Moment, Thing

HALF_LIFE: Final = 42.0
"""Days after which a day counts half."""
FEWEST_DAYS: Final = 4
"""Different days on which something must have been seen before it is a habit."""
SURE: Final = 0.5
"""Least confidence of a habit: it is so more often than not."""
PERIOD: Final = timedelta(days=180)
"""How far the record is looked at; what is longer ago weighs less than a twentieth."""
SETTLED: Final = 600.0
"""Seconds after an event at which things are as people want them then."""
GOALS: Final = "llm_iot.goal"
"""Series of the record that holds when which goal was said and carried out."""
ARRIVAL: Final = "arrival"
"""Event: somebody came home."""
_Z: Final = 1.645
"""Quantile of the normal distribution for a lower bound with 95 % certainty."""
_DAWN: Final = timedelta(hours=5)
"""When a day begins for people: what they do after midnight belongs to the evening before."""
_SATURDAY: Final = 5


class Part(StrEnum):
    """A part of the day."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


_BEGINS: Final = {
    Part.MORNING: 5,
    Part.MIDDAY: 10,
    Part.AFTERNOON: 14,
    Part.EVENING: 18,
    Part.NIGHT: 23,
}
"""Hours of the clock at which the parts of the day begin."""


@dataclass(frozen=True, slots=True)
class Context:
    """When something is usual; what is None does not matter."""

    event: str | None = None
    """What happened ten minutes before: `goal film`, `arrival`, `media_player.tv on`."""
    part: Part | None = None
    free: bool | None = None
    """Whether the day is free: Saturday or Sunday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a thing usually is in a context."""

    target: str
    """Entity id."""
    used: bool
    """Whether it is on, of a cover whether it is open; else it is off or closed."""
    days: int
    """Different days on which it was so."""
    confidence: float
    """0 to 1: in which share of such situations it is so at least, with 95 % certainty."""
    value: float | None = None
    """Of the measure of its domain; None where none is usual, or it is not in use."""
    unit: str = ""
    """Unit of the value."""


@dataclass(frozen=True)
class Habits:
    """All habits of a home."""

    by_context: Mapping[Context, Mapping[str, Habit]] = field(default_factory=dict)
    """By context and entity id; only those that are sure."""

    def __bool__(self) -> bool:
        """Return whether there is any habit."""
        return bool(self.by_context)

    def of(self, target: str, contexts: Iterable[Context]) -> Habit | None:
        """Return the habit of a thing in the first of some contexts in which it has one.

        A value that is not usual there is that of the next one in which it is.
        """
        found = [
            habit for context in contexts if (habit := self.by_context.get(context, {}).get(target))
        ]
        if not found or not found[0].used:
            return found[0] if found else None
        valued = next((each for each in found if each.value is not None), found[0])
        return replace(found[0], value=valued.value, unit=valued.unit)


@dataclass(frozen=True, slots=True)
class Usual:
    """The habits of a home at one moment."""

    habits: Habits
    now: datetime
    """Aware, in the time zone of the home."""


def part_of(moment: datetime) -> Part:
    """Return the part of the day of a moment, on its own clock."""
    found = (part for part, hour in reversed(_BEGINS.items()) if moment.hour >= hour)
    return next(found, Part.NIGHT)


def contexts_of(event: str | None, moment: datetime) -> tuple[Context, ...]:
    """Return the contexts of a moment on the home's clock, the most specific one first."""
    part = part_of(moment)
    if event is not None:
        return Context(event, part), Context(event)
    return Context(None, part, _is_free((moment - _DAWN).date())), Context(None, part)


def learn(view: HomeView, source: Source, now: datetime) -> Habits:
    """Return the habits that a source shows; blocking.

    `now` is aware, in the time zone of the home. Raises StorageError if the source cannot be
    read.
    """
    return _Learner(view, source, now).learn()


def wilson(share: float, days: float) -> float:
    """Return the share that is there at least, if it was seen on so many (weighted) days."""
    if days <= 0:
        return 0.0
    squared = _Z * _Z / days
    margin = _Z * math.sqrt(share * (1 - share) / days + squared / (4 * days))
    return (share + squared / 2 - margin) / (1 + squared)


@dataclass(slots=True)
class _Tally:
    """What was counted of one thing in one context."""

    weight: float = 0.0
    """Of all days that count."""
    used: float = 0.0
    used_days: int = 0
    rested: float = 0.0
    rested_days: int = 0
    values: list[tuple[float, float]] = field(default_factory=list)
    """(value, weight) of the days on which it was in use."""

    def add(self, moment: Moment, weight: float) -> None:
        """Count one day."""
        self.weight += weight
        if not moment.personal:
            return
        if not moment.used:
            self.rested += weight
            self.rested_days += 1
            return
        self.used += weight
        self.used_days += 1
        if moment.value is not None:
            self.values.append((moment.value, weight))


class _Slot(NamedTuple):
    """A part of one day."""

    contexts: tuple[Context, ...]
    begin: float
    end: float
    weight: float


class _Learner:
    """Counts what a record shows."""

    def __init__(self, view: HomeView, source: Source, now: datetime) -> None:
        self._view = view
        self._source = source
        self._now = now
        self._zone: tzinfo | None = now.tzinfo
        self._today = (now - _DAWN).date()
        self._tallies: defaultdict[Context, defaultdict[str, _Tally]] = defaultdict(
            lambda: defaultdict(_Tally)
        )

    def learn(self) -> Habits:
        """Return the habits."""
        things = list(self._things())
        slots = list(self._slots())
        for thing in things:
            self._count_slots(thing, slots)
        by_area: dict[str | None, list[Thing]] = {}
        for thing in things:
            by_area.setdefault(thing.device.area_id, []).append(thing)
        for event, times in self._events().items():
            self._count_after(event, times, things)
        for thing in things:
            event = f"{thing.device.entity_id} on"
            self._count_after(event, thing.starts(), by_area[thing.device.area_id])
        units = {thing.device.entity_id: thing.unit for thing in things}
        found: dict[Context, dict[str, Habit]] = {}
        for context, tallies in self._tallies.items():
            for target, tally in tallies.items():
                if habit := _habit(target, tally, units[target]):
                    found.setdefault(context, {})[target] = habit
        return Habits(found)

    def _things(self) -> Iterator[Thing]:
        """Return what can have habits, with its past."""
        begin, end = (self._now - PERIOD).timestamp(), self._now.timestamp()
        devices = [device for device in self._view.devices if device.domain in VALUES]
        changes = self._source.changes((device.entity_id for device in devices), begin, end)
        for device in devices:
            states = changes.get(device.entity_id)
            if not states:
                continue
            value = VALUES[device.domain]
            known = value and self._source.numbers(device.entity_id, value.measure, begin, end)
            numbers, unit = known or (None, "")
            yield Thing(device, states, numbers, unit)

    def _events(self) -> Mapping[str, Sequence[float]]:
        """Return when goals were said and when somebody came home."""
        begin, end = (self._now - PERIOD).timestamp(), self._now.timestamp()
        found: dict[str, list[float]] = {}
        people = [each.entity_id for each in self._view.readings if each.domain == "person"]
        for entity_id, changes in self._source.changes((GOALS, *people), begin, end).items():
            for before, change in zip((None, *changes), changes, strict=False):
                if change.at < begin or change.state is None:
                    continue
                if entity_id == GOALS:
                    found.setdefault(f"goal {change.state}", []).append(change.at)
                elif before and before.state not in {None, "home"} and change.state == "home":
                    found.setdefault(ARRIVAL, []).append(change.at)
        return {event: sorted(times) for event, times in found.items()}

    def _slots(self) -> Iterator[_Slot]:
        """Return the parts of all days that are over, in order."""
        day = self._today - PERIOD
        while day <= self._today:
            begins = [self._clock(day, hour) for hour in _BEGINS.values()]
            begins.append(self._clock(day + timedelta(days=1), _BEGINS[Part.MORNING]))
            for part, (begin, end) in zip(_BEGINS, pairwise(begins), strict=True):
                if end <= self._now.timestamp():
                    contexts = Context(None, part, _is_free(day)), Context(None, part)
                    yield _Slot(contexts, begin, end, self._weight(day))
            day += timedelta(days=1)

    def _clock(self, day: date, hour: int) -> float:
        return datetime.combine(day, time(hour), self._zone).timestamp()

    def _count_slots(self, thing: Thing, slots: Sequence[_Slot]) -> None:
        """Count in which parts of the days a thing was in use, whenever within them."""
        target = thing.device.entity_id
        for slot in slots[bisect_right(slots, thing.times[0], key=lambda slot: slot.end) :]:
            if moment := thing.within(slot.begin, slot.end):
                for context in slot.contexts:
                    self._tallies[context][target].add(moment, slot.weight)

    def _count_after(self, event: str, times: Iterable[float], things: Sequence[Thing]) -> None:
        """Count how things were some minutes after an event; of several times a day, the last."""
        days: defaultdict[Context, dict[date, float]] = defaultdict(dict)
        for at in times:
            if at + SETTLED > self._now.timestamp():
                continue
            moment = datetime.fromtimestamp(at, self._zone)
            for context in contexts_of(event, moment):
                days[context][(moment - _DAWN).date()] = at
        for context, last in days.items():
            if len(last) < FEWEST_DAYS:  # too few for any habit
                continue
            tallies = self._tallies[context]
            for day, at in last.items():
                self._count_things(tallies, self._weight(day), at + SETTLED, things)

    def _count_things(
        self, tallies: dict[str, _Tally], weight: float, at: float, things: Sequence[Thing]
    ) -> None:
        """Count how things were at a moment."""
        for thing in things:
            if moment := thing.at(at):
                tallies[thing.device.entity_id].add(moment, weight)

    def _weight(self, day: date) -> float:
        """Return how much a day counts."""
        return float(0.5 ** ((self._today - day).days / HALF_LIFE))


def _habit(target: str, tally: _Tally, unit: str) -> Habit | None:
    """Return the habit in what was counted, None if there is none."""
    for used, weight, days in (
        (True, tally.used, tally.used_days),
        (False, tally.rested, tally.rested_days),
    ):
        confidence = wilson(weight / tally.weight, tally.weight)
        if days >= FEWEST_DAYS and confidence >= SURE:
            value = _usual_value(target, tally.values) if used else None
            return Habit(
                target=target,
                used=used,
                days=days,
                confidence=round(confidence, 3),
                value=value,
                unit=unit if value is not None else "",
            )
    return None


def _usual_value(target: str, values: Sequence[tuple[float, float]]) -> float | None:
    """Return the value that is usual, None if there is none: too few, or too different."""
    spec = VALUES[target.partition(".")[0]]
    if spec is None or len(values) < FEWEST_DAYS:
        return None
    middle = _median(values)
    total = math.fsum(weight for _, weight in values)
    near = [weight for value, weight in values if abs(value - middle) <= spec.near]
    sure = len(near) >= FEWEST_DAYS and wilson(math.fsum(near) / total, total) >= SURE
    return middle if sure else None


def _median(values: Sequence[tuple[float, float]]) -> float:
    """Return the weighted median: half of the weight is on either side of it."""
    ordered = sorted(values)
    half, passed = math.fsum(weight for _, weight in ordered) / 2, 0.0
    for value, weight in ordered:
        passed += weight
        if passed >= half:
            return value
    return ordered[-1][0]


def _is_free(day: date) -> bool:
    return day.weekday() >= _SATURDAY
