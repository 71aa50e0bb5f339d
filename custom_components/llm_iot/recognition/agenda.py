"""What a sentence asks for so far: for now, for later, and what it wants left alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ..models import Deferred, Device, HomeView, Step
from .actions import Action, Actions, UnclearActionError
from .clauses import Clause
from .groups import Groups
from .references import unique
from .when import Form, When

_HOUR_LIKE: Final = frozenset({"climate", "water_heater", "humidifier", "number", "input_number"})
"""Domains whose values can be taken for an hour: "turn on the heating at 20"."""
_BEGINS: Final = frozenset({"on", "play"})
"""Actions whose end is to be off."""


_ALL_THE_WAY: Final = frozenset({"open", "close"})
_PLACES: Final = frozenset({"position"})


@dataclass(frozen=True, slots=True)
class Meant:
    """The devices of one mention, with what is done to each of them."""

    devices: tuple[Device, ...]
    steps: tuple[Step, ...]
    group: bool
    """Whether several were meant at once, so that a device named by itself goes before."""
    again: bool = False
    """Whether they were named before, and only said again: "them"."""


@dataclass
class Agenda:
    """Collects the steps of the clauses of one sentence."""

    groups: Groups
    times: Sequence[When]
    now: datetime
    deferred: list[Deferred] = field(default_factory=list)
    meant: list[Meant] = field(default_factory=list)
    spared: set[str] = field(default_factory=set)
    """Entity ids of what is to be left alone."""

    def add(self, clause: Clause, meant: Sequence[Meant]) -> None:
        """Add steps for now or for later."""
        whens = [self.times[number] for number in clause.times]
        due = [each for each in whens if each.form is Form.DUE]
        ends = [each for each in whens if each.form is Form.END]
        if len(due) > 1 or len(ends) > 1:
            raise UnclearActionError
        devices = {device.domain for each in meant for device in each.devices}
        steps = unique(
            step for each in meant for step in each.steps if step.target not in self.spared
        )
        valued = any(step.value is not None for step in steps)  # "to 20 at six"
        if any(each.bare for each in due) and devices & _HOUR_LIKE and not valued:
            raise UnclearActionError
        if due and due[0].at and steps:
            self.deferred.append(Deferred(due[0].at, steps))
        else:
            self.meant += meant
        if ends and steps:
            begins = (due[0].at if due else None) or self.now
            self._end(ends[0].end_of(begins), steps)

    def _end(self, at: datetime, steps: Sequence[Step]) -> None:
        """Put off the end of what lasts: back as it was, but off what is on already."""
        kept = [step for step in steps if step.action in _BEGINS and not self._changes(step)]
        off = Action("off")
        ends = unique(
            end
            for step in kept
            for end in self.groups.steps(
                Clause(action=off), off, self.groups.view.by_id[step.target]
            )
        )
        if ends:
            self.deferred.append(Deferred(at, ends))
        if others := tuple(step for step in steps if step not in kept):
            self.deferred.append(Deferred(at, others, restore=True))

    def _changes(self, step: Step) -> bool:
        return self.groups.changes(self._device(step), (step,))

    def _device(self, step: Step) -> Device:
        return self.groups.view.by_id[step.target]

    def steps(self) -> tuple[Step, ...]:
        """Return the steps for now: what is named by itself goes before its group."""
        found: list[Step] = []
        for each in self.meant:
            before = self._before(each) if each.group and not each.again else {}
            found += [
                step
                for step in each.steps
                if step.target not in self.spared
                and not _is_against(step, before.get(step.target, step))
            ]
        return _without_overtaken(unique(found))

    def _before(self, group: Meant) -> dict[str, Step]:
        """Return what goes before a group, by entity id: single devices, and parts of it.

        "All radiators to 19, but the bedroom to 20": the bedroom's are some of all.
        """
        return {
            step.target: step
            for each in self.meant
            if not each.again and (not each.group or set(each.devices) < set(group.devices))
            for step in each.steps
        }


def _without_overtaken(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps without a way all through that a position ends: "close it to 20 percent"."""
    placed = {step.target: n for n, step in enumerate(steps) if step.action in _PLACES}
    return tuple(
        step
        for n, step in enumerate(steps)
        if step.action not in _ALL_THE_WAY or n > placed.get(step.target, -1)
    )


def _is_against(step: Step, other: Step) -> bool:
    """Return whether two steps of one device cannot both be done: on and off, 30 and 40.

    A position and a tilt can.
    """
    apart = step.action != other.action and step.value is not None and other.value is not None
    return step != other and not apart


def bends(steps: Iterable[Step], actions: Actions, view: HomeView) -> bool:
    """Return whether a device would be set to another number than the one that was said.

    Or to a colour temperature that nobody spoke of.
    """
    return any(step.action == "kelvin" or actions.is_bent(step, view) for step in steps)
