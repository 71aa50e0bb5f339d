"""What a row of the capability table is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
import math
from typing import Any, Final

from .models import Device, DeviceState, Value

DEFAULT_CONFIRM_TIMEOUT: Final = 3.0
"""Seconds a device has to show the new state."""

type Attributes = Mapping[str, Any]
type Expectation = Callable[[DeviceState, Value | None, DeviceState], bool]
"""(state now, value asked for, state before) -> whether the action has happened."""
type ServiceData = Callable[[Any, DeviceState], dict[str, Any]]
type Restore = Callable[[DeviceState], tuple[str, Value | None] | None]
"""(state before) -> action and value that bring it back, None if nothing can."""


class Risk(StrEnum):
    """How much harm a mistake with an action does."""

    HARMLESS = "harmless"
    NOTICEABLE = "noticeable"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """The parameter of an action: a number in a range. Attributes override the numbers."""

    unit: str
    minimum: float = 0
    maximum: float = 100
    step: float = 1
    minimum_attribute: str | None = None
    maximum_attribute: str | None = None
    step_attribute: str | None = None
    clamps: bool = True
    """Whether a value outside the range means its nearer end; else it is refused."""
    attribute: str
    """State attribute that shows the value."""
    scale: float = 1
    """What the attribute is multiplied with to be in the unit."""

    def read(self, attributes: Attributes) -> float | None:
        """Return the value that a device has, None if it shows none."""
        value = attributes.get(self.attribute)
        return round(value * self.scale) if isinstance(value, (int, float)) else None

    def bounds(self, attributes: Attributes) -> tuple[float, float]:
        """Return the least and the greatest value this device takes."""
        return (
            number(attributes, self.minimum_attribute, self.minimum),
            number(attributes, self.maximum_attribute, self.maximum),
        )

    def grid(self, attributes: Attributes) -> float:
        """Return the distance between two values of this device."""
        return number(attributes, self.step_attribute, self.step) or 1

    def snap(self, value: float, attributes: Attributes) -> float:
        """Return the nearest value that the device can take.

        A positive value never becomes 0: the lowest speed is nearer to "10 percent"
        than standing still is. Percentages are rounded down to whole numbers because
        Home Assistant rounds them up to the next speed.
        """
        low, high = self.bounds(attributes)
        step = self.grid(attributes)
        snapped = round((value - low) / step) * step + low
        if value > low:
            snapped = max(snapped, low + step)
        snapped = min(max(snapped, low), high)
        return float(math.floor(snapped + 1e-6)) if self.unit == "%" else round(snapped, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """One row: an action that devices of a domain may support."""

    domain: str
    action: str
    """Word of the plan language; rows with a quantity are written as the number alone."""
    service: str
    """Service of the same domain."""
    expects: Expectation | None
    """None where the action leaves no trace in the state."""
    intents: tuple[str, ...] = ()
    """Home Assistant intents that mean this row, `Intent` or `Intent:slot_of_the_value`."""
    features: int = 0
    """Bits of `supported_features` that must all be set."""
    needs: Callable[[Attributes], bool] | None = None
    quantity: Quantity | None = None
    data: ServiceData | None = None
    settled: Callable[[DeviceState], bool] | None = None
    """For relative actions: whether the device is at the end of its range already."""
    restore: Restore | None = None
    momentary: bool = False
    """Whether the action is run and leaves no lasting state, like a scene."""
    risk: Risk = Risk.HARMLESS
    critical_kinds: frozenset[str] = frozenset()
    """Kinds of device for which the action is critical."""
    confirm_timeout: float = DEFAULT_CONFIRM_TIMEOUT

    @property
    def relative(self) -> bool:
        """Return whether the result depends on the state before."""
        return self.settled is not None

    def supported(self, attributes: Attributes) -> bool:
        """Return whether a device with these attributes can do this."""
        features = int(attributes.get("supported_features") or 0)
        if features & self.features != self.features:
            return False
        return self.needs is None or self.needs(attributes)

    def risk_for(self, device: Device) -> Risk:
        """Return the risk of doing this to one device."""
        return Risk.CRITICAL if device.kind in self.critical_kinds else self.risk

    def already(self, state: DeviceState, value: Value | None) -> bool:
        """Return whether the device is as the action would leave it."""
        if self.settled is not None:
            return self.settled(state)
        if self.expects is None or self.momentary:
            return False
        return self.expects(state, value, state)

    def service_data(self, value: Value | None, before: DeviceState) -> dict[str, Any]:
        """Return the data of the service call, without the target."""
        if self.data is None:
            return {}
        return self.data(0.0 if value is None else value, before)


def number(attributes: Attributes, name: str | None, default: float) -> float:
    """Return a numeric attribute or the default."""
    value = attributes.get(name) if name else None
    return float(value) if isinstance(value, (int, float)) else default
