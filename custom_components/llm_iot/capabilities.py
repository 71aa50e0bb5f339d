"""THE TABLE, looked up: what can be done to a device, and how to know that it happened.

One row per action of a domain, in the files of `table/`. Recognition, the schema, the
parser, the verifier, actuation, confirmation and undo all read these rows; there is no
second list. A new kind of device is a new row there.

Feature bits and attribute names are those of Home Assistant's entity components
(developer documentation, "Entities").
"""

from collections.abc import Mapping
from typing import Any, Final

from .capability import Attributes, Capability
from .models import Device, HomeView, Step
from .table import TABLE

BY_DOMAIN: Final[dict[str, dict[str, Capability]]] = {}
"""The rows by domain and action."""
for _row in TABLE:
    BY_DOMAIN.setdefault(_row.domain, {})[_row.action] = _row

DOMAINS: Final = frozenset(BY_DOMAIN)
"""Domains whose devices can be controlled."""
INTENTS: Final = frozenset(name.partition(":")[0] for item in TABLE for name in item.intents)
"""Home Assistant intents that the table can carry out."""


def rows(domain: str) -> tuple[Capability, ...]:
    """Return every row of a domain; none for a domain that is not controlled."""
    return tuple(BY_DOMAIN.get(domain, {}).values())


def row(domain: str, action: str) -> Capability | None:
    """Return the row of one action, None if the table has none."""
    return BY_DOMAIN.get(domain, {}).get(action)


def supported(device: Device, attributes: Attributes) -> tuple[Capability, ...]:
    """Return what one device can do, in the order of the table."""
    return tuple(item for item in rows(device.domain) if item.supported(attributes))


def value_row(domain: str) -> Capability | None:
    """Return the row that a number alone means for a domain."""
    return next((item for item in rows(domain) if item.quantity), None)


def takes_value(action: str) -> bool:
    """Return whether the action of some domain can have a value."""
    found = (actions.get(action) for actions in BY_DOMAIN.values())
    return any(item is not None and item.valued for item in found)


def exclusive(one: Step, other: Step) -> bool:
    """Return whether two different steps on one device cannot both be meant."""
    domain = one.target.partition(".")[0]
    first, second = row(domain, one.action), row(domain, other.action)
    return first is None or second is None or first.excludes(second)


def intent_rows(
    domain: str, intent: str, slots: Mapping[str, Any]
) -> tuple[tuple[Capability, Any], ...]:
    """Return the rows that a Home Assistant intent means for a domain, each with its value.

    Several where several values are given, as a brightness and a colour are. The value is
    None for a row without one.
    """
    found = []
    for item in rows(domain):
        for name in item.intents:
            meant, value = _meant(name, intent, slots)
            if meant:
                found.append((item, value))
                break
    return tuple(found)


def _meant(name: str, intent: str, slots: Mapping[str, Any]) -> tuple[bool, Any]:
    """Return whether the name of an intent in the table is meant, and the value it is given."""
    wanted, _, condition = name.partition(":")
    if wanted != intent or not condition:
        return wanted == intent, None
    slot, _, exact = condition.partition("=")
    if exact:
        return slots.get(slot) == exact, None
    if condition[-2:] in {">0", "<0"}:
        value = slots.get(condition[:-2])
        if not isinstance(value, (int, float)):
            return False, None
        return (value > 0 if condition.endswith(">0") else value < 0), abs(value)
    return slot in slots, slots.get(slot)


def controllable(view: HomeView) -> tuple[Device, ...]:
    """Return the devices of a home that the table can control."""
    return tuple(device for device in view.devices if device.domain in DOMAINS)
