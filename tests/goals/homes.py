"""Three places of our own: a bungalow, an office with a lab, and a flat of a student."""

from typing import Any

from custom_components.llm_iot.models import HomeView
from tests.homes import DIMMABLE, device, view

FAN = {"supported_features": 49, "percentage_step": 25}
COVER = {"supported_features": 15}
PLAYER = {"supported_features": 152461, "volume_level": 0.4}
HUMID = {"humidity": 45}
ONOFF = {"supported_color_modes": ["onoff"]}


def thermostat(degrees: float, *modes: str, wanted: float = 21) -> dict[str, Any]:
    """Return the attributes of a thermostat."""
    return {
        "supported_features": 385,
        "hvac_modes": ["off", *(modes or ("heat",))],
        "current_temperature": degrees,
        "temperature": wanted,
        "min_temp": 7,
        "max_temp": 30,
        "target_temp_step": 0.5,
    }


def lit(percent: int) -> dict[str, Any]:
    """Return the attributes of a dimmable lamp that is on."""
    return {**DIMMABLE, "brightness": round(percent * 2.55)}


def scene(*members: str) -> dict[str, Any]:
    """Return the attributes of a scene."""
    return {"entity_id": list(members)}


def bungalow() -> HomeView:
    """Return a family's home."""
    return view(
        (device("light.lounge_ceiling", "Ceiling light", "light", "Lounge"), "on", lit(80)),
        (device("light.lounge_floor", "Floor lamp", "light", "Lounge"), "off", DIMMABLE),
        (device("media_player.tv", "Television", "tv", "Lounge"), "off", PLAYER),
        (device("media_player.hifi", "Stereo", "speaker", "Lounge"), "playing", PLAYER),
        (device("cover.lounge", "Curtains", "blind", "Lounge"), "open", COVER),
        (device("climate.lounge", "Lounge radiator", "heater", "Lounge"), "heat", thermostat(19)),
        (device("light.bed_ceiling", "Bedroom light", "light", "Parents' bedroom"), "on", lit(100)),
        (device("light.bedside", "Bedside lamp", "light", "Parents' bedroom"), "off", DIMMABLE),
        (device("fan.bed", "Bed fan", "fan", "Parents' bedroom"), "off", FAN),
        (device("cover.bed", "Shutter", "blind", "Parents' bedroom"), "open", COVER),
        (device("humidifier.bed", "Humidifier", "humidifier", "Parents' bedroom"), "off", HUMID),
        (
            device("climate.bed", "Bedroom heating", "thermostat", "Parents' bedroom"),
            "off",
            thermostat(17),
        ),
        (device("light.nursery", "Nursery light", "light", "Nursery"), "on", lit(60)),
        (device("light.bunny", "Bunny night light", "light", "Nursery"), "off", ONOFF),
        (device("cover.nursery", "Nursery blind", "blind", "Nursery"), "open", COVER),
        (device("light.kitchen", "Kitchen spots", "light", "Kitchen"), "off", DIMMABLE),
        (device("fan.hood", "Cooker hood", "fan", "Kitchen"), "off", FAN),
        (device("media_player.radio", "Kitchen radio", "speaker", "Kitchen"), "off", PLAYER),
        (device("switch.coffee", "Coffee machine", "coffeemaker", "Kitchen"), "off", {}),
        (device("switch.kettle", "Kettle", "kettle", "Kitchen"), "off", {}),
        (device("light.dining", "Chandelier", "light", "Dining room"), "off", DIMMABLE),
        (device("light.bath", "Mirror light", "light", "Bathroom"), "off", ONOFF),
        (device("fan.bath", "Fan", "fan", "Bathroom"), "off", FAN),
        (device("light.hall", "Hall light", "light", "Hallway"), "off", ONOFF),
        (device("lock.front", "Front door", "lock", "Hallway"), "unlocked", {}),
        (device("cover.garage", "Garage door", "garage", "Garage"), "open", COVER),
        (
            device("vacuum.robot", "Robot", "vacuum", "Hallway"),
            "docked",
            {"supported_features": 8192},
        ),
    )


def office() -> HomeView:
    """Return a small company: a conference room, an open office, a lab and a break room."""
    return view(
        (device("light.conf", "Panels", "light", "Conference room"), "on", lit(100)),
        (device("media_player.beamer", "Beamer", "projector", "Conference room"), "off", PLAYER),
        (device("cover.conf", "Blinds", "blind", "Conference room"), "open", COVER),
        (
            device("climate.conf", "Conference AC", "ac", "Conference room"),
            "off",
            thermostat(26, "cool", "heat"),
        ),
        (device("light.open", "Ceiling panels", "light", "Open office"), "on", lit(80)),
        (device("light.desk", "Desk lamp", "light", "Open office"), "off", DIMMABLE),
        (device("switch.purifier", "Air purifier", "purifier", "Open office"), "off", {}),
        (device("cover.open", "Shades", "blind", "Open office"), "open", COVER),
        (
            device("climate.open", "Office heating", "thermostat", "Open office"),
            "heat",
            thermostat(20),
        ),
        (device("light.lab", "Lab tubes", "light", "Lab"), "off", ONOFF),
        (device("fan.lab", "Sawdust extractor", "fan", "Lab"), "off", FAN),
        (device("media_player.lab", "Lab radio", "speaker", "Lab"), "playing", PLAYER),
        (device("switch.lab_heater", "Heater", "heater", "Lab"), "off", {}),
        (device("switch.mill", "Milling machine", "outlet", "Lab"), "on", {}),
        (device("cover.skylight", "Skylight", "window", "Break room"), "closed", COVER),
        (device("light.break", "Break room light", "light", "Break room"), "on", ONOFF),
        (device("switch.espresso", "Espresso machine", "coffeemaker", "Break room"), "off", {}),
        (
            device("climate.server", "Server AC", "ac", "Server room"),
            "cool",
            thermostat(21, "cool"),
        ),
        (device("lock.entrance", "Entrance", "lock", "Reception"), "unlocked", {}),
        (device("light.reception", "Reception light", "light", "Reception"), "on", ONOFF),
        (
            device("scene.talk", "Presentation", "scene", None),
            "unknown",
            scene("light.conf", "media_player.beamer"),
        ),
    )


def student() -> HomeView:
    """Return one room with a bathroom, where scenes have been made."""
    return view(
        (device("light.room", "Ceiling", "light", "Room"), "on", lit(100)),
        (device("light.strip", "LED strip", "light", "Room"), "off", DIMMABLE),
        (device("light.sign", "Neon sign", "light", "Room"), "on", ONOFF),
        (device("switch.tv", "TV", "tv", "Room"), "on", {}),
        (device("fan.room", "Fan", "fan", "Room"), "on", {**FAN, "percentage": 50}),
        (device("media_player.box", "Boombox", "speaker", "Room"), "paused", PLAYER),
        (device("light.bath", "Bath light", "light", "Bathroom"), "off", ONOFF),
        (device("switch.fridge", "Fridge", "fridge", "Room"), "on", {}),
        (
            device("scene.movie", "Movie mode", "scene", "Room"),
            "unknown",
            scene("light.room", "light.strip", "switch.tv"),
        ),
        (device("scene.cosy", "Cosy", "scene", None), "unknown", scene("light.room", "light.bath")),
    )


HOMES = {"bungalow": bungalow, "office": office, "student": student}
