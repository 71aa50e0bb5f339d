"""The owner's limits: a value outside the range of a rule becomes its nearest value inside."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .. import capabilities
from ..models import DeviceState, Step
from ..parameters import Quantity
from ..policy import Rule
from ..spans import ends_of

_SET_ON: Final = frozenset({"light", "fan"})
"""Domains in which setting the value also turns the device on."""
_PERCENT_STEP: Final = 20
_OTHER_STEP: Final = 1
"""How far a relative action goes under a limit, where the person does not say how far."""


def limited(step: Step, rules: Sequence[Rule], state: DeviceState) -> tuple[Step | None, str]:
    """Return a step within the limits of all rules, and the name of the rule that bent it.

    The limits are about the main value of a device: brightness, speed, volume, position,
    temperature. "Brighter" becomes the brightness that it would lead to, and "on", where the
    device would come back with a value of its own, the greatest that is allowed. There is no
    step if no value is left, or if the device has the only one already; no name if
    nothing was bent. A range is not bent: one end outside, and there is no step.
    """
    within, name = bent(step, rules, state)
    item = capabilities.row(step.target.partition(".")[0], within.action) if within else None
    if within is None or item is None or not name:
        return within, name
    return (None if item.already(state, within.value) else within), name


def bent(step: Step, rules: Sequence[Rule], state: DeviceState) -> tuple[Step | None, str]:
    """Return a step within the limits as `limited` does, whatever value the device has now."""
    if ends := ends_of(step.value):
        broken = (rule for rule in rules if not _holds(rule, *ends))
        return next(((None, rule.name) for rule in broken), (step, ""))
    item = capabilities.value_row(step.target.partition(".")[0])
    if not rules or item is None or item.quantity is None or not item.supported(state.attributes):
        return step, ""
    wanted = _wanted(step, item.action, item.quantity, state)
    if wanted is None:
        return step, ""
    value, name = wanted, ""
    for rule in rules:
        nearest = _nearest(value, rule, item.quantity, state)
        if nearest is None:
            return None, rule.name
        if nearest != value:
            value, name = nearest, rule.name
    if any(_nearest(value, rule, item.quantity, state) != value for rule in rules):
        return None, name
    if value == wanted:
        return step, ""
    return replace(step, action=item.action, value=value), name


def _holds(rule: Rule, low: float, high: float) -> bool:
    """Return whether a rule allows all of a range."""
    least = low if rule.minimum is None else rule.minimum
    most = high if rule.maximum is None else rule.maximum
    return least <= low and high <= most


def _wanted(step: Step, action: str, quantity: Quantity, state: DeviceState) -> float | None:
    """Return the value that a step leads to, None if it changes none or nobody can tell."""
    if step.action == action:
        return step.value if isinstance(step.value, (int, float)) else None
    domain = step.target.partition(".")[0]
    low, high = quantity.bounds(state)
    if step.action == "on" and domain in _SET_ON:
        return high
    direction = {"up": 1, "down": -1}.get(step.action)
    if direction is None:
        return None
    usual = _PERCENT_STEP if quantity.unit == "%" else _OTHER_STEP
    distance = step.value if isinstance(step.value, (int, float)) else usual
    distance = max(distance, quantity.grid(state))
    current = quantity.read(state)
    return min(max((low if current is None else current) + direction * distance, low), high)


def _nearest(value: float, rule: Rule, quantity: Quantity, state: DeviceState) -> float | None:
    """Return the value inside a rule's range that the device takes and that is nearest."""
    low, high = quantity.bounds(state)
    low = low if rule.minimum is None else max(low, rule.minimum)
    high = high if rule.maximum is None else min(high, rule.maximum)
    if low <= value <= high:
        return value
    end = min(max(value, low), high)
    step = quantity.grid(state)
    found = (quantity.snap(candidate, state) for candidate in (end, end - step, end + step))
    return next((each for each in found if low <= each <= high), None)
