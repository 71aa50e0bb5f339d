"""Drives flows as the frontend does, and checks that everything shown has its words."""

from collections.abc import Mapping
from functools import cache
import json
from pathlib import Path
from string import Formatter
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, section
from homeassistant.helpers import config_validation as cv
from probatio import to_field_list
import voluptuous as vol

from custom_components import llm_iot
from custom_components.llm_iot.const import (
    DOMAIN,
    SUBENTRY_CONVERSATION,
    SUBENTRY_GATEWAY,
    SUBENTRY_RULE,
)
from tests.fake_ollama import FakeOllama

CORE_ABORTS = {"reauth_successful", "reconfigure_successful"}
"""Reasons whose words are Home Assistant's own."""

SOMETIMES = {"forget_learned", "remove_model"}
"""Fields that stand in a form only where there is something to choose."""

type Result = Mapping[str, Any]


@cache
def words() -> dict[str, Any]:
    """Return the English translations."""
    path = Path(llm_iot.__file__).parent / "translations" / "en.json"
    return dict(json.loads(path.read_text()))


async def start(hass: HomeAssistant) -> Result:
    """Begin to set up a server."""
    flow = hass.config_entries.flow
    return checked(await flow.async_init(DOMAIN, context={"source": SOURCE_USER}))


async def start_agent(hass: HomeAssistant, entry: ConfigEntry) -> Result:
    """Begin to add an agent."""
    kind = (entry.entry_id, SUBENTRY_CONVERSATION)
    flow = hass.config_entries.subentries
    return checked(await flow.async_init(kind, context={"source": SOURCE_USER}))


async def start_rule(hass: HomeAssistant, entry: ConfigEntry) -> Result:
    """Begin to add a rule."""
    flow = hass.config_entries.subentries
    kind = (entry.entry_id, SUBENTRY_RULE)
    return checked(await flow.async_init(kind, context={"source": SOURCE_USER}))


async def start_options(hass: HomeAssistant, entry: ConfigEntry, step: str) -> Result:
    """Begin to change some of the options of an entry."""
    shown = checked(await hass.config_entries.options.async_init(entry.entry_id))
    return await choose(hass, shown, step)


async def start_gateway(hass: HomeAssistant, entry: ConfigEntry) -> Result:
    """Begin to add a gateway."""
    flow = hass.config_entries.subentries
    kind = (entry.entry_id, SUBENTRY_GATEWAY)
    return checked(await flow.async_init(kind, context={"source": SOURCE_USER}))


async def choose(hass: HomeAssistant, shown: Result, step: str) -> Result:
    """Choose a step of a menu."""
    assert shown["type"] is FlowResultType.MENU
    return await send(hass, shown, {"next_step_id": step})


async def send(hass: HomeAssistant, shown: Result, user_input: dict[str, Any] | None) -> Result:
    """Fill in what is shown."""
    handler, flows = shown["handler"], hass.config_entries
    if isinstance(handler, tuple):
        return checked(await flows.subentries.async_configure(shown["flow_id"], user_input))
    flow = flows.flow if handler == DOMAIN else flows.options
    return checked(await flow.async_configure(shown["flow_id"], user_input))


async def wait_for_pull(hass: HomeAssistant, shown: Result) -> Result:
    """Wait until a download has ended, and look at what is shown then."""
    assert shown["type"] is FlowResultType.SHOW_PROGRESS
    await hass.async_block_till_done(wait_background_tasks=True)
    return await send(hass, shown, None)


async def reach_models(hass: HomeAssistant, server: FakeOllama) -> Result:
    """Go as far as the choice of the models."""
    shown = await send(hass, await start(hass), {"url": server.url})
    assert shown["step_id"] == "models"
    return shown


def suggestions(shown: Result) -> dict[str, Any]:
    """Return what a form is filled with, sections as dictionaries."""
    return _suggestions(shown["data_schema"])


def options(shown: Result, name: str) -> list[str]:
    """Return the labels a field of a form offers."""
    selector = shown["data_schema"].schema[name]
    return [option["label"] for option in selector.config["options"]]


def checked(result: Result) -> Result:
    """Return a result after making sure that all its words exist."""
    sort = _sort(result["handler"])
    given = result.get("description_placeholders") or {}
    match result["type"]:
        case FlowResultType.FORM:
            step = sort["step"][result["step_id"]]
            assert step["title"]
            _check_fields(step, result["data_schema"])
            assert to_field_list(result["data_schema"], custom_serializer=cv.custom_serializer)
            for key in (result["errors"] or {}).values():
                _check_sentence(sort["error"][key], given)
            _check_sentence(step.get("description", ""), given)
        case FlowResultType.MENU:
            step = sort["step"][result["step_id"]]
            assert step["title"]
            assert {*result["menu_options"]} <= step["menu_options"].keys()
        case FlowResultType.SHOW_PROGRESS:
            assert sort["step"][result["step_id"]]["title"]
            _check_sentence(sort["progress"][result["progress_action"]], given)
        case FlowResultType.ABORT if result["reason"] not in CORE_ABORTS:
            _check_sentence(sort["abort"][result["reason"]], given)
    return result


def _sort(handler: str | tuple[str, str]) -> dict[str, Any]:
    """Return the words of a flow by what handles it: the options have the id of their entry."""
    if isinstance(handler, tuple):
        found = words()["config_subentries"][handler[1]]
    else:
        found = words()["config" if handler == DOMAIN else "options"]
    return dict(found)


def _check_fields(step: Mapping[str, Any], schema: vol.Schema) -> None:
    """Make sure that every field has a name and a description, and no other has.

    A field that only some forms have may be left out.
    """
    sections = {str(key) for key, value in schema.schema.items() if isinstance(value, section)}
    fields = {str(key) for key in schema.schema} - sections
    assert step["data"].keys() == step["data_description"].keys()
    assert step["data"].keys() - SOMETIMES <= fields <= step["data"].keys()
    assert step.get("sections", {}).keys() == sections
    for name in sections:
        _check_fields(step["sections"][name], schema.schema[name].schema)


def _check_sentence(sentence: str, given: Mapping[str, str]) -> None:
    """Make sure that the placeholders of a sentence are filled, and with something."""
    for _, name, _, _ in Formatter().parse(sentence):
        assert name is None or given[name]


def _suggestions(schema: vol.Schema) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in schema.schema.items():
        if isinstance(value, section):
            found[key.schema] = _suggestions(value.schema)
        elif key.description:
            found[key.schema] = key.description["suggested_value"]
        elif not isinstance(key.default, vol.Undefined):
            found[key.schema] = key.default()
    return found
