"""From the plan language to a plan: strings to steps and questions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
import json

from .. import capabilities
from ..models import (
    Device,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Query,
    Source,
    Step,
)
from ..plan_language import ALL, ASK, NOT, WHICH, members


class UnreadableAnswerError(ValueError):
    """The model's text is not a list of plan strings."""


def read_answer(text: str) -> list[str]:
    """Return the plan strings of a model's answer.

    Raises UnreadableAnswerError for anything but a JSON array of strings.
    """
    try:
        answer = json.loads(text)
    except ValueError as err:
        raise UnreadableAnswerError(text) from err
    if not isinstance(answer, list) or not all(isinstance(item, str) for item in answer):
        raise UnreadableAnswerError(text)
    return answer


def repeats_target(text: str) -> bool:
    """Return whether an unfinished answer names a target twice.

    The grammar cannot forbid repetition, and a small model that begins to repeat does
    not stop by itself.
    """
    if not text.lstrip().startswith("["):
        return False
    complete = text.count('"') // 2
    targets = [_target(part) for part in text.split('"')[1 : 2 * complete : 2]]
    return len(set(targets)) < len(targets)


def close_answer(text: str) -> str:
    """Return a repeating answer cut before the repetition, as valid JSON."""
    seen: dict[str, str] = {}
    for part in text.split('"')[1::2]:
        if _target(part) in seen:
            break
        seen[_target(part)] = part
    return json.dumps(list(seen.values()))


def _target(text: str) -> str:
    """Return what a plan string is about."""
    return text.rpartition(" ")[0] or text


@dataclass
class _Draft:
    """What has been read so far."""

    steps: dict[tuple[str, str], Step] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)
    queries: list[Query] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_plan(strings: Sequence[str], view: HomeView, source: Source) -> Plan:
    """Return the plan that strings of the plan language mean in this home.

    A step named for a device by itself goes before what a group says of it. What cannot
    be read becomes a problem, never a guess.
    """
    draft = _Draft()
    for text in sorted((item.strip().casefold() for item in strings), key=_groups_last):
        _read_one(text, view, draft)
    steps = tuple(step for step in draft.steps.values() if step.target not in draft.excluded)
    if draft.excluded and not draft.steps:
        draft.problems.append(Problem(ProblemCode.NOT_UNDERSTOOD))  # an exception to nothing
    return Plan(source, steps, tuple(draft.queries), tuple(draft.problems))


def _groups_last(text: str) -> bool:
    return text.startswith(f"{ALL} ")


def _read_one(text: str, view: HomeView, draft: _Draft) -> None:
    """Read one string into the draft."""
    word, _, rest = text.partition(" ")
    if text == WHICH:
        draft.problems.append(Problem(ProblemCode.AMBIGUOUS))
    elif word == NOT:
        draft.excluded |= {device.entity_id for device in _targets(rest, view)}
    elif word == ASK:
        if targets := tuple(device.entity_id for device in _targets(rest, view)):
            draft.queries.append(Query(targets))
    else:
        target, _, action = text.rpartition(" ")
        devices = _targets(target, view)
        if not devices:
            draft.problems.append(Problem(ProblemCode.NOT_UNDERSTOOD, text))
        single = not _groups_last(text)
        for step in _steps(devices, action, view, strict=single):
            if (step.target, "") not in draft.steps:
                draft.steps[step.target, "" if single else step.action] = step


def _targets(name: str, view: HomeView) -> tuple[Device, ...]:
    """Return the device with a label, or the members of a group."""
    device = view.by_label.get(name)
    return (device,) if device else members(name, view)


def _steps(
    devices: Iterable[Device], action: str, view: HomeView, *, strict: bool
) -> Iterator[Step]:
    """Return a step per device; members of a group that cannot do it are left out."""
    number = _number(action)
    for device in devices:
        item = (
            capabilities.value_row(device.domain)
            if number is not None
            else capabilities.row(device.domain, action)
        )
        attributes = view.state(device.entity_id).attributes
        if item is not None and (strict or item.supported(attributes)):
            yield Step(device.entity_id, item.action, number)
        elif strict:
            yield Step(device.entity_id, action, number)


def _number(text: str) -> float | None:
    """Return a text as a number, None if it is none."""
    try:
        return float(text.rstrip("%°"))
    except ValueError:
        return None
