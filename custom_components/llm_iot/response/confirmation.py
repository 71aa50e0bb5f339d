"""The question before a plan: composed from its steps, so that a yes is a yes to all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
import math
from typing import Final

from .. import capabilities
from ..capability import Capability
from ..dialogue import PendingKind
from ..models import (
    Deferred,
    Device,
    HomeView,
    Plan,
    Step,
    Value,
)
from ..outcomes import Decision, Verdict
from ..words import clean_name
from .pin import PinCheck
from .reply import Speaker

_NAMED: Final = 3
"""Most devices that are named one by one; more are counted, unless they are critical."""
_MINUTE: Final = 60


def question(  # noqa: PLR0913  # all that a question is made of
    plan: Plan,
    verdicts: Sequence[Verdict],
    view: HomeView,
    kind: PendingKind,
    speaker: Speaker,
    *,
    now: datetime | None = None,
) -> str:
    """Return the sentence that asks for a yes, or for the PIN.

    `now` is an aware time: what is due on another day is told with its date.
    """
    words = _Words(speaker, view)
    asked = [each.step for each in verdicts if each.decision is Decision.NEEDS_CONFIRMATION]
    others = [each.step for each in verdicts if each.decision is Decision.ACCEPT]
    actions = [*words.actions(asked, by_name=True), *words.actions(others)]
    for later in plan.deferred:
        actions += words.later(later, now)
    return str(speaker.texts["confirm"][kind.value].format(actions=speaker.together(actions)))


def spoken_actions(steps: Iterable[Step], view: HomeView, speaker: Speaker) -> list[str]:
    """Return what steps do, a phrase for each thing that is done: "turn off the lamp"."""
    return _Words(speaker, view).actions(steps, by_name=True)


def refusal(check: PinCheck, speaker: Speaker) -> str:
    """Return what is said to a try that was not the PIN."""
    texts = speaker.texts["pin"]
    seconds = math.ceil(check.wait.total_seconds())
    unit, number = (
        ("minutes", math.ceil(seconds / _MINUTE)) if seconds > _MINUTE else ("seconds", seconds)
    )
    return str(texts[check.result.value].format(wait=texts[unit].format(number=number)))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language for the steps of a plan in one home."""

    speaker: Speaker
    view: HomeView

    def actions(self, steps: Iterable[Step], *, by_name: bool = False) -> list[str]:
        """Return "turn off the lamp and the fan", a phrase for each thing that is done."""
        grouped: dict[tuple[str, str, str], list[Device]] = {}
        for step in steps:
            if device := self.view.by_id.get(step.target):
                devices = grouped.setdefault(self._what(step), [])
                if device not in devices:
                    devices.append(device)
        return [self._phrase(*what, devices, by_name=by_name) for what, devices in grouped.items()]

    def later(self, later: Deferred, now: datetime | None) -> list[str]:
        """Return the phrases of what is due later, each with its time."""
        texts = self.speaker.texts["confirm"]
        if later.restore:
            targets = dict.fromkeys(step.target for step in later.steps)
            devices = [self.view.by_id[each] for each in targets if each in self.view.by_id]
            actions = [texts["do"]["restore"].format(device=self.speaker.the(devices))]
        else:
            actions = self.actions(later.steps, by_name=True)
        other_day = now is not None and later.due.date() != now.astimezone(later.due.tzinfo).date()
        text = texts["other_day" if other_day else "today"]
        day, time = f"{later.due:%d %B}".lstrip("0"), f"{later.due:%H:%M}"
        return [text.format(action=action, day=day, time=time) for action in actions]

    def _what(self, step: Step) -> tuple[str, str, str]:
        """Return what is done in a step: pattern of the phrase, action, value in words."""
        texts = self.speaker.texts["confirm"]
        item = capabilities.row(step.target.partition(".")[0], step.action)
        key = step.action
        if item is not None and item.momentary:
            key = "start"
        elif item is not None and item.quantity is not None:
            key = "set" if item is capabilities.value_row(item.domain) else "set_other"
        elif item is not None and item.choice is not None:
            key = "set_other"
        pattern = texts["do"].get(key, texts["other"])
        return pattern, step.action.replace("_", " "), self._value(step.value, item)

    def _phrase(
        self, pattern: str, action: str, value: str, devices: Sequence[Device], *, by_name: bool
    ) -> str:
        """Return what is done to devices."""
        counted = len(devices) > _NAMED and not by_name
        listed = self._count(devices) if counted else self.speaker.the(devices)
        return pattern.format(device=listed, action=action, value=value)

    def _count(self, devices: Sequence[Device]) -> str:
        """Return "14 devices on the ground floor"."""
        texts = self.speaker.texts["confirm"]
        areas, floors = {each.area for each in devices}, {each.floor for each in devices}
        if len(areas) == 1 and None not in areas:
            place = texts["in_area"].format(place=clean_name(areas.pop() or ""))
        elif len(floors) == 1 and None not in floors:
            name = clean_name(floors.pop() or "")
            is_floor = texts["floor_word"] in name.split()
            place = texts["on_floor" if is_floor else "in_place"].format(place=name)
        else:
            place = texts["in_rooms"].format(number=len(areas)) if len(areas) > 1 else ""
        return str(texts["devices"].format(number=len(devices), place=place)).strip()

    def _value(self, value: Value | None, item: Capability | None) -> str:
        """Return "to 40 percent"."""
        texts = self.speaker.texts["confirm"]["to"]
        if value is None:
            return ""
        if isinstance(value, str):
            return str(texts[""].format(value=clean_name(value)))
        unit = item.quantity.unit if item and item.quantity else ""
        return str(texts.get(unit, texts[""]).format(value=f"{value:g}"))
