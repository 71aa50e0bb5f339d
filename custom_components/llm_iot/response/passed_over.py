"""What the words of a goal name and its plan passes over.

"The baby goes down and needs her white noise" is not done with the lamp. The examples know
nothing of what homes have besides: what is named is to be in the plan, unless words that are
near speak of such a thing in the same way ("glare on the TV").
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..evidence import Evidence
from ..kinds import Kinds
from ..models import Device, HomeView, Plan
from ..prompting.contractions import load_by_the_way, written_out
from ..words import clean_name, tokens

_FEWEST: Final = 2
"""Words of the shortest part of a name that stands for it: "white noise" for the machine."""
_NEAR: Final = 3
"""Words between which a thing and what it is beside stand: "in front of the telly"."""
_SCENE: Final = "scene"
_WORDED: Final = frozenset({"script", "button", "input_button"})
"""Domains of what is called by words that are said of other things: "good night"."""
_LIGHT: Final = "light"
_BLIND: Final = "blind"

type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What some words of a sentence name."""

    words: Words
    devices: frozenset[str]
    """Entity ids of what may be meant; nothing where the home has no such thing."""
    kind: str | None
    """The kind that is named; None for a name of its own."""
    beside: bool = False
    """Whether something is only told to be near it: "under these lamps"."""


def passes_over(plan: Plan, text: str, view: HomeView, kinds: Kinds, evidence: Evidence) -> bool:
    """Return whether a plan moves things, and nothing of something that the words name."""
    if not plan.steps:
        return False
    moved = {step.target for step in plan.steps}
    moved |= {each for entity_id in moved for each in view.state(entity_id).members}
    values = {word for step in plan.steps for word in tokens(str(step.value or ""))}
    blinds = {view.by_id[each].kind for each in moved if each in view.by_id} == {_BLIND}
    spoken_of = {
        kind
        for example in evidence.examples
        if example.goal  # a command speaks of what it moves
        for kind, _, _ in kinds.mentions(tokens(written_out(example.say.casefold())))
    }
    return not all(
        said.beside
        or bool(said.devices & moved)
        or values.issuperset(said.words)  # what is played from: "game night on the Xbox"
        or said.kind in spoken_of
        or (said.kind == _LIGHT and blinds)  # that of the sun
        for said in named_in(text, view, kinds)
    )


def named_in(text: str, view: HomeView, kinds: Kinds) -> Iterator[Said]:
    """Yield what the words name: by a name, by a part of one that is nobody else's, by a kind."""
    words: list[str] = list(tokens(written_out(text.casefold())))
    places = frozenset((*view.areas.values(), *view.place_aliases))
    names = _names(view.devices, places)
    longest = max(map(len, names), default=0)
    for start in range(len(words)):
        for length in range(min(longest, len(words) - start), 0, -1):
            run = tuple(words[start : start + length])
            devices = names.get(run)
            if devices is None:
                continue
            if [span[1:] for span in kinds.mentions(run)] == [(0, length)] and devices:
                break  # what is called "TV" is one of its kind
            words[start : start + length] = [""] * length
            if devices:
                yield Said(run, devices, None)
            break
    aside = load_by_the_way()
    modifying: frozenset[str] = frozenset()
    mentions = kinds.mentions(words)
    for place, (kind, start, end) in enumerate(mentions):
        alike = {device.entity_id for device in view.devices if device.kind == kind}
        run = tuple(words[start:end])
        meant = alike | names.get(run, frozenset()) | modifying
        if place + 1 < len(mentions) and mentions[place + 1][1] == end:
            modifying = frozenset(meant)  # "the projector screen" is one thing
            continue
        modifying = frozenset()
        if words[start - 1 : start] and words[start - 1] in aside["before_verbs"]:
            continue  # "I need to iron my shirt"
        near = not aside["beside"].isdisjoint(words[max(0, start - _NEAR) : start])
        yield Said(run, frozenset(meant), kind, near)


@lru_cache(maxsize=2)
def _names(devices: tuple[Device, ...], places: frozenset[str]) -> Mapping[Words, frozenset[str]]:
    """Return what each name stands for, and its first words if they are of no other name.

    The names of places stand for nothing.
    """
    whole: dict[Words, set[str]] = {}
    parts: dict[Words, set[str]] = {}
    for device in devices:
        for name in {device.label, *map(clean_name, device.names)}:
            words = tokens(name)
            if _is_common(device, words):
                continue
            whole.setdefault(words, set()).add(device.entity_id)
            for end in range(_FEWEST, len(words)):
                parts.setdefault(words[:end], set()).add(device.entity_id)
    own = {words: ids for words, ids in parts.items() if len(ids) == 1}
    floors = {device.floor for device in devices if device.floor}
    rooms: dict[Words, set[str]] = {tokens(clean_name(each)): set() for each in places | floors}
    return {words: frozenset(ids) for words, ids in (own | whole | rooms).items() if words}


def _is_common(device: Device, name: Words) -> bool:
    """Return whether a name is also said of other things: "good night" is not the scene."""
    if device.domain == _SCENE:
        return len(name) < _FEWEST or " ".join(name) in load_by_the_way()["greetings"]
    return device.domain in _WORDED
