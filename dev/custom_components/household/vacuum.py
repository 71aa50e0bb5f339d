"""Vacuum cleaners."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, override

from homeassistant.components.vacuum import (
    StateVacuumEntity,
    VacuumActivity,
    VacuumEntityFeature,
)

from .const import TRAVEL_S
from .entity import TravellingEntity, adder, present


class HouseholdVacuum(TravellingEntity, StateVacuumEntity):
    """A vacuum cleaner that finds its way home."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"speeds": None, "speed": None}

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._stop()
        bits = present(said, {"speeds": VacuumEntityFeature.FAN_SPEED})
        self._attr_supported_features = (
            VacuumEntityFeature(bits)
            | VacuumEntityFeature.STATE
            | VacuumEntityFeature.START
            | VacuumEntityFeature.PAUSE
            | VacuumEntityFeature.STOP
            | VacuumEntityFeature.RETURN_HOME
            | VacuumEntityFeature.LOCATE
        )
        self._attr_activity = VacuumActivity(state or VacuumActivity.DOCKED)
        self._attr_fan_speed_list = list(said["speeds"] or ())
        self._attr_fan_speed = said["speed"]

    @override
    async def async_start(self) -> None:
        self._stop()
        self._become(activity=VacuumActivity.CLEANING)

    @override
    async def async_pause(self) -> None:
        self._stop()
        self._become(activity=VacuumActivity.PAUSED)

    @override
    async def async_stop(self, **kwargs: Any) -> None:
        self._stop()
        self._become(activity=VacuumActivity.IDLE)

    @override
    async def async_return_to_base(self, **kwargs: Any) -> None:
        self._become(activity=VacuumActivity.RETURNING)
        self._travel(TRAVEL_S, partial(self._become, activity=VacuumActivity.DOCKED))

    @override
    async def async_locate(self, **kwargs: Any) -> None:
        """Beep, which nobody hears."""

    @override
    async def async_set_fan_speed(self, fan_speed: str, **kwargs: Any) -> None:
        self._become(fan_speed=fan_speed)


async_setup_entry = adder("vacuum", HouseholdVacuum)
