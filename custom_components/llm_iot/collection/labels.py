"""Kinds and spoken labels of devices. Plain Python, no Home Assistant."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..cleaning import skeleton
from ..kinds import Kinds
from ..models import Device
from ..plan_language import ALL, ASK, NOT, WHICH
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
_PLAN_WORDS: Final = frozenset({ASK, NOT, WHICH})
"""First words of plan strings that are about no single device."""


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
    number behind; names that cannot be told apart by eye are one name. Labels are lower
    case and hold no character, and begin with no word, that means something in the plan
    language, and none is the name of a group.
    """
    listed = list(devices)
    groups = set(_groups(listed))
    bare = Counter(skeleton(clean_name(device.name)) for device in listed)
    used: set[str] = set()
    labelled = []
    for device in listed:
        label = clean_name(device.name) or device.domain
        if label in groups or label.partition(" ")[0] in _PLAN_WORDS:
            label = f"{device.kind} {label}"
        alike = bare[skeleton(clean_name(device.name))]
        if alike > 1 and device.area and clean_name(device.area) not in label:
            label = f"{clean_name(device.area)} {label}"
        unique, number = label, 2
        while skeleton(unique) in used:
            unique, number = f"{label} {number}", number + 1
        used.add(skeleton(unique))
        labelled.append(replace(device, label=unique))
    return tuple(labelled)


def _groups(devices: Iterable[Device]) -> Iterator[str]:
    """Yield the names that groups have in the plan language."""
    yield ALL
    for device in devices:
        places = [clean_name(place) for place in (device.area, device.floor) if place]
        yield f"{ALL} {device.kind}"
        for place in places:
            yield f"{ALL} {place}"
            yield f"{ALL} {place} {device.kind}"
