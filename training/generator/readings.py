"""What homes have that can only be asked: sensors, persons, the weather."""

from collections.abc import Mapping
from random import Random
from typing import Final

from custom_components.llm_iot.models import Device
from custom_components.llm_iot.readings import kind_of_reading

from .vocabulary import Sort, Vocabulary

_NONE: Final = 0.1
"""Share of the homes without any."""
_MOST: Final = 24
_PLACELESS: Final = 0.1
_WITH_AREA: Final = 0.35
_QUALIFIED: Final = 0.08
_PLACELESS_DOMAINS: Final = frozenset({"person", "weather", "timer"})
_TRIES: Final = 4

type Made = tuple[Device, Sort, bool]
"""A reading without a label, its sort, and whether it is spoken of without an article."""


def make_readings(
    random: Random, vocabulary: Vocabulary, places: Mapping[str, str | None]
) -> list[Made]:
    """Return the readings of a home with these areas, each with its floor."""
    if random.random() < _NONE:
        return []
    sorts = vocabulary.readings.sorts
    count = random.randint(3, min(_MOST, 4 * len(places) + 4))
    chosen = random.choices(sorts, [sort.weight for sort in sorts], k=count)
    made: list[Made] = []
    used: set[tuple[str | None, str]] = set()
    for sort in chosen:
        for _ in range(_TRIES):
            area = None
            if places and sort.domain not in _PLACELESS_DOMAINS and random.random() > _PLACELESS:
                area = random.choice(list(places))
            name = _name(random, vocabulary, sort, area)
            if (area, name) not in used:
                used.add((area, name))
                made.append((_reading(sort, name, area, places, len(made)), sort, not sort.names))
                break
    made.sort(key=lambda each: (each[0].area or "", each[0].entity_id))
    return made


def _name(random: Random, vocabulary: Vocabulary, sort: Sort, area: str | None) -> str:
    if not sort.names:  # a person
        return str(random.choice(vocabulary.names["people"]))
    name = random.choice(sort.names)
    if random.random() < _QUALIFIED:
        name = f"{random.choice(vocabulary.names['qualities'])} {name}"
    return f"{area} {name}" if area and random.random() < _WITH_AREA else name


def _reading(
    sort: Sort, name: str, area: str | None, places: Mapping[str, str | None], number: int
) -> Device:
    return Device(
        f"{sort.domain}.r{number:02d}",
        name,
        kind_of_reading(sort.domain, sort.device_class),
        "",
        names=(name,),
        device_class=sort.device_class,
        area_id=area,
        area=area,
        floor=places[area] if area else None,
    )
