"""Locks."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, override

from homeassistant.components.lock import LockEntity, LockEntityFeature

from .const import TRAVEL_S
from .entity import TravellingEntity, adder, present


class HouseholdLock(TravellingEntity, LockEntity):
    """A lock whose bolt takes its time."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"latch": None}

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._stop()
        self._attr_supported_features = LockEntityFeature(
            present(said, {"latch": LockEntityFeature.OPEN})
        )
        self._attr_is_locked = state != "unlocked"
        self._attr_is_open = False
        self._attr_is_jammed = state == "jammed"
        self._attr_is_locking = self._attr_is_unlocking = False

    @override
    async def async_lock(self, **kwargs: Any) -> None:
        self._become(is_locking=True, is_open=False)
        self._travel(TRAVEL_S, partial(self._become, is_locking=False, is_locked=True))

    @override
    async def async_unlock(self, **kwargs: Any) -> None:
        self._become(is_unlocking=True)
        self._travel(TRAVEL_S, partial(self._become, is_unlocking=False, is_locked=False))

    @override
    async def async_open(self, **kwargs: Any) -> None:
        self._become(is_open=True, is_locked=False)


async_setup_entry = adder("lock", HouseholdLock)
