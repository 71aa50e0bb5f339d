"""Rooms and floors in the words of a sentence."""

from typing import Final

from .models import HomeView
from .words import clean_name, tokens

_NO_NAME: Final = frozenset({"room", "here"})
"""Area names that are also said of any room."""
_STOREYS: Final = frozenset(
    {"upstairs", "downstairs", "outside", "outdoors", "attic", "basement", "cellar", "loft"}
)
"""Places that many homes have and that are said without being set up."""


def named_places(text: str, view: HomeView) -> tuple[str, ...]:
    """Return the areas and floors that a sentence names, as plan strings write them.

    A room in the name of a device ("the hall light") names the device and not the room.
    """
    spoken = f" {clean_name(text)} "
    known = {clean_name(name) for name in view.areas.values()}
    known |= {clean_name(device.floor) for device in view.devices if device.floor}
    found = [name for name in known - _NO_NAME if name and f" {name} " in spoken]
    if found:
        for device in view.devices:
            for name in {device.label, *map(clean_name, device.names)}:
                spoken = spoken.replace(f" {name} ", " , ")
    return tuple(sorted((name for name in found if f" {name} " in spoken), key=spoken.index))


def unknown_place(text: str, view: HomeView) -> str | None:
    """Return a place that is named and that this home does not have, None if there is none."""
    wanted = [word for word in tokens(text) if word in _STOREYS]
    if not wanted:
        return None
    places = [*view.areas.values(), *(device.floor or "" for device in view.devices)]
    names = [name for device in view.devices for name in device.names]
    known = {word for name in (*places, *names) for word in tokens(name)}
    return next((word for word in wanted if word not in known), None)
