"""The flow that adds an agent to a server, or changes one."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState, ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import DOMAIN
from tests.fake_ollama import CHAT_MODEL, EMBEDDING_MODEL, FakeModel, FakeOllama, Fault

from .driver import checked, send, start_agent, suggestions, wait_for_pull

pytestmark = pytest.mark.usefixtures("mock_setup_entry")

DEFAULTS = {
    "num_ctx": 2048,
    "num_thread": 0,
    "keep_alive": -1,
    "begin_timeout": 15,
    "timeout": 20,
    "share_text": False,
}
CHANGED = {
    "num_ctx": 4096,
    "num_thread": 2,
    "keep_alive": 300,
    "begin_timeout": 5,
    "timeout": 10,
    "share_text": True,
}
SAFETY: dict[str, object] = {"broad": 8, "remove_pin": False}
MODELS = {"chat_model": CHAT_MODEL.name, "embedding_model": EMBEDDING_MODEL.name}
OWN = {
    "instructions": "The fan is loud.",
    "general_questions": True,
    "learn": False,
    "use_habits": False,
}
FORM = {"name": "Cellar agent", **MODELS, **OWN, "safety": SAFETY, "advanced": CHANGED}
STORED: dict[str, object] = {**MODELS, **CHANGED, "broad": 8}


@pytest.fixture
def entry(home_assistant: HomeAssistant, fake_ollama: FakeOllama) -> MockConfigEntry:
    """Return an entry with one agent that has no embedding model; it is not loaded."""
    agent = ConfigSubentryData(
        subentry_type="conversation",
        title="Home agent",
        unique_id=None,
        data={"chat_model": CHAT_MODEL.name, **DEFAULTS},
    )
    entry = MockConfigEntry(domain=DOMAIN, data={"url": fake_ollama.url}, subentries_data=[agent])
    entry.add_to_hass(home_assistant)
    assert entry.state is ConfigEntryState.NOT_LOADED
    return entry


async def reconfigure(hass: HomeAssistant, entry: MockConfigEntry) -> Any:
    """Begin to change the agent of the entry."""
    (agent_id,) = entry.subentries
    return checked(await entry.start_subentry_reconfigure_flow(hass, agent_id))


async def test_another_agent_is_added(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """An agent is a name, its models and its settings, stored flat."""
    shown = await start_agent(home_assistant, entry)
    assert suggestions(shown) == {
        "name": "Home agent",
        **MODELS,
        "chat_model": "llm_iot:home",
        "general_questions": False,
        "use_habits": True,
        "learn": True,
        "safety": SAFETY,
        "advanced": DEFAULTS,
    }
    result = await send(home_assistant, shown, FORM)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    added = list(entry.subentries.values())[1]
    assert added.title == "Cellar agent"
    assert added.subentry_type == "conversation"
    assert added.data == STORED | OWN
    assert all(type(added.data[key]) is type(value) for key, value in CHANGED.items())


async def test_an_agent_is_changed(home_assistant: HomeAssistant, entry: MockConfigEntry) -> None:
    """The form holds what is stored, and what it holds in the end replaces it."""
    shown = await reconfigure(home_assistant, entry)
    assert suggestions(shown) == {
        "name": "Home agent",
        "chat_model": CHAT_MODEL.name,
        "embedding_model": "none",
        "general_questions": False,
        "use_habits": True,
        "learn": True,
        "forget_learned": False,
        "safety": SAFETY,
        "advanced": DEFAULTS,
    }
    result = await send(home_assistant, shown, FORM)
    assert result["reason"] == "reconfigure_successful"
    (agent,) = entry.subentries.values()
    assert agent.title == "Cellar agent"
    assert agent.data == STORED | OWN

    shown = await reconfigure(home_assistant, entry)
    assert suggestions(shown) == FORM | {"forget_learned": False}
    less = {key: value for key, value in FORM.items() if key != "instructions"}
    await send(home_assistant, shown, less | {"embedding_model": "none"})
    (agent,) = entry.subentries.values()
    stored = {**STORED, "general_questions": True, "learn": False, "use_habits": False}
    del stored["embedding_model"]
    assert agent.data == stored


async def test_what_was_learned_can_be_forgotten_while_the_entry_is_loaded(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """It is said if it is not, and the rest can be changed all the same."""
    shown = await reconfigure(home_assistant, entry)
    shown = await send(home_assistant, shown, FORM | {"forget_learned": True})
    assert shown["errors"] == {"base": "not_loaded"}
    result = await send(home_assistant, shown, FORM)
    assert result["reason"] == "reconfigure_successful"


HOME_MODEL = FakeModel("llm_iot:home")


async def test_the_model_of_an_agent_is_kept_or_goes_with_it(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """It is asked where the agent has the model made for homes, and stored for that alone."""
    fake_ollama.add(HOME_MODEL)
    shown = await reconfigure(home_assistant, entry)
    assert "remove_model" not in suggestions(shown)
    await send(home_assistant, shown, FORM | {"chat_model": HOME_MODEL.name})
    (agent,) = entry.subentries.values()
    assert agent.data["remove_model"] is False
    shown = await reconfigure(home_assistant, entry)
    chosen = FORM | {"chat_model": HOME_MODEL.name, "remove_model": True}
    await send(home_assistant, shown, chosen)
    (agent,) = entry.subentries.values()
    assert agent.data["remove_model"] is True
    shown = await reconfigure(home_assistant, entry)
    assert suggestions(shown)["remove_model"] is True
    await send(home_assistant, shown, chosen | {"chat_model": CHAT_MODEL.name})
    (agent,) = entry.subentries.values()
    assert "remove_model" not in agent.data


async def test_a_vanished_model_is_downloaded_again(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """The model of an agent that is not installed any more is shown, and can be had back."""
    gone = fake_ollama.models.pop(CHAT_MODEL.name)
    fake_ollama.library[gone.name] = gone
    shown = await reconfigure(home_assistant, entry)
    assert suggestions(shown)["chat_model"] == gone.name
    shown = await send(home_assistant, shown, FORM)
    result = await wait_for_pull(home_assistant, shown)
    assert result["reason"] == "reconfigure_successful"
    assert gone.name in fake_ollama.models


async def test_what_was_filled_in_survives_a_wrong_choice(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """A refused model costs nobody the rest of the form."""
    fake_ollama.add(FakeModel("eyes:latest", capabilities=("vision",)))
    wrong = FORM | {"chat_model": "eyes:latest"}
    shown = await send(home_assistant, await start_agent(home_assistant, entry), wrong)
    assert shown["errors"] == {"chat_model": "not_a_chat_model"}
    assert suggestions(shown) == wrong
    result = await send(home_assistant, shown, FORM)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_failed_download_leads_back_to_the_form(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The same words as in the first set-up exist for agents, too."""
    typed = FORM | {"chat_model": "nobody/knows"}
    shown = await send(home_assistant, await start_agent(home_assistant, entry), typed)
    shown = await wait_for_pull(home_assistant, shown)
    assert shown["errors"] == {"chat_model": "pull_failed"}
    result = await send(home_assistant, shown, FORM)
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"/api/version": Fault.REFUSE}, "cannot_connect"),
        ({"/api/version": Fault.UNAUTHORIZED}, "invalid_auth"),
        ({"/api/version": Fault.GARBAGE}, "not_ollama"),
        ({"/api/tags": Fault.SERVER_ERROR}, "server_error"),
    ],
)
async def test_without_its_server_no_agent_is_changed(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    entry: MockConfigEntry,
    fault: dict[str, Fault],
    reason: str,
) -> None:
    """A server that cannot be used ends the flow with its reason; later it works."""
    fake_ollama.faults |= fault
    result = await reconfigure(home_assistant, entry)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == reason

    fake_ollama.faults.clear()
    shown = await reconfigure(home_assistant, entry)
    assert (await send(home_assistant, shown, FORM))["reason"] == "reconfigure_successful"
