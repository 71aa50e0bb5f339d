"""What a row of the capability table is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from .models import Device, DeviceState, Value
from .parameters import Choice, NotTakenError, Quantity, Shift

DEFAULT_CONFIRM_TIMEOUT: Final = 3.0
"""Seconds a device has to show the new state."""
WHOLE: Final = "whole"
"""Part that an action decides which leaves nothing to be decided: off."""

type Attributes = Mapping[str, Any]
type Expectation = Callable[[DeviceState, Value | None, DeviceState], bool]
"""(state now, value asked for, state before) -> whether the action has happened."""
type ServiceData = Callable[[Any, DeviceState], dict[str, Any]]
"""(value, state before) -> data of the service call, without the target."""
type Restore = Callable[[DeviceState], tuple[str, Value | None] | None]
"""(state before) -> action and value that bring it back, None if nothing can."""


class Risk(StrEnum):
    """How much harm a mistake with an action does."""

    HARMLESS = "harmless"
    NOTICEABLE = "noticeable"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """One row: an action that devices of a domain may support.

    At most one of `quantity`, `choice` and `shift` says what its value is.
    """

    domain: str = ""
    action: str
    """Word of the plan language."""
    part: str
    """What of the device it decides: two actions on one part cannot both be meant."""
    service: str
    """Service of the same domain."""
    expects: Expectation | None = None
    """None where the action leaves no trace in the state."""
    under_way: Expectation | None = None
    """What shows that a slow device is on its way; counts as done, and is said as it is."""
    watches: str | None = None
    """State attribute that shows the result; a device without it cannot confirm."""
    fails: Expectation | None = None
    """What shows, after the command, that it will not happen."""
    intents: tuple[str, ...] = ()
    """Home Assistant intents that mean this row: `Intent`, `Intent:slot_of_the_value`,
    `Intent:slot=value`, or `Intent:slot>0` and `Intent:slot<0` for an amount."""
    features: int = 0
    """Bits of `supported_features` that must all be set."""
    needs: Callable[[Attributes], bool] | None = None
    quantity: Quantity | None = None
    choice: Choice | None = None
    shift: Shift | None = None
    data: ServiceData | None = None
    single_step: str | None = None
    """Service of a relative action that goes one step, for devices that take no value."""
    settable: int = 0
    """Bits of `supported_features` with which a device takes a value instead."""
    settled: Expectation | None = None
    """Whether the device is so already, where that is more than what is expected."""
    restore: Restore | None = None
    momentary: bool = False
    """Whether the action is run and leaves no lasting state, like a scene."""
    risk: Risk = Risk.HARMLESS
    critical_kinds: frozenset[str] = frozenset()
    """Kinds of device for which the action is critical."""
    confirm_timeout: float = DEFAULT_CONFIRM_TIMEOUT
    slow_classes: Mapping[str, float] = field(default_factory=dict)
    """Seconds that device classes have which need more."""

    @property
    def valued(self) -> bool:
        """Return whether it can have a value."""
        return bool(self.quantity or self.choice or self.shift)

    @property
    def relative(self) -> bool:
        """Return whether the result depends on the state before."""
        return self.shift is not None

    def supported(self, attributes: Attributes) -> bool:
        """Return whether a device with these attributes can do this."""
        return has_features(attributes, self.features) and (
            self.needs is None or self.needs(attributes)
        )

    def risk_for(self, device: Device) -> Risk:
        """Return the risk of doing this to one device."""
        return Risk.CRITICAL if device.kind in self.critical_kinds else self.risk

    def excludes(self, other: Capability) -> bool:
        """Return whether this and another action on one device cannot both be meant."""
        return self.part == other.part or WHOLE in {self.part, other.part}

    def fit(self, value: Value | None, state: DeviceState) -> Value | None:
        """Return a value as the device takes it.

        Raises NotTakenError if it takes no such value, or shows none to go on from.
        """
        if self.shift is not None:
            amount = self.shift.fit(value, state)
            if self._takes_value(state):
                return amount
            if self.single_step is None:
                raise NotTakenError
            return None
        parameter = self.quantity or self.choice
        return parameter.fit(value, state) if parameter else None

    def already(self, state: DeviceState, value: Value | None) -> bool:
        """Return whether the device is known to be as the action would leave it.

        Of a group it is not: one that is on may have members that are off.
        """
        if state.assumed or state.members or self.momentary:
            return False
        if self.shift is not None:
            return self.shift.at_end(state, value)
        expects = self.settled or self.expects
        return expects is not None and expects(state, value, state)

    def confirmable(self, before: DeviceState) -> bool:
        """Return whether the state of the device will show that the action has happened."""
        if before.assumed or self.expects is None:
            return False
        if self.watches and self.watches not in before.attributes:
            return False
        return self.shift is None or self.shift.quantity.read(before) is not None

    def happened(self, now: DeviceState, value: Value | None, before: DeviceState) -> bool:
        """Return whether the state shows that the action has happened, or is under way."""
        if self.expects is None or not now.available:
            return False
        return self.expects(now, value, before) or (
            self.under_way is not None and self.under_way(now, value, before)
        )

    def call(self, value: Value | None, before: DeviceState) -> tuple[str, dict[str, Any]]:
        """Return the service to call and its data, without the target."""
        if self.shift is not None:
            value = self.shift.target(value, before)
            if self.single_step and not self._takes_value(before):
                return self.single_step, {}
        return self.service, self.data(value, before) if self.data else {}

    def _takes_value(self, before: DeviceState) -> bool:
        """Return whether a relative action can be done by setting the value it leads to."""
        shown = self.shift is not None and self.shift.quantity.read(before) is not None
        return shown and has_features(before.attributes, self.settable)

    def deadline(self, before: DeviceState) -> float:
        """Return the seconds a device has to show the new state."""
        device_class = str(before.attributes.get("device_class") or "")
        return self.slow_classes.get(device_class, self.confirm_timeout)


def has_features(attributes: Attributes, bits: int) -> bool:
    """Return whether a device has all of some `supported_features`."""
    return int(attributes.get("supported_features") or 0) & bits == bits
