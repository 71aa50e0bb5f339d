"""The options of an entry, and what becomes of them: where vectors are kept."""

from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.requirements import RequirementsNotFound
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.storage import choice
from custom_components.llm_iot.storage.base import Entry
from custom_components.llm_iot.storage.choice import store_path
from dev.chroma import ChromaServer
from dev.ollama import free_port
from tests.fake_ollama import FakeOllama
from tests.flows.driver import send, start_options, words
from tests.storage.conftest import chroma_server

__all__ = ["chroma_server"]

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
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["store_url"] == chroma_server.url
    await home_assistant.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    await entry.runtime_data.preparation.async_wait()
    await entry.runtime_data.store.async_moved()
    assert (await entry.runtime_data.store.async_figures()).has_vectors
    await choose(home_assistant, entry, {"store": "auto"})
    await home_assistant.async_block_till_done()
    await entry.runtime_data.preparation.async_wait()
    await entry.runtime_data.store.async_moved()
    assert (await entry.runtime_data.store.async_figures()).moved is None


@pytest.mark.parametrize(
    ("user_input", "errors"),
    [
        ({"store_url": "not an address"}, {"store_url": "invalid_url"}),
        ({}, {"store_url": "invalid_url"}),
        ({"store_url": "x", "store_header": "secret"}, {"store_header": "invalid_header"}),
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


async def test_removing_the_entry_removes_what_it_kept(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """No file of ours is left; until then all are where a backup takes them along."""
    await choose(home_assistant, entry, {"store": "chroma_embedded"})
    await home_assistant.async_block_till_done()
    await entry.runtime_data.preparation.async_wait()
    await entry.runtime_data.store.async_moved()
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
