"""What the tuned model calls the devices: each name with its room in front.

A room in the name lets a small model find "the kitchen light" and "everything in the kitchen"
by copying words, and needs no column of rooms.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..collection.labels import with_labels
from ..models import Device, HomeView
from ..words import clean_name


def tuned_view(view: HomeView) -> HomeView:
    """Return a home whose devices are labelled as the tuned model knows them."""
    return replace(view, devices=tuned_devices(view.devices))


def tuned_devices(devices: Sequence[Device]) -> tuple[Device, ...]:
    """Return the devices of a whole home, in the same order, with the labels of the tuned model.

    Lower-case name with the area in front, unless the name holds it already or the whole home
    has one area. Of equal labels of different kinds each gets its kind behind, of equal labels
    of one kind all but the first a number.
    """
    one_room = _is_one_room(devices)
    placed = [_placed(device, one_room=one_room) for device in devices]
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for device, label in zip(devices, placed, strict=True):
        kinds[label].add(device.kind)
    named = [
        replace(device, name=_with_kind(label, device.kind) if len(kinds[label]) > 1 else label)
        for device, label in zip(devices, placed, strict=True)
    ]
    return tuple(
        replace(device, label=each.label)
        for device, each in zip(devices, with_labels(named), strict=True)
    )


def tuned_readings(readings: Sequence[Device], devices: Sequence[Device]) -> tuple[Device, ...]:
    """Return things that can only be asked, as the tuned model knows them.

    `devices` are those of the home with their labels, none of which a reading gets: a lock and
    its battery may have one name. A kind is words, as names are: "soil moisture".
    """
    one_room = _is_one_room((*devices, *readings))
    taken = {device.label for device in devices}
    named = []
    for reading in readings:
        kind = kind_in_words(reading)
        label = _placed(reading, one_room=one_room)
        name = _with_kind(label, kind) if label in taken else label
        named.append(replace(reading, name=name, kind=kind))
    return tuple(
        replace(reading, kind=each.kind, label=each.label)
        for reading, each in zip(readings, with_labels(named), strict=True)
    )


def kind_in_words(reading: Device) -> str:
    """Return the kind of a reading as the model writes it: "soil moisture"."""
    return reading.kind.replace("_", " ")


def _is_one_room(things: Sequence[Device]) -> bool:
    return len({thing.area for thing in things if thing.area}) < 2  # noqa: PLR2004


def _placed(device: Device, *, one_room: bool) -> str:
    """Return the name of a device with its area in front where that says something new."""
    name = clean_name(device.name)
    area = clean_name(device.area) if device.area else ""
    if not area or one_room or f" {area} " in f" {name} ":
        return name
    return f"{area} {name}" if name else area


def _with_kind(label: str, kind: str) -> str:
    """Return a label with the kind behind, unless it is in it."""
    return label if f" {kind} " in f" {label} " else f"{label} {kind}"
