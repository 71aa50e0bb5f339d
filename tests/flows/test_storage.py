"""The options of an entry, and what becomes of them: where vectors are kept."""

import asyncio
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryState, ConfigSubentryData
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.data_entry_flow import (
    EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE,
    EVENT_DATA_ENTRY_FLOW_PROGRESSED,
    FlowResultType,
)
from homeassistant.helpers import issue_registry as ir
from homeassistant.requirements import RequirementsNotFound
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import (
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    DOMAIN,
    SUBENTRY_CONVERSATION,
)
from custom_components.llm_iot.flows import storage
from custom_components.llm_iot.storage import choice, chroma_store
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.choice import chroma_folder, store_path
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from dev.chroma import ChromaServer
from dev.ollama import free_port
from tests.fake_ollama import CHAT_MODEL, EMBEDDING_MODEL, FakeOllama, bag_of_words
from tests.flows.driver import send, start_options, words
from tests.storage.conftest import REACH_TIMEOUT, chroma_server

__all__ = ["chroma_server"]

PATIENCE = 120
NOTES = [Entry(str(number), f"remark number {number} of the household") for number in range(900)]


@pytest.fixture
async def entry(home_assistant: HomeAssistant, fake_ollama: FakeOllama) -> MockConfigEntry:
    """Return a loaded entry without agents."""
    assert await async_setup_component(home_assistant, "conversation", {})
    entry = MockConfigEntry(domain=DOMAIN, title="127.0.0.1", data={"url": fake_ollama.url})
    entry.add_to_hass(home_assistant)
    assert await home_assistant.config_entries.async_setup(entry.entry_id)
    await entry.runtime_data.preparation.async_wait()
    return entry


async def choose(
    hass: HomeAssistant, entry: MockConfigEntry, user_input: dict[str, Any]
) -> Mapping[str, Any]:
    """Fill in the options; whatever is shown has its words."""
    shown = await start_options(hass, entry, "store")
    return await send(hass, shown, {"store_verify": True} | user_input)


async def moved(hass: HomeAssistant, shown: Mapping[str, Any]) -> Mapping[str, Any]:
    """Wait for a move that is shown to end, and look at what comes then."""
    assert shown["type"] is FlowResultType.SHOW_PROGRESS
    assert shown["step_id"] == "move"
    ended = asyncio.Event()
    stop = hass.bus.async_listen(
        EVENT_DATA_ENTRY_FLOW_PROGRESSED, callback(lambda _event: ended.set())
    )
    await asyncio.wait_for(ended.wait(), PATIENCE)
    stop()
    return await send(hass, shown, None)


async def test_a_server_is_chosen_and_used(
    home_assistant: HomeAssistant, entry: MockConfigEntry, chroma_server: ChromaServer
) -> None:
    """The entry reloads with the server; its header goes with it, and back is a choice, too."""
    result = await choose(
        home_assistant,
        entry,
        {
            "store": "chroma_server",
            "store_url": f" {chroma_server.url.removeprefix('http://')} ",
            "store_header": "Authorization: Bearer secret",
        },
    )
    result = await moved(home_assistant, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["store_url"] == chroma_server.url
    await home_assistant.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    await entry.runtime_data.preparation.async_wait()
    await entry.runtime_data.store.async_moved()
    assert (await entry.runtime_data.store.async_figures()).has_vectors
    await moved(home_assistant, await choose(home_assistant, entry, {"store": "auto"}))
    await home_assistant.async_block_till_done()
    assert (await entry.runtime_data.store.async_figures()).moved is None


async def test_a_move_is_shown_and_the_old_place_answers_until_its_end(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    chroma_server: ChromaServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bar moves with what has arrived; searches use vectors all the time."""
    assert await async_setup_component(home_assistant, "conversation", {})
    agent = ConfigSubentryData(
        data={CONF_CHAT_MODEL: CHAT_MODEL.name, CONF_EMBEDDING_MODEL: EMBEDDING_MODEL.name},
        subentry_type=SUBENTRY_CONVERSATION,
        title="agent",
        unique_id=None,
    )
    entry = MockConfigEntry(
        domain=DOMAIN, title="x", data={"url": fake_ollama.url}, subentries_data=[agent]
    )
    entry.add_to_hass(home_assistant)
    assert await home_assistant.config_entries.async_setup(entry.entry_id)
    data = entry.runtime_data
    await data.preparation.async_wait()
    figures = await data.store.async_figures()
    assert figures.vectors[EMBEDDING_MODEL.name] > 1000
    said = "it is far too dark in here"
    question = Question(said, bag_of_words(said), EMBEDDING_MODEL.name)
    expected = await data.store.async_search("examples", question, 5)
    first, rest = asyncio.Event(), asyncio.Event()
    give = ChromaStore.async_give

    async def give_first(self: ChromaStore, *args: Any) -> None:
        if first.is_set():
            await rest.wait()
        await give(self, *args)
        first.set()

    monkeypatch.setattr(ChromaStore, "async_give", give_first)
    seen: list[float] = []
    is_shown = asyncio.Event()

    @callback
    def see(event: Event) -> None:
        seen.append(event.data["progress"])
        if 0 < seen[-1] < 1:
            is_shown.set()

    home_assistant.bus.async_listen(EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE, see)
    shown = await choose(
        home_assistant, entry, {"store": "chroma_server", "store_url": chroma_server.url}
    )
    assert shown["type"] is FlowResultType.SHOW_PROGRESS
    async with asyncio.timeout(PATIENCE):
        await is_shown.wait()
    store = entry.runtime_data.store
    assert store is not data.store
    assert (await store.async_figures()).vectors == figures.vectors
    hits = await store.async_search("examples", question, 5)
    assert [(hit.entry, hit.score) for hit in hits] == [(hit.entry, hit.score) for hit in expected]
    rest.set()
    result = await moved(home_assistant, shown)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert seen == sorted(seen)
    await home_assistant.async_block_till_done()
    assert entry.runtime_data.store is store
    after = await store.async_figures()
    assert (after.moved, after.vectors) == (None, figures.vectors)
    monkeypatch.setattr(chroma_store, "SEARCH_DEADLINE", PATIENCE)
    hits = await store.async_search("examples", question, 5)
    assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in expected], abs=1e-3)


@pytest.mark.parametrize(
    ("user_input", "errors"),
    [
        ({"store_url": "not an address"}, {"store_url": "invalid_url"}),
        ({}, {"store_url": "invalid_url"}),
        ({"store_url": "x", "store_header": "secret"}, {"store_header": "invalid_header"}),
        ({"store_url": "x", "store_header": "Key: a\x7f"}, {"store_header": "invalid_header"}),
        ({"store_url": f"127.0.0.1:{free_port()}"}, {"base": "cannot_connect"}),
    ],
)
async def test_what_cannot_be_used_is_told(
    home_assistant: HomeAssistant,
    entry: MockConfigEntry,
    user_input: dict[str, Any],
    errors: dict[str, str],
) -> None:
    """Nothing is stored, and the form can be filled in again."""
    result = await choose(home_assistant, entry, {"store": "chroma_server"} | user_input)
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == errors
    assert not entry.options
    result = await home_assistant.config_entries.options.async_configure(
        result["flow_id"], {"store": "sqlite", "store_verify": True}
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await home_assistant.async_block_till_done()


async def test_a_move_that_cannot_be_followed_is_made_all_the_same(
    home_assistant: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form does not wait for an entry that takes for ever to load."""
    monkeypatch.setattr(storage, "_RELOAD_TIMEOUT", 0.0)
    shown = await choose(home_assistant, entry, {"store": "chroma_embedded"})
    result = await moved(home_assistant, shown)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await home_assistant.async_block_till_done()
    assert entry.options["store"] == "chroma_embedded"
    await entry.runtime_data.preparation.async_wait()
    await entry.runtime_data.store.async_moved()
    assert (await entry.runtime_data.store.async_figures()).moved is None


async def test_a_system_without_chroma_says_so(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A package that cannot be installed leaves everything as it is."""
    failing = RequirementsNotFound(DOMAIN, ["chromadb"])
    with (
        patch.object(choice, "_installed", return_value=set()),
        patch.object(choice, "async_process_requirements", side_effect=failing),
    ):
        result = await choose(home_assistant, entry, {"store": "chroma_embedded"})
    assert result["errors"] == {"base": "cannot_install"}
    assert not entry.options


async def test_a_damaged_file_raises_an_issue(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The person learns of it; the rest is in use."""
    await entry.runtime_data.store.async_put("notes", NOTES)
    await home_assistant.config_entries.async_unload(entry.entry_id)
    path = store_path(home_assistant, entry.entry_id)

    def damage() -> None:
        size = path.stat().st_size
        with path.open("r+b") as raw:
            raw.seek(size // 2 // 4096 * 4096)
            raw.write(b"\xff" * 4096 * 4)

    await home_assistant.async_add_executor_job(damage)
    assert await home_assistant.config_entries.async_setup(entry.entry_id)
    await entry.runtime_data.preparation.async_wait()
    await home_assistant.async_block_till_done()
    issue = ir.async_get(home_assistant).async_get_issue(DOMAIN, f"store_damaged_{entry.entry_id}")
    assert issue is not None
    assert issue.translation_placeholders is not None
    text = words()["issues"]["store_damaged"]["fix_flow"]["step"]["confirm"]["description"]
    assert "{" not in text.format(**issue.translation_placeholders)


async def test_a_damaged_chroma_raises_an_issue(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Of its own, as nothing is lost by it; what was kept aside goes with the entry."""
    await moved(home_assistant, await choose(home_assistant, entry, {"store": "chroma_embedded"}))
    await entry.runtime_data.store.async_put("notes", NOTES)
    await home_assistant.config_entries.async_unload(entry.entry_id)
    folder = chroma_folder(home_assistant, entry.entry_id)
    await home_assistant.async_add_executor_job(
        (folder / "chroma.sqlite3").write_bytes, b"something else" * 1000
    )
    raised = asyncio.Event()
    home_assistant.bus.async_listen(
        ir.EVENT_REPAIRS_ISSUE_REGISTRY_UPDATED, callback(lambda _: raised.set())
    )
    assert await home_assistant.config_entries.async_setup(entry.entry_id)
    await asyncio.wait_for(raised.wait(), REACH_TIMEOUT)
    key = "vectors_damaged"
    issue = ir.async_get(home_assistant).async_get_issue(DOMAIN, f"{key}_{entry.entry_id}")
    assert issue is not None
    assert issue.translation_placeholders is not None
    text = words()["issues"][key]["fix_flow"]["step"]["confirm"]["description"]
    assert "{" not in text.format(**issue.translation_placeholders)
    await home_assistant.config_entries.async_remove(entry.entry_id)
    left = await home_assistant.async_add_executor_job(list, folder.parent.glob(f"{DOMAIN}.*"))
    assert left == []


async def test_removing_the_entry_removes_what_it_kept(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """No file of ours is left; until then all are where a backup takes them along."""
    await moved(home_assistant, await choose(home_assistant, entry, {"store": "chroma_embedded"}))
    await home_assistant.async_block_till_done()
    folder = store_path(home_assistant, entry.entry_id).parent

    def ours() -> list[str]:
        return [each.name for each in folder.glob(f"*{entry.entry_id}*")]

    kept = await home_assistant.async_add_executor_job(ours)
    assert {f"{DOMAIN}.{entry.entry_id}.db", f"{DOMAIN}.{entry.entry_id}.chroma"} <= set(kept)
    assert folder == store_path(home_assistant, "x").parent
    assert folder.name == ".storage"
    await home_assistant.config_entries.async_remove(entry.entry_id)
    await home_assistant.async_block_till_done()
    assert not await home_assistant.async_add_executor_job(ours)
