"""Heating and air conditioning."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.climate import (
    ATTR_HVAC_MODE,
    ATTR_TARGET_TEMP_HIGH,
    ATTR_TARGET_TEMP_LOW,
    ClimateEntity,
    ClimateEntityFeature,
    HVACMode,
)
from homeassistant.const import ATTR_TEMPERATURE, UnitOfTemperature

from .entity import HouseholdEntity, adder, present


class HouseholdClimate(HouseholdEntity, ClimateEntity):
    """A thermostat or an air conditioner; the room's temperature stays as it is."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {
        "hvac_modes": ("off", "heat"),
        "temperature": None,
        "low": None,
        "high": None,
        "current_temperature": None,
        "current_humidity": None,
        "humidity": None,
        "limits": None,
        "step": 0.5,
        "fan_modes": None,
        "fan_mode": None,
        "presets": None,
        "preset": None,
        "swing_modes": None,
        "swing_mode": None,
    }

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        bits = present(
            said,
            {
                "temperature": ClimateEntityFeature.TARGET_TEMPERATURE,
                "low": ClimateEntityFeature.TARGET_TEMPERATURE_RANGE,
                "humidity": ClimateEntityFeature.TARGET_HUMIDITY,
                "fan_modes": ClimateEntityFeature.FAN_MODE,
                "presets": ClimateEntityFeature.PRESET_MODE,
                "swing_modes": ClimateEntityFeature.SWING_MODE,
            },
        )
        self._attr_supported_features = (
            ClimateEntityFeature(bits)
            | ClimateEntityFeature.TURN_ON
            | ClimateEntityFeature.TURN_OFF
        )
        fahrenheit = self.household.home.units != "metric"
        self._attr_temperature_unit = (
            UnitOfTemperature.FAHRENHEIT if fahrenheit else UnitOfTemperature.CELSIUS
        )
        self._attr_min_temp, self._attr_max_temp = said["limits"] or (
            (45, 95) if fahrenheit else (7, 35)
        )
        self._attr_target_temperature_step = said["step"]
        self._attr_hvac_modes = [HVACMode(mode) for mode in said["hvac_modes"]]
        self._attr_hvac_mode = HVACMode(state or HVACMode.OFF)
        self._attr_target_temperature = said["temperature"]
        self._attr_target_temperature_low = said["low"]
        self._attr_target_temperature_high = said["high"]
        self._attr_current_temperature = said["current_temperature"]
        self._attr_current_humidity = said["current_humidity"]
        self._attr_target_humidity = said["humidity"]
        self._attr_fan_modes, self._attr_fan_mode = said["fan_modes"], said["fan_mode"]
        self._attr_preset_modes, self._attr_preset_mode = said["presets"], said["preset"]
        self._attr_swing_modes, self._attr_swing_mode = said["swing_modes"], said["swing_mode"]

    @override
    async def async_set_temperature(self, **kwargs: Any) -> None:
        names = {
            ATTR_TEMPERATURE: "target_temperature",
            ATTR_TARGET_TEMP_LOW: "target_temperature_low",
            ATTR_TARGET_TEMP_HIGH: "target_temperature_high",
            ATTR_HVAC_MODE: "hvac_mode",
        }
        self._become(**{name: kwargs[key] for key, name in names.items() if key in kwargs})

    @override
    async def async_set_hvac_mode(self, hvac_mode: HVACMode) -> None:
        self._become(hvac_mode=hvac_mode)

    @override
    async def async_set_humidity(self, humidity: int) -> None:
        self._become(target_humidity=humidity)

    @override
    async def async_set_fan_mode(self, fan_mode: str) -> None:
        self._become(fan_mode=fan_mode)

    @override
    async def async_set_preset_mode(self, preset_mode: str) -> None:
        self._become(preset_mode=preset_mode)

    @override
    async def async_set_swing_mode(self, swing_mode: str) -> None:
        self._become(swing_mode=swing_mode)

    @override
    async def async_turn_off(self) -> None:
        self._become(hvac_mode=HVACMode.OFF)


async_setup_entry = adder("climate", HouseholdClimate)
