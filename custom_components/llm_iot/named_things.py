"""What the words of any sentence name: a device by its name or a part of it, or a kind.

No grammar is needed for that, so that a goal that is only told is looked through, too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .kinds import Kinds
from .models import Device, HomeView
from .prompting.contractions import load_by_the_way, written_out
from .words import clean_name, tokens

_FEWEST: Final = 2
"""Words of the shortest part of a name that stands for it: "white noise" for the machine."""
_NEAR: Final = 3
"""Words between which a thing and what it is beside stand: "in front of the telly"."""
_SCENE: Final = "scene"
_WORDED: Final = frozenset({"script", "button", "input_button"})
"""Domains of what is called by words that are said of other things: "good night"."""

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
