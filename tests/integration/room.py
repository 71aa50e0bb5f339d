"""The paper's room in a test: three boards behind Home Assistant's own ESPHome integration."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from homeassistant.components.conversation import ConversationResult, async_converse
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.config_entries import ConfigEntryState, ConfigSubentryData
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_URL
from homeassistant.core import Context, Event, EventStateChangedData, HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import (
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    DOMAIN,
    EVENT_TURN,
    SUBENTRY_CONVERSATION,
)
from dev.boards import Board
from dev.models import CHAT_MODEL, EMBEDDING_MODEL

ENTITIES = {"light": "light.study_light", "fan": "fan.study_fan", "tv": "switch.study_tv"}
ENTRY_ID = "room"
STATE_DEADLINE = 15.0
"""Seconds a board may take to connect or to show a state."""


def store_path(hass: HomeAssistant) -> Path:
    """Return the file of the agent's store."""
    return Path(hass.config.path(".storage", f"{DOMAIN}.{ENTRY_ID}.db"))


async def eventually(check: Callable[[], bool]) -> None:
    """Wait until something is so that no event tells of, like a line in a board's log."""
    async with asyncio.timeout(STATE_DEADLINE):
        while not check():  # noqa: ASYNC110  # there is no event to await
            await asyncio.sleep(0.01)


@dataclass(frozen=True, slots=True)
class Said:
    """What came of one sentence."""

    reply: str
    result: ConversationResult
    event: Mapping[str, Any]
    """The `llm_iot_turn` event."""


@dataclass
class Room:
    """A Home Assistant with the three boards and one agent."""

    hass: HomeAssistant
    boards: Mapping[str, Board]
    entry: MockConfigEntry

    @property
    def agent_id(self) -> str:
        """Return the entity id of the agent."""
        entries = er.async_entries_for_config_entry(er.async_get(self.hass), self.entry.entry_id)
        return entries[0].entity_id

    async def say(self, text: str, conversation_id: str | None = None) -> Said:
        """Say a sentence to the agent and return its answer with the event of the turn."""
        context = Context()
        events: list[Event] = []

        @callback
        def keep(event: Event) -> None:
            if event.context.id == context.id:
                events.append(event)

        stop = self.hass.bus.async_listen(EVENT_TURN, keep)
        try:
            result = await async_converse(
                self.hass, text, conversation_id, context, "en", self.agent_id
            )
            await asyncio.sleep(0)  # lets the bus deliver the event that was fired last
        finally:
            stop()
        assert len(events) == 1, f"{text!r} left {len(events)} events"
        return Said(result.response.speech["plain"]["speech"], result, events[0].data)

    async def until(self, entity_id: str, *wanted: str) -> State:
        """Wait until an entity has one of some states."""
        reached = asyncio.Event()

        @callback
        def look(_event: Event[EventStateChangedData] | None = None) -> None:
            state = self.hass.states.get(entity_id)
            if state and state.state in wanted:
                reached.set()

        stop = async_track_state_change_event(self.hass, [entity_id], look)
        try:
            look()
            async with asyncio.timeout(STATE_DEADLINE):
                await reached.wait()
        finally:
            stop()
        state = self.hass.states.get(entity_id)
        assert state is not None
        return state

    async def put(self, **states: bool) -> None:
        """Bring appliances to a state through Home Assistant, whatever they are now.

        What is so already is left alone: its board would write to the pin once more, later.
        """
        for name, wanted in states.items():
            service, state = ("turn_on", "on") if wanted else ("turn_off", "off")
            if (now := self.hass.states.get(ENTITIES[name])) and now.state == state:
                continue
            await self.hass.services.async_call(
                "homeassistant", service, {"entity_id": ENTITIES[name]}, blocking=True
            )
            await self.until(ENTITIES[name], state)
        await self.settled(**states)

    async def settled(self, **states: bool) -> None:
        """Wait until the pin logs show these appliances on or off; the fan's gap passes first."""
        for name, wanted in states.items():
            shown = partial(_is_on, self.boards[name], wanted)
            assert await self.hass.async_add_executor_job(self.boards[name].until, shown), name

    def on(self) -> dict[str, bool]:
        """Return what the pin logs say is on."""
        return {name: board.is_on() for name, board in self.boards.items()}

    def written(self) -> dict[str, int]:
        """Return how often each board has written to a pin."""
        return {name: len(board.writes) for name, board in self.boards.items()}


def _is_on(board: Board, wanted: bool) -> bool:  # noqa: FBT001  # the state to compare with
    return board.is_on() is wanted


async def async_build_room(
    hass: HomeAssistant,
    boards: Mapping[str, Board],
    url: str,
    *,
    chat_model: str = CHAT_MODEL,
    embedding_model: str | None = EMBEDDING_MODEL,
    **settings: Any,
) -> Room:
    """Return a room whose three devices are in the study and exposed; the agent is loaded."""
    for name, board in boards.items():
        device = MockConfigEntry(
            domain="esphome",
            unique_id=f"02:00:00:00:01:0{list(boards).index(name) + 1}",
            data={
                CONF_HOST: "127.0.0.1",
                CONF_PORT: board.port,
                CONF_PASSWORD: "",
                "noise_psk": "",
                "device_name": f"virtual-{name}",
            },
        )
        device.add_to_hass(hass)
        assert await hass.config_entries.async_setup(device.entry_id)
    data = {CONF_CHAT_MODEL: chat_model, **settings}
    if embedding_model:
        data[CONF_EMBEDDING_MODEL] = embedding_model
    entry = MockConfigEntry(
        domain=DOMAIN,
        entry_id=ENTRY_ID,
        title="Ollama",
        data={CONF_URL: url},
        subentries_data=[
            ConfigSubentryData(
                data=data, subentry_type=SUBENTRY_CONVERSATION, title="Home agent", unique_id=None
            )
        ],
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    room = Room(hass, boards, entry)
    for entity_id in ENTITIES.values():
        await room.until(entity_id, "off", "on")
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    await entry.runtime_data.preparation.async_wait()
    return room
