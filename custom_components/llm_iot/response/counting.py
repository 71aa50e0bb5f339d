"""Many devices in few words: "5 lights and the fan" for what would be a minute of names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..models import Device
from .phrases import definite, spoken

MOST_NAMED: Final = 6
"""Devices that are told of one by one; of more, those of one kind are counted."""


def told_of(
    devices: Sequence[Device], texts: Mapping[str, Any], *, article: bool = False
) -> list[str]:
    """Return what to call devices that have something in common, each thing once.

    With an article for single names if that is wanted; a number needs none.
    """
    kinds = Counter(device.kind for device in devices)
    counted = {
        kind: f"{number} {texts['kind'][kind][1]}"
        for kind, number in kinds.items()
        if number > 1 and kind in texts["kind"]
    }
    names = [
        counted.get(device.kind) or (definite(spoken(device), texts) if article else spoken(device))
        for device in devices
    ]
    return list(dict.fromkeys(names))
