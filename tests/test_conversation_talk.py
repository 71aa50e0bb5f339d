"""General questions, from the sentence to speech: a real Home Assistant, a server of ours."""

from collections.abc import AsyncIterator
from typing import Any

from homeassistant.components.conversation import ConversationResult, async_converse
from homeassistant.components.conversation.chat_log import (
    AssistantContent,
    async_get_chat_log,
)
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.chat_session import async_get_chat_session
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from custom_components.llm_iot.const import (
    CONF_BEGIN_TIMEOUT,
    CONF_GENERAL,
    CONF_TIMEOUT,
    DOMAIN,
    EVENT_TURN,
)
from tests.fake_ollama import CHAT_MODEL, FakeOllama, Fault

QUESTION = "what is the capital of france?"
ANSWER = "The capital of France is Paris. It lies on the Seine."
NO_ANSWER = "I cannot answer that. I can tell you the states of the devices here."
UNSPEAKABLE = ('["lamp on"]', '{"action": "on"}', "I've turned on the lamp.", "\U0001f600")
FAILURES = {
    Fault.REFUSE: "the language model is not answering",
    Fault.HANG: "the language model did not answer in time",
    Fault.SERVER_ERROR: "the language model gave no usable answer",
}


@pytest.fixture
def moved(home_assistant: HomeAssistant) -> list[ServiceCall]:
    """Return the calls of services that move something."""
    calls: list[ServiceCall] = async_mock_service(home_assistant, "light", "turn_on")
    return calls


async def set_up(hass: HomeAssistant, url: str, **settings: Any) -> MockConfigEntry:
    """Return an agent in a home with one lamp."""
    assert await async_setup_component(hass, "conversation", {})
    hass.states.async_set("light.lamp", "off", {"friendly_name": "Lamp"})
    async_expose_entity(hass, "conversation", "light.lamp", should_expose=True)
    data = {"chat_model": CHAT_MODEL.name, CONF_BEGIN_TIMEOUT: 1.0, **settings}
    agent = ConfigSubentryData(
        data=data, subentry_type="conversation", title="Home agent", unique_id=None
    )
    entry = MockConfigEntry(domain=DOMAIN, data={"url": url}, subentries_data=[agent])
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await entry.runtime_data.preparation.async_wait()
    return entry


@pytest.fixture
async def entry(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> AsyncIterator[MockConfigEntry]:
    """Return an agent that answers general questions."""
    fake_ollama.answer = ANSWER
    entry = await set_up(home_assistant, fake_ollama.url, **{CONF_GENERAL: True})
    fake_ollama.requests.clear()
    yield entry
    await home_assistant.config_entries.async_unload(entry.entry_id)


async def say(
    hass: HomeAssistant, entry: MockConfigEntry, text: str, conversation_id: str | None = None
) -> ConversationResult:
    """Return the answer to a sentence."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    (agent,) = (entity for entity in entities if entity.domain == "conversation")
    return await async_converse(hass, text, conversation_id, Context(), "en", agent.entity_id)


def speech(result: ConversationResult) -> str:
    """Return what is said."""
    return str(result.response.speech["plain"]["speech"])


async def test_the_answer_is_streamed_and_stands_once_in_the_chat_log(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    entry: MockConfigEntry,
    moved: list[ServiceCall],
) -> None:
    """Speech begins with the first sentence; the model saw no device and no schema."""
    heard: list[dict[str, Any]] = []
    paths: list[str] = []
    home_assistant.bus.async_listen(EVENT_TURN, lambda event: paths.append(event.data["path"]))
    with (
        async_get_chat_session(home_assistant) as session,
        async_get_chat_log(
            home_assistant, session, chat_log_delta_listener=lambda _log, delta: heard.append(delta)
        ) as chat_log,
    ):
        result = await say(home_assistant, entry, QUESTION, session.conversation_id)
        contents = [each.content for each in chat_log.content if isinstance(each, AssistantContent)]
    assert speech(result) == ANSWER
    assert contents == [ANSWER]
    assert [delta.get("content") for delta in heard if delta.get("content")] == [
        "The capital of France is Paris.",
        " It lies on the Seine.",
    ]
    (request,) = fake_ollama.requests_to("/api/chat")
    assert not request.body.get("format")
    assert not request.body.get("tools")
    assert "lamp" not in str(request.body["messages"]).casefold()
    await home_assistant.async_block_till_done()
    assert paths == ["talk"]
    assert moved == []


async def test_without_the_option_no_model_is_asked(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """It is off unless the user turns it on."""
    fake_ollama.answer = ANSWER
    entry = await set_up(home_assistant, fake_ollama.url)
    fake_ollama.requests.clear()
    assert speech(await say(home_assistant, entry, QUESTION)) == NO_ANSWER
    assert fake_ollama.requests_to("/api/chat") == []
    await home_assistant.config_entries.async_unload(entry.entry_id)


async def test_a_text_that_cannot_be_spoken_is_no_answer_and_moves_nothing(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    entry: MockConfigEntry,
    moved: list[ServiceCall],
) -> None:
    """The worst model writes plans and claims."""
    for answer in UNSPEAKABLE:
        fake_ollama.answer = answer
        assert speech(await say(home_assistant, entry, QUESTION)) == NO_ANSWER
    assert moved == []


async def test_a_command_is_never_talked_about(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    entry: MockConfigEntry,
    moved: list[ServiceCall],
) -> None:
    """It is carried out or refused, as without the option."""
    await say(home_assistant, entry, "turn on the lamp")
    assert len(moved) == 1
    await say(home_assistant, entry, "turn on the dishwasher")
    assert fake_ollama.requests_to("/api/chat") == []


async def test_a_model_that_fails_is_told(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """And used again as soon as it is back."""
    for fault, reply in FAILURES.items():
        fake_ollama.faults["/api/chat"] = fault
        result = await say(home_assistant, entry, QUESTION)
        assert speech(result) == f"I can do clear commands, but {reply}."
        assert result.response.error_code is not None
        fake_ollama.faults.clear()
        fake_ollama.release()
        assert speech(await say(home_assistant, entry, QUESTION)) == ANSWER


async def test_what_breaks_off_ends_with_its_last_sentence(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """What was spoken cannot be taken back, so it is the reply."""
    deadline = {CONF_GENERAL: True, CONF_TIMEOUT: 2.0}
    entry = await set_up(home_assistant, fake_ollama.url, **deadline)
    fake_ollama.answer = f"Paris is the capital. It lies {'far ' * 60}away."
    fake_ollama.pause = 0.05
    result = await say(home_assistant, entry, QUESTION)
    assert speech(result) == "Paris is the capital."
    assert result.response.error_code is None
    await home_assistant.config_entries.async_unload(entry.entry_id)
