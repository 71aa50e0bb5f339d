"""What a model is told of the moment of a goal: a habit, and how things are, in a few lines.

Chosen by what the plan of the nearest goal moves: daylight for lights and blinds, the
temperature for what heats, cools or moves the air, who is in the room, the time. All text of
the home in them is a label, a cleaned name or a number, so that no line can hold an instruction.
"""

from collections.abc import Iterator, Sequence, Set as AbstractSet
from datetime import datetime
from typing import Final

from .. import cleaning, measures
from ..evidence import Example
from ..models import Device, HomeView
from ..plan_language import read_command
from ..processing.habits import part_of
from ..readings import is_known

MOST_FACTS: Final = 3
MAX_FACT: Final = 100
"""Characters of a line."""
_LIT: Final = frozenset({"blind", "light"})
_TEMPERED: Final = frozenset({"ac", "fan", "heater", "thermostat"})
"""Kinds for which the temperature of the room matters."""
_PRESENCE: Final = frozenset({"motion", "occupancy", "presence"})
"""Device classes of what tells whether somebody is in a room."""


def facts(example: Example, view: HomeView, now: datetime) -> tuple[str, ...]:
    """Return the lines for the nearest example, most relevant first; none if it is no goal."""
    if example.goal is None:
        return ()
    found = (read_command(text, view) for text in example.plan)
    moved = [device for command in found if command for device in command.devices]
    lines = (*_usual(example.usual, now), *_now(moved, view), f"Time: {now:%A %H:%M}")
    return tuple(line[:MAX_FACT] for line in lines[:MOST_FACTS])


def _usual(strings: Sequence[str], now: datetime) -> Iterator[str]:
    """Yield what is there by habit, as much as fits a line."""
    line = f"Usual in the {part_of(now)}: "
    kept: list[str] = []
    for text in strings:
        if len(line) + len(", ".join([*kept, text])) <= MAX_FACT:
            kept.append(text)
    if kept:
        yield line + ", ".join(kept)


def _now(moved: Sequence[Device], view: HomeView) -> Iterator[str]:
    """Yield how things are that matter for what is moved."""
    kinds = {device.kind for device in moved}
    areas: set[str | None] = {device.area_id for device in moved if device.area_id}
    if kinds & _TEMPERED and (line := _measured("temperature", areas, view)):
        yield line
    if kinds & _LIT and (line := _measured("illuminance", areas, view) or _daylight(view)):
        yield line
    if line := _presence(areas, view):
        yield line


def _measured(name: str, areas: AbstractSet[str | None], view: HomeView) -> str | None:
    """Return what is measured in one of some areas, None if nothing is."""
    wanted = measures.measure(name)
    inside = [each for each in (*view.readings, *view.devices) if each.area_id in areas]
    for device in sorted(inside, key=lambda each: each.entity_id not in view.main_readings):
        if amount := measures.read(device, view.state(device.entity_id), wanted):
            unit = cleaning.state(amount.unit)
            return f"{_place(device)} {name}: {round(amount.value, 1):g} {unit}"
    return None


def _daylight(view: HomeView) -> str | None:
    """Return whether it is light outside, None if nothing tells."""
    for device in view.readings:
        state = view.state(device.entity_id)
        if device.domain == "sun" and is_known(state):
            return f"Outside: {'light' if state.state == 'above_horizon' else 'dark'}"
    return None


def _presence(areas: AbstractSet[str | None], view: HomeView) -> str | None:
    """Return whether somebody is in one of some areas, None if nothing tells."""
    for device in view.readings:
        state = view.state(device.entity_id)
        tells = device.domain == "binary_sensor" and device.device_class in _PRESENCE
        if tells and device.area_id in areas and is_known(state):
            return f"{_place(device)}: {'occupied' if state.state == 'on' else 'nobody seen'}"
    return None


def _place(device: Device) -> str:
    """Return the name of the area of a device."""
    return cleaning.name(device.area or "Home")
