"""Blinds, curtains, garage doors."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, override

from homeassistant.components.cover import (
    ATTR_POSITION,
    ATTR_TILT_POSITION,
    CoverEntity,
    CoverEntityFeature,
)
from homeassistant.core import callback

from .const import TRAVEL_S
from .entity import TravellingEntity, adder, present

OPEN, CLOSED = 100, 0


class HouseholdCover(TravellingEntity, CoverEntity):
    """A cover; one of which the file gives no position only knows open and closed."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"position": None, "tilt": None, "stop": True}
    _has_position: bool
    _position: int
    """As it really is, whether shown or not."""

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._stop()
        tilting = (
            CoverEntityFeature.OPEN_TILT
            | CoverEntityFeature.CLOSE_TILT
            | CoverEntityFeature.SET_TILT_POSITION
        )
        bits = present(said, {"position": CoverEntityFeature.SET_POSITION, "tilt": tilting})
        self._attr_supported_features = (
            CoverEntityFeature(bits) | CoverEntityFeature.OPEN | CoverEntityFeature.CLOSE
        )
        if said["stop"]:
            self._attr_supported_features |= CoverEntityFeature.STOP
        self._has_position = said["position"] is not None
        self._attr_current_cover_tilt_position = said["tilt"]
        self._position = CLOSED if state == "closed" else said["position"] or OPEN
        self._attr_is_opening = state == "opening"
        self._attr_is_closing = state == "closing"
        self._show()

    def _show(self) -> None:
        """Show where the cover is, as well as it can."""
        self._attr_is_closed = self._position == CLOSED
        self._attr_current_cover_position = self._position if self._has_position else None

    @override
    async def async_open_cover(self, **kwargs: Any) -> None:
        self._go(OPEN)

    @override
    async def async_close_cover(self, **kwargs: Any) -> None:
        self._go(CLOSED)

    @override
    async def async_set_cover_position(self, **kwargs: Any) -> None:
        self._go(kwargs[ATTR_POSITION])

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

    @override
    async def async_stop_cover(self, **kwargs: Any) -> None:
        self._stop()
        self._become(is_opening=False, is_closing=False)

    @override
    async def async_open_cover_tilt(self, **kwargs: Any) -> None:
        self._become(current_cover_tilt_position=OPEN)

    @override
    async def async_close_cover_tilt(self, **kwargs: Any) -> None:
        self._become(current_cover_tilt_position=CLOSED)

    @override
    async def async_set_cover_tilt_position(self, **kwargs: Any) -> None:
        self._become(current_cover_tilt_position=kwargs[ATTR_TILT_POSITION])


async_setup_entry = adder("cover", HouseholdCover)
