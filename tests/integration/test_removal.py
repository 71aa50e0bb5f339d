"""The model made for homes goes from a real Ollama with the agents that used it."""

from collections.abc import AsyncIterator
from pathlib import Path

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import (
    CONF_CHAT_MODEL,
    CONF_REMOVE_MODEL,
    DOMAIN,
    SUBENTRY_CONVERSATION,
)
from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.home_model import async_make
from custom_components.llm_iot.tuned.mark import NAME
from dev.models import CHAT_MODEL, ensure_models
from dev.ollama import OllamaServer
from tests.flows.driver import send, start, wait_for_pull

LOG = "could not be removed"


@pytest.fixture
def expected_lingering_tasks() -> bool:
    """Return that the HTTP client closes its own iterators only when they are collected."""
    return True


@pytest.fixture
async def server(
    home_assistant: HomeAssistant,
    tmp_path: Path,
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> AsyncIterator[OllamaServer]:
    """Return a server with models of its own, since others use those of the session."""
    running = OllamaServer(models=tmp_path / "models")
    await home_assistant.async_add_executor_job(running.start)
    await home_assistant.async_add_executor_job(ensure_models, running.url)
    yield running
    for entry in home_assistant.config_entries.async_entries(DOMAIN):
        await home_assistant.config_entries.async_unload(entry.entry_id)
    await home_assistant.async_add_executor_job(running.stop)


@pytest.fixture
async def client(server: OllamaServer) -> AsyncIterator[OllamaClient]:
    """Return a client of a server that has the model."""
    made = OllamaClient(server.url)
    async for _ in async_make(made, await made.models()):
        pass
    yield made
    await made.close()


async def names(client: OllamaClient) -> set[str]:
    """Return what is installed."""
    return {model.name for model in await client.models()}


def agent(title: str, *, removes: bool = True, model: str = NAME) -> ConfigSubentryData:
    """Return an agent that asks a model."""
    return ConfigSubentryData(
        data={CONF_CHAT_MODEL: model, CONF_REMOVE_MODEL: removes},
        subentry_type=SUBENTRY_CONVERSATION,
        title=title,
        unique_id=None,
    )


async def add(hass: HomeAssistant, url: str, *agents: ConfigSubentryData) -> MockConfigEntry:
    """Return a loaded entry."""
    entry = MockConfigEntry(
        domain=DOMAIN, title="Ollama", data={"url": url}, subentries_data=agents
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    return entry


async def remove_agent(hass: HomeAssistant, entry: MockConfigEntry, title: str) -> None:
    """Remove an agent as its menu does, and wait until the entry is loaded anew."""
    key = next(key for key, each in entry.subentries.items() if each.title == title)
    hass.config_entries.async_remove_subentry(entry, key)
    await hass.async_block_till_done()


async def test_what_the_flow_has_put_there_goes_with_the_entry(
    home_assistant: HomeAssistant, server: OllamaServer
) -> None:
    """That is the default; the model that it was made of stays."""
    client = OllamaClient(server.url)
    shown = await send(home_assistant, await start(home_assistant), {"url": server.url})
    choice = {CONF_CHAT_MODEL: NAME, "embedding_model": "none"}
    result = await wait_for_pull(home_assistant, await send(home_assistant, shown, choice))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    entry = result["result"]
    (made,) = entry.subentries.values()
    assert (made.data[CONF_CHAT_MODEL], made.data[CONF_REMOVE_MODEL]) == (NAME, True)
    assert NAME in await names(client)
    await home_assistant.config_entries.async_remove(entry.entry_id)
    found = await names(client)
    assert NAME not in found
    assert CHAT_MODEL in found
    await client.close()


async def test_what_was_there_before_stays_by_default(
    home_assistant: HomeAssistant, server: OllamaServer, client: OllamaClient
) -> None:
    """Somebody else may have put it there."""
    shown = await send(home_assistant, await start(home_assistant), {"url": server.url})
    choice = {CONF_CHAT_MODEL: NAME, "embedding_model": "none"}
    result = await send(home_assistant, shown, choice)
    (found,) = result["result"].subentries.values()
    assert found.data[CONF_REMOVE_MODEL] is False
    await home_assistant.config_entries.async_remove(result["result"].entry_id)
    assert NAME in await names(client)


async def test_it_goes_with_the_last_agent_that_uses_it(
    home_assistant: HomeAssistant, server: OllamaServer, client: OllamaClient
) -> None:
    """Of this entry or of another; agents with other models do not count."""
    url = server.url
    entry = await add(home_assistant, url, agent("a"), agent("b"), agent("c", model=CHAT_MODEL))
    other = await add(home_assistant, url, agent("d", removes=False))
    await remove_agent(home_assistant, entry, "a")
    await remove_agent(home_assistant, entry, "b")
    assert NAME in await names(client)
    await home_assistant.config_entries.async_remove(other.entry_id)
    assert NAME in await names(client)
    third = await add(home_assistant, url, agent("e"))
    await remove_agent(home_assistant, third, "e")
    assert NAME not in await names(client)


async def test_a_model_that_only_has_its_name_stays(
    home_assistant: HomeAssistant, server: OllamaServer, client: OllamaClient
) -> None:
    """It is none of ours."""
    await client._client.create(NAME, from_=CHAT_MODEL, system="mine")  # noqa: SLF001  # no way of ours
    entry = await add(home_assistant, server.url, agent("a"))
    await home_assistant.config_entries.async_remove(entry.entry_id)
    assert NAME in await names(client)


async def test_an_entry_goes_even_if_its_server_does_not_answer(
    home_assistant: HomeAssistant, server: OllamaServer, caplog: pytest.LogCaptureFixture
) -> None:
    """What stays there is told in the log."""
    entry = await add(home_assistant, server.url, agent("a"))
    await home_assistant.async_add_executor_job(server.stop)
    await home_assistant.config_entries.async_remove(entry.entry_id)
    assert not home_assistant.config_entries.async_entries(DOMAIN)
    assert LOG in caplog.text
