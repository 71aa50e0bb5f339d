"""What a device is and can do: told by its `config`, or guessed from the shape of its `status`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
import re
from typing import Any, Final

from .payload import Flaw, PayloadError

MAX_READINGS: Final = 32
"""Most sensors and binary sensors of one device."""
MAX_SOURCES: Final = 64
MAX_HEARTBEAT: Final = 86400
"""Seconds."""
_LONGEST_NAME: Final = 64
_LONGEST_UNIT: Final = 16
_LARGEST: Final = 1e15
"""No reading and no end of a range lies beyond: a float shows its units up to here."""
_KEY: Final = re.compile(r"[A-Za-z0-9_]{1,32}", re.ASCII)


class Kind(StrEnum):
    """What a device is to Home Assistant."""

    LIGHT = "light"
    FAN = "fan"
    SWITCH = "switch"
    MEDIA_PLAYER = "media_player"
    SENSOR = "sensor"
    """A device that only measures."""


class Reading(StrEnum):
    """What a value is that can be read and not set."""

    NUMBER = "number"
    FLAG = "flag"


class Control(StrEnum):
    """What can be set: keys of status and command alike."""

    POWER = "power"
    BRIGHTNESS = "brightness"
    SPEED = "speed"
    VOLUME = "volume"
    MUTE = "mute"
    SOURCE = "source"


CONTROLS: Final[frozenset[str]] = frozenset(Control)
CORRELATION: Final = "id"
"""The key whose value of a command the next status repeats."""


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest value; the greatest is the larger one."""

    minimum: float
    maximum: float

    def __contains__(self, value: float) -> bool:
        return self.minimum <= value <= self.maximum

    def to_share(self, value: float) -> float:
        """Return where a value lies, from 0 to 1."""
        return (value - self.minimum) / (self.maximum - self.minimum)

    def from_share(self, share: float) -> int:
        """Return the whole value that lies at a share from 0 to 1."""
        return round(self.minimum + share * (self.maximum - self.minimum))


RANGES: Final[Mapping[Control, Range]] = {
    Control.BRIGHTNESS: Range(0, 100),
    Control.SPEED: Range(0, 100),
    Control.VOLUME: Range(0, 100),
}
"""What a range is unless the config names another."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a device is and can do."""

    id: str
    kind: Kind
    name: str
    area: str | None = None
    controls: frozenset[Control] = frozenset()
    ranges: Mapping[Control, Range] = field(default_factory=lambda: RANGES)
    sources: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """Units of the readings by key."""
    heartbeat: float | None = None
    """Seconds without any message after which the device counts as gone."""
    manufacturer: str | None = None
    model: str | None = None
    version: str | None = None


def describe(device_id: str, config: Mapping[str, Any], keys: Collection[str]) -> Description:
    """Return what a `config` tells. Raises PayloadError for what it must not hold.

    Only `kind` is required; without `capabilities` they are those of the `keys` that the
    status has had. Keys and capabilities that are not known are left alone, so that a newer
    device works with an older gateway.
    """
    try:
        kind = Kind(_text(config, "kind") or "")
    except ValueError as err:
        raise PayloadError(Flaw.WRONG_TYPE) from err
    names = _texts(config, "capabilities") if "capabilities" in config else keys
    controls = {Control(name) for name in CONTROLS.intersection(names)}
    if kind is not Kind.SENSOR:
        controls.add(Control.POWER)
    heartbeat = config.get("heartbeat")
    if heartbeat is not None and not 0 < _number(heartbeat) <= MAX_HEARTBEAT:
        raise PayloadError(Flaw.OUT_OF_RANGE)
    return Description(
        id=device_id,
        kind=kind,
        name=_text(config, "name") or device_id,
        area=_text(config, "area"),
        controls=frozenset(controls),
        ranges={**RANGES, **_ranges(config)},
        sources=_texts(config, "sources")[:MAX_SOURCES],
        units={
            key: unit[:_LONGEST_UNIT]
            for key in _mapping(config, "units")
            if (unit := _text(config["units"], key)) and is_key(key)
        },
        heartbeat=heartbeat,
        manufacturer=_text(config, "manufacturer"),
        model=_text(config, "model"),
        version=_text(config, "version"),
    )


def guess(device_id: str, keys: Collection[str]) -> Description:
    """Return what the keys of a `status` make of a device: the paper's boards tell no more."""
    controls = frozenset(Control(key) for key in CONTROLS.intersection(keys))
    if Control.POWER not in controls:
        kind, controls = Kind.SENSOR, frozenset()
    elif controls & {Control.VOLUME, Control.MUTE, Control.SOURCE}:
        kind = Kind.MEDIA_PLAYER
    elif Control.SPEED in controls:
        kind = Kind.FAN
    elif Control.BRIGHTNESS in controls:
        kind = Kind.LIGHT
    else:
        kind = Kind.SWITCH
    name = device_id.replace("_", " ").replace("-", " ").strip()
    return Description(device_id, kind, name or device_id, controls=controls)


def is_key(text: str) -> bool:
    """Return whether a reading may be called so."""
    return _KEY.fullmatch(text) is not None


def check_status(description: Description, status: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a status says that can be used. Raises PayloadError if a value is wrong.

    A status with one wrong value is not used at all: half of it would be a state that the
    device was never in. Texts and nested values that are no control's are left alone.
    """
    used: dict[str, Any] = {}
    for key, value in status.items():
        if key in description.controls:
            used[key] = _check_control(description, Control(key), value)
        elif not is_key(key) or key == CORRELATION:
            continue
        elif isinstance(value, bool):
            used[key] = value
        elif value in ("on", "off"):
            used[key] = value == "on"
        elif isinstance(value, (int, float)):
            used[key] = _number(value)
    return used


def readings(description: Description, status: Mapping[str, Any]) -> dict[str, Reading]:
    """Return what can be read of a checked status besides the controls."""
    return {
        key: Reading.FLAG if isinstance(value, bool) else Reading.NUMBER
        for key, value in status.items()
        if key not in description.controls
    }


def _check_control(description: Description, control: Control, value: Any) -> Any:
    """Return the value of a control: true or false, a number in its range, or a word."""
    match control:
        case Control.POWER | Control.MUTE:
            if isinstance(value, bool):
                return value
            if value not in ("on", "off"):
                raise PayloadError(Flaw.WRONG_TYPE)
            return value == "on"
        case Control.SOURCE:
            if not isinstance(value, str) or len(value) > _LONGEST_NAME or not value.isprintable():
                raise PayloadError(Flaw.WRONG_TYPE)
            return value
        case _:
            if _number(value) not in description.ranges[control]:
                raise PayloadError(Flaw.OUT_OF_RANGE)
            return value


def _number(value: Any) -> float:
    """Return a number that is one: JSON's true and false are none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise PayloadError(Flaw.WRONG_TYPE)
    if abs(value) > _LARGEST:
        raise PayloadError(Flaw.OUT_OF_RANGE)
    return value


def _text(values: Mapping[str, Any], key: str) -> str | None:
    """Return a short text on one line, None if there is none. Control characters are none."""
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise PayloadError(Flaw.WRONG_TYPE)
    line = " ".join("".join(each if each.isprintable() else " " for each in value).split())
    return line[:_LONGEST_NAME] or None


def _texts(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of short texts, each once."""
    found = values.get(key, [])
    if not isinstance(found, list):
        raise PayloadError(Flaw.WRONG_TYPE)
    texts = [_text({key: value}, key) for value in found]
    return tuple(dict.fromkeys(text for text in texts if text))


def _mapping(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return an object of a config, an empty one if there is none."""
    found = values.get(key, {})
    if not isinstance(found, dict):
        raise PayloadError(Flaw.WRONG_TYPE)
    return found


def _ranges(config: Mapping[str, Any]) -> dict[Control, Range]:
    """Return the ranges that a config names: pairs of the least and the greatest value."""
    found: dict[Control, Range] = {}
    for key, pair in _mapping(config, "ranges").items():
        if key not in RANGES:
            continue
        if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004  # a pair
            raise PayloadError(Flaw.WRONG_TYPE)
        minimum, maximum = map(_number, pair)
        if minimum >= maximum:
            raise PayloadError(Flaw.OUT_OF_RANGE)
        found[Control(key)] = Range(minimum, maximum)
    return found
