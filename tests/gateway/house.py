"""A Home Assistant with a gateway, in front of a real broker."""

import asyncio
from collections.abc import Callable
from typing import Any

from homeassistant.config_entries import ConfigEntryState, ConfigSubentryData
from homeassistant.const import CONF_HOST, CONF_PORT, CONF_URL, EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import (
    CONF_BASE_TOPIC,
    CONF_CHAT_MODEL,
    DOMAIN,
    SUBENTRY_CONVERSATION,
    SUBENTRY_GATEWAY,
)
from custom_components.llm_iot.gateway.gateway import Gateway
from tests.fake_ollama import CHAT_MODEL

from .board import DEADLINE


async def until(hass: HomeAssistant, entity_id: str, check: Callable[[State], bool]) -> State:
    """Wait until the state of an entity is as it should be."""
    reached = asyncio.Event()

    @callback
    def look(_event: Event[EventStateChangedData] | None = None) -> None:
        state = hass.states.get(entity_id)
        if state and check(state):
            reached.set()

    stop = async_track_state_change_event(hass, [entity_id], look)
    try:
        look()
        async with asyncio.timeout(DEADLINE):
            await reached.wait()
    except TimeoutError:
        raise AssertionError(f"{entity_id} is {hass.states.get(entity_id)}") from None
    finally:
        stop()
    state = hass.states.get(entity_id)
    assert state is not None
    return state


async def until_state(hass: HomeAssistant, entity_id: str, wanted: str) -> State:
    """Wait until an entity has a state."""
    return await until(hass, entity_id, lambda state: state.state == wanted)


async def until_gone(hass: HomeAssistant, entity_id: str) -> None:
    """Wait until an entity is in no registry and has no state."""
    gone = asyncio.Event()

    @callback
    def look(_event: Event[Any] | None = None) -> None:
        if hass.states.get(entity_id) is None and entity_id not in er.async_get(hass).entities:
            gone.set()

    stops = [
        hass.bus.async_listen(kind, look)
        for kind in (EVENT_STATE_CHANGED, er.EVENT_ENTITY_REGISTRY_UPDATED)
    ]
    try:
        look()
        async with asyncio.timeout(DEADLINE):
            await gone.wait()
    finally:
        for stop in stops:
            stop()


async def call(hass: HomeAssistant, service: str, entity_id: str, **data: Any) -> None:
    """Call a service of an entity's domain and wait until it has returned."""
    domain = entity_id.partition(".")[0]
    data["entity_id"] = entity_id
    await hass.services.async_call(domain, service, data, blocking=True)


async def set_up(
    hass: HomeAssistant, port: int, *, url: str = "http://127.0.0.1:9", **settings: Any
) -> MockConfigEntry:
    """Return a loaded entry with an agent and a gateway."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Ollama",
        data={CONF_URL: url},
        subentries_data=[
            ConfigSubentryData(
                data={CONF_CHAT_MODEL: CHAT_MODEL.name},
                subentry_type=SUBENTRY_CONVERSATION,
                title="Home agent",
                unique_id=None,
            ),
            ConfigSubentryData(
                data={CONF_HOST: "127.0.0.1", CONF_PORT: port, CONF_BASE_TOPIC: "home", **settings},
                subentry_type=SUBENTRY_GATEWAY,
                title="Broker",
                unique_id=None,
            ),
        ],
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    return entry


def gateway_of(entry: MockConfigEntry) -> Gateway:
    """Return the only gateway of an entry."""
    (gateway,) = entry.runtime_data.gateways.values()
    assert isinstance(gateway, Gateway)
    return gateway
