"""Questions about the past in a running home, from the sentence to the reply."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.conversation import async_converse
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import Context, HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.llm_iot.collection import backfill
from custom_components.llm_iot.const import (
    CONF_CHAT_MODEL,
    CONF_RECORD,
    DOMAIN,
    SUBENTRY_CONVERSATION,
)
from tests.fake_ollama import CHAT_MODEL, FakeOllama

BREAKFAST = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
LAMP = "input_boolean.reading_lamp"
WARMTH = "sensor.study_temperature"
DEGREES = {
    "device_class": "temperature",
    "unit_of_measurement": "°C",
    "friendly_name": "Study temperature",
}


@pytest.fixture
async def home(
    home_assistant: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    hass_admin_user: MockUser,
) -> HomeAssistant:
    """Return a home in London with a reading lamp, a thermometer and Anna."""
    hass = home_assistant
    freezer.move_to(BREAKFAST)
    await hass.config.async_set_time_zone("Europe/London")
    assert await async_setup_component(hass, "conversation", {})
    helpers = {"reading_lamp": {"name": "Reading lamp"}}
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": helpers})
    hass.states.async_set(WARMTH, "18.0", DEGREES)
    hass.states.async_set(
        "person.anna", "home", {"user_id": hass_admin_user.id, "friendly_name": "Anna"}
    )
    hass.states.async_set("person.ben", "home", {"friendly_name": "Ben"})
    for entity_id in (LAMP, WARMTH, "person.anna", "person.ben"):
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    return hass


def add_entry(hass: HomeAssistant, server: FakeOllama, **options: object) -> MockConfigEntry:
    """Return an entry with one agent that is not set up yet."""
    agent = ConfigSubentryData(
        data={CONF_CHAT_MODEL: CHAT_MODEL.name},
        subentry_type=SUBENTRY_CONVERSATION,
        title="Home agent",
        unique_id=None,
    )
    entry = MockConfigEntry(
        domain=DOMAIN, data={"url": server.url}, options=options, subentries_data=[agent]
    )
    entry.add_to_hass(hass)
    return entry


async def set_up(hass: HomeAssistant, server: FakeOllama, **options: object) -> MockConfigEntry:
    """Return a running entry with one agent."""
    entry = add_entry(hass, server, **options)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await entry.runtime_data.history.async_ready()
    return entry


@pytest.fixture
async def lived_in(
    home: HomeAssistant,
    fake_ollama: FakeOllama,
    freezer: FrozenDateTimeFactory,
    hass_admin_user: MockUser,
) -> AsyncIterator[HomeAssistant]:
    """Return it in the afternoon, after Anna had read for an hour and a quarter."""
    entry = await set_up(home, fake_ollama)
    for hour, minute, on in ((9, 0, True), (10, 15, False)):
        freezer.move_to(BREAKFAST.replace(hour=hour, minute=minute))
        await switch(home, hass_admin_user, on=on)
    home.states.async_set(WARMTH, "22.0", DEGREES)
    freezer.move_to(BREAKFAST.replace(hour=16))
    yield home
    await home.config_entries.async_unload(entry.entry_id)
    await home.async_block_till_done()


async def switch(hass: HomeAssistant, user: MockUser, *, on: bool) -> None:
    """Switch the lamp on a page of Home Assistant."""
    await hass.services.async_call(
        "input_boolean",
        "turn_on" if on else "turn_off",
        {"entity_id": LAMP},
        blocking=True,
        context=Context(user_id=user.id),
    )
    await hass.async_block_till_done()


async def say(hass: HomeAssistant, user: MockUser, text: str, talk: str | None = None) -> str:
    """Return what the agent replies to a person."""
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    agent = next(each.entity_id for each in entities if each.domain == "conversation")
    result = await async_converse(
        hass, text, talk, Context(user_id=user.id), language="en", agent_id=agent
    )
    return str(result.response.speech["plain"]["speech"])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how long was the reading lamp on today?", ("1 hour", "15 minutes")),
        ("who turned on the reading lamp?", ("Anna",)),
        ("when was the reading lamp last turned off?", ("10:15",)),
        ("was the reading lamp on at half past nine?", ("Yes",)),
        ("how often was the reading lamp turned on today?", ("once",)),
        ("what was the highest temperature in the study today?", ("22",)),
    ],
)
async def test_the_past_is_told_exactly(
    lived_in: HomeAssistant, hass_admin_user: MockUser, question: str, told: tuple[str, ...]
) -> None:
    """Answered by code, with the exact number, and nothing is switched."""
    reply = await say(lived_in, hass_admin_user, question)
    assert all(each.casefold() in reply.casefold() for each in told), reply
    assert lived_in.states.is_state(LAMP, "off")


async def test_what_the_agent_did_is_known_as_such(
    lived_in: HomeAssistant, hass_admin_user: MockUser
) -> None:
    """Who asked for it is told, not a device that switched itself."""
    await say(lived_in, hass_admin_user, "turn on the reading lamp")
    await lived_in.async_block_till_done()
    reply = await say(lived_in, hass_admin_user, "who turned on the reading lamp?")
    assert "Anna" in reply
    assert lived_in.states.is_state(LAMP, "on")


async def test_without_a_record_the_past_is_not_guessed(
    home: HomeAssistant, fake_ollama: FakeOllama, hass_admin_user: MockUser
) -> None:
    """An honest sentence, while clear commands go on working."""
    entry = await set_up(home, fake_ollama, **{CONF_RECORD: False})
    reply = await say(home, hass_admin_user, "how long was the reading lamp on today?")
    assert reply == "I cannot look into the past at the moment."
    assert "on" in await say(home, hass_admin_user, "turn on the reading lamp")
    await home.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what did anna turn on today?", "The reading lamp was turned on by Anna once today."),
        ("what did ben turn on today?", "I cannot tell what Ben did"),
        ("which lamps were on this morning?", "The reading lamp was on for 1 hour 15 minutes"),
        (
            "how long was it above 20 degrees in the study today?",
            "was above 20 degrees for 5 hours 45 minutes today.",
        ),
        ("when did it last rise above 20 degrees?", "last rose above 20 degrees at 10:15."),
        ("how long is the reading lamp off?", "has been off since 10:15, for 5 hours 45 minutes."),
        (
            "how long was the reading lamp on today compared with yesterday?",
            "I know too little of yesterday to compare it.",
        ),
    ],
)
async def test_limits_and_persons_are_told_exactly(
    lived_in: HomeAssistant, hass_admin_user: MockUser, question: str, told: str
) -> None:
    """From the words to the reply, in a running home."""
    assert told in await say(lived_in, hass_admin_user, question)


@pytest.mark.usefixtures("recorder_mock")
async def test_a_turn_does_not_wait_for_what_is_taken_over(
    home: HomeAssistant,
    fake_ollama: FakeOllama,
    hass_admin_user: MockUser,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A command is carried out while the record still reads what the recorder kept."""
    reads, goes_on = asyncio.Event(), asyncio.Event()
    read = backfill.async_states

    async def slowly(*args: Any, **more: Any) -> Sequence[State]:
        reads.set()
        await goes_on.wait()
        return await read(*args, **more)

    monkeypatch.setattr(backfill, "async_states", slowly)
    entry = add_entry(home, fake_ollama)
    assert await home.config_entries.async_setup(entry.entry_id)
    await reads.wait()
    await say(home, hass_admin_user, "turn on the reading lamp")
    assert home.states.is_state(LAMP, "on")
    assert not goes_on.is_set()
    goes_on.set()
    await entry.runtime_data.history.async_started()
    freezer.tick(60)
    assert "Anna" in await say(home, hass_admin_user, "who turned on the reading lamp?")
    await home.config_entries.async_unload(entry.entry_id)
