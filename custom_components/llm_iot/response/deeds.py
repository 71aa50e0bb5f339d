"""What has become of devices, in words: "at 40 percent", "2 degrees warmer: now at 21 degrees"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .. import capabilities
from ..capability import Capability
from ..models import (
    Device,
    DeviceState,
    HomeView,
    Step,
)
from ..outcomes import Outcome
from ..parameters import Quantity, Shift
from ..words import clean_name

WITHOUT_VALUE: Final = frozenset({"off", "standby", "closed", "unavailable", "unknown"})
"""States in which a value says nothing."""
_MOVING: Final = frozenset({"opening", "closing"})


@dataclass(frozen=True)
class Deeds:
    """The words of one language for what devices do and are."""

    texts: Mapping[str, Any]

    def became(self, outcome: Outcome, view: HomeView) -> str:
        """Return what a device is after a step, from its own state."""
        step, state = outcome.step, outcome.state
        item = capabilities.row(step.target.partition(".")[0], step.action)
        if item is None or state is None:
            return self.wanted(step, view)
        if item.momentary:
            return str(self.texts["done"].get(step.action, self.texts["momentary"]))
        if item.shift is not None:
            return self._went(step, item.shift, view.state(step.target), state)
        if item.quantity is not None or item.choice is not None:
            return self._set_to(step, item, state)
        said = self.texts["done"].get(step.action) or self.texts["action"].get(step.action)
        return str(said or self.state_word(state.state))

    def wanted(self, step: Step, view: HomeView) -> str:
        """Return the state that a step asks for, which the device has already."""
        item = capabilities.row(step.target.partition(".")[0], step.action)
        state = view.state(step.target)
        if item is None:
            return self.state_word(step.action)
        if item.shift is not None:
            return self.describe(view.by_id[step.target], state)
        if item.quantity is not None or item.choice is not None:
            return self._set_to(step, item, state)
        return str(self.texts["action"].get(step.action) or self.state_word(state.state))

    def describe(self, device: Device, state: DeviceState) -> str:
        """Return the state of a device in words, with its value where it shows one."""
        word = self.state_word(state.state)
        item = capabilities.value_row(device.domain)
        value = item.quantity.read(state) if item and item.quantity else None
        if not item or not item.quantity or not value or state.state in WITHOUT_VALUE:
            return word
        shown = self._at(item.quantity, value, state)
        return f"{word} {shown}" if item.quantity.attribute else shown

    def state_word(self, state: str) -> str:
        """Return the word for a state."""
        return str(self.texts["state"].get(state, clean_name(state.replace("_", " "))))

    def _set_to(self, step: Step, item: Capability, state: DeviceState) -> str:
        """Return the value that was set, or the state that it came to."""
        if item.choice is not None and isinstance(step.value, str):
            word = item.choice.spoken(step.value)
            phrase = self._phrase("set", step) or str(self.texts["chosen"])
            return phrase.format(value=word or self.texts["unnamed"])
        if item.quantity is None or not isinstance(step.value, (int, float)):
            return self.state_word(state.state)
        if not step.value and _is_off(state):
            return self.state_word(state.state)
        amount = self._amount(item.quantity, step.value, state)
        if state.state in _MOVING and item.part == "position":
            moving = self.state_word(state.state)
            return str(self.texts["moving"].format(state=moving, amount=amount))
        if phrase := self._phrase("set", step):
            return phrase.format(amount=amount)
        return self._at(item.quantity, step.value, state)

    def _went(self, step: Step, shift: Shift, before: DeviceState, after: DeviceState) -> str:
        """Return which way a device went, how far if that was asked for, and where it is now."""
        quantity, way = shift.quantity, self._phrase("way", step) or step.action
        start, end = quantity.read(before), quantity.read(after)
        if end is None:
            return way
        now = self._at(quantity, end, after)
        if step.value is None or start is None:
            return str(self.texts["went"].format(way=way, now=now))
        amount = self._amount(quantity, round(abs(end - start), 2), after)
        return str(self.texts["went_by"].format(amount=amount, way=way, now=now))

    def _phrase(self, group: str, step: Step) -> str:
        """Return the phrase for an action, of the domain by itself where there is one."""
        domain = step.target.partition(".")[0]
        phrases = self.texts[group]
        return str(phrases.get(f"{domain}.{step.action}") or phrases.get(step.action) or "")

    def _at(self, quantity: Quantity, value: float, state: DeviceState) -> str:
        """Return "at 40 percent"."""
        return str(self.texts["at"].format(amount=self._amount(quantity, value, state)))

    def _amount(self, quantity: Quantity, value: float, state: DeviceState) -> str:
        """Return "40 percent", in the unit that the device counts in."""
        unit = quantity.unit_of(state)
        forms = self.texts["amount"].get(unit)
        if forms is None:
            return f"{value:g} {clean_name(unit)}".strip()
        return str(forms["one" if value == 1 else "many"].format(value=f"{value:g}"))


def _is_off(state: DeviceState) -> bool:
    return state.state in WITHOUT_VALUE
