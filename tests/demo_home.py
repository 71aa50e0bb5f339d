"""Home Assistant's own demo devices in a test."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from unittest.mock import patch

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

PLATFORMS = "homeassistant.components.demo.COMPONENTS_WITH_CONFIG_ENTRY_DEMO_PLATFORM"


@asynccontextmanager
async def demo_devices(
    hass: HomeAssistant, platforms: Iterable[str]
) -> AsyncIterator[HomeAssistant]:
    """Set up the demo devices of some platforms, as from the user interface."""
    with patch(PLATFORMS, list(platforms)):
        assert await async_setup_component(hass, "demo", {})
        await hass.async_block_till_done()
        yield hass
        for entry in hass.config_entries.async_entries("demo"):
            await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_block_till_done()


def expose_everything(hass: HomeAssistant) -> None:
    """Expose every entity there is."""
    for state in hass.states.async_all():
        async_expose_entity(hass, "conversation", state.entity_id, should_expose=True)
