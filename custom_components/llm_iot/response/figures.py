"""The numbers that a question is about: of things, of rooms, of everything together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..measures import Amount, Measure, measure, read
from ..models import Device, DeviceState, HomeView
from ..queries import Aggregate, Comparison, Query
from ..readings import holds, is_known
from ..units import convert

_TOGETHER: Final = frozenset({Aggregate.SUM, Aggregate.MEAN})
_EXACT: Final = 1e-9
_DIGITS: Final = 2
"""Decimals in which numbers of a measure without its own are told apart."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing, one room, or all together, with the number that it shows."""

    devices: tuple[Device, ...]
    amount: Amount | None
    area: str | None = None
    """Name of the room that it is about."""
    state: DeviceState | None = None
    """State of a single thing, where it is about one."""

    @property
    def known(self) -> bool:
        """Return whether there is something to tell: a number, or a state instead of one."""
        return self.amount is not None or self.tells_state

    @property
    def tells_state(self) -> bool:
        """Return whether a state is told in place of a number: a lamp that is off."""
        return (
            self.amount is None
            and self.state is not None
            and is_known(self.state)
            and self.devices[0].domain != "sensor"
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one question."""

    query: Query
    view: HomeView
    states: Mapping[str, DeviceState]

    @property
    def measure(self) -> Measure:
        """Return what is measured."""
        return measure(self.query.measure or "")

    def of(self, targets: Iterable[str]) -> tuple[Figure, ...]:
        """Return the numbers of some targets: one for all, one a room, or one each."""
        devices = self._devices(targets)
        if self.query.aggregate in _TOGETHER:
            return (self._together(devices, None),)
        if not self.query.by_area:
            alone = tuple(self._alone(device) for device in devices)
            return _comparable(alone) if self.query.threshold is not None else alone
        rooms: dict[str | None, list[Device]] = {}
        for device in devices:
            rooms.setdefault(device.area, []).append(device)
        alone = tuple(self._alone(device) for device in rooms.pop(None, ()))
        return tuple(self._together(inside, room) for room, inside in rooms.items()) + alone

    def side(self, targets: Sequence[str]) -> Figure:
        """Return one side of a comparison as one number."""
        devices = self._devices(targets)
        if len(devices) == 1 and not (self.query.by_area and devices[0].area):
            return self._alone(devices[0])
        areas = {device.area for device in devices}
        return self._together(devices, areas.pop() if len(areas) == 1 else None)

    def meets(self, figure: Figure) -> bool:
        """Return whether a number is as it was asked for.

        Without a number to compare with, low is what counts as low for the measure, or what
        says of itself that it is.
        """
        query = self.query
        limit = self.measure.low if query.threshold is None else query.threshold
        if figure.amount is None:
            asks_for_low = query.threshold is None and query.comparison is Comparison.BELOW
            return asks_for_low and figure.state is not None and _is_low(figure)
        value = convert(figure.amount.value, figure.amount.unit, query.unit)
        if value is None or limit is None:
            return False
        match query.comparison:
            case Comparison.ABOVE:
                return value > limit + _EXACT
            case Comparison.BELOW:
                return value < limit - _EXACT
            case Comparison.AT_LEAST:
                return value >= limit - _EXACT
            case Comparison.AT_MOST:
                return value <= limit + _EXACT
            case _:
                return self.alike(value, limit)

    def alike(self, one: float, other: float) -> bool:
        """Return whether two numbers are told alike."""
        digits = _DIGITS if self.measure.digits is None else self.measure.digits
        return round(one, digits) == round(other, digits)

    def _devices(self, targets: Iterable[str]) -> list[Device]:
        return [self.view.anything[each] for each in targets if each in self.view.anything]

    def _alone(self, device: Device) -> Figure:
        """Return the number of one thing."""
        state = self._state(device)
        return Figure((device,), read(device, state, self.measure), state=state)

    def _together(self, devices: Sequence[Device], area: str | None) -> Figure:
        """Return the number that several things make together, in the unit of the first."""
        shown = [read(device, self._state(device), self.measure) for device in devices]
        amounts = [amount for amount in shown if amount is not None]
        if not amounts:
            return Figure(tuple(devices), None, area)
        unit = amounts[0].unit
        values = [convert(each.value, each.unit, unit) for each in amounts]
        numbers = [value for value in values if value is not None]
        total = sum(numbers)
        adds_up = self.measure.adds_up and self.query.aggregate is not Aggregate.MEAN
        value = total if adds_up else total / len(numbers)
        return Figure(tuple(devices), Amount(value, unit), area)

    def _state(self, device: Device) -> DeviceState:
        return self.states.get(device.entity_id) or DeviceState("unavailable")


def numbers(figures: Iterable[Figure]) -> list[tuple[float, Figure]]:
    """Return the figures that have a number, with it in the unit of the first of them."""
    known = [(figure, figure.amount) for figure in figures if figure.amount is not None]
    unit = known[0][1].unit if known else ""
    converted = [(convert(amount.value, amount.unit, unit), figure) for figure, amount in known]
    return [(value, figure) for value, figure in converted if value is not None]


def _comparable(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the figures without those that can have no number, if others have one."""
    numeric = tuple(each for each in figures if each.devices[0].domain != "binary_sensor")
    return numeric or figures


def _is_low(figure: Figure) -> bool:
    """Return whether a thing without a number says that it is low."""
    return figure.state is not None and holds(figure.devices[0], figure.state, "low")
