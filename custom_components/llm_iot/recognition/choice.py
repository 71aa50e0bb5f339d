"""What a mention means in a home, and how surely."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ..models import Device


class Fit(StrEnum):
    """How well a mention fits the home."""

    CLEAR = "clear"
    SEVERAL = "several"
    """One device is meant and several fit."""
    UNKNOWN_DEVICE = "unknown_device"
    UNKNOWN_PLACE = "unknown_place"


@dataclass(frozen=True, slots=True)
class Choice:
    """The devices that a mention means."""

    fit: Fit
    devices: tuple[Device, ...] = ()
    subject: str = ""
    """What the home lacks."""
    otherwise_called: bool = False
    """Whether others of the home are called so: of "curtains", the blinds in the same room."""


type Able = Callable[[Device], bool]
"""Whether what is asked for can be done to a device at all."""
