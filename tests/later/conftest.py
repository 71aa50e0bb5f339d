"""Fixtures for tests of what is to happen later."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.persistent_notification import (
    SIGNAL_PERSISTENT_NOTIFICATIONS_UPDATED,
)
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
)

from custom_components.llm_iot.const import (
    DOMAIN,
)
from custom_components.llm_iot.models import (
    Utterance,
)
from custom_components.llm_iot.planned import Origin
from tests.fake_ollama import FakeOllama

from .house import LAMP, NOON, PUMP, House, agent_data


@pytest.fixture
async def home(
    home_assistant: HomeAssistant,
    hass_storage: dict[str, Any],  # noqa: ARG001  # a fixture for its effect
    freezer: FrozenDateTimeFactory,
    tmp_path: Path,
) -> HomeAssistant:
    """Return a home in London at noon, with two switches."""
    hass = home_assistant
    freezer.move_to(NOON)
    hass.config.config_dir = str(tmp_path)
    await hass.config.async_set_time_zone("Europe/London")
    assert await async_setup_component(hass, "conversation", {})
    switches = {"lamp": {"name": "Lamp"}, "pump": {"name": "Pump"}}
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": switches})
    for entity_id in (LAMP, PUMP):
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    return hass


@pytest.fixture
async def house(
    home: HomeAssistant,
    fake_ollama: FakeOllama,
    freezer: FrozenDateTimeFactory,
    hass_admin_user: MockUser,
) -> AsyncIterator[House]:
    """Return the home with two agents in it."""
    hass = home
    entry = MockConfigEntry(
        domain=DOMAIN,
        entry_id="house",
        data={CONF_URL: fake_ollama.url},
        subentries_data=[agent_data("Home agent"), agent_data("Garden agent")],
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    house = House(hass, entry, freezer, Origin(Utterance("later"), hass_admin_user.id))
    stop = async_dispatcher_connect(
        hass,
        SIGNAL_PERSISTENT_NOTIFICATIONS_UPDATED,
        lambda _kind, changed: house.notices.extend(each["message"] for each in changed.values()),
    )
    yield house
    stop()
    if hass.config_entries.async_get_entry(entry.entry_id):
        await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
