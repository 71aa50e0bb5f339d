"""The flow that sets up, repairs and changes a server."""

from collections.abc import Callable
from unittest.mock import AsyncMock

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.model.client import OllamaClient
from tests.fake_ollama import CHAT_MODEL, EMBEDDING_MODEL, FakeOllama, Fault
from tests.flows.driver import checked, reach_models, send, start, suggestions

pytestmark = pytest.mark.usefixtures("mock_setup_entry")

MODELS = {"chat_model": CHAT_MODEL.name, "embedding_model": EMBEDDING_MODEL.name}
DEFAULTS = {
    "num_ctx": 2048,
    "num_thread": 0,
    "keep_alive": -1,
    "begin_timeout": 15,
    "timeout": 20,
    "share_text": False,
}


@pytest.fixture
def entry(home_assistant: HomeAssistant, fake_ollama: FakeOllama) -> MockConfigEntry:
    """Return an entry of the server, not loaded."""
    entry = MockConfigEntry(domain=DOMAIN, title="127.0.0.1", data={"url": fake_ollama.url})
    entry.add_to_hass(home_assistant)
    return entry


async def test_a_server_is_set_up_with_one_agent(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, mock_setup_entry: AsyncMock
) -> None:
    """An address and two models are all it takes; everything else has a default."""
    shown = await start(home_assistant)
    assert suggestions(shown) == {"url": "http://localhost:11434"}
    shown = await send(home_assistant, shown, {"url": f" {fake_ollama.url}/ "})
    result = await send(home_assistant, shown, MODELS)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "127.0.0.1"
    assert result["data"] == {"url": fake_ollama.url}
    assert (result["version"], result["minor_version"]) == (1, 1)
    (agent,) = result["result"].subentries.values()
    assert agent.subentry_type == "conversation"
    assert agent.title == "Home agent"
    assert agent.unique_id is None
    assert dict(agent.data) == MODELS | DEFAULTS
    assert mock_setup_entry.call_count == 1


async def test_an_entry_works_without_an_embedding_model(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """To do without embeddings is a choice like any other."""
    shown = await reach_models(home_assistant, fake_ollama)
    result = await send(home_assistant, shown, MODELS | {"embedding_model": "none"})
    (agent,) = result["result"].subentries.values()
    assert "embedding_model" not in agent.data


async def test_the_key_is_sent_and_stored(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """A server that asks for a key gets it."""
    fake_ollama.api_key = "secret"
    shown = await start(home_assistant)
    shown = await send(home_assistant, shown, {"url": fake_ollama.url, "api_key": " secret "})
    result = await send(home_assistant, shown, MODELS)
    assert result["data"] == {"url": fake_ollama.url, "api_key": "secret"}
    assert {request.authorization for request in fake_ollama.requests} == {"Bearer secret"}


@pytest.mark.parametrize(
    ("path", "fault", "error"),
    [
        ("/api/version", Fault.REFUSE, "cannot_connect"),
        ("/api/version", Fault.UNAUTHORIZED, "invalid_auth"),
        ("/api/version", Fault.GARBAGE, "not_ollama"),
        ("/api/version", Fault.SERVER_ERROR, "not_ollama"),
        ("/api/tags", Fault.REFUSE, "cannot_connect"),
        ("/api/tags", Fault.UNAUTHORIZED, "invalid_auth"),
        ("/api/tags", Fault.GARBAGE, "server_error"),
        ("/api/tags", Fault.SERVER_ERROR, "server_error"),
        ("/api/show", Fault.SERVER_ERROR, "server_error"),
    ],
)
async def test_a_failing_server_is_named_and_the_flow_goes_on(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, path: str, fault: Fault, error: str
) -> None:
    """Each failure has its own sentence, and mending it ends in an entry."""
    fake_ollama.faults[path] = fault
    shown = await start(home_assistant)
    shown = await send(home_assistant, shown, {"url": fake_ollama.url})
    assert shown["step_id"] == "user"
    assert shown["errors"] == {"base": error}
    assert suggestions(shown) == {"url": fake_ollama.url}

    fake_ollama.faults.clear()
    shown = await send(home_assistant, shown, {"url": fake_ollama.url})
    result = await send(home_assistant, shown, MODELS)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_what_the_server_says_is_shown(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """The words of the server come as one short line."""
    fake_ollama.faults["/api/tags"] = Fault.SERVER_ERROR
    fake_ollama.error = "no space\n left" + "!" * 500
    shown = await send(home_assistant, await start(home_assistant), {"url": fake_ollama.url})
    said = shown["description_placeholders"]["error"]
    assert said.startswith("no space left!")
    assert len(said) == 200


async def test_a_server_that_is_not_there_can_be_started_meanwhile(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """A refused connection is said so, and the same form goes on once the server runs."""
    await fake_ollama.stop()
    shown = await send(home_assistant, await start(home_assistant), {"url": fake_ollama.url})
    assert shown["errors"] == {"base": "cannot_connect"}

    await fake_ollama.start()
    shown = await send(home_assistant, shown, {"url": fake_ollama.url})
    assert shown["step_id"] == "models"


async def test_a_silent_server_is_not_waited_for(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that takes the question and gives no answer ends in a sentence."""
    version = OllamaClient.version
    monkeypatch.setattr(OllamaClient, "version", lambda client: version(client, 0.05))
    fake_ollama.faults["/api/version"] = Fault.HANG
    shown = await send(home_assistant, await start(home_assistant), {"url": fake_ollama.url})
    assert shown["errors"] == {"base": "timeout"}

    fake_ollama.faults.clear()
    shown = await send(home_assistant, shown, {"url": fake_ollama.url})
    assert shown["step_id"] == "models"


async def test_the_unexpected_is_logged_and_said(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A fault of our own is no traceback for the person."""
    with monkeypatch.context() as broken:
        broken.setattr(OllamaClient, "models", AsyncMock(side_effect=RuntimeError("a bug")))
        shown = await send(home_assistant, await start(home_assistant), {"url": fake_ollama.url})
    assert shown["errors"] == {"base": "unknown"}
    assert "a bug" in caplog.text

    shown = await send(home_assistant, shown, {"url": fake_ollama.url})
    assert shown["step_id"] == "models"


@pytest.mark.parametrize(
    ("user_input", "error"),
    [
        ({"url": "ftp://127.0.0.1"}, "invalid_url"),
        ({"url": "http://"}, "invalid_url"),
        ({"url": "127.0.0.1:port"}, "invalid_url"),
        ({"url": "http://name:word@127.0.0.1"}, "invalid_url"),
        ({"url": "my server"}, "invalid_url"),
        ({"url": "http://127.0.0.1", "api_key": "clé"}, "invalid_auth"),
        ({"url": "http://127.0.0.1", "api_key": "two\nlines"}, "invalid_auth"),
    ],
)
async def test_what_no_server_can_have_is_refused_at_once(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, user_input: dict[str, str], error: str
) -> None:
    """An impossible address or key is said so without asking anybody."""
    shown = await send(home_assistant, await start(home_assistant), user_input)
    assert shown["errors"] == {"base": error}
    shown = await send(home_assistant, shown, {"url": fake_ollama.url})
    assert shown["step_id"] == "models"


async def test_the_same_server_is_not_set_up_twice(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """Another spelling of an address that is set up ends the flow."""
    assert entry.data["url"] == fake_ollama.url
    bare = f"127.0.0.1:{fake_ollama.port}/"
    result = await send(home_assistant, await start(home_assistant), {"url": bare})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_a_refused_key_is_replaced(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """Reauthentication asks until the server takes the key."""
    fake_ollama.api_key = "new"
    shown = checked(await entry.start_reauth_flow(home_assistant))
    assert shown["step_id"] == "reauth_confirm"
    shown = await send(home_assistant, shown, {"api_key": "old"})
    assert shown["errors"] == {"base": "invalid_auth"}
    result = await send(home_assistant, shown, {"api_key": "new"})
    assert result["reason"] == "reauth_successful"
    assert entry.data == {"url": fake_ollama.url, "api_key": "new"}
    await home_assistant.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED


async def test_a_key_that_is_not_asked_for_any_more_is_forgotten(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """An empty key is an answer, too."""
    home_assistant.config_entries.async_update_entry(
        entry, data={"url": fake_ollama.url, "api_key": "old"}
    )
    shown = checked(await entry.start_reauth_flow(home_assistant))
    await send(home_assistant, shown, {})
    assert entry.data == {"url": fake_ollama.url}


@pytest.mark.parametrize(("title", "expected"), [("old.local", "127.0.0.1"), ("Cellar", "Cellar")])
async def test_a_server_that_moved_is_changed(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, title: str, expected: str
) -> None:
    """The address changes, and with it a title that nobody chose."""
    old = {"url": "http://old.local:11434", "api_key": "secret"}
    entry = MockConfigEntry(domain=DOMAIN, title=title, data=old)
    entry.add_to_hass(home_assistant)
    shown = checked(await entry.start_reconfigure_flow(home_assistant))
    assert shown["step_id"] == "reconfigure"
    assert suggestions(shown) == old
    fake_ollama.faults["/api/version"] = Fault.GARBAGE
    shown = await send(home_assistant, shown, {"url": fake_ollama.url})
    assert shown["errors"] == {"base": "not_ollama"}

    fake_ollama.faults.clear()
    result = await send(home_assistant, shown, {"url": fake_ollama.url})
    assert result["reason"] == "reconfigure_successful"
    assert entry.data == {"url": fake_ollama.url}
    assert entry.title == expected


async def test_a_server_does_not_move_onto_another(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """Two entries of one server stay impossible."""
    other = MockConfigEntry(domain=DOMAIN, data={"url": "http://127.0.0.1:1"})
    other.add_to_hass(home_assistant)
    shown = checked(await other.start_reconfigure_flow(home_assistant))
    result = await send(home_assistant, shown, {"url": fake_ollama.url})
    assert result["reason"] == "already_configured"
    assert entry.data == {"url": fake_ollama.url}


async def test_a_loaded_entry_reloads_once(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The update listener of a loaded entry reloads it; the flow leaves that to it."""
    listener = AsyncMock()
    remove: Callable[[], None] = entry.add_update_listener(listener)
    fake_ollama.api_key = "new"
    shown = checked(await entry.start_reauth_flow(home_assistant))
    result = await send(home_assistant, shown, {"api_key": "new"})
    assert result["reason"] == "reauth_successful"
    await home_assistant.async_block_till_done()
    assert listener.call_count == 1
    assert "Detected that" not in caplog.text
    remove()
