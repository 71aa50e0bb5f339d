"""What is planned: commands that are due later, as plain data."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import uuid4

from .models import (
    Deferred,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Source,
    Step,
    Utterance,
    Value,
)
from .way_back import missing, way_back

_SAME_TIME: Final = timedelta(minutes=1)
"""What is said twice in a row is due within this."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What something was asked with, by whom, and where."""

    utterance: Utterance
    user_id: str | None = None
    """Home Assistant's user, whose permissions count; None for a voice that it does not know."""
    device_id: str | None = None
    """The satellite or device that heard it."""
    conversation_id: str = ""

    @property
    def person(self) -> str:
        """Return what tells persons apart: the user, else the device that was spoken to."""
        return self.user_id or self.device_id or ""


@dataclass(frozen=True, slots=True)
class Planned:
    """Steps that are due at a time."""

    id: str
    due: datetime
    """In UTC, so that neither a change of the clocks nor of the time zone moves it."""
    steps: tuple[Step, ...]
    origin: Origin
    meanwhile: tuple[Step, ...] = ()
    """Set if the steps are the way back of a command for a time: that command."""
    until: datetime | None = None
    """Set if the steps are themselves for a time: when they are put back."""
    confirmed: bool = False
    """Whether the person was asked for this very plan, and said yes."""
    running: bool = False
    """Whether it is being carried out; in the store, to never be carried out twice."""

    @property
    def is_way_back(self) -> bool:
        """Return whether it only puts back what an earlier command changed."""
        return bool(self.meanwhile)

    @property
    def targets(self) -> frozenset[str]:
        """Return the entity ids that it is about."""
        return frozenset(step.target for step in self.steps)

    def is_like(self, other: Planned) -> bool:
        """Return whether another one is the same once more: of one person, due in one minute."""
        same = (self.steps, self.meanwhile, self.until, self.origin.person)
        near = abs(self.due - other.due) < _SAME_TIME
        return near and same == (other.steps, other.meanwhile, other.until, other.origin.person)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON data."""
        utterance = self.origin.utterance
        return {
            "id": self.id,
            "due": self.due.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "steps": [asdict(step) for step in self.steps],
            "meanwhile": [asdict(step) for step in self.meanwhile],
            "confirmed": self.confirmed,
            "running": self.running,
            "text": utterance.text,
            "language": utterance.language,
            "area_id": utterance.area_id,
            "user_id": self.origin.user_id,
            "device_id": self.origin.device_id,
            "conversation_id": self.origin.conversation_id,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Planned:
        """Return what `as_dict` was made of; keys that are not known are left out.

        Raises KeyError, TypeError or ValueError for anything else.
        """
        until = data["until"]
        utterance = Utterance(data["text"], data["language"], data["area_id"])
        return cls(
            id=data["id"],
            due=_utc(data["due"]),
            steps=_steps(data["steps"]),
            origin=Origin(utterance, data["user_id"], data["device_id"], data["conversation_id"]),
            meanwhile=_steps(data["meanwhile"]),
            until=_utc(until) if until else None,
            confirmed=data["confirmed"] is True,
            running=data["running"] is True,
        )


class Fate(StrEnum):
    """What became of something planned when its time had come."""

    DUE = "due"
    """It is to be carried out now."""
    MISSED = "missed"
    """Its time passed too long ago."""
    INTERRUPTED = "interrupted"
    """Home Assistant stopped while it was carried out: nobody knows how far it came."""
    NOT_A_USER = "not_a_user"
    """Whoever asked for it is no user of the home any more."""


_PROBLEMS = {
    Fate.MISSED: ProblemCode.MISSED,
    Fate.INTERRUPTED: ProblemCode.INTERRUPTED,
    Fate.NOT_A_USER: ProblemCode.NOT_A_USER,
}


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the later part of a plan comes to, before anything is written or moved."""

    items: tuple[Planned, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchanged: tuple[str, ...] = ()
    """Entity ids of a command for a time that are as it wants them: nothing to put back."""


def draft(
    plan: Plan,
    view: HomeView,
    origin: Origin,
    *,
    pending: Sequence[Planned],
    confirmed: bool = False,
) -> Drafts:
    """Return what a plan asks for later.

    `view` is the home before the plan moves anything, as its states are what is put back.
    `pending` holds the ways back that are planned already: a second "for an hour" leads
    back to where the first one came from.
    """
    items: list[Planned] = []
    problems: list[Problem] = []
    unchanged: list[str] = []
    ends = _ends(plan)
    for deferred in plan.deferred:
        if not deferred.restore:
            items += [
                Planned(
                    uuid4().hex,
                    deferred.due.astimezone(UTC),
                    steps,
                    origin,
                    until=until,
                    confirmed=confirmed,
                )
                for until, steps in _by_end(deferred, ends).items()
            ]
            continue
        back = _back(deferred, view, pending, frozenset(ends))
        problems += back.problems
        unchanged += back.unchanged
        if back.steps:
            due = deferred.due.astimezone(UTC)
            meanwhile = _about(deferred.steps, {step.target for step in back.steps})
            items.append(
                Planned(
                    uuid4().hex,
                    due,
                    back.steps,
                    origin,
                    meanwhile=meanwhile,
                    confirmed=confirmed,
                )
            )
    return Drafts(tuple(items), tuple(problems), tuple(unchanged))


def due_plan(planned: Planned, fate: Fate) -> Plan:
    """Return what is to happen at the time of something planned: its steps, or a problem."""
    if fate is not Fate.DUE:
        return Plan(Source.SCHEDULE, problems=(Problem(_PROBLEMS[fate]),))
    deferred = (
        (Deferred(planned.until, planned.steps, restore=True),) if planned.until is not None else ()
    )
    return Plan(Source.SCHEDULE, planned.steps, deferred=deferred)


def takes_over(due: datetime, steps: Sequence[Step], old: Planned) -> bool:
    """Return whether a command for a time on one device takes the place of an older way back.

    It does where it lasts as long or does the same; else it lies within the older one: "at
    25 degrees for ten minutes", said in the hour for which the heating is on.
    """
    same = _about(old.meanwhile, {step.target for step in steps})
    if not old.is_way_back or not same:
        return False
    return old.due <= due or {step.action for step in same} == {step.action for step in steps}


@dataclass(frozen=True, slots=True)
class _Back:
    """The way back of one command for a time."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    unchanged: tuple[str, ...]


def _back(
    deferred: Deferred,
    view: HomeView,
    pending: Sequence[Planned],
    later: frozenset[str],
) -> _Back:
    """Return the way back for the targets that move at once, not those that move `later`."""
    steps: list[Step] = []
    stuck: list[str] = []
    unchanged: list[str] = []
    for target in dict.fromkeys(step.target for step in deferred.steps):
        state = view.state(target)
        if target in later or target not in view.by_id or not state.available:
            continue  # what cannot be done now is told of by the verifier
        wanted = _about(deferred.steps, {target})
        if old := [each for each in pending if takes_over(deferred.due, wanted, each)]:
            steps += _about(max(old, key=lambda each: each.due).steps, {target})
        elif not missing(wanted, state):
            unchanged.append(target)
        elif back := way_back(wanted, state):
            steps += back
        else:
            stuck.append(target)
    problems = (Problem(ProblemCode.NO_WAY_BACK, targets=tuple(stuck)),) if stuck else ()
    return _Back(tuple(steps), problems, tuple(unchanged))


def _ends(plan: Plan) -> dict[str, datetime]:
    """Return, by target, until when what happens to it later is to last."""
    at_once = {step.target for step in plan.steps}
    begins = {
        step.target: deferred.due
        for deferred in plan.deferred
        if not deferred.restore
        for step in deferred.steps
    }
    return {
        step.target: deferred.due.astimezone(UTC)
        for deferred in plan.deferred
        if deferred.restore
        for step in deferred.steps
        if step.target not in at_once
        and step.target in begins
        and begins[step.target] < deferred.due
    }


def _by_end(
    deferred: Deferred, ends: Mapping[str, datetime]
) -> dict[datetime | None, tuple[Step, ...]]:
    """Return the steps of something later by when they are put back."""
    found: dict[datetime | None, tuple[Step, ...]] = {}
    for step in deferred.steps:
        end = ends.get(step.target)
        found[end] = (*found.get(end, ()), step)
    return found


def _about(steps: Iterable[Step], targets: Container[str]) -> tuple[Step, ...]:
    """Return the steps on some devices."""
    return tuple(step for step in steps if step.target in targets)


def _steps(data: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(
        Step(str(each["target"]), str(each["action"]), _value(each["value"])) for each in data
    )


def _value(value: object) -> Value | None:
    """Return the parameter of a step; raises TypeError for what none can be."""
    if value is None or isinstance(value, (str, float, int)):
        return value
    raise TypeError(value)


def _utc(text: str) -> datetime:
    """Return an aware time; raises ValueError for one without a time zone."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(text)
    return time.astimezone(UTC)
