"""The way back: which steps bring a device to a state that it had before."""

from collections.abc import Iterable, Sequence
from typing import Final

from . import capabilities
from .capability import Capability
from .models import UNAVAILABLE_STATES, DeviceState, Step

_OFF: Final = "off"


def way_back(steps: Sequence[Step], before: DeviceState) -> tuple[Step, ...]:
    """Return what brings back the state that one device had before some steps.

    The last step is taken back first. Nothing if no step can be taken back: what is run
    once (a scene), what leaves no trace (the next track), or a device whose state was not
    known.
    """
    if before.state in UNAVAILABLE_STATES:
        return ()
    found: dict[str, Step] = {}
    for step in reversed(steps):
        item = row_of(step)
        if item is None or item.restore is None:
            continue
        if back := item.restore(before):
            action, value = back
            found.setdefault(action, Step(step.target, action, value))
    if _OFF in found:  # what is off has nothing else to be put back
        return (found[_OFF],)
    return tuple(found.values())


def missing(steps: Iterable[Step], state: DeviceState) -> tuple[Step, ...]:
    """Return those of the steps that may still change a device in this state."""
    return tuple(
        step for step in steps if not ((item := row_of(step)) and item.already(state, step.value))
    )


def shows(steps: Iterable[Step], state: DeviceState) -> bool:
    """Return whether a state is what steps lead to, as far as it can show that.

    What is about more or less than before shows in no state by itself.
    """
    return all(
        item.expects(state, step.value, state)
        for step in steps
        if (item := row_of(step)) and item.expects and not item.relative
    )


def row_of(step: Step) -> Capability | None:
    """Return the row of the table that a step is about."""
    return capabilities.row(step.target.partition(".")[0], step.action)
