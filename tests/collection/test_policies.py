"""What the owner allows, read from a real Home Assistant."""

from collections.abc import AsyncIterator, Awaitable, Callable
from copy import deepcopy
from datetime import UTC, datetime
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.capability import Risk
from custom_components.llm_iot.collection.policies import Policies
from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.policy import Effect, Policy, Rule

KINDS = load_kinds()
FAN: dict[str, Any] = {"effect": "forbid", "target": {"entity_id": ["fan.hall"]}}

type Build = Callable[..., Awaitable[Policies]]


@pytest.fixture
async def build(home_assistant: HomeAssistant) -> AsyncIterator[Build]:
    """Return a function that makes the policies of an agent and its server's rules."""
    entries = []

    async def make(*rules: dict[str, Any], **agent: Any) -> Policies:
        data = [
            ConfigSubentryData(subentry_type="conversation", title="A", unique_id=None, data=agent),
            *(
                ConfigSubentryData(
                    subentry_type="rule", title=f"Rule {number}", unique_id=None, data=rule
                )
                for number, rule in enumerate(rules)
            ),
        ]
        entry = MockConfigEntry(domain=DOMAIN, subentries_data=data)
        entry.add_to_hass(home_assistant)
        entries.append(entry)
        subentry = next(iter(entry.subentries.values()))
        policies = Policies(home_assistant, KINDS, entry, subentry)
        await policies.async_start(entry)
        return policies

    yield make
    for entry in entries:
        await entry._async_process_on_unload(home_assistant)  # noqa: SLF001  # it is never set up


async def rules(policies: Policies) -> list[str]:
    """Return the names of the rules that count now."""
    return [rule.name for rule in (await policies.async_policy(None)).rules]


async def targets(policies: Policies) -> frozenset[str]:
    """Return what the only rule is about now."""
    (rule,) = (await policies.async_policy(None)).rules
    return rule.targets


async def test_without_settings_everything_has_its_default(build: Build) -> None:
    """No rule, no risk of its own, every right."""
    assert await (await build()).async_policy(None) == Policy()


async def test_a_rule_without_conditions_always_counts(build: Build) -> None:
    """With all that the verifier needs of it."""
    limit = FAN | {"effect": "limit", "minimum": 10, "maximum": 40}
    policies = await build(FAN, limit, broad=3, pin_hash="x")
    policy = await policies.async_policy(None)
    assert policy.rules == (
        Rule("Rule 0", Effect.FORBID, frozenset({"fan.hall"}), lasting=True),
        Rule("Rule 1", Effect.LIMIT, frozenset({"fan.hall"}), 10, 40, lasting=True),
    )
    assert (policy.broad, policy.needs_code) == (3, True)


async def test_a_state_is_a_condition(home_assistant: HomeAssistant, build: Build) -> None:
    """It is looked at in the moment of the turn."""
    window = {"condition": "state", "entity_id": "binary_sensor.window", "state": "on"}
    home_assistant.states.async_set("binary_sensor.window", "off")
    policies = await build(FAN | {"condition": [window]})
    assert await rules(policies) == []
    home_assistant.states.async_set("binary_sensor.window", "on")
    assert await rules(policies) == ["Rule 0"]
    (rule,) = (await policies.async_policy(None)).rules
    assert not rule.lasting


async def test_the_time_is_a_condition(
    home_assistant: HomeAssistant, build: Build, freezer: FrozenDateTimeFactory
) -> None:
    """In the zone of the home, over midnight."""
    await home_assistant.config.async_set_time_zone("Europe/Berlin")
    night = {"condition": "time", "after": "22:00:00", "before": "07:00:00"}
    policies = await build(FAN | {"condition": [night]})
    freezer.move_to(datetime(2026, 1, 5, 20, 59, tzinfo=UTC))
    assert await rules(policies) == []
    freezer.move_to(datetime(2026, 1, 5, 21, 1, tzinfo=UTC))
    assert await rules(policies) == ["Rule 0"]


async def test_a_template_is_a_condition(home_assistant: HomeAssistant, build: Build) -> None:
    """Short, as the editor allows."""
    policies = await build(FAN | {"condition": ["{{ states('person.ann') != 'home' }}"]})
    assert await rules(policies) == ["Rule 0"]
    home_assistant.states.async_set("person.ann", "home")
    assert await rules(policies) == []


async def test_all_conditions_have_to_hold(home_assistant: HomeAssistant, build: Build) -> None:
    """One that is turned off in the editor does not count."""
    home_assistant.states.async_set("person.ann", "home")
    ann = {"condition": "state", "entity_id": "person.ann", "state": "home"}
    never = {"condition": "template", "value_template": "{{ false }}"}
    stored = [[ann, never], [ann, never | {"enabled": False}]]
    before = deepcopy(stored)
    policies = await build(*(FAN | {"condition": each} for each in stored))
    assert await rules(policies) == ["Rule 1"]
    assert stored == before


async def test_what_cannot_be_checked_counts_and_is_told_once(
    home_assistant: HomeAssistant, build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    """A rule does not go away because a sensor did; when the sensor is back, it decides again."""
    gone = {"condition": "numeric_state", "entity_id": "sensor.noise", "above": 50}
    policies = await build(FAN | {"condition": [gone]})
    assert await rules(policies) == ["Rule 0"]
    assert await rules(policies) == ["Rule 0"]
    told = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert [each.getMessage().startswith("The conditions of the rule Rule 0") for each in told] == [
        True
    ]
    home_assistant.states.async_set("sensor.noise", "40")
    assert await rules(policies) == []


async def test_a_condition_that_home_assistant_refuses_counts(build: Build) -> None:
    """The device that it is about may be gone, and the file may have been written by hand."""
    unknown = {"condition": "device", "device_id": "x", "domain": "light", "type": "is_on"}
    policies = await build(FAN | {"condition": [unknown]}, FAN | {"condition": [{"if": "rain"}]})
    assert await rules(policies) == ["Rule 0", "Rule 1"]


async def test_one_condition_that_fails_does_not_outweigh_another_that_is_false(
    build: Build,
) -> None:
    """All have to hold, and one is known not to."""
    gone = {"condition": "numeric_state", "entity_id": "sensor.noise", "above": 50}
    never = {"condition": "template", "value_template": "{{ false }}"}
    assert await rules(await build(FAN | {"condition": [gone, never]})) == []


async def test_areas_floors_labels_and_devices_are_targets(
    home_assistant: HomeAssistant, build: Build
) -> None:
    """What belongs to them is found anew each time."""
    floor = fr.async_get(home_assistant).async_create("Upstairs")
    area = ar.async_get(home_assistant).async_create("Nursery", floor_id=floor.floor_id)
    label = lr.async_get(home_assistant).async_create("Loud")
    owner = MockConfigEntry()
    owner.add_to_hass(home_assistant)
    device = dr.async_get(home_assistant).async_get_or_create(
        config_entry_id=owner.entry_id, identifiers={("test", "1")}
    )
    registry = er.async_get(home_assistant)
    fan = registry.async_get_or_create("fan", "test", "1", device_id=device.id)
    by_target = [
        await build(FAN | {"target": target})
        for target in (
            {"area_id": [area.id]},
            {"floor_id": [floor.floor_id]},
            {"label_id": [label.label_id]},
            {"device_id": [device.id]},
        )
    ]
    assert [await targets(each) for each in by_target[:3]] == [frozenset()] * 3
    dr.async_get(home_assistant).async_update_device(device.id, area_id=area.id)
    registry.async_update_entity(fan.entity_id, labels={label.label_id})
    assert [await targets(each) for each in by_target] == [frozenset({fan.entity_id})] * 4


async def test_a_rule_follows_its_entity_to_another_name(
    home_assistant: HomeAssistant, build: Build
) -> None:
    """It is kept by registry id; an entity that is gone is nothing to rule about."""
    registry = er.async_get(home_assistant)
    fan = registry.async_get_or_create("fan", "test", "1")
    policies = await build(FAN | {"target": {"entity_id": [fan.id]}})
    registry.async_update_entity(fan.entity_id, new_entity_id="fan.cellar")
    assert await targets(policies) == frozenset({"fan.cellar"})
    registry.async_remove("fan.cellar")
    assert await targets(policies) == frozenset()


async def test_what_moves_a_target_is_under_the_rule_too(
    home_assistant: HomeAssistant, build: Build
) -> None:
    """A group, a scene, a script, and a group of groups; a group stands for its members."""
    home_assistant.states.async_set("fan.hall", "off")
    home_assistant.states.async_set("fan.all", "off", {"entity_id": ["fan.hall", "fan.loft"]})
    home_assistant.states.async_set("fan.everything", "off", {"group_entities": ["fan.all"]})
    home_assistant.states.async_set("scene.cool", "unknown", {"entity_id": ["fan.hall"]})
    air = {"sequence": [{"action": "fan.turn_on", "target": {"entity_id": "fan.hall"}}]}
    tea = {"sequence": [{"action": "switch.turn_on", "target": {"entity_id": "switch.kettle"}}]}
    assert await async_setup_component(
        home_assistant, "script", {"script": {"air": air, "tea": tea}}
    )
    assert await targets(await build(FAN)) == {
        "fan.hall",
        "fan.all",
        "fan.everything",
        "scene.cool",
        "script.air",
    }

    assert await async_setup_component(
        home_assistant, "group", {"group": {"loud": {"entities": ["fan.loft", "fan.hall"]}}}
    )
    loud = await targets(await build(FAN | {"target": {"entity_id": ["group.loud"]}}))
    assert {"fan.loft", "fan.hall", "fan.all"} <= loud


async def test_what_moves_a_lock_is_as_critical_as_the_lock(
    home_assistant: HomeAssistant, build: Build
) -> None:
    """Whether the lock is exposed or not; the owner's word goes before that."""
    states = home_assistant.states
    states.async_set("lock.front", "locked")
    states.async_set("light.hall", "off")
    states.async_set("cover.big", "closed", {"device_class": "garage"})
    states.async_set("scene.leave", "unknown", {"entity_id": ["lock.front", "light.hall"]})
    states.async_set("scene.read", "unknown", {"entity_id": ["light.hall"]})
    states.async_set("cover.all", "closed", {"entity_id": ["cover.big"]})
    enter = {
        "sequence": [
            {"action": "script.leave"},
            {"action": "lock.unlock", "target": {"entity_id": "lock.front"}},
        ]
    }
    assert await async_setup_component(home_assistant, "script", {"script": {"enter": enter}})
    critical = ("scene.leave", "cover.all", "script.enter")
    assert (await build()).async_risks() == dict.fromkeys(critical, Risk.CRITICAL)

    registry = er.async_get(home_assistant)
    oven = registry.async_get_or_create("switch", "test", "1", suggested_object_id="oven")
    states.async_set("switch.all", "off", {"entity_id": ["switch.oven"]})
    policies = await build(always_ask=[oven.id], never_ask=["lock.front", "cover.all"])
    assert policies.async_risks() == {
        "switch.oven": Risk.CRITICAL,
        "switch.all": Risk.CRITICAL,
        "lock.front": Risk.HARMLESS,
        "cover.all": Risk.HARMLESS,
    }


async def test_a_script_is_as_critical_as_the_devices_that_it_names(
    home_assistant: HomeAssistant, build: Build
) -> None:
    """The editor of scripts writes devices rather than entities."""
    owner = MockConfigEntry()
    owner.add_to_hass(home_assistant)
    device = dr.async_get(home_assistant).async_get_or_create(
        config_entry_id=owner.entry_id, identifiers={("test", "1")}
    )
    er.async_get(home_assistant).async_get_or_create("lock", "test", "1", device_id=device.id)
    act = {"action": "lock.unlock", "target": {"device_id": device.id}}
    assert await async_setup_component(
        home_assistant, "script", {"script": {"enter": {"sequence": [act]}}}
    )
    assert (await build()).async_risks() == {"script.enter": Risk.CRITICAL}


async def user(hass: HomeAssistant, group: str) -> User:
    """Return a user of a group. The first one that is made is the owner."""
    return await hass.auth.async_create_user("Ann", group_ids=[group])


@pytest.mark.parametrize("group", [GROUP_ID_ADMIN, GROUP_ID_USER])
async def test_ordinary_users_may_do_everything(
    home_assistant: HomeAssistant, build: Build, group: str
) -> None:
    """As they may in Home Assistant."""
    await user(home_assistant, GROUP_ID_ADMIN)
    ann = await user(home_assistant, group)
    assert (await (await build()).async_policy(ann.id)).permitted is None


async def test_a_user_with_few_rights_has_them_here_too(
    home_assistant: HomeAssistant, build: Build
) -> None:
    """Entity by entity; the changed rights count at once."""
    for entity_id in ("light.hall", "lock.front", "sensor.noise"):
        home_assistant.states.async_set(entity_id, "off")
    await user(home_assistant, GROUP_ID_ADMIN)
    ann = await user(home_assistant, GROUP_ID_READ_ONLY)
    policies = await build()
    policy = await policies.async_policy(ann.id)
    assert policy.permitted == frozenset()
    assert not policy.permits("light.hall")

    ann.groups[0].policy = {"entities": {"entity_ids": {"light.hall": {"control": True}}}}
    ann.invalidate_cache()
    policy = await policies.async_policy(ann.id)
    assert policy.permitted == frozenset({"light.hall"})


async def test_somebody_who_is_no_user_any_more_may_do_nothing(build: Build) -> None:
    """Home Assistant refuses such a person's service calls, too."""
    assert (await (await build()).async_policy("gone")).permitted == frozenset()
