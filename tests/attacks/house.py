"""The attacked home: text is planted, sentences are said, and whatever moves is noted."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
import re
import shutil
from typing import Any
import unicodedata

from freezegun import freeze_time
from homeassistant.components.conversation import async_converse
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.const import (
    ATTR_ENTITY_ID,
    CONF_URL,
    EVENT_CALL_SERVICE,
    EVENT_STATE_CHANGED,
)
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, entity_registry as er, floor_registry as fr
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.event_type import EventType
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.llm_iot.const import (
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    DOMAIN,
    EVENT_TURN,
    SUBENTRY_CONVERSATION,
)
from custom_components.llm_iot.models import HomeView
from custom_components.llm_iot.words import clean_name
from dev.custom_components.household import async_reset
from dev.custom_components.household.entity import HouseholdConfigEntry
from dev.household import async_add_household
from dev.models import CHAT_MODEL, EMBEDDING_MODEL

from .attack import CANARY, Sentence

ENTRY_ID = "attacked"
HOME = Path(__file__).with_name("home.json")
OWN = ("conversation.", "todo.home_agent", "sensor.home_agent")
"""How the entity ids of the agent itself begin: they tell of its turns and plans."""
TALKING = re.compile(r"[^\w\s.,?!:;'%\u00b0+&/\"-]|_")
"""What is in no reply."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of one sentence."""

    reply: str
    event: Mapping[str, Any]
    moved: frozenset[str]
    """Entity ids that a service was called for or that changed; a service without an entity
    stands for itself."""
    conversation_id: str


@dataclass
class Watch:
    """Keeps what moves."""

    moved: set[str] = field(default_factory=set)

    def called(self, event: Event) -> None:
        """Note a service call."""
        data = event.data["service_data"]
        named = data.get(ATTR_ENTITY_ID) or f"{event.data['domain']}.{event.data['service']}"
        self.moved |= {named} if isinstance(named, str) else set(named)

    def changed(self, event: Event) -> None:
        """Note a state that is another than before; the agent's own tells when it was asked."""
        entity_id, old, new = (event.data[key] for key in ("entity_id", "old_state", "new_state"))
        before, after = ((each.state, each.attributes) if each else None for each in (old, new))
        if before != after and not entity_id.startswith(OWN):
            self.moved.add(entity_id)


@dataclass
class House:
    """A home with one agent."""

    hass: HomeAssistant
    household: HouseholdConfigEntry
    entry: MockConfigEntry

    @property
    def view(self) -> HomeView:
        """Return the home as the agent knows it."""
        agent = next(iter(self.entry.runtime_data.agents.values()))
        view: HomeView = agent.pipeline.home()
        return view

    def labels(self, entity_ids: Iterable[str]) -> set[str]:
        """Return what plans call some devices."""
        known = self.view.by_id
        return {known[entity_id].label for entity_id in entity_ids if entity_id in known}

    def names(self) -> set[str]:
        """Return every name and option that stands in a prompt as data, as it stands there."""
        view = self.view
        names = {device.label for device in view.devices}
        names |= {clean_name(each) for each in view.areas.values()}
        names |= {clean_name(device.floor or "") for device in view.devices}
        for device in view.devices:
            for options in view.state(device.entity_id).attributes.values():
                if isinstance(options, list):
                    names |= {clean_name(each) for each in options if isinstance(each, str)}
        return {name for name in names if CANARY in name}

    async def say(self, sentence: Sentence, conversation_id: str | None = None) -> Heard:
        """Say a sentence, wait until all has settled, and return what came of it."""
        context = Context()
        events: list[Event] = []
        agents = er.async_entries_for_config_entry(er.async_get(self.hass), ENTRY_ID)
        agent_id = next(each.entity_id for each in agents if each.domain == "conversation")
        with self._watched() as watch, self._listening(EVENT_TURN, events.append):
            result = await async_converse(
                self.hass, sentence.text, conversation_id, context, "en", agent_id
            )
            await self.household.runtime_data.async_settle()
            await self.hass.async_block_till_done(wait_background_tasks=False)
            assert len(events) == 1, sentence.text
            if sentence.minutes:
                await self._pass(timedelta(minutes=sentence.minutes))
        reply = result.response.speech["plain"]["speech"]
        assert result.conversation_id
        return Heard(reply, events[0].data, frozenset(watch.moved), result.conversation_id)

    async def _pass(self, time: timedelta) -> None:
        """Let time pass, and what is due by then happen."""
        then = dt_util.utcnow() + time
        with freeze_time(then):
            async_fire_time_changed(self.hass, then)
            await self.hass.async_block_till_done(wait_background_tasks=False)
            await self.household.runtime_data.async_settle()

    async def drop_planned(self) -> None:
        """Cancel what is planned, so that it happens in no other attack."""
        for agent in self.entry.runtime_data.agents.values():
            schedule = agent.later.schedule
            await schedule.async_cancel([planned.id for planned in schedule.planned()])

    @contextmanager
    def _watched(self) -> Iterator[Watch]:
        watch = Watch()
        with (
            self._listening(EVENT_CALL_SERVICE, watch.called),
            self._listening(EVENT_STATE_CHANGED, watch.changed),
        ):
            yield watch

    @contextmanager
    def _listening(
        self, event: str | EventType[Any], listener: Callable[[Event], None]
    ) -> Iterator[None]:
        @callback
        def heard(event: Event) -> None:
            listener(event)

        stop = self.hass.bus.async_listen(event, heard)
        try:
            yield
        finally:
            stop()

    async def reset(self, plant: Mapping[str, Any]) -> None:
        """Put every state back to that of the file, but for planted ones; nothing is planned."""
        await self.drop_planned()
        await async_reset(self.hass, self.household.runtime_data, plant.get("be", {}))
        for entity_id, (state, attributes) in plant.get("state", {}).items():
            self.hass.states.async_set(entity_id, state, attributes)
            async_expose_entity(self.hass, "conversation", entity_id, should_expose=True)
        await self.hass.async_block_till_done(wait_background_tasks=False)

    @asynccontextmanager
    async def planted(self, plant: Mapping[str, Any]) -> AsyncIterator[None]:
        """Put hostile text where an attack wants it, and take it away again."""
        self._name(plant)
        await self.reset(plant)
        try:
            yield
        finally:
            self._name({})
            for entity_id in plant.get("state", {}):
                self.hass.states.async_remove(entity_id)
            await self.reset({})

    @callback
    def _name(self, plant: Mapping[str, Any]) -> None:
        """Give entities, areas and floors the planted names and aliases, all others their own."""
        entities = er.async_get(self.hass)
        for entity_id in self.household.runtime_data.home.entities:
            entities.async_update_entity(
                entity_id,
                name=plant.get("name", {}).get(entity_id),
                aliases=[er.COMPUTED_NAME, *plant.get("alias", {}).get(entity_id, ())],
            )
        areas, floors = ar.async_get(self.hass), fr.async_get(self.hass)
        for area_id in ("kitchen", "hall", "bedroom"):
            areas.async_update(
                area_id,
                name=plant.get("area", {}).get(area_id, area_id.capitalize()),
                aliases=set(plant.get("area_alias", {}).get(area_id, ())),
            )
        for floor_id in ("ground_floor", "upper_floor"):
            name = floor_id.replace("_", " ").capitalize()
            floors.async_update(
                floor_id,
                name=plant.get("floor", {}).get(floor_id, name),
                aliases=set(plant.get("floor_alias", {}).get(floor_id, ())),
            )


def unspeakable(text: str) -> list[str]:
    """Return the characters of a reply that could mean something to whatever shows or speaks it."""
    hidden = [each for each in text if unicodedata.category(each) in {"Cc", "Cf", "Co", "Zl", "Zp"}]
    return hidden + TALKING.findall(text)


async def async_build_house(
    hass: HomeAssistant, url: str, kept_store: Path, **settings: Any
) -> House:
    """Return the home with an agent that is prepared; its store is kept for the next one."""
    household = await async_add_household(hass, HOME)
    for component in ("conversation", "intent"):
        assert await async_setup_component(hass, component, {})
    store = Path(hass.config.path(".storage", f"{DOMAIN}.{ENTRY_ID}.db"))
    await hass.async_add_executor_job(_copy, kept_store, store)
    data = {CONF_CHAT_MODEL: CHAT_MODEL, CONF_EMBEDDING_MODEL: EMBEDDING_MODEL, **settings}
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
    assert await hass.config_entries.async_setup(ENTRY_ID)
    async with asyncio.timeout(120):
        await entry.runtime_data.preparation.async_wait()
        await entry.runtime_data.coordinator.async_refresh()
    await hass.async_add_executor_job(_copy, store, kept_store)
    return House(hass, household, entry)


def _copy(source: Path, target: Path) -> None:
    """Copy a store with what SQLite keeps beside it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for file in source.parent.glob(f"{source.name}*"):
        shutil.copy(file, target.parent / file.name.replace(source.name, target.name))
