"""THE TABLE: what can be done to a device, and how to know that it happened.

One row per action of a domain. Recognition, the schema, the parser, the verifier,
actuation, confirmation and undo all read these rows; there is no second list. A new
kind of device is a new row here.

Feature bits and attribute names are those of Home Assistant's entity components
(developer documentation, "Entities").
"""

from collections.abc import Mapping
from typing import Any, Final

from .capability import Attributes, Capability, Quantity, Restore, Risk
from .expectations import (
    at_least,
    changes,
    dimmable,
    has_mode,
    moves,
    never,
    off_or_zero,
    reaches,
    restore_by,
    restore_climate,
    restore_cover,
    restore_lock,
    shift_temperature,
    speed_reached,
    state_is,
    state_is_not,
)
from .models import Device, HomeView

BRIGHTNESS: Final = Quantity(unit="%", attribute="brightness", scale=100 / 255)
SPEED: Final = Quantity(unit="%", attribute="percentage", step_attribute="percentage_step")
VOLUME: Final = Quantity(unit="%", attribute="volume_level", scale=100)
POSITION: Final = Quantity(unit="%", attribute="current_position")
TEMPERATURE: Final = Quantity(
    unit="°",
    attribute="temperature",
    minimum=5,
    maximum=35,
    step=0.5,
    minimum_attribute="min_temp",
    maximum_attribute="max_temp",
    step_attribute="target_temp_step",
    clamps=False,
)
DIM_STEP: Final = 20
"""Percent by which "brighter" and "dimmer" change a light."""

ON: Final = {"action": "on", "service": "turn_on", "intents": ("HassTurnOn",)}
OFF: Final = {"action": "off", "service": "turn_off", "intents": ("HassTurnOff",)}
OPENINGS: Final = frozenset({"garage", "gate", "door"})
"""Kinds of cover through which somebody can come in."""
GUARDED: Final = OPENINGS | {"lock", "alarm"}
"""Kinds that a relay must not drive unasked, whichever way it is wired."""


def _rows(domain: str, restore: Restore | None, *rows: Mapping[str, Any]) -> tuple[Capability, ...]:
    """Return the rows of one domain, which share the way back."""
    return tuple(Capability(**{"domain": domain, "restore": restore, **row}) for row in rows)


TABLE: Final[tuple[Capability, ...]] = (
    *_rows(
        "light",
        restore_by("brightness", "brightness", 100 / 255),
        {**ON, "expects": state_is("on")},
        {**OFF, "expects": state_is("off")},
        {
            "action": "brightness",
            "service": "turn_on",
            "intents": ("HassLightSet:brightness",),
            "needs": dimmable,
            "quantity": BRIGHTNESS,
            "data": lambda value, _before: {"brightness_pct": round(value)},
            "expects": reaches("brightness", scale=100 / 255),
        },
        {
            "action": "up",
            "service": "turn_on",
            "needs": dimmable,
            "data": lambda _value, _before: {"brightness_step_pct": DIM_STEP},
            "expects": moves("brightness", 1),
            "settled": at_least("brightness", 255),
        },
        {
            "action": "down",
            "service": "turn_on",
            "needs": dimmable,
            "data": lambda _value, _before: {"brightness_step_pct": -DIM_STEP},
            "expects": moves("brightness", -1),
            "settled": off_or_zero("brightness"),
        },
    ),
    *_rows(
        "fan",
        restore_by("percentage", "percentage"),
        {**ON, "expects": state_is("on"), "features": 32},
        {**OFF, "expects": state_is("off"), "features": 16},
        {
            "action": "percentage",
            "service": "set_percentage",
            "intents": ("HassFanSetSpeed:percentage",),
            "features": 1,
            "quantity": SPEED,
            "data": lambda value, _before: {"percentage": int(value)},
            "expects": speed_reached,
        },
        {
            "action": "up",
            "service": "increase_speed",
            "features": 1,
            "expects": moves("percentage", 1),
            "settled": at_least("percentage", 100),
        },
        {
            "action": "down",
            "service": "decrease_speed",
            "features": 1,
            "expects": moves("percentage", -1),
            "settled": off_or_zero("percentage"),
        },
    ),
    *_rows(
        "switch",
        restore_by("on", "none"),
        {**ON, "expects": state_is("on"), "critical_kinds": GUARDED},
        {**OFF, "expects": state_is("off"), "critical_kinds": GUARDED},
    ),
    *_rows(
        "media_player",
        restore_by("on", "none"),
        {**ON, "expects": state_is_not("off", "standby"), "features": 128},
        {**OFF, "expects": state_is("off", "standby"), "features": 256},
        {
            "action": "play",
            "service": "media_play",
            "intents": ("HassMediaUnpause",),
            "features": 16384,
            "expects": state_is("playing", "buffering"),
        },
        {
            "action": "pause",
            "service": "media_pause",
            "intents": ("HassMediaPause",),
            "features": 1,
            "expects": state_is("paused", "idle"),
        },
        {
            "action": "stop",
            "service": "media_stop",
            "features": 4096,
            "expects": state_is("idle", "off", "standby"),
        },
        {
            "action": "next",
            "service": "media_next_track",
            "intents": ("HassMediaNext",),
            "features": 32,
            "expects": None,
        },
        {
            "action": "previous",
            "service": "media_previous_track",
            "intents": ("HassMediaPrevious",),
            "features": 16,
            "expects": None,
        },
        {
            "action": "mute",
            "service": "volume_mute",
            "intents": ("HassMediaPlayerMute",),
            "features": 8,
            "data": lambda _value, _before: {"is_volume_muted": True},
            "expects": lambda now, _v, _b: now.attributes.get("is_volume_muted") is True,
        },
        {
            "action": "unmute",
            "service": "volume_mute",
            "intents": ("HassMediaPlayerUnmute",),
            "features": 8,
            "data": lambda _value, _before: {"is_volume_muted": False},
            "expects": lambda now, _v, _b: now.attributes.get("is_volume_muted") is False,
        },
        {
            "action": "volume",
            "service": "volume_set",
            "intents": ("HassSetVolume:volume_level",),
            "features": 4,
            "quantity": VOLUME,
            "data": lambda value, _before: {"volume_level": value / 100},
            "expects": reaches("volume_level", scale=100),
        },
        {
            "action": "up",
            "service": "volume_up",
            "intents": ("HassSetVolumeRelative:volume_step=up",),
            "needs": lambda attributes: bool(
                int(attributes.get("supported_features") or 0) & (4 | 1024)
            ),
            "expects": moves("volume_level", 1),
            "settled": at_least("volume_level", 1),
        },
        {
            "action": "down",
            "service": "volume_down",
            "intents": ("HassSetVolumeRelative:volume_step=down",),
            "needs": lambda attributes: bool(
                int(attributes.get("supported_features") or 0) & (4 | 1024)
            ),
            "expects": moves("volume_level", -1),
            "settled": off_or_zero("volume_level"),
        },
    ),
    *_rows(
        "cover",
        restore_cover,
        {
            "action": "open",
            "service": "open_cover",
            "intents": ("HassTurnOn", "HassOpenCover"),
            "features": 1,
            "expects": state_is("open", "opening"),
            "critical_kinds": OPENINGS,
        },
        {
            "action": "close",
            "service": "close_cover",
            "intents": ("HassTurnOff", "HassCloseCover"),
            "features": 2,
            "expects": state_is("closed", "closing"),
        },
        {
            "action": "stop",
            "service": "stop_cover",
            "intents": ("HassStopMoving",),
            "features": 8,
            "expects": state_is("open", "closed"),
        },
        {
            "action": "position",
            "service": "set_cover_position",
            "intents": ("HassSetPosition:position",),
            "features": 4,
            "quantity": POSITION,
            "data": lambda value, _before: {"position": round(value)},
            "expects": reaches("current_position"),
            "critical_kinds": OPENINGS,
            "confirm_timeout": 30.0,
        },
    ),
    *_rows(
        "climate",
        restore_climate,
        {**ON, "expects": state_is_not("off"), "features": 256},
        {**OFF, "expects": state_is("off"), "features": 128},
        *(
            {
                "action": mode,
                "service": "set_hvac_mode",
                "needs": has_mode(mode),
                "data": lambda _value, _before, mode=mode: {"hvac_mode": mode},
                "expects": state_is(mode),
            }
            for mode in ("heat", "cool", "auto")
        ),
        {
            "action": "temperature",
            "service": "set_temperature",
            "intents": ("HassClimateSetTemperature:temperature",),
            "features": 1,
            "quantity": TEMPERATURE,
            "data": lambda value, _before: {"temperature": value},
            "expects": reaches("temperature", tolerance=0.25),
        },
        {
            "action": "up",
            "service": "set_temperature",
            "features": 1,
            "data": shift_temperature(TEMPERATURE, 1),
            "expects": moves("temperature", 1),
            "settled": never,
        },
        {
            "action": "down",
            "service": "set_temperature",
            "features": 1,
            "data": shift_temperature(TEMPERATURE, -1),
            "expects": moves("temperature", -1),
            "settled": never,
        },
    ),
    *_rows(
        "lock",
        restore_lock,
        {
            "action": "lock",
            "service": "lock",
            "intents": ("HassTurnOn",),
            "expects": state_is("locked"),
            "confirm_timeout": 10.0,
        },
        {
            "action": "unlock",
            "service": "unlock",
            "intents": ("HassTurnOff",),
            "expects": state_is("unlocked"),
            "risk": Risk.CRITICAL,
            "confirm_timeout": 10.0,
        },
    ),
    *_rows("scene", None, {**ON, "expects": changes, "momentary": True}),
    *_rows(
        "script",
        None,
        {**ON, "expects": changes, "momentary": True, "risk": Risk.NOTICEABLE},
        {**OFF, "expects": state_is("off")},
    ),
)

_BY_DOMAIN: Final[dict[str, dict[str, Capability]]] = {}
for _row in TABLE:
    _BY_DOMAIN.setdefault(_row.domain, {})[_row.action] = _row

DOMAINS: Final = frozenset(_BY_DOMAIN)
"""Domains whose devices can be controlled."""
INTENTS: Final = frozenset(name.partition(":")[0] for item in TABLE for name in item.intents)
"""Home Assistant intents that the table can carry out."""


def rows(domain: str) -> tuple[Capability, ...]:
    """Return every row of a domain; none for a domain that is not controlled."""
    return tuple(_BY_DOMAIN.get(domain, {}).values())


def row(domain: str, action: str) -> Capability | None:
    """Return the row of one action, None if the table has none."""
    return _BY_DOMAIN.get(domain, {}).get(action)


def supported(device: Device, attributes: Attributes) -> tuple[Capability, ...]:
    """Return what one device can do, in the order of the table."""
    return tuple(item for item in rows(device.domain) if item.supported(attributes))


def intent_row(domain: str, intent: str, slots: Mapping[str, Any]) -> Capability | None:
    """Return the row that a Home Assistant intent means for a domain.

    A row with a value is named `Intent:slot` and is meant only if that slot is filled; one
    that a certain value means, `Intent:slot=value`.
    """
    for item in rows(domain):
        for name in item.intents:
            wanted, _, condition = name.partition(":")
            slot, _, value = condition.partition("=")
            if wanted == intent and (not slot or (slot in slots and value in {"", slots[slot]})):
                return item
    return None


def value_row(domain: str) -> Capability | None:
    """Return the row that a number alone means for a domain."""
    return next((item for item in rows(domain) if item.quantity), None)


def controllable(view: HomeView) -> tuple[Device, ...]:
    """Return the devices of a home that the table can control."""
    return tuple(device for device in view.devices if device.domain in DOMAINS)
