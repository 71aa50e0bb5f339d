"""From a Home Assistant intent to a plan. Plain Python over the table and the view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import capabilities, cleaning
from ..capability import Capability, Risk
from ..models import Device, HomeView, Plan, Problem, ProblemCode, Source, Step, Value
from ..queries import Query, QueryForm
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
_TARGETING = frozenset({"name", "area", "floor", "domain", "device_class"})
_WHAT = frozenset({"name", "domain", "device_class"})
"""Slots that say what is meant; the others say where."""
_POWER = frozenset({"on", "off"})


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent with its slots, as any matcher gives them."""

    name: str
    slots: Mapping[str, Any]
    response: str = ""
    """Which of the intent's responses was meant; for questions their form."""


def to_plan(intent: Intent, view: HomeView, area_id: str | None, source: Source) -> Plan | None:
    """Return the plan of an intent; None if it is not about a device of the view."""
    if intent.name == _QUESTION:
        return _to_query(intent, select(intent.slots, view, area_id), source)
    if intent.name not in capabilities.INTENTS:
        return None
    found = select(intent.slots, view, area_id)
    if not _TARGETING & set(intent.slots):
        found = _without_target(intent, found, view, area_id)
    if not found:
        return None
    steps = {device: each for device in found if (each := _steps(device, intent, view))}
    if not steps:
        return _problem(ProblemCode.CANNOT, found, source)
    if len(steps) > 1 and ("name" in intent.slots or not _TARGETING & set(intent.slots)):
        return _problem(ProblemCode.AMBIGUOUS, steps, source)
    return Plan(source, tuple(step for each in steps.values() for step in each))


def select(slots: Mapping[str, Any], view: HomeView, area_id: str | None) -> list[Device]:
    """Return the devices that the slots of an intent mean.

    Names and places are compared by id and by name, as matchers give either. Of several
    devices with the name asked for, those in the speaker's room are meant.
    """
    places = {
        slot: view.place_aliases.get(cleaning.name(slots[slot]), slots[slot])
        for slot in ("area", "floor")
        if isinstance(slots.get(slot), str)
    }
    found = [device for device in view.devices if _fits(device, {**slots, **places})]
    return _here(found, area_id) if "name" in slots else found


def _here(devices: list[Device], area_id: str | None) -> list[Device]:
    """Return those in the speaker's room, all where there is none."""
    here = [device for device in devices if area_id and device.area_id == area_id]
    return here or devices


def _without_target(
    intent: Intent, devices: list[Device], view: HomeView, area_id: str | None
) -> list[Device]:
    """Return the devices that a command without any target can mean ("set it to 20 degrees")."""
    return _here([device for device in devices if _steps(device, intent, view)], area_id)


def _steps(device: Device, intent: Intent, view: HomeView) -> tuple[Step, ...]:
    """Return what an intent does to a device, nothing if it cannot do that.

    "Everything on" is said of what has a switch: no door opens for it and no lock locks. A
    device that is away tells of no abilities; that it is away is found out later.
    """
    state = view.state(device.entity_id)
    by_place = not _WHAT & set(intent.slots)
    return tuple(
        Step(device.entity_id, item.action, _value(value, item))
        for item, value in capabilities.intent_rows(device.domain, intent.name, intent.slots)
        if (_is_of_place(item) or not by_place)
        and (item.supported(state.attributes) or not state.available)
    )


def _is_of_place(item: Capability) -> bool:
    """Return whether an action can be meant by a place alone."""
    power = {"HassTurnOn", "HassTurnOff"} & set(item.intents)
    plain = item.action in _POWER and item.risk is Risk.HARMLESS and not item.momentary
    return plain or not power


def _to_query(intent: Intent, found: list[Device], source: Source) -> Plan | None:
    """Return the question that an intent asks about devices, None without any."""
    if not found:
        return None
    targets = tuple(device.entity_id for device in found)
    form = _FORMS.get(intent.response, QueryForm.STATE)
    return Plan(source, queries=(Query(targets, form, _first(intent.slots.get("state"))),))


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


def _problem(code: ProblemCode, devices: Iterable[Device], source: Source) -> Plan:
    """Return the plan that says which devices stand in the way."""
    targets = tuple(device.entity_id for device in devices)
    return Plan(source, problems=(Problem(code, targets=targets),))


def _first(value: Any) -> str | None:
    """Return a slot's value as text; the first of several."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else None
    return None if value is None else str(value)


def _value(value: Any, item: Capability) -> Value | None:
    """Return a slot's value as the row takes it: a word for a choice, else a number."""
    if value is None or item.choice is not None:
        return _first(value)
    try:
        return float(value)
    except TypeError, ValueError:
        return str(value)
