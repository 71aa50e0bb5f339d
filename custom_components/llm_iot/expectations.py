"""Building blocks of the capability table: when an action has happened, and the way back."""

from collections.abc import Callable
from typing import Any

from .capability import Attributes, Expectation, Quantity, Restore, ServiceData, number
from .models import DeviceState, Value


def state_is(*states: str) -> Expectation:
    """Expect one of these states."""
    return lambda now, _value, _before: now.state in states


def state_is_not(*states: str) -> Expectation:
    """Expect an available state that is none of these."""
    return lambda now, _value, _before: now.state not in {*states, "unavailable", "unknown"}


def reaches(attribute: str, *, scale: float = 1, tolerance: float = 2) -> Expectation:
    """Expect an attribute near the value; 0 also counts as reached when off.

    `scale` turns the attribute into the unit of the row.
    """

    def expects(now: DeviceState, value: Value | None, _before: DeviceState) -> bool:
        if value == 0 and now.state in {"off", "closed"}:
            return True
        current = now.attributes.get(attribute)
        if not isinstance(current, (int, float)) or not isinstance(value, (int, float)):
            return False
        return abs(current * scale - value) <= tolerance

    return expects


def speed_reached(now: DeviceState, value: Value | None, _before: DeviceState) -> bool:
    """Expect the fan at the speed step of the value."""
    if not value:
        return now.state == "off"
    current = now.attributes.get("percentage")
    if now.state != "on" or not isinstance(current, (int, float)) or isinstance(value, str):
        return False
    return abs(current - value) <= number(now.attributes, "percentage_step", 1) / 2


def moves(attribute: str, direction: int) -> Expectation:
    """Expect an attribute to have grown (1) or shrunk (-1); nothing counts as 0."""

    def expects(now: DeviceState, _value: Value | None, before: DeviceState) -> bool:
        after_value = now.attributes.get(attribute) or 0
        return bool(((after_value) - (before.attributes.get(attribute) or 0)) * direction > 0)

    return expects


def changes(now: DeviceState, _value: Value | None, before: DeviceState) -> bool:
    """Expect a trace of having been run: another state, or a later start."""
    started = "last_triggered"
    return now.state != before.state or now.attributes.get(started) != before.attributes.get(
        started
    )


def at_least(attribute: str, limit: float) -> Callable[[DeviceState], bool]:
    """Return whether an attribute is at its upper end."""
    return lambda now: (now.attributes.get(attribute) or 0) >= limit


def off_or_zero(attribute: str) -> Callable[[DeviceState], bool]:
    """Return whether an attribute is at its lower end, off included."""
    return lambda now: now.state == "off" or (now.attributes.get(attribute) or 0) <= 0


def never(_now: DeviceState) -> bool:
    """Return False: the range has no end worth naming."""
    return False


def dimmable(attributes: Attributes) -> bool:
    """Return whether a light has a brightness."""
    return bool(set(attributes.get("supported_color_modes") or ()) - {"onoff", "unknown"})


def has_mode(mode: str) -> Callable[[Attributes], bool]:
    """Return a check for an HVAC mode."""
    return lambda attributes: mode in (attributes.get("hvac_modes") or ())


def restore_by(action: str, attribute: str, scale: float = 1) -> Restore:
    """Restore on/off and, where it was on, the value of an attribute."""

    def restore(before: DeviceState) -> tuple[str, Value | None] | None:
        if before.state in {"off", "standby"}:
            return ("off", None)
        value = before.attributes.get(attribute)
        return (action, round(value * scale)) if value is not None else ("on", None)

    return restore


def restore_cover(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore the position, or open and closed where there is none."""
    position = before.attributes.get("current_position")
    if position is not None and 0 < position < 100:  # noqa: PLR2004  # open and closed have words
        return ("position", position)
    return ("close" if before.state == "closed" else "open", None)


def restore_climate(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore the mode; with a mode, the set temperature."""
    if before.state == "off":
        return ("off", None)
    temperature = before.attributes.get("temperature")
    return ("temperature", temperature) if temperature is not None else (before.state, None)


def restore_lock(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore a lock; unlocking passes the gate like any unlock."""
    return ("lock" if before.state == "locked" else "unlock", None)


def shift_temperature(limits: Quantity, direction: int) -> ServiceData:
    """Shift the set temperature by one degree within the limits of the device."""

    def data(_value: float, before: DeviceState) -> dict[str, Any]:
        low, high = limits.bounds(before.attributes)
        target = float(before.attributes.get("temperature") or low) + direction
        return {"temperature": min(max(target, low), high)}

    return data
