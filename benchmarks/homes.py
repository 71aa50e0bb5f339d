"""Homes to measure with: the paper's room, and large homes made from a seed.

They give views as `collection.home.Home` does: devices are worked out once, states are
copied at each look.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from custom_components.llm_iot.collection.labels import kind_of, with_labels
from custom_components.llm_iot.kinds import Kinds
from custom_components.llm_iot.models import Device, DeviceState, HomeView

FLOORS: Final = {
    "Ground floor": (
        "Kitchen", "Living room", "Dining room", "Hall", "Porch", "Pantry", "Laundry room",
        "Utility room", "Cloakroom", "Playroom", "Garage", "Workshop", "Patio", "Garden",
        "Sunroom", "Snug",
    ),
    "First floor": (
        "Bedroom", "Master bedroom", "Nursery", "Guest bedroom", "Teenager's room", "Bathroom",
        "En suite", "Shower room", "Landing", "Study", "Library", "Dressing room", "Balcony",
        "Linen cupboard",
    ),
    "Top floor": (
        "Loft", "Studio", "Games room", "Home cinema", "Gym", "Spare room", "Box room",
        "Roof terrace", "Server room", "Attic stairs",
    ),
}  # fmt: skip
"""Area names by the name of their floor."""


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of entity, and how it looks in a home."""

    domain: str
    share: int
    """How many of 25 entities are of this sort."""
    names: tuple[str, ...]
    states: tuple[str, ...] = ("on", "off")
    attributes: Mapping[str, Any] = field(default_factory=dict)
    device_class: str | None = None


_SORTS: Final = (
    _Sort(
        "light",
        8,
        ("Ceiling light", "Lamp", "Floor lamp", "Spotlights", "Reading light", "Wall light"),
        attributes={"supported_color_modes": ["brightness"], "brightness": 128},
    ),
    _Sort(
        "light",
        2,
        ("Cupboard light", "Mirror light"),
        attributes={"supported_color_modes": ["onoff"]},
    ),
    _Sort(
        "fan",
        2,
        ("Fan", "Ceiling fan", "Extractor"),
        attributes={"supported_features": 49, "percentage": 33, "percentage_step": 100 / 3},
    ),
    _Sort("switch", 4, ("Heater", "Kettle", "Socket", "Desk lamp", "TV", "Charger", "Humidifier")),
    _Sort(
        "cover",
        3,
        ("Blind", "Left blind", "Right blind", "Curtains"),
        ("open", "closed"),
        {"supported_features": 15, "current_position": 50},
        "blind",
    ),
    _Sort(
        "climate",
        1,
        ("Thermostat", "Air conditioner"),
        ("heat", "off"),
        {"supported_features": 385, "hvac_modes": ["off", "heat", "auto"], "temperature": 20},
    ),
    _Sort(
        "media_player",
        2,
        ("Speaker", "TV", "Radio"),
        ("playing", "paused", "off"),
        {"supported_features": 152461, "volume_level": 0.3, "is_volume_muted": False},
    ),
    _Sort("lock", 1, ("Door", "Window lock"), ("locked", "unlocked")),
    _Sort("scene", 1, ("Relax", "Bright", "Evening", "Reading"), ("unknown",)),
    _Sort("script", 1, ("Good night", "Air the room", "Wake up"), ("off",)),
)
_WITH_ROOM: Final = 0.5
"""Share of the entities that carry their room in their name."""
_WITH_ALIAS: Final = 0.1


@dataclass(frozen=True)
class MeasuredHome:
    """A home whose registries never change."""

    devices: tuple[Device, ...]
    """Without labels where they are still to be worked out."""
    states: Mapping[str, DeviceState]
    """What a state machine would hold."""
    areas: Mapping[str, str]

    def view(self) -> HomeView:
        """Return the home as it is now, with as much work as Home Assistant makes of it."""
        states = {}
        for device in self.devices:
            if state := self.states.get(device.entity_id):
                states[device.entity_id] = DeviceState(state.state, state.attributes)
        return HomeView(self.devices, states, self.areas, 1)


def paper_home() -> MeasuredHome:
    """Return the room of the paper: a light, a fan of three speeds and a TV on relays."""
    fan = {"supported_features": 49, "percentage": 0, "percentage_step": 100 / 3}
    devices = (
        Device("light.light", "Light", "light", "", ("Light",)),
        Device("fan.fan", "Fan", "fan", "", ("Fan",)),
        Device("switch.tv", "TV", "tv", "", ("TV",)),
    )
    states = {
        "light.light": DeviceState("off", {"supported_color_modes": ["onoff"]}),
        "fan.fan": DeviceState("off", fan),
        "switch.tv": DeviceState("off"),
    }
    return MeasuredHome(with_labels(devices), states, {})


def large_home(kinds: Kinds, entities: int = 1000, seed: int = 1) -> MeasuredHome:
    """Return a home of 40 areas on three floors, the same one for the same seed."""
    made = list(_entities(kinds, entities, np.random.default_rng(seed)))
    devices = with_labels(sorted((d for d, _ in made), key=lambda d: (d.area or "", d.entity_id)))
    states = {device.entity_id: state for device, state in made}
    areas = {_area_id(area): area for areas in FLOORS.values() for area in areas}
    return MeasuredHome(devices, states, areas)


def _entities(
    kinds: Kinds, count: int, random: np.random.Generator
) -> Iterator[tuple[Device, DeviceState]]:
    """Return entities with their states, spread evenly over the areas."""
    rooms = [(area, floor) for floor, areas in FLOORS.items() for area in areas]
    sorts = [sort for sort in _SORTS for _ in range(sort.share)]
    for number in range(count):
        area, floor = rooms[number % len(rooms)]
        sort = sorts[number // len(rooms) % len(sorts)]
        name = str(random.choice(sort.names))
        if random.random() < _WITH_ROOM:
            name = f"{area} {name.lower()}"
        names = (name, f"{name} {number}") if random.random() < _WITH_ALIAS else (name,)
        device = Device(
            entity_id=f"{sort.domain}.entity_{number}",
            name=name,
            kind=kind_of(kinds, sort.domain, sort.device_class, names),
            label="",
            names=names,
            device_class=sort.device_class,
            area_id=_area_id(area),
            area=area,
            floor=floor,
        )
        yield device, DeviceState(str(random.choice(sort.states)), sort.attributes)


def _area_id(area: str) -> str:
    return area.lower().replace(" ", "_")
