"""A home as a JSON file describes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Any, Final

import voluptuous as vol

_WORDS: Final = vol.All([vol.All(str, vol.Length(min=1))], vol.Unique())

_ENTITY: Final = vol.Schema(
    {
        vol.Required("name"): vol.All(str, vol.Length(min=1)),
        vol.Optional("area"): str,
        vol.Optional("aliases"): _WORDS,
        vol.Optional("device_class"): str,
        vol.Optional("state"): str,
        vol.Optional("exposed"): bool,
        vol.Optional("obeys"): bool,
    },
    extra=vol.ALLOW_EXTRA,  # the rest is the entity's own vocabulary, which it checks itself
)

HOME: Final = vol.Schema(
    {
        vol.Required("name"): str,
        vol.Required("about"): str,
        vol.Optional("units", default="metric"): vol.In(("metric", "us_customary")),
        vol.Optional("code"): vol.Match(r"^\d{4,8}$"),
        vol.Optional("floors", default=[]): [
            {
                vol.Required("name"): str,
                vol.Required("level"): int,
                vol.Optional("aliases", default=[]): _WORDS,
            }
        ],
        vol.Optional("areas", default=[]): [
            {
                vol.Required("name"): str,
                vol.Optional("floor"): str,
                vol.Optional("aliases", default=[]): _WORDS,
            }
        ],
        vol.Required("entities"): vol.All({vol.Match(r"^[a-z_]+\.[a-z0-9_]+$"): _ENTITY}),
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """A floor, or an area on one."""

    name: str
    aliases: Sequence[str] = ()
    level: int | None = None
    """Of a floor."""
    floor: str | None = None
    """Of an area."""


@dataclass(frozen=True, slots=True)
class EntitySpec:
    """What the file says of one entity."""

    entity_id: str
    name: str
    area: str | None = None
    aliases: Sequence[str] = ()
    device_class: str | None = None
    state: str | None = None
    """None for what an entity is unless it is told."""
    exposed: bool = True
    """Whether Assist may see it."""
    obeys: bool = True
    """Whether it does what it is told; one that does not accepts commands all the same."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """In the entity's own vocabulary."""

    @property
    def domain(self) -> str:
        """Return the Home Assistant domain."""
        return self.entity_id.partition(".")[0]

    @property
    def object_id(self) -> str:
        """Return what is behind the domain."""
        return self.entity_id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Home:
    """A home with everything in it."""

    name: str
    about: str
    units: str
    code: str | None
    """PIN for what is critical, None where none is asked for."""
    floors: Sequence[Place]
    areas: Sequence[Place]
    entities: Mapping[str, EntitySpec]

    def of(self, domain: str) -> list[EntitySpec]:
        """Return the entities of a domain."""
        return [spec for spec in self.entities.values() if spec.domain == domain]


def load_home(path: Path) -> Home:
    """Read a home from its file; blocking, call it off the event loop.

    Raises voluptuous.Invalid where the file is wrong.
    """
    data = HOME(json.loads(path.read_text(encoding="utf-8")))
    known = {key.schema for key in _ENTITY.schema}
    floors = tuple(Place(**floor) for floor in data["floors"])
    areas = tuple(Place(**area) for area in data["areas"])
    entities = {
        entity_id: EntitySpec(
            entity_id,
            **{key: value for key, value in said.items() if key in known},
            values={key: value for key, value in said.items() if key not in known},
        )
        for entity_id, said in data["entities"].items()
    }
    _check_places(floors, areas, entities)
    return Home(
        name=data["name"],
        about=data["about"],
        units=data["units"],
        code=data.get("code"),
        floors=floors,
        areas=areas,
        entities=entities,
    )


def _check_places(
    floors: Sequence[Place], areas: Sequence[Place], entities: Mapping[str, EntitySpec]
) -> None:
    """Raise voluptuous.Invalid if something is in a place that there is not."""
    known = {area.name for area in areas} | {None}
    if strays := [spec.entity_id for spec in entities.values() if spec.area not in known]:
        raise vol.Invalid(f"in no area of the home: {', '.join(strays)}")
    known = {floor.name for floor in floors} | {None}
    if strays := [area.name for area in areas if area.floor not in known]:
        raise vol.Invalid(f"on no floor of the home: {', '.join(strays)}")
