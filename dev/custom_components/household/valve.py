"""Valves."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, override

from homeassistant.components.valve import ValveEntity, ValveEntityFeature
from homeassistant.core import callback

from .const import TRAVEL_S
from .entity import TravellingEntity, adder, present

OPEN, CLOSED = 100, 0


class HouseholdValve(TravellingEntity, ValveEntity):
    """A valve; one of which the file gives no position only knows open and closed."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"position": None}
    _position: int

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._stop()
        bits = present(said, {"position": ValveEntityFeature.SET_POSITION})
        self._attr_supported_features = (
            ValveEntityFeature(bits) | ValveEntityFeature.OPEN | ValveEntityFeature.CLOSE
        )
        self._attr_reports_position = said["position"] is not None
        self._position = CLOSED if state == "closed" else said["position"] or OPEN
        self._attr_is_opening = self._attr_is_closing = False
        self._show()

    def _show(self) -> None:
        """Show where the valve is."""
        self._attr_is_closed = self._position == CLOSED
        self._attr_current_valve_position = self._position

    @override
    async def async_open_valve(self) -> None:
        self._go(OPEN)

    @override
    async def async_close_valve(self) -> None:
        self._go(CLOSED)

    @override
    async def async_set_valve_position(self, position: int) -> None:
        self._go(position)

    @callback
    def _go(self, position: int) -> None:
        """Set out for a position."""
        self._become(is_opening=position > self._position, is_closing=position < self._position)
        self._travel(TRAVEL_S, partial(self._arrive, position))

    @callback
    def _arrive(self, position: int) -> None:
        self._position = position
        self._show()
        self._become(is_opening=False, is_closing=False)


async_setup_entry = adder("valve", HouseholdValve)
