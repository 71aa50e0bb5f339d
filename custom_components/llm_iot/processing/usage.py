"""How people use a thing: when it was in use, who had left it so, and with which value."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from ..models import Device, DeviceState
from ..past import CauseKind
from ..readings import holds
from .numbers import Numbers
from .series import Change

_PERSONAL: Final = frozenset({CauseKind.PERSON, CauseKind.AGENT, CauseKind.DEVICE})
"""Who can have a habit; an automation has none, and of the unknown nobody knows."""


class Value(NamedTuple):
    """What a thing of a domain can be set to."""

    measure: str
    near: float
    """How far two values may be apart and still be the same habit, in the unit."""


VALUES: Final = {
    "climate": Value("target_temperature", 1),
    "cover": Value("position", 10),
    "fan": Value("speed", 10),
    "humidifier": Value("target_humidity", 5),
    "light": Value("brightness", 10),
    "media_player": Value("volume", 5),
    "switch": None,
}
"""Domains whose things have habits, and the measure (`measures.py`) that is a habit of theirs."""


class Moment(NamedTuple):
    """How a thing was."""

    used: bool
    personal: bool
    """Whether a person had left it so."""
    value: float | None = None


_MOMENTS: Final = {
    (used, personal): Moment(used, personal) for used in (False, True) for personal in (False, True)
}


@dataclass(frozen=True)
class Thing:
    """One thing with its past."""

    device: Device
    changes: Sequence[Change]
    numbers: Numbers | None
    unit: str

    @cached_property
    def times(self) -> Sequence[float]:
        """Return when its state changed."""
        return [change.at for change in self.changes]

    @cached_property
    def moments(self) -> Sequence[Moment | None]:
        """Return how it was from each change on, without values; None for what is not known."""
        found: list[Moment | None] = []
        known = False
        used = {
            state: _is_used(self.device, state)
            for state in {change.state for change in self.changes}
            if state is not None
        }
        for change in self.changes:
            if change.state is None:
                found.append(None)
            else:  # as it comes back after a gap, nobody has left it
                personal = known and change.cause.kind in _PERSONAL
                found.append(_MOMENTS[used[change.state], personal])
            known = change.state is not None
        return found

    def at(self, moment: float) -> Moment | None:
        """Return how it was at a moment, None if that is not known."""
        place = bisect_right(self.times, moment) - 1
        found = self.moments[place] if place >= 0 else None
        return self._with_value(found, moment) if found else None

    def within(self, begin: float, end: float) -> Moment | None:
        """Return how it was in a stretch of time, None if that is not known.

        Whoever used it in any part of that did; its value is the last one then.
        """
        last = bisect_right(self.times, end - 1) - 1
        first = max(0, bisect_right(self.times, begin) - 1)
        known = [moment for moment in self.moments[first : last + 1] if moment]
        if not known:
            return None
        for place in range(last, first - 1, -1):
            if (moment := self.moments[place]) and moment.used and moment.personal:
                until = self.times[place + 1] if place < last else end
                return self._with_value(moment, until - 1)
        return Moment(used=False, personal=known[-1].personal and not any(m.used for m in known))

    def _with_value(self, moment: Moment, at: float) -> Moment:
        if self.numbers is None or not (moment.used and moment.personal):
            return moment
        if at < self.numbers.since:
            value = self.numbers.at(at)
        else:
            place = bisect_right(self._sampled, at) - 1
            value = self.numbers.samples[place].value if place >= 0 else None
        return Moment(used=True, personal=True, value=value)

    @cached_property
    def _sampled(self) -> Sequence[float]:
        """Return when the numbers changed; looked up often, so without a key."""
        return [sample.at for sample in self.numbers.samples] if self.numbers else ()

    def starts(self) -> Iterator[float]:
        """Return when a person switched it on."""
        for at, (before, after) in zip(self.times[1:], pairwise(self.moments), strict=True):
            if before and after and after.used and after.personal and not before.used:
                yield at


def _is_used(device: Device, state: str) -> bool:
    """Return whether a thing in a state is in use: on, or open."""
    wanted = "open" if device.domain == "cover" else "on"
    return holds(device, DeviceState(state), wanted)
