"""Rooms and floors in the words of a sentence."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
import re
from typing import Final

from .models import HomeView
from .naming import is_plain
from .words import clean_name, clean_text, tokens

_NO_NAME: Final = frozenset({"room", "here"})
"""Area names that are also said of any room."""
_OWNS: Final = "'s "
"""What stands between an owner and what is owned, in small letters."""


def with_known_names(text: str, view: HomeView) -> str:
    """Return a text with the other names of rooms and floors replaced by their own.

    Each word is replaced once, so that no name is read as the other name of another place.
    A name that would change what the sentence asks for, such as one with "and", is not put in.
    """
    aliases = view.place_aliases.items()
    names = {alias.casefold(): name for alias, name in aliases if is_plain(name)}
    if not names:
        return text
    return _aliases(frozenset(names)).sub(lambda found: names[found[0].casefold()], text)


@lru_cache(4)
def _aliases(names: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of other names, the longest first."""
    listed = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, listed))})\b")


def named_places(text: str, view: HomeView) -> tuple[str, ...]:
    """Return the areas and floors that a sentence names, as plan strings write them.

    A room in the name of a device ("the hall light") names the device and not the room.
    """
    spoken = f" {clean_text(text)} "
    known = {clean_name(name) for name in view.areas.values()}
    known |= {clean_name(device.floor) for device in view.devices if device.floor}
    for name in known if _OWNS in spoken else ():
        spoken = spoken.replace(f" {name}{_OWNS}", f" {name} , ")  # "the kitchen's full of smoke"
    found = [name for name in known - _NO_NAME if name and f" {name} " in spoken]
    if found:
        for device in view.devices:
            for name in {device.label, *map(clean_name, device.names)}:
                spoken = spoken.replace(f" {name} ", " , ")
    return tuple(sorted((name for name in found if f" {name} " in spoken), key=spoken.index))


def room_of_person(text: str, view: HomeView) -> str | None:
    """Return the area id of the room of a person who is named: "bedtime for Max".

    A room is somebody's own if one of its names tells whose it is. None where it is not clear.
    """
    spoken = f" {clean_text(text)} "
    owned = {
        area_id
        for area_id, name in view.areas.items()
        for called in (name, *(alias for alias, own in view.place_aliases.items() if own == name))
        for owner, mark, _ in [clean_text(called).partition(_OWNS)]
        if mark and (f" {owner} " in spoken or f" {owner}{_OWNS}" in spoken)
    }
    return owned.pop() if len(owned) == 1 else None


def unknown_place(
    text: str, view: HomeView, words: Mapping[str, Sequence[str]], *, command: bool = False
) -> str | None:
    """Return a place that is named and that this home does not have, None if there is none.

    `words` are those of `places.json` in the language of the text: `storeys`, places that many
    homes have and that are said without being set up; `outside`, those of them that a statement
    is about without meaning anything of the home ("it's cold outside"); `in`, what has a place
    behind it in a command, whatever it is; and `anywhere`, what names no certain place there.
    """
    passed_over = () if command else words["outside"]
    spoken = tokens(text)
    wanted = [word for word in spoken if word in words["storeys"] and word not in passed_over]
    if command:
        inside = "|".join(map(re.escape, words["in"]))
        wanted += re.findall(rf"\b(?:{inside}) ([a-z]+)", " ".join(spoken))
    wanted = [word for word in wanted if word not in words["anywhere"]]
    if not wanted:
        return None
    places = [*view.areas.values(), *(device.floor or "" for device in view.devices)]
    names = [name for device in view.devices for name in device.names]
    known = {word for name in (*places, *names) for word in tokens(name)}
    return next((word for word in wanted if word not in known), None)
