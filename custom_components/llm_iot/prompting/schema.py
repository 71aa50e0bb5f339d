"""The schema of a turn: what the model can say is what these devices can do."""

from collections.abc import Iterator, Sequence
import re
from typing import Any, Final

from .. import capabilities
from ..capability import Capability, Risk
from ..models import Device, DeviceState, HomeView
from ..parameters import Choice, Quantity
from ..plan_language import NOT, groups
from ..words import clean_name

MAX_ITEMS: Final = 8
MOST_WORDS: Final = 12
"""Longest list of a device's own words that a model chooses from."""
_PERCENT: Final = "([1-9]?[0-9]|100)"
_DEGREES: Final = "[0-9]{1,2}([.]5)?"
_NUMBER: Final = "-?[0-9]{1,5}([.][0-9]{1,3})?"
_HUNDRED: Final = 100


def offers(device: Device, view: HomeView) -> list[str]:
    """Return what a device can be told, each action with its values in short."""
    state = view.state(device.entity_id)
    main = capabilities.value_row(device.domain)
    actions, values = [], []
    for item in _offered(device, state):
        if item.quantity is not None:
            numbers = _range(item.quantity, state)
            values.append(numbers if item is main else f"{item.action} {numbers}")
        elif item.choice is None:
            actions.append(item.action)
        elif words := _words(item.choice, state):
            values.append(f"{item.action} {'|'.join(words)}")
    return [*actions, *values]


def build_schema(
    candidates: Sequence[Device], view: HomeView, *, exceptions: bool = False
) -> dict[str, Any]:
    """Return the JSON schema of the answer: an array of plan strings over the candidates.

    Exceptions ("not hall lamp") can be said only where the words may ask for one;
    questions never, as code answers those.
    """
    words: dict[str, None] = {}
    possible: set[str] = set()
    ranges: dict[str, list[str]] = {}
    for device in candidates:
        state = view.state(device.entity_id)
        for item in _offered(device, state):
            if item.quantity is not None:
                target = _literal(_numbered(device, item))
                ranges.setdefault(_pattern(item.quantity, state), []).append(target)
                continue
            possible.add(item.action)
            for said in _sayings(item, state):
                words[f"{device.label} {said}"] = None
    for group in groups(candidates, view):
        for action in ("on", "off", "open", "close"):
            if action in possible:
                words[f"{group} {action}"] = None
    if exceptions:
        words |= {f"{NOT} {device.label}": None for device in candidates}
    choices: list[dict[str, Any]] = [{"enum": list(words)}]
    choices += [
        {"type": "string", "pattern": f"^({'|'.join(labels)}) {pattern}$"}
        for pattern, labels in ranges.items()
    ]
    return {"type": "array", "maxItems": MAX_ITEMS, "items": {"anyOf": choices}}


def _offered(device: Device, state: DeviceState) -> Iterator[Capability]:
    """Yield what a model may ask of a device: all that it can do and that is not critical."""
    for item in capabilities.supported(device, state.attributes):
        if item.risk_for(device) is not Risk.CRITICAL:
            yield item


def _sayings(item: Capability, state: DeviceState) -> list[str]:
    """Return the ways to say an action that takes no number: alone, or with each of its words."""
    if item.choice is None:
        return [item.action]
    return [f"{item.action} {word}" for word in _words(item.choice, state)]


def _words(choice: Choice, state: DeviceState) -> list[str]:
    """Return the words that are offered: those of a short list, or the common ones."""
    words = choice.common or choice.options(state)
    return [clean_name(word) for word in words] if len(words) <= MOST_WORDS else []


def _numbered(device: Device, item: Capability) -> str:
    """Return what stands before a number: the label alone where it is the main value."""
    main = capabilities.value_row(device.domain)
    return device.label if item is main else f"{device.label} {item.action}"


def _range(quantity: Quantity, state: DeviceState) -> str:
    """Return the numbers of a quantity in short."""
    if quantity.unit == "°":
        return "degrees"
    low, high = quantity.bounds(state)
    return f"{low:g}-{high:g}"


def _pattern(quantity: Quantity, state: DeviceState) -> str:
    """Return the pattern of the numbers of a quantity; the grammar knows no smaller range."""
    if quantity.unit == "%":
        return _PERCENT
    small = quantity.unit == "°" and quantity.bounds(state)[1] < _HUNDRED
    return _DEGREES if small else _NUMBER


def _literal(label: str) -> str:
    """Return a label as it stands in a pattern; the grammar knows few escapes."""
    return re.sub(r"[.+]", r"\\\g<0>", label)
