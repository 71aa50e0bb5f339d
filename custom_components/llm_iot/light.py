"""Lights behind a gateway."""

from typing import Any, override

from homeassistant.components.light import ATTR_BRIGHTNESS, ColorMode, LightEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import LlmIotConfigEntry
from .entity import GatewayEntity, async_add_devices
from .gateway.description import Control, Kind

PARALLEL_UPDATES = 0
_FULL = 255
"""Home Assistant's own scale of brightness ends there."""


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a light per device that is one."""
    async_add_devices(entry, async_add_entities, Kind.LIGHT, GatewayLight)


class GatewayLight(GatewayEntity, LightEntity):
    """A light, which may be dimmed."""

    @property
    @override
    def color_mode(self) -> ColorMode:
        """Return whether it can be dimmed."""
        return ColorMode.BRIGHTNESS if self.has(Control.BRIGHTNESS) else ColorMode.ONOFF

    @property
    @override
    def supported_color_modes(self) -> set[ColorMode]:
        """Return the only mode that it has."""
        return {self.color_mode}

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is on."""
        return self.is_so(Control.POWER)

    @property
    @override
    def brightness(self) -> int | None:
        """Return its brightness from 0 to 255."""
        value = self.said(Control.BRIGHTNESS)
        if value is None:
            return None
        return round(self.range_of(Control.BRIGHTNESS).to_share(value) * _FULL)

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Turn it on, at a brightness if one is wanted."""
        values: dict[str, Any] = {}
        if ATTR_BRIGHTNESS in kwargs:
            brightness = self.range_of(Control.BRIGHTNESS)
            wanted = brightness.from_share(kwargs[ATTR_BRIGHTNESS] / _FULL)
            values[Control.BRIGHTNESS] = max(wanted, 1)  # the darkest is still not off
        await self.async_switch("on", **values)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Turn it off."""
        await self.async_switch("off")
