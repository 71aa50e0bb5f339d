"""A house of two floors to understand sentences in, and how its plans are written down.

A step is written `light.h on` or `light.l1 brightness 50`; several are joined by commas.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from custom_components.llm_iot.collection.labels import with_labels
from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import (
    Device,
    DeviceState,
    HomeView,
    Plan,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.resolver import Resolver

NOW: Final = datetime(2026, 5, 4, 13, 0, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Monday, one o'clock in the afternoon."""

DIMS: Final = {"supported_color_modes": ["brightness"]}
COLOURS: Final = {"supported_color_modes": ["color_temp", "rgb"]}
PLAIN: Final = {"supported_color_modes": ["onoff"]}
FAN: Final = {
    "supported_features": 63,
    "percentage": 0,
    "percentage_step": 100 / 3,
    "preset_modes": ["auto", "sleep"],
}
COVER: Final = {"supported_features": 15, "current_position": 0}
HEATING: Final = {
    "supported_features": 401,
    "hvac_modes": ["off", "heat", "auto"],
    "temperature": 20,
    "preset_modes": ["eco", "comfort"],
}
PLAYER: Final = {
    "supported_features": 162749,
    "volume_level": 0.3,
    "is_volume_muted": False,
    "source_list": ["HDMI 1", "Netflix", "Radio"],
}
GROUND: Final = "Ground floor"
FIRST: Final = "First floor"


def device(
    entity_id: str, name: str, kind: str, area: str | None = None, floor: str | None = None
) -> Device:
    """Return a device without a label."""
    area_id = area.lower().replace(" ", "_") if area else None
    return Device(entity_id, name, kind, "", names=(name,), area_id=area_id, area=area, floor=floor)


def home(*items: tuple[Device, str, dict[str, Any]]) -> HomeView:
    """Return a home of devices with their states and attributes."""
    devices = with_labels(item[0] for item in items)
    states = {item[0].entity_id: DeviceState(item[1], item[2]) for item in items}
    areas = {each.area_id: each.area for each in devices if each.area_id and each.area}
    return HomeView(devices, states, areas, 1)


@cache
def house() -> HomeView:
    """Return the house."""
    return home(
        (device("light.kc", "Kitchen ceiling light", "light", "Kitchen", GROUND), "on", DIMS),
        (device("light.kl", "Lamp", "light", "Kitchen", GROUND), "off", DIMS),
        (device("fan.k", "Fan", "fan", "Kitchen", GROUND), "off", FAN),
        (device("switch.kettle", "Kettle", "kettle", "Kitchen", GROUND), "off", {}),
        (device("light.h", "Hall light", "light", "Hall", GROUND), "off", PLAIN),
        (device("lock.front", "Front door", "lock", "Hall", GROUND), "locked", {}),
        (device("light.l1", "Floor lamp", "light", "Living room", GROUND), "on", COLOURS),
        (device("light.l2", "Ceiling light", "light", "Living room", GROUND), "off", DIMS),
        (device("media_player.tv", "TV", "tv", "Living room", GROUND), "playing", PLAYER),
        (device("media_player.sp", "Speaker", "speaker", "Bathroom", FIRST), "off", PLAYER),
        (device("cover.l", "Blinds", "blind", "Living room", GROUND), "closed", COVER),
        (device("climate.l", "Thermostat", "thermostat", "Living room", GROUND), "heat", HEATING),
        (device("light.b", "Bedroom light", "light", "Bedroom", FIRST), "off", COLOURS),
        (device("light.b2", "Reading lamp", "light", "Bedroom", FIRST), "off", DIMS),
        (device("fan.b", "Bedroom fan", "fan", "Bedroom", FIRST), "on", FAN),
        (
            device("cover.b", "Curtains", "blind", "Bedroom", FIRST),
            "open",
            {**COVER, "current_position": 100},
        ),
        (device("light.ba", "Bathroom light", "light", "Bathroom", FIRST), "on", PLAIN),
        (
            device("vacuum.v", "Robby", "vacuum", "Hall", GROUND),
            "docked",
            {"supported_features": 8732},
        ),
        (device("scene.m", "Movie night", "scene"), "unknown", {}),
        (
            device("cover.g", "Garage door", "garage", "Garage", GROUND),
            "closed",
            {"supported_features": 3},
        ),
        (
            device("alarm_control_panel.a", "Alarm", "alarm", "Hall", GROUND),
            "disarmed",
            {"supported_features": 63},
        ),
    )


@cache
def resolver() -> Resolver:
    """Return the resolver that knows the house."""
    made = Resolver(load_lexicon(), load_kinds())
    made.prepare(house())
    return made


def understand(text: str, area_id: str | None = None, before: str = "") -> Plan | None:
    """Return the plan of a sentence in the house, after a turn that did something."""
    context = Context((exchange(before),)) if before else Context()
    return resolver().resolve(Utterance(text, area_id=area_id), house(), context, NOW)


def done(text: str) -> set[str]:
    """Return the steps of a sentence in the house, as they are written down."""
    plan = understand(text)
    assert plan is not None
    return write(plan.steps)


def understand_in(text: str, rooms: HomeView, area_id: str | None = None) -> Plan | None:
    """Return the plan of a sentence in another home, with which a conversation begins."""
    made = Resolver(load_lexicon(), load_kinds())
    return made.resolve(Utterance(text, area_id=area_id), rooms, Context(), NOW)


def exchange(steps: str) -> Exchange:
    """Return a turn that has just carried out steps."""
    return Exchange(Utterance("before"), Plan(Source.RESOLVER, read(steps)), "Done.", NOW)


def read(text: str) -> tuple[Step, ...]:
    """Return steps from how they are written down."""
    return tuple(_read_step(part.split()) for part in text.split(",") if part.strip())


def _read_step(words: list[str]) -> Step:
    target, action, *rest = words
    value = " ".join(rest)
    if not value:
        return Step(target, action)
    return Step(target, action, float(value) if value.replace(".", "").isdecimal() else value)


def write(steps: Iterable[Step]) -> set[str]:
    """Return steps as they are written down, whatever their order."""
    return {
        f"{step.target} {step.action}"
        + (
            ""
            if step.value is None
            else f" {step.value:g}"
            if isinstance(step.value, float)
            else f" {step.value}"
        )
        for step in steps
    }
