"""Random homes, offices and workshops as the component sees them, and what is shown of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Final

from custom_components.llm_iot.collection.labels import kind_of
from custom_components.llm_iot.models import Device, DeviceState, HomeView
from custom_components.llm_iot.prompting.retrieval import canonical
from custom_components.llm_iot.tuned.labels import tuned_devices, tuned_readings
from custom_components.llm_iot.tuned.prompt import MAX_CANDIDATES
from custom_components.llm_iot.words import clean_name, tokens

from .naming import Namer
from .readings import make_readings
from .vocabulary import Building, Sort, Vocabulary

_FEWEST: Final = 3
_SIZES: Final = ((3, 6, 2), (7, 20, 5), (20, 60, 4))
"""Least and most devices of a home, and how often."""
_ONE_ROOM: Final = 0.12
_ROOMLESS: Final = 0.3
_FEW: Final = 8
"""Share of the homes with few devices that have no rooms at all, and how many few are."""
_PLACELESS: Final = 0.05
"""Share of the devices that are in no area."""
_AT_HOME: Final = 0.8
"""Share of the devices with a usual room that are there, where the home has it."""
_PERSONAL: Final = 0.06
"""Share of the areas that are somebody's."""
_ALL_SHOWN: Final = 0.85
_COMPANY: Final = 0.5
"""Share of the homes with a room that has what is easily taken for each other."""
_ELSEWHERE: Final = 0.35
"""Share of these that there is one of in another room, too."""


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A device with what the generator has to know of it."""

    device: Device
    sort: Sort
    words: frozenset[str]
    """The words of its name and of its area."""
    meaning: frozenset[str]
    """The same with every synonym of a kind as the kind."""
    bare: bool
    """Whether it is spoken of without an article."""

    @property
    def label(self) -> str:
        """Return what plans call it."""
        return self.device.label


@dataclass(frozen=True)
class Home:
    """A home."""

    things: Sequence[Thing]
    view: HomeView
    floors: Sequence[str]
    readings: Sequence[Thing] = ()
    """What can only be asked."""

    @cached_property
    def by_area(self) -> Mapping[str | None, Sequence[Thing]]:
        """Return the things of each area, by its name."""
        found = defaultdict(list)
        for thing in self.things:
            found[thing.device.area].append(thing)
        return found

    @cached_property
    def kinds(self) -> Mapping[str, Sequence[Thing]]:
        """Return the things of each kind."""
        found = defaultdict(list)
        for thing in self.things:
            found[thing.device.kind].append(thing)
        return found


def make_home(random: Random, vocabulary: Vocabulary) -> Home:
    """Return a home of 3 to 60 devices."""
    building = random.choices(vocabulary.buildings, [each.weight for each in vocabulary.buildings])[
        0
    ]
    low, high, _ = random.choices(_SIZES, [share for _, _, share in _SIZES])[0]
    count = random.randint(low, high)
    places = _places(random, vocabulary, building, count)
    namer = Namer(random, vocabulary)
    devices: list[Device] = []
    sorts: dict[str, tuple[Sort, bool]] = {}
    weights = [sort.weight for sort in vocabulary.sorts]
    chosen = random.choices(vocabulary.sorts, weights, k=count)
    placed = [(sort, _area_for(random, sort, list(places))) for sort in chosen]
    if random.random() < _COMPANY:
        placed += _company(random, vocabulary, list(places))
    for number, (sort, area) in enumerate(placed):
        name, bare = namer.name(sort, area)
        entity_id = f"{sort.domain}.{number:02d}"
        kind = kind_of(vocabulary.kinds, sort.domain, sort.device_class, (name,))
        device = Device(
            entity_id,
            name,
            kind,
            "",
            names=(name,),
            device_class=sort.device_class,
            area_id=area,
            area=area,
            floor=places[area] if area else None,
        )
        devices.append(device)
        sorts[entity_id] = sort, bare
    devices.sort(key=lambda each: (each.area or "", each.entity_id))
    readings = make_readings(random, vocabulary, places)
    sorts |= {reading.entity_id: (sort, bare) for reading, sort, bare in readings}
    return _assembled(devices, [reading for reading, _, _ in readings], sorts, vocabulary)


def _assembled(
    devices: Sequence[Device],
    readings: Sequence[Device],
    sorts: Mapping[str, tuple[Sort, bool]],
    vocabulary: Vocabulary,
) -> Home:
    labelled = tuned_devices(devices)
    asked = tuned_readings(readings, labelled)
    states = {
        each.entity_id: DeviceState("unknown", sorts[each.entity_id][0].attributes)
        for each in (*labelled, *asked)
    }
    areas = {each.area: each.area for each in (*labelled, *asked) if each.area}
    view = HomeView(labelled, states, areas, readings=asked)
    floors = list(dict.fromkeys(each.floor for each in labelled if each.floor))
    things = _things(labelled, sorts, vocabulary)
    return Home(things, view, floors, _things(asked, sorts, vocabulary))


def _things(
    devices: Sequence[Device], sorts: Mapping[str, tuple[Sort, bool]], vocabulary: Vocabulary
) -> list[Thing]:
    """Return labelled devices with what the generator has to know of each."""
    things = []
    for device in devices:
        sort, bare = sorts[device.entity_id]
        said = tokens(f"{device.label} {clean_name(device.area or '')}")
        meaning = frozenset([*canonical(said, vocabulary.kinds), device.kind])
        things.append(Thing(device, sort, frozenset(said), meaning, bare))
    return things


def _places(
    random: Random, vocabulary: Vocabulary, building: Building, count: int
) -> dict[str, str | None]:
    """Return the areas of a home, each with its floor; none for one without rooms."""
    if count <= _FEW and random.random() < _ROOMLESS:
        return {}
    most = 1 if random.random() < _ONE_ROOM else max(2, count // random.randint(2, 6))
    areas = random.sample(building.areas, min(most, len(building.areas)))
    for place in range(len(areas)):
        if random.random() < _PERSONAL:
            areas[place] = f"{random.choice(vocabulary.names['people'])}'s room"
    floors: list[str | None] = [None]
    if len(areas) > _FEWEST and random.random() < 0.6:  # noqa: PLR2004  # most homes have floors
        floors = list(random.sample(building.floors, random.randint(2, 3)))
    return {area: random.choice(floors) for area in areas}


def _area_for(random: Random, sort: Sort, areas: Sequence[str]) -> str | None:
    if not areas or random.random() < _PLACELESS:
        return None
    if sort.rooms and random.random() < _AT_HOME:
        fitting = [area for area in areas if any(word in area for word in sort.rooms)]
        if fitting:
            return random.choice(fitting)
    return random.choice(areas)


def _company(
    random: Random, vocabulary: Vocabulary, areas: Sequence[str]
) -> list[tuple[Sort, str | None]]:
    """Return sorts that help against different things, in one room, and some of them elsewhere."""
    words = random.choice(random.choice(vocabulary.company))
    sorts = [_called(random, vocabulary, word) for word in words]
    usual = [area for area in areas if any(word in area for word in sorts[0].rooms)]
    room = random.choice(usual or areas) if areas else None
    others = [area for area in areas if area != room]
    placed: list[tuple[Sort, str | None]] = [(sort, room) for sort in sorts]
    if others:
        again = (sort for sort in sorts if random.random() < _ELSEWHERE)
        placed += [(sort, random.choice(others)) for sort in again]
    return placed


def _called(random: Random, vocabulary: Vocabulary, word: str) -> Sort:
    """Return a sort that a word means, or one of which it is a name, with that name alone."""
    meant = [sort for sort in vocabulary.sorts if word in sort.words]
    if meant:
        return random.choices(meant, [sort.weight for sort in meant])[0]
    named = next(sort for sort in vocabulary.sorts if word in sort.names)
    return replace(named, names=(word,))


def choose_shown(random: Random, home: Home) -> Sequence[Thing]:
    """Return the candidates of a prompt, in the order of the home.

    All of a home that is small enough; else all of some areas and some others, as retrieval
    finds them.
    """
    if len(home.things) <= MAX_CANDIDATES and random.random() < _ALL_SHOWN:
        return home.things
    most = random.randint(min(len(home.things), 6), MAX_CANDIDATES)
    areas = [area for area in home.by_area if area]
    random.shuffle(areas)
    shown: dict[str, None] = {}
    for area in areas[: random.randint(1, 3)]:
        inside = home.by_area[area]
        if len(shown) + len(inside) <= most:
            shown |= {thing.device.entity_id: None for thing in inside}
    others = list(home.things)
    random.shuffle(others)
    for thing in others:
        if len(shown) >= most:
            break
        shown[thing.device.entity_id] = None
    return [thing for thing in home.things if thing.device.entity_id in shown]
