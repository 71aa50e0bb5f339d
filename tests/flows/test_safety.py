"""The part of an agent's form that says when it asks first."""

from typing import Any

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.response.pin import matches
from tests.fake_ollama import CHAT_MODEL, FakeModel, FakeOllama

from .driver import Result, checked, send, suggestions
from .test_conversation import CHANGED

pytestmark = pytest.mark.usefixtures("mock_setup_entry")

PIN = "4711"
FORM = {
    "name": "Home agent",
    "chat_model": CHAT_MODEL.name,
    "embedding_model": "none",
    "advanced": CHANGED,
}
UNCHANGED: dict[str, Any] = {"broad": 8, "remove_pin": False}


@pytest.fixture
def entry(home_assistant: HomeAssistant, fake_ollama: FakeOllama) -> MockConfigEntry:
    """Return an entry with an agent from before there was anything about safety."""
    agent = ConfigSubentryData(
        subentry_type="conversation",
        title="Home agent",
        unique_id=None,
        data={"chat_model": CHAT_MODEL.name},
    )
    entry = MockConfigEntry(domain=DOMAIN, data={"url": fake_ollama.url}, subentries_data=[agent])
    entry.add_to_hass(home_assistant)
    return entry


async def show(hass: HomeAssistant, entry: MockConfigEntry) -> Result:
    """Begin to change the agent."""
    (agent_id,) = entry.subentries
    return checked(await entry.start_subentry_reconfigure_flow(hass, agent_id))


async def change(hass: HomeAssistant, entry: MockConfigEntry, **safety: Any) -> Result:
    """Change the agent's safety and return what comes of it."""
    form = FORM | {"safety": UNCHANGED | safety}
    return await send(hass, await show(hass, entry), form)


def stored(entry: MockConfigEntry) -> dict[str, Any]:
    """Return what the agent keeps."""
    (agent,) = entry.subentries.values()
    return dict(agent.data)


async def test_risks_outlive_a_new_name_of_the_entity(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """They are kept by registry id where there is one, and shown by the name of today."""
    registry = er.async_get(home_assistant)
    oven = registry.async_get_or_create("switch", "test", "1", suggested_object_id="oven")
    await change(
        home_assistant, entry, always_ask=[oven.entity_id, "switch.yaml"], never_ask=["lock.shed"]
    )
    assert stored(entry)["always_ask"] == [oven.id, "switch.yaml"]

    registry.async_update_entity(oven.entity_id, new_entity_id="switch.cooker")
    assert suggestions(await show(home_assistant, entry))["safety"] == UNCHANGED | {
        "always_ask": ["switch.cooker", "switch.yaml"],
        "never_ask": ["lock.shed"],
    }
    await change(home_assistant, entry, broad=3)
    assert stored(entry)["broad"] == 3
    assert "always_ask" not in stored(entry)


async def test_a_pin_is_set_kept_changed_and_removed(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """It is stored as a hash alone and never shown; an empty field leaves it as it is."""
    await change(home_assistant, entry, pin=f" {PIN} ")
    first = stored(entry)["pin_hash"]
    assert matches(PIN, first)
    assert PIN not in str(entry.as_dict())

    assert "pin" not in suggestions(await show(home_assistant, entry))["safety"]
    await change(home_assistant, entry)
    assert stored(entry)["pin_hash"] == first

    await change(home_assistant, entry, pin="123456")
    assert matches("123456", stored(entry)["pin_hash"])

    await change(home_assistant, entry, remove_pin=True)
    assert "pin_hash" not in stored(entry)


@pytest.mark.parametrize("pin", ["123", "12345678901", "12a4", "one two three four"])
async def test_a_pin_that_cannot_be_said_is_refused(
    home_assistant: HomeAssistant, entry: MockConfigEntry, pin: str
) -> None:
    """It has a few digits and nothing else; the rest of the form is kept."""
    shown = await change(home_assistant, entry, pin=pin, broad=5)
    assert shown["errors"] == {"base": "invalid_pin"}
    assert suggestions(shown)["safety"] == UNCHANGED | {"broad": 5}
    result = await send(home_assistant, shown, FORM | {"safety": UNCHANGED | {"pin": PIN}})
    assert result["reason"] == "reconfigure_successful"


async def test_a_device_is_not_in_both_lists(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Nobody could say which of them counts."""
    both = {"always_ask": ["lock.shed"], "never_ask": ["lock.shed"]}
    shown = await change(home_assistant, entry, **both)
    assert shown["errors"] == {"base": "always_and_never"}
    result = await send(home_assistant, shown, FORM | {"safety": UNCHANGED})
    assert result["reason"] == "reconfigure_successful"


async def test_a_pin_outlives_a_wrong_model_without_being_shown(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, entry: MockConfigEntry
) -> None:
    """The form comes back empty in that place, and the PIN counts nevertheless."""
    fake_ollama.add(FakeModel("eyes:latest", capabilities=("vision",)))
    form = FORM | {"chat_model": "eyes:latest", "safety": UNCHANGED | {"pin": PIN}}
    shown = await send(home_assistant, await show(home_assistant, entry), form)
    assert shown["errors"] == {"chat_model": "not_a_chat_model"}
    assert PIN not in str(suggestions(shown))
    await send(home_assistant, shown, FORM | {"safety": UNCHANGED})
    assert matches(PIN, stored(entry)["pin_hash"])
