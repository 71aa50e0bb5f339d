"""Which rooms are empty, occupied or light, as far as the things in them tell."""

from collections.abc import Sequence
from typing import Final

from ..models import Device
from ..queries import Query, QueryForm
from ..readings import contrary
from .asked import Asked
from .seeker import Seeker

OF_ROOMS: Final = frozenset({"occupied", "empty"})
"""Conditions that are said of a room for the sensors in it."""
_PRESENCE: Final = "presence"
_ROOM: Final = "room"
_LAMP: Final = "light"
_LIGHTNESS: Final = frozenset({"illuminance", "light"})
_FORMS: Final = {
    "count": QueryForm.COUNT,
    **dict.fromkeys(("which", "what", "where"), QueryForm.WHICH),
    **dict.fromkeys(("any", "anything"), QueryForm.ANY),
    _ROOM: QueryForm.WHICH,
}
"""What is asked of several rooms, by the forms of the words, those that tell more first."""


def rooms_query(
    seeker: Seeker, asked: Asked, condition: str, place: str | None = None
) -> Query | None:
    """Return which of several rooms are empty or occupied; None if it asks of one room.

    That nothing moves in a room does not tell that it is empty.
    """
    scope = asked.scope
    group = len(scope.places) != 1 or scope.places[0].area_id is None
    form = next((form for each, form in _FORMS.items() if each in asked.forms), None)
    if not group or (form is None and not scope.places):
        return None
    targets = tuple(
        each.entity_id for each in seeker.inside(scope) if each.kind == _PRESENCE and each.area_id
    )
    wanted = contrary(condition) if asked.negated else condition
    where = place if scope.here or scope.outside else None
    form = form or QueryForm.STATE
    return Query(targets, form, wanted, kind=_ROOM, place=where, by_area=True) if targets else None


def named_rooms(devices: Sequence[Device], form: QueryForm, condition: str) -> Query | None:
    """Return a question about rooms by sensors of theirs, None where those are no such rooms."""
    areas = {device.area_id for device in devices}
    told = condition in OF_ROOMS and None not in areas
    if not told or not 1 < len(areas) == len(devices):
        return None
    targets = tuple(device.entity_id for device in devices)
    return Query(targets, form, condition, kind=_ROOM, by_area=True)


def lit_query(seeker: Seeker, asked: Asked, place: str | None) -> Query | None:
    """Return how the lamps of a place are where nothing measures how light it is; else None."""
    scope, number = asked.scope, asked.threshold is not None or asked.comparison or asked.extreme
    if asked.measure not in _LIGHTNESS or number or not scope.somewhere or scope.mentions:
        return None
    lamps = (device for device in seeker.inside(scope) if device.kind == _LAMP)
    targets = tuple(device.entity_id for device in lamps)
    return Query(targets, kind=_LAMP, place=place) if targets else None
