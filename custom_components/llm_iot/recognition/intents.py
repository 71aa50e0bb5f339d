"""From a Home Assistant intent to a plan. Plain Python over the table and the view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import capabilities
from ..models import (
    Device,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Query,
    QueryForm,
    Source,
    Step,
)
from ..words import clean_name

_QUESTION = "HassGetState"
_FORMS = {
    "one": QueryForm.STATE,
    "one_yesno": QueryForm.STATE,
    "any": QueryForm.ANY,
    "all": QueryForm.ALL,
    "which": QueryForm.WHICH,
    "how_many": QueryForm.COUNT,
}
_LIGHT_SETTINGS = frozenset({"color", "temperature"})


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent with its slots, as any matcher gives them."""

    name: str
    slots: Mapping[str, Any]
    response: str = ""
    """Which of the intent's responses was meant; for questions their form."""


def to_plan(intent: Intent, view: HomeView, area_id: str | None, source: Source) -> Plan | None:
    """Return the plan of an intent; None if it is not about a device of the view."""
    found = select(intent.slots, view, area_id)
    if not found:
        return None
    if intent.name == _QUESTION:
        targets = tuple(device.entity_id for device in found)
        form = _FORMS.get(intent.response, QueryForm.STATE)
        return Plan(source, queries=(Query(targets, form, _first(intent.slots.get("state"))),))
    if intent.name == "HassLightSet" and _LIGHT_SETTINGS & set(intent.slots):
        return _cannot(found, source)
    steps = []
    for device in found:
        item = capabilities.intent_row(device.domain, intent.name, intent.slots)
        if item is None:
            continue
        slot = next(
            (n.partition(":")[2] for n in item.intents if n.startswith(f"{intent.name}:")), ""
        )
        value = _number(intent.slots.get(slot)) if slot else None
        steps.append(Step(device.entity_id, item.action, value))
    if not steps:
        return _cannot(found, source)
    if "name" in intent.slots and len(steps) > 1:
        labels = ", ".join(view.by_id[step.target].label for step in steps)
        return Plan(source, problems=(Problem(ProblemCode.AMBIGUOUS, labels),))
    return Plan(source, tuple(steps))


def select(slots: Mapping[str, Any], view: HomeView, area_id: str | None) -> list[Device]:
    """Return the devices that the slots of an intent mean.

    Names and places are compared by id and by name, as matchers give either. Of several
    devices with the name asked for, those in the speaker's room are meant.
    """
    found = [device for device in view.devices if _fits(device, slots)]
    if "name" in slots and len(found) > 1:
        here = [device for device in found if area_id and device.area_id == area_id]
        return here or found
    return found


def _fits(device: Device, slots: Mapping[str, Any]) -> bool:
    """Return whether a device has everything that the slots name."""
    name = _first(slots.get("name"))
    if (
        name is not None
        and name != device.entity_id
        and clean_name(name) not in {clean_name(each) for each in device.names}
    ):
        return False
    area, floor = _first(slots.get("area")), _first(slots.get("floor"))
    if area is not None and clean_name(area) not in {
        clean_name(place) for place in (device.area_id, device.area) if place
    }:
        return False
    if floor is not None and clean_name(floor) != clean_name(device.floor or ""):
        return False
    return _one_of(device.domain, slots.get("domain")) and _one_of(
        device.device_class, slots.get("device_class")
    )


def _one_of(value: str | None, wanted: Any) -> bool:
    """Return whether a value is the one, or among those, that a slot names."""
    if wanted is None:
        return True
    return value in (wanted if isinstance(wanted, (list, tuple, set)) else (wanted,))


def _cannot(devices: Iterable[Device], source: Source) -> Plan:
    """Return the plan that says which devices cannot do what was asked."""
    problems = tuple(Problem(ProblemCode.CANNOT, f"the {each.label}") for each in devices)
    return Plan(source, problems=problems[:1])


def _first(value: Any) -> str | None:
    """Return a slot's value as text; the first of several."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else None
    return None if value is None else str(value)


def _number(value: Any) -> float | None:
    """Return a slot's value as a number."""
    try:
        return float(value)
    except TypeError, ValueError:
        return None
