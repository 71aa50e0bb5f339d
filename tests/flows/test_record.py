"""The options: what is kept of the home's past."""

from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.collection.history import History
from custom_components.llm_iot.const import (
    CONF_MOST_MEGABYTES,
    CONF_NOT_RECORDED,
    CONF_RECORD,
    CONF_RETENTION_DAYS,
    DOMAIN,
)
from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.flows.record import CONF_DELETE
from custom_components.llm_iot.past import PastForm, PastQuery, Period
from tests.fake_ollama import FakeOllama

from .driver import send, start_options, suggestions

LAMP, DOOR = "switch.lamp", "binary_sensor.door"


@pytest.fixture
async def entry(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, freezer: FrozenDateTimeFactory
) -> MockConfigEntry:
    """Return a running entry in a home where a lamp was on for a minute."""
    hass = home_assistant
    assert await async_setup_component(hass, "conversation", {})
    for entity_id in (LAMP, DOOR):
        hass.states.async_set(entity_id, "off")
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    entry = MockConfigEntry(domain=DOMAIN, data={"url": fake_ollama.url})
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await entry.runtime_data.history.async_ready()
    for entity_id in (LAMP, DOOR):
        freezer.tick(60)
        hass.states.async_set(entity_id, "on")
        freezer.tick(60)
        hass.states.async_set(entity_id, "off")
    return entry


async def on_time(entry: MockConfigEntry, target: str) -> timedelta | None:
    """Return how long something was on, None if nothing is known of it."""
    now = dt_util.now()
    query = PastQuery(
        form=PastForm.DURATION,
        asked=now,
        targets=(target,),
        state="on",
        period=Period(now - timedelta(days=1), now),
    )
    data = entry.runtime_data
    await data.history.async_ready()
    (answer,) = await data.history.async_recall([query], data.home.async_view(), None)
    return answer.findings[0].lasted if answer.findings else None


async def change(hass: HomeAssistant, entry: MockConfigEntry, **options: object) -> None:
    """Fill in the form, the rest as it is offered."""
    wanted = {
        CONF_RECORD: True,
        CONF_RETENTION_DAYS: 365,
        CONF_MOST_MEGABYTES: 500,
        CONF_DELETE: False,
    } | options
    await send(hass, await start_options(hass, entry, "record"), wanted)
    await hass.async_block_till_done()


async def test_what_is_left_out_is_forgotten(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The rest is kept, and the form shows what was chosen."""
    assert await on_time(entry, LAMP) == timedelta(seconds=60)
    await change(home_assistant, entry, **{CONF_NOT_RECORDED: [LAMP], CONF_RETENTION_DAYS: 30})
    assert await on_time(entry, LAMP) is None
    assert await on_time(entry, DOOR)
    shown = suggestions(await start_options(home_assistant, entry, "record"))
    assert shown[CONF_NOT_RECORDED] == [LAMP]
    assert shown[CONF_RETENTION_DAYS] == 30


async def test_the_record_is_deleted_once(
    home_assistant: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """What happens afterwards is kept again."""
    assert await on_time(entry, LAMP)
    await change(home_assistant, entry, **{CONF_DELETE: True})
    assert not await on_time(entry, LAMP)
    freezer.tick(10)
    home_assistant.states.async_set(LAMP, "on")
    freezer.tick(10)
    assert await on_time(entry, LAMP) == timedelta(seconds=10)
    assert CONF_DELETE not in entry.options


async def test_a_record_that_cannot_be_deleted_is_kept(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """It is said, and the form can be sent again."""
    shown = await start_options(home_assistant, entry, "record")
    wanted = suggestions(shown) | {CONF_RETENTION_DAYS: 30, CONF_DELETE: True}
    with patch.object(History, "async_delete", side_effect=StorageError):
        shown = await send(home_assistant, shown, wanted)
    assert shown["errors"] == {"base": "storage_failed"}
    assert suggestions(shown)[CONF_RETENTION_DAYS] == 30
    assert await on_time(entry, LAMP)
    await send(home_assistant, shown, wanted)
    await home_assistant.async_block_till_done()
    assert not await on_time(entry, LAMP)


async def test_nothing_is_kept_where_that_is_not_wanted(
    home_assistant: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The past cannot be asked then, and there is no file once it is deleted."""
    await change(home_assistant, entry, **{CONF_RECORD: False})
    with pytest.raises(StorageError):
        await on_time(entry, LAMP)
    await change(home_assistant, entry, **{CONF_RECORD: False, CONF_DELETE: True})
    freezer.tick(10)
    home_assistant.states.async_set(LAMP, "on")
    await change(home_assistant, entry)
    await entry.runtime_data.history.async_ready()
    freezer.tick(10)
    assert await on_time(entry, DOOR) == timedelta()


async def test_the_form_shows_the_room_that_is_taken(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """And what it may be, which the record heeds from then on."""
    shown = await start_options(home_assistant, entry, "record")
    size = float(shown["description_placeholders"]["size"])
    assert 0 < size < 1
    home_assistant.config_entries.options.async_abort(shown["flow_id"])
    await change(home_assistant, entry, **{CONF_MOST_MEGABYTES: 40})
    await entry.runtime_data.history.async_ready()
    facts = await entry.runtime_data.history.async_facts()
    assert facts.most_bytes == 40_000_000
    await home_assistant.config_entries.async_unload(entry.entry_id)
    assert (await start_options(home_assistant, entry, "record"))["description_placeholders"]
