"""The light that people call "the main light" of a room, or "the big light", whatever its name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..models import Device
from .called_here import is_called_here
from .mentions import Mention
from .tokenizer import words_of

_LIGHT: Final = "light"


def without_main(mention: Mention, words: Mapping[str, Sequence[str]]) -> Mention | None:
    """Return "the main light in the hall" as "the light in the hall", None if nobody says so."""
    head = mention.head
    if head is None or head.kind != _LIGHT or len(head.words) > 1 or mention.plural:
        return None
    added = [thing for thing in mention.things if thing is not head and not thing.place]
    said = {*mention.unknown, *(word for thing in added for word in thing.words)}
    if not said or not said <= set(words["said"]):
        return None
    things = tuple(thing for thing in mention.things if thing not in added)
    return replace(mention, things=things, unknown=(), said=head.words)


def main_lights(
    lights: Iterable[Device], head: tuple[str, ...], words: Mapping[str, Sequence[str]]
) -> tuple[Device, ...]:
    """Return which lights of a room can be its main one: at the ceiling, or of no other name."""
    lights = tuple(lights)
    above = set(words["called"])
    at_ceiling = [
        each for each in lights if above & {word for name in each.names for word in words_of(name)}
    ]
    unqualified = [each for each in lights if is_called_here(each, head)]
    return tuple(at_ceiling or unqualified or lights)
