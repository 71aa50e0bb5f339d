"""The line that the tuned model writes, and what it means in this home.

The plan language of `plan_language.py` as compact JSON. What a small model gets nearly right
is put right by code: a name that is cut or misspelt is that of the only candidate it can be.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
import json
import re
from typing import Final

from .. import capabilities
from ..models import Device, HomeView, Plan, ProblemCode, Request, RequestKind, Source, Step
from ..places import with_known_names
from ..plan_language import (
    ALL,
    ASK,
    NOT,
    UNDO,
    WHICH,
    groups,
    members,
    read_command,
    step_what,
)
from ..queries import Query
from ..response.parser import close_answer, read_answer, read_plan, repeats_target
from .prompt import whole

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_ALIKE: Final = 0.8
"""Least likeness of a name to the label that it can be."""
_CLEARLY: Final = 0.05
"""Least lead of that label over the next one."""


class NoLineError(ValueError):
    """A plan that the language has no words for: one for later, or about the past."""


def write_line(strings: Iterable[str]) -> str:
    """Return strings of the plan language as the line that the model writes."""
    return json.dumps(list(strings), ensure_ascii=False, separators=(",", ":"))


def write_plan(plan: Plan, view: HomeView) -> str:
    """Return a plan as a line. Raises NoLineError if it has more to it than the language says."""
    if plan.deferred or plan.request or plan.past or plan.handled:
        raise NoLineError
    if any(problem.code is ProblemCode.AMBIGUOUS for problem in plan.problems):
        return write_line([WHICH])
    return write_line([*asked_strings(plan, view), *step_strings(plan.steps, view)])


def step_strings(steps: Sequence[Step], view: HomeView) -> list[str]:
    """Return steps as strings, those of a whole group as one."""
    wanted: dict[str, dict[str, Device]] = {}
    for step in steps:
        if device := view.by_id.get(step.target):
            wanted.setdefault(step_what(step), {})[step.target] = device
    return [
        f"{name} {what}" for what, devices in wanted.items() for name in _names(devices, what, view)
    ]


def read_line(
    text: str, view: HomeView, candidates: Sequence[Device], *, spares: bool = True
) -> Plan:
    """Return the plan that an answer of the model means.

    `view` and `candidates` have the labels of `labels.py`. Unless the words may leave something
    out (`spares`), exceptions in the line are slips. Of two things that exclude each other on
    one device the last is meant: the model corrects itself. Raises UnreadableAnswerError for
    anything but a JSON array of strings; what names nothing of the home becomes a problem.
    """
    line = close_answer(text, _in_full) if repeats_itself(text) else whole(text)
    written = [each.strip().casefold() for each in read_answer(line)]
    if written == [UNDO]:
        return Plan(Source.MODEL, request=Request(RequestKind.UNDO))
    asked = [each for each in written if each.startswith(f"{ASK} ")]
    told = [part for each in written if each not in asked for part in _parted(each, view)]
    strings = [mended(each, view, candidates) for each in told]
    if not spares:
        strings = [each for each in strings if not each.startswith(f"{NOT} ")] or strings
    plan = read_plan(strings[::-1], view, Source.MODEL)
    return replace(
        plan,
        steps=plan.steps[::-1],
        queries=_read_asked(asked, view, candidates),
        problems=plan.problems[::-1],
    )


def _read_asked(
    asked: Sequence[str], view: HomeView, candidates: Sequence[Device]
) -> tuple[Query, ...]:
    """Return the questions of a line: about devices, and about what can only be asked."""
    everything = _everything(view)
    able = (*candidates, *view.readings)
    strings = [mended(each, everything, able) for each in asked]
    return read_plan(strings, everything, Source.MODEL).queries


def repeats_itself(text: str) -> bool:
    """Return whether an unfinished line says the same twice, and would go on so.

    A device may stand in two strings: `ac cool` and `ac 21`.
    """
    return repeats_target(text, _in_full)


def _parted(text: str, view: HomeView) -> list[str]:
    """Return a string as two, where it has an action without a value and a number: "ac cool 19".

    A name may end with such a word: the 70 of "pure cool 70" is for a fan that is called so.
    """
    words = text.split()
    if len(words) < 3 or not _NUMBER.fullmatch(words[-1]):  # noqa: PLR2004  # name, action, number
        return [text]
    *name, action, number = words
    if (
        read_command(text, view)
        or not _is_action(action)
        or _NUMBER.fullmatch(action)
        or capabilities.takes_value(action)
    ):
        return [text]
    return [f"{' '.join(name)} {action}", f"{' '.join(name)} {number}"]


def _in_full(text: str) -> str:
    return text


def mended(text: str, view: HomeView, candidates: Sequence[Device]) -> str:
    """Return a string of the model with the names that this home has."""
    words = text.casefold().split()
    if words[:1] in ([NOT], [ASK]):
        return f"{words[0]} {_named(words[1:], view, candidates)}"
    if words[:1] == [ALL]:
        return with_known_names(" ".join(words), view).casefold()
    said = " ".join(words)
    command = read_command(said, view)
    if said == WHICH or (command and _can(command.devices[0], command.action, view)):
        return said
    for end in range(len(words) - 1, 0, -1):
        if _is_action(words[end]):
            fitting = [each for each in candidates if _can(each, words[end], view)]
            known = " ".join(words[:end]) in view.by_label
            if label := _snapped(words[:end], fitting, known=known):
                return " ".join([label, *words[end:]])
    return said


def asked_strings(plan: Plan, view: HomeView) -> list[str]:
    """Return the questions of a plan as strings."""
    targets = [dict.fromkeys(query.targets) for query in plan.queries]
    things = [{key: view.anything[key] for key in keys if key in view.anything} for keys in targets]
    everything = _everything(view)
    return [f"{ASK} {name}" for each in things for name in _names(each, None, everything)]


def _everything(view: HomeView) -> HomeView:
    """Return a home in which what can only be asked is a device; a name of both is the device's."""
    return replace(view, devices=(*view.readings, *view.devices))


def _names(devices: Mapping[str, Device], what: str | None, view: HomeView) -> Iterator[str]:
    """Yield the groups and labels that some devices make, as few as there can be."""
    left = dict(devices)
    while left:
        name, covered = _largest(left, what, view)
        yield name
        left = {key: each for key, each in left.items() if key not in covered}


def _largest(
    devices: Mapping[str, Device], what: str | None, view: HomeView
) -> tuple[str, frozenset[str]]:
    """Return the name of the largest group that is wholly among some devices, with its members.

    Groups of one kind: "everything in the kitchen" is what only people say, since it is more
    than the devices that a plan is about. Members that cannot do what is wanted do not count; a
    device alone is its own group. Of two groups with the same members the one that says more is
    meant.
    """
    action = what.partition(" ")[0] if what else None
    first = next(iter(devices.values()))
    best = first.label, frozenset({first.entity_id})
    of_kind = [name for name in groups([first], view) if name.endswith(f" {first.kind}")]
    for name in sorted(of_kind, key=lambda name: -len(name.split())):
        able = {
            each.entity_id
            for each in members(name, view)
            if action is None or _can(each, action, view)
        }
        if len(able) > len(best[1]) and able <= devices.keys():
            best = name, frozenset(able)
    return best


def _named(words: Sequence[str], view: HomeView, candidates: Sequence[Device]) -> str:
    """Return the name of a device or group that is to be left alone, or is asked about."""
    name = " ".join(words)
    if words[:1] == [ALL]:
        return with_known_names(name, view).casefold()
    return name if name in view.by_label else _snapped(words, candidates) or name


def _snapped(
    words: Sequence[str], candidates: Iterable[Device], *, known: bool = False
) -> str | None:
    """Return the only label that a name can be, None if there is none, or another.

    A `known` name is that of a device which cannot do it: one that is only spelt like it is
    not meant.
    """
    listed = list(candidates)
    said = set(words)
    for found in (
        [each for each in listed if said <= set(each.label.split())],
        [each for each in listed if set(each.label.split()) <= said],
    ):
        if len(found) == 1:
            return found[0].label
    return None if known else _likest(" ".join(words), listed)


def _likest(name: str, candidates: Iterable[Device]) -> str | None:
    """Return the label that a name is clearly more like than any other, None without one."""
    ranked = sorted(
        ((_likeness(name, each.label), each.label) for each in candidates), reverse=True
    )
    if not ranked or ranked[0][0] < _ALIKE:
        return None
    clearly = len(ranked) < 2 or ranked[0][0] - ranked[1][0] >= _CLEARLY  # noqa: PLR2004
    return ranked[0][1] if clearly else None


def _likeness(name: str, label: str) -> float:
    return SequenceMatcher(a=name, b=label, autojunk=False).ratio()


def _is_action(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word)) or any(
        word in rows for rows in capabilities.BY_DOMAIN.values()
    )


def _can(device: Device, action: str, view: HomeView) -> bool:
    """Return whether a device can be told an action word or a number."""
    number = _NUMBER.fullmatch(action)
    row = (
        capabilities.value_row(device.domain) if number else capabilities.row(device.domain, action)
    )
    return row is not None and row.supported(view.state(device.entity_id).attributes)
