"""What a report of a fault tells, and what it must not."""

import json

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import (
    CONF_CHAT_MODEL,
    CONF_INSTRUCTIONS,
    CONF_PIN_HASH,
    DOMAIN,
    SUBENTRY_CONVERSATION,
)
from custom_components.llm_iot.diagnostics import async_get_config_entry_diagnostics
from tests.fake_ollama import CHAT_MODEL, FakeOllama

PRIVATE = ("Anna's lamp", "the cat is called Minka", "hash of 4711", "127.0.0.1")


async def test_it_counts_and_tells_nothing_private(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """Settings that are harmless, what is there, and how much is kept; no names and no secrets."""
    hass = home_assistant
    assert await async_setup_component(hass, "conversation", {})
    hass.states.async_set("light.lamp", "on", {"friendly_name": PRIVATE[0]})
    async_expose_entity(hass, "conversation", "light.lamp", should_expose=True)
    settings = {
        CONF_CHAT_MODEL: CHAT_MODEL.name,
        CONF_INSTRUCTIONS: PRIVATE[1],
        CONF_PIN_HASH: PRIVATE[2],
    }
    agent = ConfigSubentryData(
        data=settings, subentry_type=SUBENTRY_CONVERSATION, title=PRIVATE[0], unique_id=None
    )
    entry = MockConfigEntry(
        domain=DOMAIN, data={"url": fake_ollama.url, "api_key": "secret"}, subentries_data=[agent]
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await entry.runtime_data.coordinator.async_refresh()
    await entry.runtime_data.history.async_ready()
    told = await async_get_config_entry_diagnostics(hass, entry)
    assert told["agents"][0][CONF_CHAT_MODEL] == CHAT_MODEL.name
    assert told["agents"][0][f"has_{CONF_PIN_HASH}"]
    assert told["home"]["devices"] == 1
    assert told["server"]["reachable"]
    assert told["record"]["kept"]["series"] == 1
    assert 0 < told["record"]["kept"]["bytes"] < told["record"]["most_bytes"]
    text = json.dumps(told)
    assert not [each for each in (*PRIVATE, "secret") if each in text]
    await hass.config_entries.async_unload(entry.entry_id)
