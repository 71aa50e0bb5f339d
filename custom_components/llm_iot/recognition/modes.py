"""In which mode things are: that of a humidifier, the preset of a thermostat."""

from typing import Final

from ..models import Device, HomeView
from ..queries import Query
from ..readings import MODES
from .asked import Asked
from .seeker import Seeker

MODE: Final = "mode"
"""The measure that is asked for in words."""
_IN_STATE: Final = frozenset(
    {"alarm_control_panel", "climate", "input_select", "lawn_mower", "select", "vacuum"}
    | {"water_heater"}
)
"""Domains whose state is the mode."""


def mode_query(seeker: Seeker, asked: Asked) -> Query | None:
    """Return in which mode things are, None where none of those that are named has one.

    Raises NotThereError where nothing is called so.
    """
    if not asked.scope.mentions or asked.threshold is not None or asked.comparison:
        return None

    def able(device: Device) -> bool:
        return _has_mode(device, seeker.view)

    devices = [each for each in seeker.named(asked.scope, able, anywhere=True) if able(each)]
    targets = tuple(device.entity_id for device in devices)
    return Query(targets, tells_mode=True) if targets else None


def _has_mode(device: Device, view: HomeView) -> bool:
    """Return whether a thing is in one of several modes, by its state or beside it."""
    attributes = view.state(device.entity_id).attributes
    return device.domain in _IN_STATE or any(attributes.get(name) for name in MODES)
