"""Kinds and spoken labels of devices. Plain Python, no Home Assistant."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ..kinds import Kinds
from ..models import Device
from ..table.common import GUARDED, HOT
from ..words import clean_name, tokens

_CLASSED: Final = frozenset({"switch", "media_player", "cover", "valve", "humidifier", "lock"})
"""Domains whose device classes say what the thing is, and not what is measured."""
_NAMED: Final = frozenset({"switch", "input_boolean", "media_player", "climate", "cover", "valve"})
"""Domains whose things are what they are called: a switch called "TV" is a TV."""
_WARY: Final = frozenset(
    {"button", "input_button", "select", "input_select", "number", "input_number"}
)
"""Domains whose things are settings of another one, which matters where that is dangerous."""
_GENERIC: Final = frozenset({"outlet", "button", "setting", "toggle"})
"""Kinds that say nothing of what is driven: "garage door relay" is a garage door."""
_ROOMS: Final = frozenset({"garage", "garages"})
"""Words for a kind that are as well said of a room: a "garage socket" is a socket."""


def kind_of(kinds: Kinds, domain: str, device_class: str | None, names: Iterable[str]) -> str:
    """Return what a device is to the person who speaks.

    The device class decides, then, for what has no nature of its own, the name (a switch
    called "desk lamp" is a light), then the domain.
    """
    known = kinds.of_device_class(domain, device_class) if device_class else None
    if known and domain in _CLASSED:
        return known
    found = [kind for name in names if (kind := _called(kinds, tokens(name)))]
    called = next((kind for kind in found if kind not in _GENERIC), found[0] if found else None)
    if called and (domain in _NAMED or (domain in _WARY and called in GUARDED | HOT)):
        return called
    return kinds.of_domain(domain) or domain


def _called(kinds: Kinds, words: Sequence[str]) -> str | None:
    """Return the kind that a name means, the last one: a "TV lamp" is a lamp."""
    found = kinds.mentions(words)
    if not found:
        return None
    last = found[-1]
    for kind, start, end in reversed(found):
        is_room = end - start == 1 and words[start] in _ROOMS and (kind, start, end) != last
        if kind not in _GENERIC and not is_room:
            return kind
    return last[0]


def with_labels(devices: Iterable[Device]) -> tuple[Device, ...]:
    """Return the devices with their labels: the shortest name that only they have.

    The bare name where it is unique, else the name with its area in front, else with a
    number behind. Labels are lower case and hold no character that means something in
    the plan language.
    """
    listed = list(devices)
    bare = Counter(clean_name(device.name) for device in listed)
    used: set[str] = set()
    labelled = []
    for device in listed:
        label = clean_name(device.name) or device.domain
        if bare[label] > 1 and device.area and clean_name(device.area) not in label:
            label = f"{clean_name(device.area)} {label}"
        unique, number = label, 2
        while unique in used:
            unique, number = f"{label} {number}", number + 1
        used.add(unique)
        labelled.append(replace(device, label=unique))
    return tuple(labelled)
