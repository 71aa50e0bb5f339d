"""The weather."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.weather import WeatherEntity
from homeassistant.const import UnitOfTemperature

from .entity import HouseholdEntity, adder


class HouseholdWeather(HouseholdEntity, WeatherEntity):
    """The weather of this moment."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"temperature": 12, "humidity": 60}

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_condition = state
        fahrenheit = self.household.home.units != "metric"
        self._attr_native_temperature_unit = (
            UnitOfTemperature.FAHRENHEIT if fahrenheit else UnitOfTemperature.CELSIUS
        )
        self._attr_native_temperature = said["temperature"]
        self._attr_humidity = said["humidity"]


async_setup_entry = adder("weather", HouseholdWeather)
