"""Switches behind a gateway."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import LlmIotConfigEntry
from .entity import GatewayEntity, async_add_devices
from .gateway.description import Control, Kind

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a switch per device that is one."""
    async_add_devices(entry, async_add_entities, Kind.SWITCH, GatewaySwitch)


class GatewaySwitch(GatewayEntity, SwitchEntity):
    """A relay, or whatever else is on or off."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it is on."""
        return self.is_so(Control.POWER)

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Turn it on."""
        await self.async_switch("on")

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Turn it off."""
        await self.async_switch("off")
