"""What the rooms and floors of a home are called, in its own words and in those of a language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..models import Device, HomeView
from .lexicon import Lexicon, Tag, Words
from .tokenizer import words_of
from .written import in_full, owner_of

type Numbers = frozenset[int]
"""Devices by their place in `HomeIndex.devices`."""

NOTHING: Final[Numbers] = frozenset()

_VOWELS: Final = frozenset("aeiou")
_BUSY: Final = frozenset({Tag.CARRIER, Tag.PARTICLE, Tag.IN, Tag.FILLER, Tag.DETERMINER})
"""Roles of words that are no short name of a room."""


@dataclass(frozen=True, slots=True)
class Place:
    """A room or a floor."""

    name: str
    devices: Numbers
    area_id: str | None = None
    """None for a floor."""


def spoken_places(
    view: HomeView, devices: tuple[Device, ...], by_area: Mapping[str, Numbers], lexicon: Lexicon
) -> Iterator[tuple[Words, tuple[Place, bool]]]:
    """Return the rooms and floors with everything they are called.

    What the home itself calls a place goes before what a language calls it.
    """
    data = lexicon.file("targets")
    own = _own_places(view, devices, by_area)
    other = {name: own[known] for name, known in view.place_aliases.items() if known in own}
    spoken = {words_of(name): place for name, place in (other | own).items()}
    for words, place in tuple(spoken.items()):
        spoken.setdefault(in_full(words, data["written_short"]), place)
    floors = {place.name: place for place in own.values() if not place.area_id}
    rooms = frozenset(data["rooms"])
    inside = {words: place for words, place in spoken.items() if place.area_id}
    short = _owners(inside, data["room_word"]) | _last_words(inside, devices, lexicon)
    short |= _short_names(spoken, rooms) | _families(own.values(), rooms, data["room_word"])
    rooms_said = {(*words, data["room_word"][0]): place for words, place in inside.items()}
    short |= rooms_said | _owned(spoken) | _of_owners(other | own, data["owners_room"])
    short |= _first_words(inside, devices, data) | _as_areas(inside, data)
    short |= _outside(inside, data["outside"])
    short |= _with_storey(floors, data["storey_words"]) | _storeys_together(floors, data["floors"])
    foreign = short | _synonyms(spoken, data) | _storeys(floors, data) | spoken
    foreign = _rooms_of_floors(foreign, floors.values(), data["rooms_of_floors"]) | foreign
    adverbs = {words_of(word) for word in data["storeys"]}
    for words, place in foreign.items():
        if words:
            yield words, (place, words in adverbs)


def _short_names(spoken: Mapping[Words, Place], rooms: frozenset[str]) -> dict[Words, Place]:
    """Return the rooms by what sort they are, where there is one of it: "the bathroom"."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for words in spoken:
        found[words[-1] if words else ""].add(spoken[words].name)
    return {
        words[-1:]: place
        for words, place in spoken.items()
        if len(words) > 1 and words[-1] in rooms and len(found[words[-1]]) == 1 and place.area_id
    }


def owned_by(
    view: HomeView, by_area: Mapping[str, Numbers], lexicon: Lexicon
) -> dict[str, Numbers]:
    """Return the devices in somebody's rooms by whose they are: "Nora's", as it is heard.

    A room is that of the children or the guests without a sign of it, too: "Kids room".
    """
    data = lexicon.file("targets")
    areas = {name: area_id for area_id, name in view.areas.items()}
    named = areas | {name: areas[own] for name, own in view.place_aliases.items() if own in areas}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name, area_id in named.items():
        if len(owner := owner_of(name)) == 1:
            found[owner[0]] |= by_area.get(area_id, NOTHING)
        first, *rest = words_of(name) or ("",)
        for word in data["groups_of_owners"].get(first, ()) if rest in data["of_owners"] else ():
            found[word] |= by_area.get(area_id, NOTHING)
    return {owner: frozenset(numbers) for owner, numbers in found.items()}


def _owned(spoken: Mapping[Words, Place]) -> dict[Words, Place]:
    """Return places of two words as that of the first: "the granny's flat", of "Granny flat"."""
    return {
        (f"{words[0]}s", words[1]): place
        for words, place in spoken.items()
        if len(words) == 2 and not words[0].endswith("s")  # noqa: PLR2004
    }


def _of_owners(named: Mapping[str, Place], room_words: Iterable[str]) -> dict[Words, Place]:
    """Return the only room of somebody as that of theirs: "Nora's room", of her bedroom."""
    owned: defaultdict[Words, dict[str, Place]] = defaultdict(dict)
    for name, place in named.items():
        if place.area_id and (owner := owner_of(name)):
            owned[owner][place.name] = place
    return {
        (*owner, word): next(iter(rooms.values()))
        for owner, rooms in owned.items()
        for word in room_words
        if len(rooms) == 1
    }


def _owners(rooms: Mapping[Words, Place], room_words: Iterable[str]) -> dict[Words, Place]:
    """Return the rooms by what is theirs: "the blue room's", which reads "rooms" when heard."""
    alone = frozenset((word,) for word in room_words)
    return {
        (*words[:-1], f"{words[-1]}s"): place
        for words, place in rooms.items()
        if words and words not in alone and not words[-1].endswith("s")
    }


def _last_words(
    rooms: Mapping[Words, Place], devices: Iterable[Device], lexicon: Lexicon
) -> dict[Words, Place]:
    """Return rooms by the last word of their names: "the dock", where that is theirs alone.

    No name of a device elsewhere may have the word, and it may mean nothing else.
    """
    listed = tuple(devices)
    found: dict[Words, Place] = {}
    for words, place in rooms.items():
        word = words[-1] if len(words) > 1 else ""
        others = [other for other in rooms if word in other and rooms[other] != place]
        used = {each.area_id for each in listed for name in each.names if word in words_of(name)}
        busy = any(entry.tag in _BUSY for entry in lexicon.entries((word,)))
        own = not (others or busy or word.isdecimal()) and used <= {place.area_id}
        if len(word) > 1 and own:
            found[(word,)] = place
    return found


def _first_words(
    rooms: Mapping[Words, Place], devices: Iterable[Device], data: Mapping[str, Any]
) -> dict[Words, Place]:
    """Return "the dining room" as "dining", as in "the dining curtains".

    Nothing else may be called so, be it another room, a device somewhere else, or one there by
    just that word: the boiler of the boiler room.
    """
    listed, room_words = tuple(devices), {(word,) for word in data["room_word"]}
    whole = {words_of(name) for each in listed for name in each.names}
    found: dict[Words, Place] = {}
    for words, place in rooms.items():
        word = words[0] if words[1:] in room_words else ""
        others = any(word in other and rooms[other] is not place for other in rooms)
        used = {each.area_id for each in listed for name in each.names if word in words_of(name)}
        if (word,) in whole or word not in data["room_uses"]:
            continue
        if not others and used <= {place.area_id}:
            found[(word,)] = place
    return found


def _as_areas(rooms: Mapping[Words, Place], data: Mapping[str, Any]) -> dict[Words, Place]:
    """Return "the pool" as "the pool area", "the dining room" as "the dining area"."""
    room, *others = data["room_word"]
    found: dict[Words, Place] = {}
    for words, place in rooms.items():
        core = words[:-1] if words[-1:] == (room,) else words
        found |= {(*core, word): place for word in others if core and core[-1] not in others}
    return found


def _outside(rooms: Mapping[Words, Place], data: Mapping[str, Sequence[str]]) -> dict[Words, Place]:
    """Return everything under the open sky, for "outside" and the like.

    What is also called a room of the house is not: a conservatory, for all its other names.
    """
    open_air, indoors = frozenset(data["rooms"]), frozenset(data["indoors"])
    sheltered = {
        id(place) for words, place in rooms.items() if indoors & {" ".join(words), *words[-1:]}
    }
    places = {
        id(place): place
        for words, place in rooms.items()
        if words and words[-1] in open_air and id(place) not in sheltered
    }
    numbers = frozenset(number for place in places.values() for number in place.devices)
    return {(word,): Place(word, numbers) for word in data["words"]} if places else {}


def _with_storey(floors: Mapping[str, Place], words: Sequence[str]) -> dict[Words, Place]:
    """Return floors with "floor" behind their names, which owners leave out: "Ground"."""
    return {
        (*words_of(name), word): place
        for name, place in floors.items()
        for word in words
        if words_of(name)[-1:] != (word,)
    }


def _rooms_of_floors(
    spoken: Mapping[Words, Place], floors: Iterable[Place], words: Iterable[str]
) -> dict[Words, Place]:
    """Return floors as all that is on them: "the attic rooms", "all upstairs rooms"."""
    names = {place.name for place in floors}
    return {
        (*said, word): place
        for said, place in spoken.items()
        for word in words
        if place.area_id is None and place.name in names
    }


def _storeys_together(floors: Mapping[str, Place], words: Iterable[str]) -> dict[Words, Place]:
    """Return all floors of a home that has several, for "both floors"."""
    numbers = frozenset(number for place in floors.values() for number in place.devices)
    return {(word,): Place(word, numbers) for word in words} if len(floors) > 1 else {}


def _families(
    places: Iterable[Place], rooms: frozenset[str], room_words: Iterable[str]
) -> dict[Words, Place]:
    """Return the rooms of one sort together: "the bedrooms", "both meeting rooms".

    They end in the same word for a sort of room, or in a number or letter behind it; "storage
    rooms" are called so even if none of them has "room" in its name.
    """
    found: defaultdict[Words, list[Place]] = defaultdict(list)
    for place in places:
        words = words_of(place.name) if place.area_id else ()
        numbered = len(words) > 1 and (words[-1].isdecimal() or len(words[-1]) == 1)
        base = words[:-1] if numbered else words[-1:]
        if base and (numbered or base[-1] in rooms):
            found[base].append(place)
            if numbered and base[-1] not in room_words:
                for word in room_words:
                    found[*base, word].append(place)
            if len(base) > 1 and base[-1] in rooms:
                found[base[-1:]].append(place)
    return {
        (*base[:-1], plural(base[-1])): Place(
            " ".join((*base[:-1], plural(base[-1]))),
            frozenset(number for place in members for number in place.devices),
        )
        for base, members in found.items()
        if len(members) > 1
    }


def plural(word: str) -> str:
    """Return the plural of a word: "libraries", but "bays"."""
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in _VOWELS else f"{word}s"


def singular(word: str) -> str:
    """Return the word that a plural may be of; any other as it is."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _own_places(
    view: HomeView, devices: tuple[Device, ...], by_area: Mapping[str, Numbers]
) -> dict[str, Place]:
    """Return the rooms and floors of a home by their names."""
    areas = dict(view.areas)
    areas |= {each.area_id: each.area for each in devices if each.area_id and each.area}
    own = {
        name: Place(name, by_area.get(area_id, NOTHING), area_id) for area_id, name in areas.items()
    }
    floors: defaultdict[str, set[int]] = defaultdict(set)
    for number, device in enumerate(devices):
        if device.floor:
            floors[device.floor].add(number)
    for name, numbers in floors.items():
        own.setdefault(name, Place(name, frozenset(numbers)))
    return own


def _synonyms(spoken: Mapping[Words, Place], data: Mapping[str, Any]) -> dict[Words, Place]:
    """Return the places by what a language also calls them, where only one is called so."""
    found: defaultdict[Words, dict[str, Place]] = defaultdict(dict)
    for words, place in spoken.items():
        for group in ("places", "same_storey"):
            for synonym in data[group].get(" ".join(words), ()):
                found[words_of(synonym)][place.name] = place
    return {words: next(iter(each.values())) for words, each in found.items() if len(each) == 1}


def _storeys(floors: Mapping[str, Place], data: Mapping[str, Any]) -> dict[Words, Place]:
    """Return what "upstairs" and "downstairs" are where floors have the usual names."""
    levels = {name: data["levels"].get(" ".join(words_of(name))) for name in floors}
    if not levels or not all(isinstance(level, int) for level in levels.values()):
        return {}
    above_ground = sorted(
        (level, name) for name, level in levels.items() if isinstance(level, int) and level >= 0
    )
    if not above_ground:
        return {}
    found: dict[Words, Place] = {}
    lowest = above_ground[0][1]
    upper = [floors[name] for _, name in above_ground[1:]]
    for word, meaning in data["storeys"].items():
        if meaning == "lowest":
            found[words_of(word)] = floors[lowest]
        elif meaning == "above" and upper:
            numbers = frozenset(number for place in upper for number in place.devices)
            found[words_of(word)] = Place(upper[0].name if len(upper) == 1 else word, numbers)
        elif (meaning == "top" and upper) or (meaning == "upper" and len(upper) == 1):
            found[words_of(word)] = upper[-1]
    return found
