"""What can be asked of things besides what they measure: which condition they are in.

The counterpart of `capabilities.py` for questions. Domains, device classes and attributes
are those of Home Assistant's entity components (developer documentation, "Entities").
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .capabilities import DOMAINS
from .measures import measure_of_class
from .models import UNAVAILABLE_STATES, Device, DeviceState

READING_DOMAINS: Final = (
    frozenset(
        {
            "binary_sensor",
            "counter",
            "date",
            "datetime",
            "device_tracker",
            "event",
            "input_datetime",
            "person",
            "sensor",
            "sun",
            "time",
            "timer",
            "todo",
            "update",
            "weather",
        }
    )
    - DOMAINS
)
"""Domains of what can be asked and not be controlled. What the table of capabilities learns to
control leaves this list by itself."""


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a class of binary sensor tells."""

    kind: str
    """What the thing is to the person who asks."""
    on: str
    off: str
    """Conditions, by the keys of the reply texts."""


_SENSES: Final = {
    "battery": _Sense("battery", "low", "not_low"),
    "battery_charging": _Sense("charging", "charging", "not_charging"),
    "carbon_monoxide": _Sense("co", "detected", "not_detected"),
    "cold": _Sense("cold", "cold", "not_cold"),
    "connectivity": _Sense("connection", "connected", "disconnected"),
    "door": _Sense("door", "open", "closed"),
    "garage_door": _Sense("garage", "open", "closed"),
    "gas": _Sense("gas", "detected", "not_detected"),
    "heat": _Sense("heat", "hot", "not_hot"),
    "light": _Sense("daylight", "bright", "dark"),
    "lock": _Sense("lock", "unlocked", "locked"),
    "moisture": _Sense("leak", "wet", "not_wet"),
    "motion": _Sense("motion", "detected", "not_detected"),
    "moving": _Sense("movement", "moving", "still"),
    "occupancy": _Sense("presence", "occupied", "empty"),
    "opening": _Sense("opening", "open", "closed"),
    "plug": _Sense("plug_sensor", "plugged_in", "unplugged"),
    "power": _Sense("supply", "powered", "unpowered"),
    "presence": _Sense("presence", "occupied", "empty"),
    "problem": _Sense("problem", "problem", "fine"),
    "running": _Sense("running", "running", "not_running"),
    "safety": _Sense("safety", "unsafe", "safe"),
    "smoke": _Sense("smoke", "detected", "not_detected"),
    "sound": _Sense("sound", "detected", "not_detected"),
    "tamper": _Sense("tamper", "tampered", "fine"),
    "update": _Sense("update", "outdated", "up_to_date"),
    "vibration": _Sense("vibration", "detected", "not_detected"),
    "window": _Sense("window", "open", "closed"),
}
_NOTICED: Final = {
    sense.kind: sense
    for sense in _SENSES.values()
    if sense.on in {"outdated", "detected", "moving", "occupied", "problem", "tampered", "wet"}
}
"""Conditions that make a sensor worth asking without naming them: "is there smoke"."""
_MOMENTS: Final = {
    "sunrise": {"sun": "next_rising"},
    "sunset": {"sun": "next_setting"},
    "end": {"timer": "finishes_at"},
}
"""Attributes that hold a time, by the name under which it is asked for and by domain."""
_TIMES: Final = frozenset({"timestamp", "date"})
"""Device classes of sensors whose state is a time."""
_KINDS: Final = {
    "device_tracker": "tracker",
    "todo": "list",
    "input_datetime": "datetime",
    "time": "datetime",
}
_SHOWN: Final = {
    ("media_player", "standby"): "off",
    ("sun", "above_horizon"): "sun_up",
    ("sun", "below_horizon"): "sun_down",
    ("timer", "active"): "running",
    ("timer", "idle"): "not_running",
    ("update", "on"): "outdated",
    ("update", "off"): "up_to_date",
}
"""Conditions that a domain calls by another word."""

_ACTIVE: Final = {
    "binary_sensor": frozenset({"on"}),
    "lawn_mower": frozenset({"mowing", "returning"}),
    "timer": frozenset({"active"}),
    "vacuum": frozenset({"cleaning", "returning"}),
}
"""States of a domain that count as on, where not every state but "off" does."""
_CONDITIONS: Final = {
    "alarm_control_panel": frozenset({"armed", "disarmed", "triggered"}),
    "cover": frozenset({"open", "closed"}),
    "device_tracker": frozenset({"home", "away"}),
    "lawn_mower": frozenset({"on", "off", "mowing", "docked", "paused"}),
    "lock": frozenset({"locked", "unlocked"}),
    "media_player": frozenset({"on", "off", "playing", "paused"}) | {"muted", "unmuted"},
    "person": frozenset({"home", "away"}),
    "sun": frozenset({"sun_up", "sun_down"}),
    "timer": frozenset({"on", "off", "paused"}),
    "update": frozenset({"outdated", "up_to_date"}),
    "vacuum": frozenset({"on", "off", "cleaning", "docked", "paused"}),
    "valve": frozenset({"open", "closed"}),
    "weather": frozenset({"rain", "snow", "clear", "cloudy", "fog", "wind", "storm"}),
}
"""Conditions that things of a domain can be in; those of other domains are on or off."""
_CONTRARY: Final = {
    "armed": "disarmed",
    "connected": "disconnected",
    "home": "away",
    "locked": "unlocked",
    "muted": "unmuted",
    "occupied": "empty",
    "on": "off",
    "open": "closed",
    "up": "down",
    "wet": "not_wet",
}
MODES: Final = (
    *("preset_mode", "mode", "fan_mode", "fan_speed", "swing_mode", "sound_mode", "effect"),
)
"""Attributes that hold a mode of a thing."""
_CONTRARIES: Final = _CONTRARY | {other: one for one, other in _CONTRARY.items()}
_ON_OFF: Final = frozenset({"on", "off"})
_WITHOUT_CONDITION: Final = frozenset(
    {
        *("button", "counter", "date", "datetime", "event", "input_button", "input_datetime"),
        *("input_number", "input_select", "number", "scene", "select", "sensor", "time"),
    }
)
_IDLE: Final = UNAVAILABLE_STATES | {"off", "standby"}
_MATCHING: Final = {
    "armed": frozenset({"armed_away", "armed_custom_bypass", "armed_home", "armed_night"})
    | {"armed_vacation", "pending", "triggered"},
    "closed": frozenset({"closed"}),
    "cloudy": frozenset({"cloudy", "partlycloudy"}),
    "fog": frozenset({"fog"}),
    "open": frozenset({"open", "opening", "closing"}),
    "rain": frozenset({"rainy", "pouring", "lightning-rainy", "snowy-rainy"}),
    "snow": frozenset({"snowy", "snowy-rainy"}),
    "storm": frozenset({"lightning", "lightning-rainy"}),
    "clear": frozenset({"sunny", "clear-night", "clear"}),
    "unlocked": frozenset({"unlocked", "unlocking", "locking", "open", "opening", "jammed"}),
    "wind": frozenset({"windy", "windy-variant"}),
}
"""Conditions that count as the one that is asked for, where there are several."""


def kind_of_reading(domain: str, device_class: str | None) -> str:
    """Return what a thing that can only be asked is to the person who asks."""
    if domain == "binary_sensor" and device_class in _SENSES:
        return _SENSES[device_class].kind
    if domain == "sensor" and (measured := measure_of_class(device_class)):
        return measured.name
    return _KINDS.get(domain, domain)


def moment(device: Device, state: DeviceState, name: str | None = None) -> datetime | None:
    """Return a time that a thing shows, None if it shows none; without a name its state."""
    if name is not None:
        text = state.attributes.get(_MOMENTS.get(name, {}).get(device.domain, ""))
    elif tells_time(device):
        text = state.state
    else:
        return None
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None


def tells_time(device: Device) -> bool:
    """Return whether the state of a thing is a time."""
    if device.domain == "sensor":
        return device.device_class in _TIMES
    return device.domain in {"date", "datetime", "event", "input_datetime", "scene", "time"}


def is_moment(name: str | None) -> bool:
    """Return whether what is asked for is a time rather than a number."""
    return name in _MOMENTS


def condition(device: Device, state: DeviceState) -> str:
    """Return the condition of a thing in one word, by the keys of the reply texts.

    The state itself for most; an open window for a window sensor that is "on".
    """
    if device.domain == "binary_sensor" and (sense := _SENSES.get(device.device_class or "")):
        return {"on": sense.on, "off": sense.off}.get(state.state, state.state)
    return _SHOWN.get((device.domain, state.state), state.state)


def can_be(device: Device, wanted: str) -> bool:
    """Return whether a thing of this sort can be in a condition at all."""
    if device.domain == "binary_sensor" and (sense := _SENSES.get(device.device_class or "")):
        turns_on = sense.kind in {"running", "supply"}
        return wanted in {sense.on, sense.off} or (turns_on and wanted in _ON_OFF)
    if device.domain in _WITHOUT_CONDITION:
        return False
    return wanted in _CONDITIONS.get(device.domain, _ON_OFF)


def contrary(wanted: str) -> str | None:
    """Return the condition that things are in if not in another one, None if there is no such."""
    return _CONTRARIES.get(wanted)


def noticed(kind: str) -> str | None:
    """Return the condition that sensors of a kind are there to notice, None for other kinds."""
    sense = _NOTICED.get(kind)
    return sense.on if sense else None


def unnoticed(kind: str) -> str | None:
    """Return the condition of such sensors that notice nothing."""
    sense = _NOTICED.get(kind)
    return sense.off if sense else None


def holds(device: Device, state: DeviceState, wanted: str) -> bool:
    """Return whether a thing is in the condition that is asked for.

    A speed or a mode counts as on; whatever is not at home is away.
    """
    if wanted in {"on", "off"}:
        active = _ACTIVE.get(device.domain)
        is_on = state.state in active if active else state.state not in _IDLE
        return is_on is (wanted == "on")
    if wanted in {"muted", "unmuted"}:
        return (state.attributes.get("is_volume_muted") is True) is (wanted == "muted")
    shown = condition(device, state)
    if wanted == "away":
        return shown != "home"
    return shown.casefold() in _MATCHING.get(wanted, {wanted.casefold()})


def is_known(state: DeviceState) -> bool:
    """Return whether a state says anything."""
    return state.state not in UNAVAILABLE_STATES
