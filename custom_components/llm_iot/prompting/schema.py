"""The schema of a turn: what the model can say is what these devices can do."""

from collections.abc import Sequence
import re
from typing import Any

from .. import capabilities
from ..capability import Risk
from ..models import Device, HomeView
from ..plan_language import NOT, groups

MAX_ITEMS = 8
_PERCENT = "([1-9]?[0-9]|100)"
_NUMBER = "[0-9]{1,2}([.]5)?"


def actions_of(device: Device, view: HomeView) -> list[str]:
    """Return the action words of a device, without the critical ones and its number."""
    state = view.state(device.entity_id)
    return [
        item.action
        for item in capabilities.supported(device, state.attributes)
        if item.quantity is None and item.risk_for(device) is not Risk.CRITICAL
    ]


def number_of(device: Device, view: HomeView) -> str | None:
    """Return the pattern of the numbers that a device takes, None if it takes none."""
    item = capabilities.value_row(device.domain)
    if item is None or not item.supported(view.state(device.entity_id).attributes):
        return None
    return _PERCENT if item.quantity and item.quantity.unit == "%" else _NUMBER


def build_schema(
    candidates: Sequence[Device], view: HomeView, *, exceptions: bool = False
) -> dict[str, Any]:
    """Return the JSON schema of the answer: an array of plan strings over the candidates.

    Exceptions ("not hall lamp") can be said only where the words may ask for one;
    questions never, as code answers those.
    """
    actions = {device.entity_id: actions_of(device, view) for device in candidates}
    possible = {action for each in actions.values() for action in each}
    words: dict[str, None] = {}
    ranges: dict[str, list[str]] = {}
    for device in candidates:
        for action in actions[device.entity_id]:
            words[f"{device.label} {action}"] = None
        if pattern := number_of(device, view):
            ranges.setdefault(pattern, []).append(_literal(device.label))
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


def _literal(label: str) -> str:
    """Return a label as it stands in a pattern; the grammar knows few escapes."""
    return re.sub(r"[.+]", r"\\\g<0>", label)
