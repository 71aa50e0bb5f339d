"""A new device class is one new row: nothing else has to know of it."""

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.actuation.executor import Actuator
from custom_components.llm_iot.capability import Capability
from custom_components.llm_iot.collection import home
from custom_components.llm_iot.expectations import chosen
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import (
    HomeView,
    Plan,
    Source,
)
from custom_components.llm_iot.outcomes import Decision
from custom_components.llm_iot.parameters import Choice
from custom_components.llm_iot.prompting.schema import build_schema
from custom_components.llm_iot.response.parser import read_plan
from custom_components.llm_iot.response.reply import Speaker, load_texts
from custom_components.llm_iot.response.verifier import verify
from custom_components.llm_iot.table.common import OFF, ON, of_domain, sent_as

from .house import async_set_up_demo

REMOTE = of_domain("remote", ON, OFF)
SOUND = Choice(attribute="sound_mode", options_attribute="sound_mode_list")
SOUND_MODE = Capability(
    domain="media_player",
    action="sound_mode",
    part="sound_mode",
    service="select_sound_mode",
    features=65536,
    choice=SOUND,
    data=sent_as("sound_mode"),
    expects=chosen(SOUND),
)


async def view_of(hass: HomeAssistant, domain: str, *entity_ids: str) -> HomeView:
    """Return a house with devices of a domain that are exposed."""
    assert await async_setup_component(hass, "homeassistant", {})
    await async_set_up_demo(hass, domain)
    for entity_id in hass.states.async_entity_ids():
        async_expose_entity(hass, "conversation", entity_id, should_expose=entity_id in entity_ids)
    return home.Home(hass, load_kinds()).async_view()


def sayings(view: HomeView) -> list[str]:
    """Return what the model may say of everything there is."""
    words: list[str] = build_schema(view.devices, view)["items"]["anyOf"][0]["enum"]
    return words


async def turn(hass: HomeAssistant, view: HomeView, said: str) -> tuple[Plan, str]:
    """Take a plan string through verifier and executor to the reply."""
    plan = read_plan([said], view, Source.MODEL)
    verdicts = verify(plan, view)
    accepted = [each.step for each in verdicts if each.decision is Decision.ACCEPT]
    outcomes = await Actuator(hass).async_execute(accepted, Context())
    return plan, Speaker(load_texts()).compose(plan, view, verdicts, outcomes).text


async def test_a_domain_is_there_with_its_rows(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """View, schema, parser, verifier, executor and reply take it from the table."""
    monkeypatch.setitem(capabilities.BY_DOMAIN, "remote", {item.action: item for item in REMOTE})
    monkeypatch.setattr(home, "DOMAINS", frozenset(capabilities.BY_DOMAIN))
    view = await view_of(hass, "remote", "remote.remote_one")
    assert sayings(view) == ["remote one on", "remote one off"]
    plan, reply = await turn(hass, view, "remote one on")
    assert hass.states.is_state("remote.remote_one", "on")
    assert reply == "Remote one on."
    _, reply = await turn(hass, home.Home(hass, load_kinds()).async_view(), "remote one on")
    assert reply == "The remote one was already on."
    assert plan.source is Source.MODEL


async def test_an_action_with_words_is_there_with_its_row(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are those of the device; others are refused with what there is."""
    monkeypatch.setitem(capabilities.BY_DOMAIN["media_player"], "sound_mode", SOUND_MODE)
    view = await view_of(hass, "media_player", "media_player.walkman")
    assert {"walkman sound_mode music", "walkman sound_mode movie"} <= set(sayings(view))
    _, reply = await turn(hass, view, "walkman sound_mode movie")
    state = hass.states.get("media_player.walkman")
    assert state is not None
    assert state.attributes["sound_mode"] == "Movie"
    assert reply == "Walkman on movie."
    plan = read_plan(["walkman sound_mode concert"], view, Source.MODEL)
    refused = Speaker(load_texts()).compose(plan, view, verify(plan, view))
    assert refused.text == "The walkman only takes music, movie."
