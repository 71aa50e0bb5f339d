"""What the things of a home rule out, whoever asks: one plan never opens and locks a door."""

from collections.abc import Sequence

from ..models import Device, HomeView, Step
from ..table.common import OPENINGS
from ..words import clean_name


def opens_and_locks(steps: Sequence[Step], view: HomeView) -> frozenset[Step]:
    """Return the steps that open a door and those that lock it: a bolt would hit the frame."""
    known = [(step, view.by_id[step.target]) for step in steps if step.target in view.by_id]
    opening = [(step, device) for step, device in known if _opens(step, device)]
    locking = [(step, device) for step, device in known if _locks(step, device)]
    return frozenset(
        step
        for opens, door in opening
        for locks, lock in locking
        if _belong_together(door, lock)
        for step in (opens, locks)
    )


def _opens(step: Step, device: Device) -> bool:
    """Return whether a step leaves a door, gate or garage door open."""
    wide = step.action == "position" and step.value != 0
    return device.kind in OPENINGS and (step.action == "open" or wide)


def _locks(step: Step, device: Device) -> bool:
    """Return whether a step turns a lock."""
    return device.domain == "lock" and step.action == "lock"


def _belong_together(door: Device, lock: Device) -> bool:
    """Return whether a lock may be that of a door: same area, or the name of the one in the other.

    Whether two doors share an area is not known, so they are not told apart.
    """
    if door.area_id is not None and door.area_id == lock.area_id:
        return True
    names = {f" {clean_name(name)} " for name in door.names}
    return any(
        name in other or other in name
        for name in names
        for other in (f" {clean_name(name)} " for name in lock.names)
    )
