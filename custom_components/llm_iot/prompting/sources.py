"""Sources that words name: "something on Netflix" is about the TV and what it shows.

A source has no kind of its own. In general words it is a channel; in the plan of a goal, what
is switched on is set to it.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
import re
from typing import Final

from ..models import Device, HomeView
from ..plan_language import read_command
from ..words import clean_name, clean_text, tokens

_PLAYER: Final = "media_player"
_LISTED: Final = "source_list"
_SWITCHED_ON: Final = frozenset({"on", "play"})
_PLUS: Final = re.compile(r"(?<=\w)\+(?!\w)")
_SHORTEST: Final = 3
"""Fewest letters of a source that is looked for among other words; "TV" is a kind."""


def with_general_sources(text: str, view: HomeView, word: str) -> str:
    """Return a text between spaces with the sources of the home as a general word."""
    text = _in_words(text)
    for name in sorted(map(_in_words, _all_sources(view)), key=len, reverse=True):
        text = text.replace(f" {name} ", f" {word} ")
    return text


def source_strings(
    texts: Sequence[str], said: str, view: HomeView, usual: Collection[str]
) -> Iterator[str]:
    """Yield the plan strings that set what a plan switches on to the source that is meant.

    That is the one that is said, else one that is called as `usual` tells.
    """
    spoken = f" {_in_words(clean_text(said))} "
    for text in texts:
        command = read_command(text, view)
        if command is None or command.action not in _SWITCHED_ON:
            continue
        for device in command.devices:
            sources = _sources(device, view)
            meant = [name for name in sources if f" {_in_words(name)} " in spoken and _is_own(name)]
            meant = meant or [name for name in sources if set(tokens(name)) & set(usual)]
            if len(meant) == 1:
                yield f"{device.label} source {meant[0]}"


def _in_words(text: str) -> str:
    """Return a name as it is said: "Disney plus"."""
    return _PLUS.sub(" plus", text)


def _is_own(name: str) -> bool:
    return len(name) >= _SHORTEST


def _sources(device: Device, view: HomeView) -> tuple[str, ...]:
    """Return the names of the sources of a device, as they are spoken."""
    listed = view.state(device.entity_id).attributes.get(_LISTED)
    return tuple(map(clean_name, map(str, listed))) if isinstance(listed, list | tuple) else ()


def _all_sources(view: HomeView) -> set[str]:
    players = _players(view.devices)
    return {name for device in players for name in _sources(device, view) if _is_own(name)}


@lru_cache(maxsize=2)
def _players(devices: tuple[Device, ...]) -> tuple[Device, ...]:
    return tuple(device for device in devices if device.domain == _PLAYER)
