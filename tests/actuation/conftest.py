"""Fixtures for tests with devices that move."""

from collections.abc import AsyncIterator
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.capabilities import DOMAINS
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.kinds import load_kinds

from .house import House
from .planned_house import NOW, PlannedHouse

PLATFORMS = [
    Platform.CLIMATE,
    Platform.COVER,
    Platform.FAN,
    Platform.LIGHT,
    Platform.LOCK,
    Platform.MEDIA_PLAYER,
]


@pytest.fixture
async def house(home_assistant: HomeAssistant) -> AsyncIterator[House]:
    """Return a house of demo devices, all of them exposed."""
    entry = MockConfigEntry(domain="demo")
    entry.add_to_hass(home_assistant)
    name = "homeassistant.components.demo.COMPONENTS_WITH_CONFIG_ENTRY_DEMO_PLATFORM"
    with patch(name, PLATFORMS):
        assert await home_assistant.config_entries.async_setup(entry.entry_id)
        await home_assistant.async_block_till_done()
    for state in home_assistant.states.async_all(DOMAINS):
        async_expose_entity(home_assistant, "conversation", state.entity_id, should_expose=True)
    home = Home(home_assistant, load_kinds())
    stop = home.async_listen(lambda: None)
    yield House(home_assistant, home)
    stop()


@pytest.fixture
async def planned_house(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],  # noqa: ARG001  # a fixture for its effect
    freezer: FrozenDateTimeFactory,
) -> AsyncIterator[PlannedHouse]:
    """Return a home at noon."""
    freezer.move_to(NOW)
    house = PlannedHouse(hass, freezer)
    yield house
    for schedule in house.schedules:
        await schedule.async_stop()
