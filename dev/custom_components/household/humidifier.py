"""Humidifiers and dehumidifiers."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.humidifier import HumidifierEntity, HumidifierEntityFeature

from .entity import HouseholdEntity, adder, present


class HouseholdHumidifier(HouseholdEntity, HumidifierEntity):
    """A humidifier; the room's humidity stays as it is."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {
        "humidity": 50,
        "current_humidity": None,
        "limits": (30, 80),
        "modes": None,
        "mode": None,
    }

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_supported_features = HumidifierEntityFeature(
            present(said, {"modes": HumidifierEntityFeature.MODES})
        )
        self._attr_is_on = state == "on"
        self._attr_min_humidity, self._attr_max_humidity = said["limits"]
        self._attr_target_humidity = said["humidity"]
        self._attr_current_humidity = said["current_humidity"]
        self._attr_available_modes, self._attr_mode = said["modes"], said["mode"]

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._become(is_on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._become(is_on=False)

    @override
    async def async_set_humidity(self, humidity: int) -> None:
        self._become(target_humidity=humidity)

    @override
    async def async_set_mode(self, mode: str) -> None:
        self._become(mode=mode)


async_setup_entry = adder("humidifier", HouseholdHumidifier)
