"""Which of the devices that are named go on and which go off, as far as the words tell.

Where the words hold nothing else, this is the plan. Elsewhere neither an example nor a
model may contradict it: one that is near can have it the wrong way round ("the TV off and
the light on").
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
import re
from typing import Final

from ..kinds import Kinds
from ..models import Device, HomeView, Plan, Utterance
from ..places import named_places
from ..plan_language import ALL, members
from ..wording import excepted, has_exception
from ..words import clean_name, tokens

_CLAUSE: Final = re.compile(r"\b(?:and then|and|then|but)\b|[,;]")
_SWITCHED: Final = frozenset({"on", "off"})
_TAIL: Final = frozenset({"again", "also", "for", "me", "now", "please", "thanks", "too"})
"""Words that may follow a direction at the end of a clause."""


def directions(utterance: Utterance, view: HomeView, kinds: Kinds) -> Mapping[str, str]:
    """Return "on" or "off" by entity id, for devices that are named and meant alone.

    A direction in front holds for the clauses behind it, too ("turn on the light and the
    fan"), one at the end for those before it ("the light and the fan on").
    """
    if has_exception(utterance.text):
        return {}
    found: dict[str, str] = {}
    waiting: list[Device] = []
    leading: str | None = None
    for clause in _CLAUSE.split(utterance.text.casefold()):
        words = tokens(clause)
        named = _named(words, view, kinds)
        said = [place for place, word in enumerate(words) if word in _SWITCHED]
        if len(said) > 1:
            return {}
        if said:
            at_end = set(words[said[0] + 1 :]) <= _TAIL
            leading = None if at_end else words[said[0]]
            meant = [*waiting, *named] if at_end else named
            found |= {device.entity_id: words[said[0]] for device in meant}
            waiting = []
        elif leading:
            found |= {device.entity_id: leading for device in named}
        else:
            waiting += named
    return found


def contradicts(plan: Plan, said: Mapping[str, str]) -> bool:
    """Return whether a plan switches a device the other way than the words say."""
    return any(
        step.action in _SWITCHED and said.get(step.target, step.action) != step.action
        for step in plan.steps
    )


def confirms(plan: Plan, said: Mapping[str, str]) -> bool:
    """Return whether a plan is exactly what the words say of each device."""
    return bool(said) and said == {step.target: step.action for step in plan.steps}


def excepted_devices(utterance: Utterance, view: HomeView, kinds: Kinds) -> frozenset[str]:
    """Return the entity ids of what an exception leaves out, by its name or its place."""
    behind = excepted(utterance.text)
    if not behind:
        return frozenset()
    devices = _named(tokens(behind), view, kinds)
    for place in named_places(behind, view):
        devices += members(f"{ALL} {place}", view)
    return frozenset(device.entity_id for device in devices)


def _named(words: Sequence[str], view: HomeView, kinds: Kinds) -> list[Device]:
    """Return the devices that a clause names: by their label, a name, or as the only one.

    A name that several devices answer to names none of them, and a word of one name is not
    the name of another device: the "TV light" is not the TV.
    """
    text = f" {' '.join(words)} "
    named: list[Device] = []
    for name, called in _called(view.devices):
        if name in text:
            text = text.replace(name, " , ")
            named += called if len(called) == 1 else []
    for kind, _, _ in kinds.mentions(tokens(text)):
        alike = [device for device in view.devices if device.kind == kind]
        named += alike if len(alike) == 1 else []
    return list(dict.fromkeys(named))


@lru_cache(maxsize=2)
def _called(devices: tuple[Device, ...]) -> Sequence[tuple[str, Sequence[Device]]]:
    """Return each name, between spaces, with what answers to it, long names first."""
    called: defaultdict[str, list[Device]] = defaultdict(list)
    for device in devices:
        for name in {device.label, *map(clean_name, device.names)}:
            called[name].append(device)
    return [(f" {name} ", called[name]) for name in sorted(called, key=len, reverse=True)]
