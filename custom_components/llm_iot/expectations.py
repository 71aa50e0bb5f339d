"""Building blocks of the capability table: when an action has happened."""

from .capability import Expectation
from .models import DeviceState, Value
from .parameters import Choice, Quantity

_NEARLY_OPEN = 98
"""Percent; motors and their sensors do not always reach the end."""
_NEARLY_CLOSED = 2


def state_is(*states: str) -> Expectation:
    """Expect one of these states."""
    return lambda now, _value, _before: now.state in states


def state_is_not(*states: str) -> Expectation:
    """Expect an available state that is none of these."""
    return lambda now, _value, _before: now.state not in {*states, "unavailable", "unknown"}


def shows(attribute: str, value: object) -> Expectation:
    """Expect an attribute with a certain value."""
    return lambda now, _value, _before: now.attributes.get(attribute) == value


def reaches(quantity: Quantity, *, tolerance: float = 2) -> Expectation:
    """Expect the quantity near the value; 0 also counts as reached when off."""

    def expects(now: DeviceState, value: Value | None, _before: DeviceState) -> bool:
        if value == 0 and now.state in {"off", "closed"}:
            return True
        if value and quantity.rests(now):
            return False  # a lamp that is off is not at its lowest brightness
        current = quantity.read(now)
        if current is None or not isinstance(value, (int, float)):
            return False
        return abs(current - value) <= tolerance

    return expects


def near_step(quantity: Quantity) -> Expectation:
    """Expect a quantity that has steps at the one of the value; 0 is off."""

    def expects(now: DeviceState, value: Value | None, _before: DeviceState) -> bool:
        if not value:
            return now.state == "off"
        current = quantity.read(now)
        if now.state == "off" or current is None or isinstance(value, str):
            return False
        return abs(current - value) <= quantity.grid(now) / 2

    return expects


def chosen(choice: Choice) -> Expectation:
    """Expect the word that was asked for."""
    return lambda now, value, _before: choice.read(now) == value


def changes(now: DeviceState, _value: Value | None, before: DeviceState) -> bool:
    """Expect a trace of having been run: another state, or a later start."""
    started = "last_triggered"
    return now.state != before.state or now.attributes.get(started) != before.attributes.get(
        started
    )


def opened(now: DeviceState, _value: Value | None, _before: DeviceState) -> bool:
    """Expect something open all the way, where it tells how far."""
    position = now.attributes.get("current_position")
    return now.state == "open" and (position is None or position >= _NEARLY_OPEN)


def closed(now: DeviceState, _value: Value | None, _before: DeviceState) -> bool:
    """Expect something closed all the way, where it tells how far."""
    position = now.attributes.get("current_position")
    return now.state == "closed" and (position is None or position <= _NEARLY_CLOSED)


def moves_to(quantity: Quantity) -> Expectation:
    """Expect something that tells it is moving towards the value."""

    def expects(now: DeviceState, value: Value | None, before: DeviceState) -> bool:
        start = quantity.read(before)
        if start is None or not isinstance(value, (int, float)):
            return False
        return now.state == ("opening" if value > start else "closing")

    return expects
