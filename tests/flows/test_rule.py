"""The flow that adds a rule to a server, or changes one."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import DOMAIN

from .driver import Result, checked, send, start_rule, suggestions

pytestmark = pytest.mark.usefixtures("mock_setup_entry")

QUIET = {"condition": "time", "after": "22:00:00", "before": "07:00:00"}
SHUT = {"condition": "state", "entity_id": "binary_sensor.window", "state": "off"}
FORM: dict[str, Any] = {
    "name": "Quiet hours",
    "target": {"entity_id": ["fan.hall"], "label_id": ["loud"]},
    "effect": "forbid",
    "condition": [QUIET, SHUT],
}


@pytest.fixture
def entry(home_assistant: HomeAssistant) -> MockConfigEntry:
    """Return an entry without an agent, not loaded."""
    entry = MockConfigEntry(domain=DOMAIN, data={"url": "http://127.0.0.1:1"})
    entry.add_to_hass(home_assistant)
    return entry


async def add(hass: HomeAssistant, entry: MockConfigEntry, form: dict[str, Any]) -> Result:
    """Fill in the form for a new rule."""
    return await send(hass, await start_rule(hass, entry), form)


async def test_a_rule_is_added(home_assistant: HomeAssistant, entry: MockConfigEntry) -> None:
    """Its conditions are stored as the editor writes them."""
    shown = await start_rule(home_assistant, entry)
    assert suggestions(shown) == {"effect": "forbid"}
    result = await send(home_assistant, shown, FORM | {"name": " Quiet   hours ", "maximum": 3})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    (rule,) = entry.subentries.values()
    assert rule.subentry_type == "rule"
    assert rule.title == "Quiet hours"
    assert rule.data == {key: FORM[key] for key in ("target", "effect", "condition")}


async def test_a_rule_is_changed_and_outlives_a_new_name_of_its_entity(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The form holds what is stored, with the entity as it is called now."""
    registry = er.async_get(home_assistant)
    fan = registry.async_get_or_create("fan", "test", "1", suggested_object_id="hall")
    await add(home_assistant, entry, FORM)
    registry.async_update_entity(fan.entity_id, new_entity_id="fan.corridor")

    (rule_id,) = entry.subentries
    shown = checked(await entry.start_subentry_reconfigure_flow(home_assistant, rule_id))
    renamed = {"entity_id": ["fan.corridor"], "label_id": ["loud"]}
    assert suggestions(shown) == FORM | {"target": renamed}
    limit = {"name": "Slow", "target": renamed, "effect": "limit", "minimum": 0.5, "maximum": 30}
    result = await send(home_assistant, shown, limit)
    assert result["reason"] == "reconfigure_successful"
    (rule,) = entry.subentries.values()
    assert rule.title == "Slow"
    assert rule.data == {
        "target": {"entity_id": [fan.id], "label_id": ["loud"]},
        "effect": "limit",
        "minimum": 0.5,
        "maximum": 30,
    }


async def test_the_actions_of_a_rule_made_by_talking_are_shown_and_can_be_changed(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Without any left it is about everything, as is a rule that never had any."""
    await add(home_assistant, entry, FORM | {"actions": ["on", "percentage"]})
    (rule_id,) = entry.subentries
    shown = checked(await entry.start_subentry_reconfigure_flow(home_assistant, rule_id))
    assert suggestions(shown)["actions"] == ["on", "percentage"]
    await send(home_assistant, shown, FORM | {"actions": ["on"]})
    (rule,) = entry.subentries.values()
    assert rule.data["actions"] == ["on"]
    shown = checked(await entry.start_subentry_reconfigure_flow(home_assistant, rule_id))
    await send(home_assistant, shown, FORM | {"actions": []})
    (rule,) = entry.subentries.values()
    assert "actions" not in rule.data


async def test_a_rule_is_deleted(home_assistant: HomeAssistant, entry: MockConfigEntry) -> None:
    """Home Assistant does that by itself."""
    await add(home_assistant, entry, FORM)
    (rule_id,) = entry.subentries
    assert home_assistant.config_entries.async_remove_subentry(entry, rule_id)
    assert not entry.subentries


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": "  "}, {"name": "invalid_name"}),
        ({"name": "x" * 61}, {"name": "invalid_name"}),
        ({"name": "a\u202eb"}, {"name": "invalid_name"}),
        ({"target": {}}, {"target": "no_target"}),
        ({"target": {"area_id": []}}, {"target": "no_target"}),
        ({"effect": "limit"}, {"effect": "no_range"}),
        ({"effect": "limit", "minimum": 9, "maximum": 3}, {"minimum": "range_reversed"}),
    ],
)
async def test_what_makes_no_rule_is_told_and_can_be_mended(
    home_assistant: HomeAssistant,
    entry: MockConfigEntry,
    wrong: dict[str, Any],
    errors: dict[str, str],
) -> None:
    """The form keeps what was filled in."""
    shown = await add(home_assistant, entry, FORM | wrong)
    assert shown["errors"] == errors
    assert suggestions(shown) == FORM | wrong
    result = await send(home_assistant, shown, FORM)
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    "condition",
    [
        "no template at all",
        "{{ states('sensor.a' }}",
        {"condition": "nonsense"},
        {"condition": "sun", "after": "noon"},
        {"condition": "state", "state": "on"},
        {"condition": "device", "domain": "light", "device_id": "none", "type": "is_on"},
        {"condition": "conversation.unheard_of"},
        {"if": "it rains"},
        42,
    ],
    ids=str,
)
async def test_a_bad_condition_is_told_in_the_words_of_home_assistant(
    home_assistant: HomeAssistant, entry: MockConfigEntry, condition: object
) -> None:
    """Whatever is wrong with it, the flow goes on."""
    shown = await add(home_assistant, entry, FORM | {"condition": [condition]})
    assert shown["errors"] == {"condition": "invalid_condition"}
    assert len(shown["description_placeholders"]["error"]) > 1
    result = await send(home_assistant, shown, FORM)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_template_is_no_target(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The editor makes none, and what a rule is about must be known at any time."""
    shown = await start_rule(home_assistant, entry)
    with pytest.raises(InvalidData):
        await send(
            home_assistant, shown, FORM | {"target": {"entity_id": "{{ states('sensor.a') }}"}}
        )


async def test_a_single_condition_and_a_template_are_taken(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """As Home Assistant takes them elsewhere; without any, a rule always counts."""
    template = "{{ is_state('person.ann', 'home') }}"
    await add(home_assistant, entry, FORM | {"condition": template})
    await add(home_assistant, entry, {key: FORM[key] for key in ("name", "target", "effect")})
    stored = [rule.data.get("condition") for rule in entry.subentries.values()]
    assert stored == [[template], None]
