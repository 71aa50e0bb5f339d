"""Kinds and spoken labels of devices. Plain Python, no Home Assistant."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ..kinds import Kinds
from ..models import Device
from ..words import clean_name, tokens


def kind_of(kinds: Kinds, domain: str, device_class: str | None, names: Iterable[str]) -> str:
    """Return what a device is to the person who speaks.

    The device class decides, then for relays and media players the name (a switch called
    "TV" is a TV, one called "desk lamp" a light), then the domain.
    """
    if device_class and (kind := kinds.of_device_class(domain, device_class)):
        return kind
    if domain in {"switch", "media_player", "climate"}:
        for name in names:
            if kind := kinds.last_named(tokens(name)):
                return kind
    return kinds.of_domain(domain) or domain


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
