"""What is asked of things beside their state: the mode of a humidifier, the colour of a lamp."""

from typing import Final

from ..models import Device, HomeView
from ..queries import Detail, Query
from ..readings import MODES
from .asked import Asked
from .seeker import Seeker

_IN_STATE: Final = frozenset(
    {"alarm_control_panel", "climate", "input_select", "lawn_mower", "select", "vacuum"}
    | {"water_heater"}
)
"""Domains whose state is the mode."""


def detail_query(seeker: Seeker, asked: Asked) -> Query | None:
    """Return a question about a detail of things, None where none of those named has it.

    Raises NotThereError where nothing is called so.
    """
    if not asked.scope.mentions or asked.threshold is not None or asked.comparison:
        return None
    detail = Detail(asked.measure or "")

    def able(device: Device) -> bool:
        if detail is Detail.COLOR:
            return device.domain == "light"
        return _has_mode(device, seeker.view)

    devices = [each for each in seeker.named(asked.scope, able, anywhere=True) if able(each)]
    targets = tuple(device.entity_id for device in devices)
    return Query(targets, detail=detail) if targets else None


def _has_mode(device: Device, view: HomeView) -> bool:
    """Return whether a thing is in one of several modes, by its state or beside it."""
    attributes = view.state(device.entity_id).attributes
    return device.domain in _IN_STATE or any(attributes.get(name) for name in MODES)
