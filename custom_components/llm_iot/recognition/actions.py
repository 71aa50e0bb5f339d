"""From a verb and a value to the steps of one device, through the capability table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from .. import capabilities
from ..capability import Capability
from ..models import Device, HomeView, Step
from ..parameters import NotTakenError
from ..spans import written
from .amounts import LEVELS, degrees, speed
from .lexicon import Lexicon
from .values import NO_MANNER, Manner, Sort, Value

SET: Final = "set"
_OFF: Final = "off"
_FEW_DEGREES: Final = 5
"""Degrees up to which "up 3 degrees" says how far and not where to."""
_FEW: Final = 25
"""Number up to which "volume up 20" says how far; a greater one can be either."""
_LEAST_KELVIN: Final = 1000.0
"""A number from which on it is the colour temperature of a light."""
_ALL: Final = 100.0
_LEAST: Final = 1.0
"""What "minimum" stands for."""
_MOVED: Final = frozenset({"cover", "valve"})
_WAYS: Final = {_LEAST: "close", _ALL: "open"}
"""What something that is moved does all the way."""
_COUNTING: Final = frozenset({"number", "input_number"})
"""Domains whose values have a unit of their own."""


class UnclearActionError(ValueError):
    """The words can mean several things, or nothing that is known."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be done, in the words of a language's `actions.json`."""

    sense: str
    manner: Manner = NO_MANNER

    @property
    def direction_sense(self) -> str:
        """Return the sense that says the direction: "brighter" in "make it brighter"."""
        return self.manner.relative or self.sense


@dataclass(frozen=True)
class Actions:
    """Knows what the verbs of a language do to devices."""

    lexicon: Lexicon

    @cached_property
    def _words(self) -> Mapping[str, Any]:
        return self.lexicon.file("actions")

    @cached_property
    def _senses(self) -> dict[str, dict[str, list[str]]]:
        senses: dict[str, dict[str, list[str]]] = self._words["senses"]
        return senses

    @cached_property
    def _attributes(self) -> dict[str, dict[str, str]]:
        attributes: dict[str, dict[str, str]] = self._words["attributes"]
        return attributes

    def data(self, name: str) -> dict[str, list[str]]:
        """Return one of the smaller tables of the language."""
        table: dict[str, list[str]] = self._words[name]
        return table

    @cached_property
    def binding(self) -> dict[str, dict[str, list[str]]]:
        """Return by verb what it means by domain, for verbs that mean nothing else."""
        return {sense: self._senses.get(sense, {}) for sense in self._words["binding"]}

    def direction(self, sense: str) -> int:
        """Return 1 or -1 for a sense that goes up or down, 0 for another."""
        return int(self._words["relative"].get(sense, 0))

    def settles(self, step: Step) -> bool:
        """Return whether doing this to the only device that is not so is no guess."""
        return step.action in self._words["settles"]

    def contrary(self, sense: str) -> dict[str, list[str]]:
        """Return by domain what goes the other way than a sense, as far as anything does."""
        return {
            domain: [back for name in names if (back := self.opposite(name))]
            for domain, names in self._senses.get(sense, {}).items()
        }

    def is_bent(self, step: Step, view: HomeView) -> bool:
        """Return whether another number is sent than the one that was said: 100 for 2846."""
        item = capabilities.row(step.target.partition(".")[0], step.action)
        if item is None or item.quantity is None or not isinstance(step.value, (int, float)):
            return False
        low, high = item.quantity.bounds(view.state(step.target))
        return item.quantity.clamps and not low <= step.value <= high

    def opposite(self, action: str) -> str | None:
        """Return what takes an action back, None if nothing is known to."""
        found: str | None = self._words["opposites"].get(action)
        return found

    def domains(self, action: Action) -> tuple[str, ...]:
        """Return the domains that an action means where no device is named, best first."""
        manner = action.manner
        if manner.attribute:
            return tuple(self._attributes[manner.attribute])
        for value in manner.values:
            if value.sort in {Sort.DEGREES, Sort.CELSIUS, Sort.FAHRENHEIT}:
                return ("climate",)
            if value.sort is Sort.BARE and action.sense == SET and not manner.relative:
                return ("climate",)  # "make it 22 in the nursery"
            if value.sort in {Sort.COLOUR, Sort.WHITE, Sort.KELVIN}:
                return ("light",)
        return tuple(self.data("implied").get(action.direction_sense, ()))

    def steps(self, action: Action, device: Device, view: HomeView) -> tuple[Step, ...]:
        """Return the steps of an action on one device; none if it can do no such thing.

        Raises UnclearActionError where the words do not say what is meant.
        """
        manner = action.manner
        if manner.attribute and device.domain not in self._attributes[manner.attribute]:
            return ()
        if not manner.values:
            step = self._plain(action, device, view)
            begins = self._begun(action, device, view) if step else None
            return tuple(dict.fromkeys(filter(None, (begins, step))))
        if action.sense not in self._words["value_senses"]:
            raise UnclearActionError
        values = _of_light(manner.values) if device.domain == "light" else manner.values
        steps = [self._valued(action, value, device, view) for value in values]
        found = tuple(step for step in steps if step) if all(steps) else ()
        begins = self._begun(action, device, view) if found else None
        return (begins, *found) if begins else found

    def _begun(self, action: Action, device: Device, view: HomeView) -> Step | None:
        """Return what starts a device that is off and that a value alone does not start.

        Who turns a radiator up wants it warm; one that is off takes the 21 and stays off.
        """
        starting = self._words["starting"].get(device.domain, {})
        if action.sense not in starting or view.state(device.entity_id).state != _OFF:
            return None
        item = self._first(device, starting[action.sense], view)
        return Step(device.entity_id, item.action) if item else None

    def _plain(self, action: Action, device: Device, view: HomeView) -> Step | None:
        """Return the step of an action without a value."""
        sense = action.direction_sense
        manner = action.manner
        if sense not in self._senses:
            raise UnclearActionError
        by_domain = self._senses[sense]
        names = by_domain.get(device.domain, by_domain.get("*", []))
        state = view.state(device.entity_id).state
        names = self._words["from_states"].get(sense, {}).get(f"{device.domain}.{state}", names)
        openings: dict[str, str] = self._words["openings"]
        gradual = manner.relative or manner.factor is not None
        if device.domain in {"cover", "valve"} and gradual and sense in openings:
            names = [openings[sense]]
        if manner.attribute:
            special = self._words["attribute_senses"].get(manner.attribute, {})
            names = special.get(sense, names)
        item = self._first(device, names, view)
        if item is None:
            return None
        if manner.factor is not None and not item.relative:
            raise UnclearActionError
        return Step(device.entity_id, item.action, self._amount(item, manner, device, view))

    def _amount(
        self, item: Capability, manner: Manner, device: Device, view: HomeView
    ) -> float | None:
        """Return how far a relative action goes; None for its usual step."""
        if item.shift is None or manner.factor in {None, 1.0}:
            return None
        usual = item.shift.amount(None, view.state(device.entity_id))
        return round(usual * (manner.factor or 1.0), 2)

    def _valued(self, action: Action, value: Value, device: Device, view: HomeView) -> Step | None:
        """Return the step that one value asks for, None if the device takes no such value."""
        if device.domain == "climate" and self._is_of_its_fan(action, value):
            return self.own_word(action.manner.attribute, value.text, device, view)
        if value.sort in {Sort.COLOUR, Sort.WHITE, Sort.CHOICE}:
            return self._chosen(action, value, device, view)
        if value.ends and (ranged := self._first(device, ["range"], view)):
            unit = view.state(device.entity_id).temperature_unit
            low, high = (degrees(replace(value, number=each), unit) for each in value.ends)
            return Step(device.entity_id, ranged.action, written(low, high))
        item = self._quantity(action, value, device, view)
        if item is None or item.quantity is None:
            return self._whole(value, device)
        if self._is_shift(action, value, item):
            return self._shifted(action, value, device, view)
        way = _WAYS.get(value.number) if item.domain in _MOVED and value.share else None
        if way and self.opposite(action.sense) != way:  # "open it the least bit"
            whole = self._first(device, [way], view)
            return Step(device.entity_id, whole.action) if whole else None
        number = self._absolute(action, value, item, device, view)
        return Step(device.entity_id, item.action, number)

    def _is_of_its_fan(self, action: Action, value: Value) -> bool:
        """Return whether a word is said of the fan of a thermostat: "AC fan on low", "to auto"."""
        attribute = action.manner.attribute
        chosen = value.sort is Sort.CHOICE and attribute == "speed"
        return chosen or (value.sort is Sort.SPEED and attribute is not None)

    def _whole(self, value: Value, device: Device) -> Step | None:
        """Return the step of all or nothing on a light that can only be on or off."""
        action = {_ALL: "on", 0.0: "off"}.get(value.number)
        if device.domain != "light" or value.sort is not Sort.PERCENT or value.by or not action:
            return None
        return Step(device.entity_id, action)

    def _chosen(self, action: Action, value: Value, device: Device, view: HomeView) -> Step | None:
        """Return the step of a colour, a white or a word of the device's own."""
        if action.manner.factor is not None or action.manner.relative:
            raise UnclearActionError
        name = {Sort.COLOUR: "colour", Sort.WHITE: "kelvin"}.get(value.sort, value.text)
        item = self._first(device, [name], view)
        if item is None:
            return None
        if value.sort is Sort.CHOICE:
            return Step(device.entity_id, item.action)
        return Step(device.entity_id, item.action, value.text)

    def _quantity(
        self, action: Action, value: Value, device: Device, view: HomeView
    ) -> Capability | None:
        """Return the row that takes a number of some unit."""
        attribute = action.manner.attribute
        if value.sort is Sort.KELVIN:
            return self._first(device, ["kelvin"], view)
        if attribute:
            told = self._words["measured_by"].get(attribute, attribute)  # "music to 20"
            item = self._first(device, [self._attributes[told][device.domain]], view)
        else:
            usual = capabilities.value_row(device.domain)
            item = usual and self._first(device, [usual.action], view)
        if item is None or item.quantity is None:
            return None
        if action.sense in {"warm", "heat", "cool"} and item.quantity.unit != "°":
            return None  # no lamp is warmed up to 22
        return item if _unit_fits(item, value) else None

    def _is_shift(self, action: Action, value: Value, item: Capability) -> bool:
        """Return whether a number says how far to go rather than where to.

        Raises UnclearActionError where it can be either.
        """
        direction = self.direction(action.direction_sense)
        if value.sort is Sort.SPEED:
            return bool(direction) and item.domain != "fan"  # "turn the lights down low"
        if value.by or value.sort is Sort.STEPS:
            if not direction:
                raise UnclearActionError
            return True
        if value.to or not direction:
            return False
        if action.manner.relative:
            return True
        if action.sense in {"dim", "brighten"} or self._is_share_of_way(action, value, item):
            return False
        if item.quantity and item.quantity.unit == "°":
            return value.number <= _FEW_DEGREES
        if value.sort is Sort.BARE and value.number > _FEW and item.domain not in _COUNTING:
            raise UnclearActionError
        return True

    def _is_share_of_way(self, action: Action, value: Value, item: Capability) -> bool:
        """Return whether a value is a part of the whole way: "open 30 percent", "a third down".

        "Down 30 percent" is from where it is now.
        """
        if item.domain in _MOVED:
            return value.share or action.sense not in {"raise", "lower"}
        return value.share and (action.sense == "raise" or value.number in {_LEAST, _ALL})

    def _shifted(self, action: Action, value: Value, device: Device, view: HomeView) -> Step | None:
        """Return the step that goes some way up or down."""
        up = self.direction(action.direction_sense) > 0
        item = self._first(device, ["up" if up else "down"], view)
        if item is None or item.shift is None:
            return None
        if value.sort is Sort.SPEED:
            return Step(device.entity_id, item.action)
        state, quantity = view.state(device.entity_id), item.shift.quantity
        number = value.number
        if value.sort is Sort.STEPS:
            number = round(item.shift.amount(None, state) * number, 2)
        elif value.sort is Sort.BARE and device.domain == "fan":
            number = speed(number, quantity.grid(state))
        elif value.share:
            number = _share(number, quantity.read(state), quantity.unit)
        return Step(device.entity_id, item.action, number)

    def _absolute(
        self, action: Action, value: Value, item: Capability, device: Device, view: HomeView
    ) -> float:
        """Return a value in the unit of the device."""
        number = value.number
        if value.sort is Sort.SPEED:
            levels = LEVELS.get(device.domain, {})
            if value.text not in levels:
                raise UnclearActionError
            return levels[value.text]
        if value.sort is Sort.CLOSED:
            return 100 - number
        if item.domain in {"cover", "valve"} and action.sense in {"close", "lower"}:
            if action.sense == "lower" and value.to:
                return number
            if not value.share and number not in {50.0, 100.0}:
                raise UnclearActionError
            return 100 - number
        state = view.state(device.entity_id)
        if item.quantity and item.quantity.unit == "°":
            return degrees(value, state.temperature_unit)
        if device.domain == "fan" and item.quantity and value.sort is Sort.BARE:
            return speed(number, item.quantity.grid(state))
        return number

    def _first(self, device: Device, names: Iterable[str], view: HomeView) -> Capability | None:
        """Return the first of some actions that a device supports."""
        attributes = view.state(device.entity_id).attributes
        for name in names:
            item = capabilities.row(device.domain, name)
            if item is not None and item.supported(attributes):
                return item
        return None

    def own_word(
        self, attribute: str | None, said: str, device: Device, view: HomeView
    ) -> Step | None:
        """Return the step that sets one of a device's own words, such as a source or a mode."""
        state = view.state(device.entity_id)
        for item in self._choices(attribute, device):
            if item.choice is None or not item.supported(state.attributes):
                continue
            try:
                return Step(device.entity_id, item.action, item.choice.fit(said, state))
            except NotTakenError:
                continue
        return None

    def _choices(self, attribute: str | None, device: Device) -> Iterator[Capability]:
        """Return the rows of a device that take a word."""
        name = self._attributes[attribute].get(device.domain) if attribute else None
        for item in capabilities.rows(device.domain):
            if item.choice is None or item.action == "colour":
                continue
            if name is None or item.action == name or attribute == "mode":
                yield item


def _of_light(values: Sequence[Value]) -> Sequence[Value]:
    """Return values with a number that is no brightness as kelvin: "a warm 2700".

    A white that is said with it is the same: "a warm 2700 kelvin".
    """
    bare = next((each for each in values if each.sort is Sort.BARE), None)
    if bare is not None and bare.number >= _LEAST_KELVIN:
        others = [each for each in values if each is not bare]
        values = [*others, replace(bare, sort=Sort.KELVIN)]
    told = any(each.sort is Sort.KELVIN for each in values)
    return [each for each in values if not (told and each.sort is Sort.WHITE)]


def _unit_fits(item: Capability, value: Value) -> bool:
    """Return whether a row takes numbers of a unit."""
    unit = item.quantity.unit if item.quantity else ""
    if value.sort in {Sort.BARE, Sort.STEPS}:
        return True
    if value.sort is Sort.OWN:
        return item.domain in _COUNTING
    if value.sort in {Sort.DEGREES, Sort.CELSIUS, Sort.FAHRENHEIT}:
        return unit in {"°", ""}
    return unit in {"%", ""}


def _share(percent: float, now: float | None, unit: str) -> float:
    """Return how far "down by a third" goes from a value.

    Raises UnclearActionError where nothing is a third of it.
    """
    if not now or unit == "°":
        raise UnclearActionError
    return round(now * percent / _ALL, 2)
