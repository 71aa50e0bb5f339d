"""From the plan language to a plan: strings to steps and questions."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
import json
import re
from typing import Final

from .. import capabilities
from ..models import Device, HomeView, Plan, Problem, ProblemCode, Source, Step, Value
from ..plan_language import ALL, ASK, NOT, WHICH, Command, named, read_command
from ..queries import Query

MAX_ANSWER: Final = 2000
"""Characters of an answer that are read; a schema of ours allows far fewer."""
MAX_STRINGS: Final = 32
"""Plan strings of an answer that are read."""
_NUMBER: Final = re.compile(r"(-?\d{1,6}(?:\.\d{1,3})?)[%°]?", re.ASCII)


class UnreadableAnswerError(ValueError):
    """The model's text is not a list of plan strings."""


def read_answer(text: str) -> list[str]:
    """Return the plan strings of a model's answer.

    Raises UnreadableAnswerError for anything but a JSON array of a few strings.
    """
    try:
        answer = json.loads(text) if len(text) <= MAX_ANSWER else None
    except (ValueError, RecursionError) as err:
        raise UnreadableAnswerError(text) from err
    if not isinstance(answer, list) or not all(isinstance(item, str) for item in answer):
        raise UnreadableAnswerError(text)
    if len(answer) > MAX_STRINGS:
        raise UnreadableAnswerError(text)
    return answer


def target_of(text: str) -> str:
    """Return what a plan string is about."""
    return text.rpartition(" ")[0] or text


def repeats_target(text: str, about: Callable[[str], str] = target_of) -> bool:
    """Return whether an unfinished answer has two strings that are `about` the same.

    The grammar cannot forbid repetition, and a small model that begins to repeat does
    not stop by itself.
    """
    if not text.lstrip().startswith("["):
        return False
    complete = text.count('"') // 2
    found = [about(part) for part in text.split('"')[1 : 2 * complete : 2]]
    return len(set(found)) < len(found)


def close_answer(text: str, about: Callable[[str], str] = target_of) -> str:
    """Return a repeating answer cut before the repetition, as valid JSON."""
    seen: dict[str, str] = {}
    for part in text.split('"')[1::2]:
        if about(part) in seen:
            break
        seen[about(part)] = part
    return json.dumps(list(seen.values()))


@dataclass
class _Draft:
    """What has been read so far."""

    steps: dict[Step, None] = field(default_factory=dict)
    """In the order of reading, each once."""
    by_target: defaultdict[str, list[Step]] = field(default_factory=lambda: defaultdict(list))
    """The same by what they are for: a plan may name every device of a large home."""
    single: set[str] = field(default_factory=set)
    """Targets that were named by themselves."""
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
    steps = tuple(step for step in draft.steps if step.target not in draft.excluded)
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
        draft.excluded |= {device.entity_id for device in named(rest, view)}
    elif word == ASK:
        if targets := tuple(device.entity_id for device in named(rest, view)):
            draft.queries.append(Query(targets))
    else:
        _read_command(text, view, draft)


def _read_command(text: str, view: HomeView, draft: _Draft) -> None:
    """Read a string that is to move something; of two that exclude each other, the first."""
    command = read_command(text, view)
    if command is None:
        draft.problems.append(Problem(ProblemCode.NOT_UNDERSTOOD, text))
        return
    single = not _groups_last(text)
    for device in command.devices:
        step = _step(device, command, view, strict=single)
        if step is None or (not single and step.target in draft.single):
            continue
        earlier = draft.by_target[step.target]
        if single and any(capabilities.exclusive(each, step) for each in earlier):
            continue
        draft.steps[step] = None
        earlier.append(step)
    if single:
        draft.single |= {device.entity_id for device in command.devices}


def _step(device: Device, command: Command, view: HomeView, *, strict: bool) -> Step | None:
    """Return what a command is for one device; members of a group may be unable to do it."""
    number = _number(command.action)
    item = (
        capabilities.value_row(device.domain)
        if number is not None
        else capabilities.row(device.domain, command.action)
    )
    if item is None:
        return Step(device.entity_id, command.action, number) if strict else None
    if not strict and not item.supported(view.state(device.entity_id).attributes):
        return None
    value: Value | None = number if number is not None else command.value
    if isinstance(value, str) and item.choice is None and (exact := _number(value)) is not None:
        value = exact
    return Step(device.entity_id, item.action, value)


def _number(text: str) -> float | None:
    """Return a text as a number, None if it is none; Python itself reads "nan" as one."""
    found = _NUMBER.fullmatch(text)
    return float(found[1]) if found else None
