"""Ranges of a quantity, as a thermostat takes them that heats below and cools above: "20-22"."""

from dataclasses import dataclass
import re
from typing import Any, Final, override

from .models import DeviceState, Value
from .parameters import Choice, NotTakenError, Quantity

_WRITTEN: Final = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
"""A range in a plan, both ends in the unit of the home."""
_NEARLY: Final = 0.25
"""By how much an end may be missed; degrees."""


def written(low: float, high: float) -> str:
    """Return a range as plans have it."""
    return f"{low:g}-{high:g}"


def ends_of(value: Value | None) -> tuple[float, float] | None:
    """Return both ends of a range as plans have it, None for anything else."""
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    return (float(found[1]), float(found[2])) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Choice):
    """Two values of a quantity, the lower one first."""

    quantity: Quantity
    low_attribute: str
    high_attribute: str

    @override
    def read(self, state: DeviceState) -> str | None:
        """Return the range that a device shows, None if it shows none."""
        low = state.attributes.get(self.low_attribute)
        high = state.attributes.get(self.high_attribute)
        if isinstance(low, (int, float)) and isinstance(high, (int, float)):
            return written(low, high)
        return None

    @override
    def fit(self, value: Value | None, state: DeviceState) -> str:
        """Return a range as the device takes it.

        Raises NotTakenError, with what it takes, for ends out of its bounds or no range at all.
        """
        least, most = self.quantity.bounds(state)
        ends = ends_of(value)
        if ends is None or not least <= ends[0] < ends[1] <= most:
            raise NotTakenError(f"{least:g} to {most:g}" if least < most else "")
        low, high = (self.quantity.snap(each, state) for each in ends)
        return written(low, high)

    @override
    def spoken(self, word: str) -> str:
        """Return a range as it is spoken of."""
        return word.replace("-", "\N{EN DASH}")

    def sent(self, value: Any, _before: DeviceState) -> dict[str, Any]:
        """Return the service data of a range."""
        low, high = ends_of(value) or (None, None)
        return {self.low_attribute: low, self.high_attribute: high}

    def reached(self, now: DeviceState, value: Value | None, _before: DeviceState) -> bool:
        """Return whether a device shows a range, as near as it can."""
        shown, wanted = ends_of(self.read(now)), ends_of(value)
        if shown is None or wanted is None:
            return False
        return all(abs(a - b) <= _NEARLY for a, b in zip(shown, wanted, strict=True))
