"""All of a kind in a room where one thing is called so: "all the kitchen lights"."""

from collections.abc import Mapping
from dataclasses import replace

from .index import Thing
from .lexicon import Words
from .mentions import Mention, Reach


def of_all(mention: Mention, things: Mapping[Words, Thing]) -> Mention:
    """Return "all the kitchen lights" as all of the kitchen, even if one thing is called so."""
    named = mention.things[0] if len(mention.things) == 1 else None
    if named is None or named.kind or not named.named or mention.reach is Reach.ONE:
        return mention
    room, kind = things.get(named.words[:-1]), things.get(named.words[-1:])
    if not (room and room.place and kind and kind.kind and kind.plural):
        return mention
    return replace(mention, things=(room, kind))


def in_room(mention: Mention, things: Mapping[Words, Thing]) -> Mention:
    """Return "in the kitchen lights on" as the lights in the kitchen, others as they are."""
    head = mention.head
    if head is None or len(mention.things) != 1:
        return mention
    plain = replace(mention, things=(replace(head, kind=None),), reach=Reach.ALL)
    room, *kind = of_all(plain, things).things
    if not kind or room.place is None:
        return mention
    return replace(mention, things=tuple(kind), places=(room.place,))
