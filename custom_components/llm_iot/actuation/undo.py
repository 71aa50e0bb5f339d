"""Undo: what the last turns moved, and the plan that puts it back."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..models import (
    DeviceState,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Request,
    RequestKind,
    Source,
    Step,
)
from ..outcomes import Cause, Outcome, Result
from ..planned import Origin, Planned
from ..way_back import missing, row_of, shows, way_back

DEPTH: Final = 10
"""Turns of a person that are remembered."""
_PERSONS: Final = 64
"""Persons that are remembered; the one longest silent goes first."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """What a turn did to one device."""

    name: str
    steps: tuple[Step, ...]
    before: DeviceState
    after: DeviceState | None
    """None if it was still on its way."""

    def is_as_left(self, state: DeviceState) -> bool:
        """Return whether nobody has changed the device since, as far as its state tells."""
        left = way_back(self.steps, self.after) if self.after else ()
        if left:
            return shows(left, state)
        step = self.steps[-1]
        item = row_of(step)
        return item is not None and item.happened(state, step.value, self.before)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What a turn moved, by entity id, and what it planned."""

    moved: Mapping[str, _Moved]
    planned: tuple[Planned, ...] = ()

    def about(self, targets: frozenset[str]) -> _Turn:
        """Return the part of it that is about some devices; all of it for none."""
        if not targets:
            return self
        return _Turn(
            {target: moved for target, moved in self.moved.items() if target in targets},
            tuple(item for item in self.planned if item.targets & targets),
        )

    def without(self, other: _Turn, keep: frozenset[str]) -> _Turn:
        """Return what is left of it without a part, but with the devices to `keep`."""
        return _Turn(
            {
                target: moved
                for target, moved in self.moved.items()
                if target not in other.moved or target in keep
            },
            tuple(item for item in self.planned if item not in other.planned),
        )

    def __bool__(self) -> bool:
        """Return whether there is anything to take back."""
        return bool(self.moved or self.planned)


@dataclass
class _Memory:
    """The last turns of one person, the newest first, and the last undo."""

    turns: deque[_Turn] = field(default_factory=lambda: deque(maxlen=DEPTH))
    undone: _Turn | None = None

    def chosen(self, request: Request) -> list[_Turn]:
        """Return the parts of turns that a request is about, the newest first."""
        if request.kind is RequestKind.REDO:
            return [self.undone] if self.undone else []
        targets = frozenset(request.targets)
        parts = [part for turn in self.turns if (part := turn.about(targets))]
        return parts[: max(request.count, 1)]

    def forget(self, request: Request, keep: frozenset[str]) -> None:
        """Take out what an undo has put back, but for the devices that did not follow."""
        targets = frozenset(request.targets)
        left: list[_Turn] = []
        count = max(request.count, 1)
        for turn in self.turns:
            part = turn.about(targets)
            if part and count:
                count -= 1
                turn = turn.without(part, keep)  # noqa: PLW2901  # what is left of it
            if turn:
                left.append(turn)
        self.turns = deque(left, maxlen=DEPTH)


@dataclass
class Undo:
    """The last turns of each person, as long as Home Assistant runs."""

    _by_person: OrderedDict[str, _Memory] = field(default_factory=OrderedDict)

    def remember(
        self,
        plan: Plan,
        before: HomeView,
        outcomes: Sequence[Outcome],
        by: Origin,
        planned: Sequence[Planned] = (),
    ) -> None:
        """Keep what a turn moved and planned; an undo takes the turns out that it put back.

        `before` is the home as it was before the turn moved anything.
        """
        turn = _Turn(_moved(before, outcomes), tuple(planned))
        memory = self._memory(by)
        request = plan.request if plan.source is Source.UNDO else None
        if request and request.kind is RequestKind.UNDO:
            memory.forget(request, keep=_unmoved(outcomes))
            memory.undone = turn or None
            return
        if request:
            memory.undone = None
        if turn:
            memory.turns.appendleft(turn)

    def plan_back(self, view: HomeView, by: Origin, request: Request) -> Plan:
        """Return the plan that puts back what the last turns of a person changed.

        The earliest state wins where several turns moved one device. What is back already
        needs no step; what somebody else changed since stays, and is a problem of the plan,
        like what cannot be put back. The plan carries its request, for `remember`.
        """
        turns = self._memory(by).chosen(request)
        plan = Plan(Source.UNDO, request=request)
        if not turns:
            return replace(plan, problems=(Problem(ProblemCode.NOTHING_TO_UNDO),))
        draft = _Draft(view)
        for target, (first, last) in _spans(turns).items():
            draft.put_back(target, first, last)
        return replace(plan, steps=tuple(draft.steps), problems=draft.problems())

    def planned_in(self, by: Origin, request: Request) -> tuple[str, ...]:
        """Return the ids of what the turns planned that a request is about."""
        turns = self._memory(by).chosen(request)
        return tuple(item.id for turn in turns for item in turn.planned)

    def _memory(self, by: Origin) -> _Memory:
        memory = self._by_person.setdefault(by.person, _Memory())
        self._by_person.move_to_end(by.person)
        while len(self._by_person) > _PERSONS:
            self._by_person.popitem(last=False)
        return memory


@dataclass
class _Draft:
    """A plan back in the making."""

    view: HomeView
    steps: list[Step] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def put_back(self, target: str, first: _Moved, last: _Moved) -> None:
        """Add what puts one device back to where it was before its first turn."""
        state = self.view.state(target)
        back = way_back((*first.steps, *last.steps), first.before)
        if target not in self.view.by_id:
            self.gone.append(first.name)
        elif not back or not state.available:
            self.stuck.append(target)
        elif lacking := missing(back, state):
            if last.is_as_left(state):
                self.steps += lacking
            else:
                self.changed.append(target)

    def problems(self) -> tuple[Problem, ...]:
        """Return what stays as it is, and why."""
        found = [Problem(ProblemCode.NOT_RESTORED, name) for name in self.gone]
        if self.stuck:
            found.append(Problem(ProblemCode.NOT_RESTORED, targets=tuple(self.stuck)))
        if self.changed:
            found.append(Problem(ProblemCode.CHANGED_SINCE, targets=tuple(self.changed)))
        return tuple(found)


def _spans(turns: Sequence[_Turn]) -> dict[str, tuple[_Moved, _Moved]]:
    """Return the first and the last thing that turns, the newest first, did to each device."""
    spans: dict[str, tuple[_Moved, _Moved]] = {}
    for turn in turns:
        for target, moved in turn.moved.items():
            spans[target] = (moved, spans[target][1] if target in spans else moved)
    return spans


def _moved(before: HomeView, outcomes: Iterable[Outcome]) -> dict[str, _Moved]:
    """Return what became of each device whose command was sent."""
    found: dict[str, _Moved] = {}
    for outcome in outcomes:
        target = outcome.step.target
        device = before.by_id.get(target)
        if device is None or not _was_sent(outcome):
            continue
        earlier = found[target].steps if target in found else ()
        state = before.state(target)
        found[target] = _Moved(
            device.label or device.name,
            (*earlier, outcome.step),
            state,
            outcome.state if _is_settled(outcome, state) else None,
        )
    return found


def _is_settled(outcome: Outcome, before: DeviceState) -> bool:
    """Return whether a device has come to where its command leads, as far as it tells."""
    step, state, item = outcome.step, outcome.state, row_of(outcome.step)
    if outcome.result is not Result.DONE or state is None or item is None:
        return False
    return item.under_way is None or not item.under_way(state, step.value, before)


def _was_sent(outcome: Outcome) -> bool:
    """Return whether a device may have moved."""
    if outcome.result is Result.NOT_CONFIRMED:
        return outcome.cause is not Cause.NO_ANSWER
    return outcome.result is Result.DONE


def _unmoved(outcomes: Iterable[Outcome]) -> frozenset[str]:
    """Return the devices that did not follow a command, as far as they tell."""
    return frozenset(
        outcome.step.target
        for outcome in outcomes
        if outcome.result in {Result.FAILED, Result.NOT_CONFIRMED}
        and outcome.cause is not Cause.NO_FEEDBACK
    )
