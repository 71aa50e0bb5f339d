"""What the rows of several domains are made of."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from ..capability import WHOLE, Attributes, Capability, Restore, ServiceData
from ..expectations import state_is
from ..models import DeviceState, Value
from ..parameters import Choice, Quantity, Shift

OPENINGS: Final = frozenset({"garage", "gate", "door"})
"""Kinds through which somebody can come in."""
GUARDED: Final = OPENINGS | {"lock", "alarm", "valve", "siren"}
"""Kinds that a relay or a button must not drive unasked, whichever way it is wired."""
HOT: Final = frozenset({"oven", "stove", "fryer", "multicooker", "iron", "fireplace", "spa"})
"""Kinds that can start a fire, or scald, when nobody is there."""


def of_domain(domain: str, *rows: Capability) -> tuple[Capability, ...]:
    """Return the rows of one domain."""
    return tuple(replace(row, domain=domain) for row in rows)


def back_to_power(before: DeviceState) -> tuple[str, Value | None] | None:
    """Restore on and off."""
    return ("off" if before.state in {"off", "standby"} else "on", None)


def back_to(action: str, parameter: Quantity | Choice, resting: str | None = None) -> Restore:
    """Restore the value that a parameter had; a device that was off by the action `resting`."""

    def restore(before: DeviceState) -> tuple[str, Value | None] | None:
        if resting and before.state in {"off", "standby"}:
            return (resting, None)
        value = parameter.read(before)
        return None if value is None else (action, value)

    return restore


def back_to_state(actions: Mapping[str, str]) -> Restore:
    """Restore the state by the action that leads to it."""

    def restore(before: DeviceState) -> tuple[str, Value | None] | None:
        action = actions.get(before.state)
        return (action, None) if action else None

    return restore


def sent_as(name: str, kind: Callable[[Any], object] = lambda value: value) -> ServiceData:
    """Send the value under a name, as a type of value."""
    return lambda value, _before: {name: kind(value)}


def always(**data: Any) -> ServiceData:
    """Send the same data each time."""
    return lambda _value, _before: data


def lists(attribute: str) -> Callable[[Attributes], bool]:
    """Need a device that lists words of its own."""
    return lambda attributes: bool(attributes.get(attribute))


def steps_of(
    row: Capability,
    *,
    usual: float | None = None,
    keeps_on: bool = False,
    only_more_is_critical: bool = False,
    actions: tuple[str, str] = ("up", "down"),
) -> tuple[Capability, Capability]:
    """Return the rows that make more and less of what a row sets."""
    if row.quantity is None:
        raise ValueError(row.action)
    more = Shift(quantity=row.quantity, direction=1, usual=usual)
    less = Shift(quantity=row.quantity, direction=-1, usual=usual, keeps_on=keeps_on)
    relative = replace(row, quantity=None, intents=(), under_way=None)
    critical = frozenset() if only_more_is_critical else row.critical_kinds
    return (
        replace(relative, action=actions[0], shift=more, expects=more.happened),
        replace(
            relative, action=actions[1], shift=less, expects=less.happened, critical_kinds=critical
        ),
    )


ON: Final = Capability(
    action="on",
    part="power",
    service="turn_on",
    intents=("HassTurnOn",),
    expects=state_is("on"),
    restore=back_to_power,
)
OFF: Final = Capability(
    action="off",
    part=WHOLE,
    service="turn_off",
    intents=("HassTurnOff",),
    expects=state_is("off"),
    restore=back_to_power,
)
