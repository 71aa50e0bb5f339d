"""Words of the language that this home has for something of its own."""

from collections.abc import Sequence

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .rooms import NOTHING
from .tokenizer import MARKS, words_of


def is_rather_named(role: Tag, words: Words, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether this home has something of its own by that name: a floor called "Flat".

    So the loudspeaker that is called "Music" is meant, and not what others play.
    """
    if role not in {Tag.HOME, Tag.ATTRIBUTE}:
        return False
    thing = index.things.get(words[-1:])
    if role is Tag.HOME and words[-1] in lexicon.file("targets")["dwellings"]:
        return any(words[-1] in each.words for each in index.things.values() if each.place)
    if thing is None:
        return False
    if role is Tag.HOME:  # not for a room that is called so in short: "summer house"
        return thing.place is not None and words_of(thing.place.name) == words[-1:]
    return bool(thing.named) and words[-1] in lexicon.file("targets")["made_by"]


def ends_in_name(words: Words, before: Sequence[str], index: HomeIndex) -> bool:
    """Return whether a phrase begins with the end of a name: "fan speed" behind "ceiling".

    Where nothing stands in front and there are fans, it is the speed of the fan.
    """
    thing = index.things.get(words[:1])
    if len(words) < 2 or thing is None or not thing.kind:  # noqa: PLR2004
        return False
    if not before or before[-1] in MARKS:
        return bool(index.by_kind.get(thing.kind))
    fronts = [tuple(before[-size:]) for size in (1, 2, 3)]
    if any((each := index.things.get((*front, words[0]))) and each.named for front in fronts):
        return True  # "the bedroom ceiling fan speed", where the ceiling is a light
    whole = (index.things.get(front) for front in fronts)
    if any(each and (each.named or each.kind) for each in whole):
        return False  # "the bedroom AC fan speed"
    room = index.things.get((before[-1],))
    placed = room is not None and room.place is not None and not room.kind
    inside = index.by_kind.get(thing.kind, NOTHING)
    there = placed and room is not None and room.place is not None and room.place.devices & inside
    return bool(there) or (before[-1], words[0]) in index.things


def begins_room(tokens: Sequence[str], place: int, index: HomeIndex) -> bool:
    """Return whether a room is called by a word and those behind it: "in the home cinema"."""
    found = index.table.longest(tokens, place)
    return found is not None and found[1] > place + 1 and found[0].place is not None


def is_of_it(words: Words, behind: Sequence[str], index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether a correction belongs to a name behind it: "not that lamp", "no lights".

    It takes nothing back then. With a pause, or an article, it does: "not that, the lamp".
    """
    if not behind or behind[0] in MARKS:
        return False
    article = lexicon.sense(tuple(behind), Tag.DETERMINER) is not None
    points = lexicon.sense(words[-1:], Tag.DETERMINER) is not None
    none = " ".join(words) in lexicon.file("unwanted")["no"]
    return (points and not article) or (none and _is_kind(behind[0], index))


def _is_kind(word: str, index: HomeIndex) -> bool:
    """Return whether a word is what sort of things there are: "lights", "shutter"."""
    thing = index.things.get((word,))
    return index.is_plural(word) or (thing is not None and bool(thing.kind))
