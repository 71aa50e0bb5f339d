"""A home that is watched."""

from collections.abc import AsyncIterator
from pathlib import Path

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.llm_iot.collection.history import History

from .watching import AUTOMATION, DEGREES, DOOR, HELPERS, LAMP, WARMTH, watch


@pytest.fixture
async def hass_with_lamp(home_assistant: HomeAssistant) -> HomeAssistant:
    """Return a home with a lamp that goes on when a door opens, and a thermometer."""
    hass = home_assistant
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": HELPERS})
    assert await async_setup_component(hass, "automation", {"automation": [AUTOMATION]})
    hass.states.async_set(WARMTH, "20.0", DEGREES)
    for entity_id in (LAMP, DOOR, WARMTH):
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    return hass


@pytest.fixture
async def history(hass_with_lamp: HomeAssistant, tmp_path: Path) -> AsyncIterator[History]:
    """Return a record of it that is under way."""
    watching = watch(hass_with_lamp, tmp_path)
    await watching.async_start()
    yield watching
    await watching.async_stop()
