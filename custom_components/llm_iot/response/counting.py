"""Many devices in few words: "5 lights and the fan" for what would be a minute of names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..models import Device
from .phrases import spoken

MOST_NAMED: Final = 6
"""Devices that are told of one by one; of more, those of one kind are counted."""


def told_of(
    devices: Sequence[Device], texts: Mapping[str, Any], article: str = "{device}"
) -> list[str]:
    """Return what to call devices that have something in common, each thing once.

    `article` is what a single name stands in; a number needs none.
    """
    kinds = Counter(device.kind for device in devices)
    counted = {
        kind: f"{number} {texts['kind'][kind][1]}"
        for kind, number in kinds.items()
        if number > 1 and kind in texts["kind"]
    }
    names = [
        counted.get(device.kind) or article.format(device=spoken(device)) for device in devices
    ]
    return list(dict.fromkeys(names))
