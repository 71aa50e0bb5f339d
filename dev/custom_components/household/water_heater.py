"""Water heaters."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.water_heater import WaterHeaterEntity, WaterHeaterEntityFeature
from homeassistant.const import ATTR_TEMPERATURE, UnitOfTemperature

from .entity import HouseholdEntity, adder, present


class HouseholdWaterHeater(HouseholdEntity, WaterHeaterEntity):
    """A boiler."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {
        "operations": ("off", "eco", "performance"),
        "temperature": 55,
        "current_temperature": None,
        "limits": None,
        "away": None,
    }

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        bits = present(
            said,
            {
                "operations": WaterHeaterEntityFeature.OPERATION_MODE,
                "temperature": WaterHeaterEntityFeature.TARGET_TEMPERATURE,
                "away": WaterHeaterEntityFeature.AWAY_MODE,
            },
        )
        self._attr_supported_features = (
            WaterHeaterEntityFeature(bits) | WaterHeaterEntityFeature.ON_OFF
        )
        fahrenheit = self.household.home.units != "metric"
        self._attr_temperature_unit = (
            UnitOfTemperature.FAHRENHEIT if fahrenheit else UnitOfTemperature.CELSIUS
        )
        self._attr_min_temp, self._attr_max_temp = said["limits"] or (
            (95, 150) if fahrenheit else (30, 75)
        )
        self._attr_operation_list = list(said["operations"])
        self._attr_current_operation = state or "off"
        self._attr_target_temperature = said["temperature"]
        self._attr_current_temperature = said["current_temperature"]
        self._attr_is_away_mode_on = said["away"]

    @override
    async def async_set_temperature(self, **kwargs: Any) -> None:
        self._become(target_temperature=kwargs[ATTR_TEMPERATURE])

    @override
    async def async_set_operation_mode(self, operation_mode: str) -> None:
        self._become(current_operation=operation_mode)

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._become(current_operation=self.spec.state or "eco")

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._become(current_operation="off")

    @override
    async def async_turn_away_mode_on(self) -> None:
        self._become(is_away_mode_on=True)

    @override
    async def async_turn_away_mode_off(self) -> None:
        self._become(is_away_mode_on=False)


async_setup_entry = adder("water_heater", HouseholdWaterHeater)
