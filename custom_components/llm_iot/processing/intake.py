"""From what was observed to what is kept: without repetitions, in measure, and counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from .. import measures
from ..models import UNAVAILABLE_STATES, Device, DeviceState
from ..past import Cause
from .series import STATE, Change, Sample, SeriesKey

MOST_UNWRITTEN: Final = 100_000
"""Values that wait for a record that cannot be written."""
_TICK: Final = 0.001
"""Seconds between two states that came at the same moment, or in a wrong order of time."""
NUMBER_GAP: Final = 10.0
"""Seconds between two numbers of a series that are kept; of those between, the last is."""


_UNKNOWN: Final = Cause()

type _Name = tuple[str, str]
"""Entity id and measure."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one thing was from a moment on."""

    entity_id: str
    state: DeviceState | None
    """None if it is gone, or nothing is known from then on."""
    at: float
    """Seconds since the epoch."""
    cause: Cause = _UNKNOWN


@dataclass(slots=True)
class Counts:
    """How many observations came to what end."""

    seen: int = 0
    kept: int = 0
    repeated: int = 0
    """Values that were no news."""
    thinned: int = 0
    """Numbers that another followed too soon."""
    lost: int = 0
    """Values that could not be written while too many others waited for it already."""
    late: int = 0
    """States that were not newer than the one before; they count as just behind it."""


@dataclass(slots=True)
class Kept:
    """What is to be written."""

    changes: dict[SeriesKey, list[Change]] = field(default_factory=dict)
    samples: dict[SeriesKey, list[Sample]] = field(default_factory=dict)


class Intake:
    """Remembers the last value of every series, so that only what is new is kept."""

    def __init__(
        self, states: Mapping[str, str | None], numbers: Mapping[SeriesKey, float | None]
    ) -> None:
        """Take up where a record ends: the last state and the last numbers of its series."""
        self._states = dict(states)
        self._numbers = {(key.entity_id, key.measure): value for key, value in numbers.items()}
        self._units = {(key.entity_id, key.measure): key.unit for key in numbers}
        self._changed_at: dict[str, float] = {}
        self._authors: dict[str, Cause] = {}
        """By entity id who made it as it is."""
        self._kept_at: dict[_Name, float] = {}
        self._waiting: dict[_Name, Sample] = {}
        self._kept = Kept()
        self.counts = Counts()

    @property
    def entity_ids(self) -> frozenset[str]:
        """Return what it has a last value of."""
        return frozenset(self._states) | {entity_id for entity_id, _ in self._numbers}

    def observe(self, device: Device, observation: Observation) -> None:
        """Take one observation of a device; those of one device come in order of time."""
        self.counts.seen += 1
        state = observation.state
        known = state is not None and state.state not in UNAVAILABLE_STATES
        if not _is_meter(device, state):
            self._observe_state(observation, state.state if state and known else None)
        is_set = False
        for measure in measures.shown_by(device):
            name = device.entity_id, measure.name
            amount = measures.read(device, state, measure) if state and known else None
            if amount:
                self._units[name] = amount.unit
            sample = Sample(observation.at, amount.value if amount else None)
            news = self._observe_number(name, sample)
            is_set |= news and measure.name in measures.SETTABLE
        if is_set:
            self._observe_author(observation)

    def take(self, now: float) -> Kept:
        """Return what is to be written by now, and begin anew."""
        due = [name for name, sample in self._waiting.items() if now - sample.at >= NUMBER_GAP]
        for name in due:
            self._keep_number(name, self._waiting.pop(name))
        kept, self._kept = self._kept, Kept()
        return kept

    def put_back(self, kept: Kept) -> None:
        """Take back what could not be written, as long as that is not too much."""
        size = sum(map(len, kept.changes.values())) + sum(map(len, kept.samples.values()))
        if size > MOST_UNWRITTEN:
            self.counts.lost += size
            return
        for key, changes in self._kept.changes.items():
            kept.changes.setdefault(key, []).extend(changes)
        for key, samples in self._kept.samples.items():
            kept.samples.setdefault(key, []).extend(samples)
        self._kept = kept

    def end(self) -> Kept:
        """Return all that is left to be written, because nothing more will come."""
        return self.take(float("inf"))

    def lose(self, at: float, entity_ids: Iterable[str] | None = None) -> None:
        """Note that nothing is known of some entities, or of all, from a moment on."""
        wanted = None if entity_ids is None else frozenset(entity_ids)
        for entity_id, state in list(self._states.items()):
            if state is not None and (wanted is None or entity_id in wanted):
                self._observe_state(Observation(entity_id, None, at), None)
        for name, value in list(self._numbers.items()):
            if value is not None and (wanted is None or name[0] in wanted):
                self._keep_number(name, Sample(at, None))

    def _observe_state(self, observation: Observation, state: str | None) -> None:
        entity_id = observation.entity_id
        if self._states.get(entity_id) == state:
            self.counts.repeated += 1
            return
        self._states[entity_id] = state
        at = observation.at
        if at <= (before := self._changed_at.get(entity_id, 0.0)):  # the clock was set back
            self.counts.late += 1
            at = before + _TICK
        self._changed_at[entity_id] = at
        self._keep_state(entity_id, Change(at, state, observation.cause))

    def _observe_author(self, observation: Observation) -> None:
        """Keep the state once more if somebody else has set a value: habits ask who did."""
        entity_id = observation.entity_id
        state, at = self._states.get(entity_id), self._changed_at.get(entity_id, 0.0)
        if state is not None and self._authors.get(entity_id) != observation.cause:
            at = max(observation.at, at + _TICK)
            self._changed_at[entity_id] = at
            self._keep_state(entity_id, Change(at, state, observation.cause))

    def _keep_state(self, entity_id: str, change: Change) -> None:
        self._authors[entity_id] = change.cause
        self._kept.changes.setdefault(SeriesKey(entity_id, STATE), []).append(change)
        self.counts.kept += 1

    def _observe_number(self, name: _Name, sample: Sample) -> bool:
        """Take a number; return whether it is news."""
        waiting = self._waiting.get(name)
        last = waiting.value if waiting else self._numbers.get(name)
        if last == sample.value:
            self.counts.repeated += 1
            return False
        if waiting is not None:
            self.counts.thinned += 1
        if sample.at - self._kept_at.get(name, float("-inf")) < NUMBER_GAP:
            self._waiting[name] = sample
            return True
        self._waiting.pop(name, None)
        self._keep_number(name, sample)
        return True

    def _keep_number(self, name: _Name, sample: Sample) -> None:
        self._numbers[name] = sample.value
        self._kept_at[name] = sample.at
        key = SeriesKey(*name, self._units.get(name, ""))
        self._kept.samples.setdefault(key, []).append(sample)
        self.counts.kept += 1


def _is_meter(device: Device, state: DeviceState | None) -> bool:
    """Return whether the state of a thing is a number, which is kept as such or not at all."""
    if device.domain != "sensor":
        return False
    return measures.measure_of(device) is not None or (
        state is not None and measures.number(state.state) is not None
    )
