"""Homes for tests of the plain stages."""

from typing import Any

from custom_components.llm_iot.collection.labels import with_labels
from custom_components.llm_iot.models import Device, DeviceState, HomeView

FAN = {"supported_features": 49, "percentage": 0, "percentage_step": 100 / 3}
DIMMABLE = {"supported_color_modes": ["brightness"]}


def device(entity_id: str, name: str, kind: str, area: str | None = None) -> Device:
    """Return a device without a label."""
    area_id = area.lower().replace(" ", "_") if area else None
    return Device(entity_id, name, kind, "", names=(name,), area_id=area_id, area=area)


def view(*items: tuple[Device, str, dict[str, Any]]) -> HomeView:
    """Return a home of devices with their states and attributes."""
    devices = with_labels(item[0] for item in items)
    states = {item[0].entity_id: DeviceState(item[1], item[2]) for item in items}
    areas = {d.area_id: d.area for d in devices if d.area_id and d.area}
    return HomeView(devices, states, areas)


def paper_home(light: str = "off", fan: str = "off", tv: str = "off") -> HomeView:
    """Return the paper's home: a light, a fan of three speeds and a TV on relays."""
    return view(
        (device("light.light", "Light", "light"), light, {"supported_color_modes": ["onoff"]}),
        (device("fan.fan", "Fan", "fan"), fan, {**FAN, "percentage": 100 if fan == "on" else 0}),
        (device("switch.tv", "TV", "tv"), tv, {}),
    )


def two_rooms() -> HomeView:
    """Return a home with two equal lamps, a lock and a garage door."""
    return view(
        (device("light.k", "Lamp", "light", "Kitchen"), "on", {**DIMMABLE, "brightness": 128}),
        (device("light.h", "Lamp", "light", "Hall"), "off", DIMMABLE),
        (device("lock.front", "Front door", "lock", "Hall"), "locked", {}),
        (device("cover.garage", "Garage", "garage"), "closed", {"supported_features": 3}),
    )
