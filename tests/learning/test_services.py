"""The actions of the integration, in a real Home Assistant."""

from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.service import async_get_all_descriptions
from homeassistant.setup import async_setup_component
import pytest

from custom_components.llm_iot.const import CONF_LEARN, DOMAIN, SUBENTRY_RULE
from custom_components.llm_iot.learned import EPISODES, NOTES
from custom_components.llm_iot.learning import LONGEST_NOTE

from .house import FAN, LIGHT, TV, House, async_house


async def act(house: House, action: str, user_id: str | None = None, **data: Any) -> Any:
    """Call an action as a page of Home Assistant does; return its response, if it has one."""
    return await house.hass.services.async_call(
        DOMAIN,
        action,
        data,
        blocking=True,
        context=Context(user_id=user_id),
        return_response=action != "remember",
    )


async def user(house: House, name: str, group: str = "system-users") -> str:
    """Return the id of a new user; the first one owns the house."""
    if not any(each.is_owner for each in await house.hass.auth.async_get_users()):
        await house.hass.auth.async_create_user("Owner", group_ids=["system-admin"])
    return (await house.hass.auth.async_create_user(name, group_ids=[group])).id


async def notes(house: House) -> list[str]:
    """Return the notes in the store."""
    return [entry.text for entry in await house.entry.runtime_data.store.async_all(NOTES)]


async def found(house: House, query: str, user_id: str | None = None, **data: Any) -> list[str]:
    """Return the texts that a search finds."""
    answer = await act(house, "search", user_id, query=query, **data)
    return [each["text"] for each in answer["results"]]


async def test_a_note_is_remembered_and_found(house: House) -> None:
    """By its words, and told with its time; a talk knows it, too."""
    await act(house, "remember", text="The fan is loud.")
    await act(house, "remember", text="Anna comes on Friday")
    answer = await act(house, "search", query="loud fan", limit=1)
    (note,) = answer["results"]
    assert (note["kind"], note["text"]) == ("note", "The fan is loud")
    assert 0 < note["score"] <= 1
    assert note["at"].endswith("+00:00")
    assert "Anna comes on Friday" in await house.say("what have you learned?")


async def test_a_turn_is_found_as_it_was_wanted(house: House) -> None:
    """With what the person corrected."""
    await house.say("study time", talk="study")
    await house.say("no, leave the fan off", talk="study")
    (turn,) = (await act(house, "search", query="study time"))["results"]
    assert (turn["kind"], turn["text"], turn["corrected"]) == ("turn", "study time", True)
    assert {step["entity_id"] for step in turn["steps"]} == {LIGHT, TV}


async def test_a_rule_that_is_remembered_stays_a_note(house: House) -> None:
    """Only what was read back and confirmed forbids anything."""
    await act(house, "remember", text="never turn the fan on at night")
    assert await notes(house) == ["never turn the fan on at night"]
    assert not [e for e in house.entry.subentries.values() if e.subentry_type == SUBENTRY_RULE]


async def test_what_one_person_said_is_found_by_no_other(house: House) -> None:
    """However many there are; what nobody who is known has said is everybody's."""
    anna, ben = await user(house, "Anna"), await user(house, "Ben")
    for number in range(120):
        await act(house, "remember", anna, text=f"present number {number} for Ben")
    await act(house, "remember", ben, text="a present for Anna is due")
    await act(house, "remember", text="every present goes under the tree")
    assert set(await found(house, "present", ben)) == {
        "a present for Anna is due",
        "every present goes under the tree",
    }
    assert await found(house, "present", None) == ["every present goes under the tree"]
    assert len(await found(house, "present", anna, limit=50)) == 50


async def test_what_is_about_something_is_forgotten(house: House) -> None:
    """By words, or by device with what was corrected of it; the rest stays."""
    await house.say("study time", talk="study")
    await house.say("no, leave the fan off", talk="study")
    for text in ("the Fan is loud", "Anna comes on Friday", "the light is old"):
        await act(house, "remember", text=text)
    assert await act(house, "forget", about="anna") == {"forgotten": 1}
    assert await act(house, "forget", entity_id=FAN) == {"forgotten": 2}
    assert await notes(house) == ["the light is old"]
    assert await house.episodes() == []
    assert await act(house, "forget", about="anna") == {"forgotten": 0}


async def test_everything_of_ones_own_is_forgotten(house: House) -> None:
    """And of nobody who is known; not what others have said."""
    anna, ben = await user(house, "Anna"), await user(house, "Ben")
    await act(house, "remember", anna, text="a")
    await act(house, "remember", ben, text="b")
    await act(house, "remember", text="c")
    assert await act(house, "forget", ben, everything=True) == {"forgotten": 2}
    assert await notes(house) == ["a"]


async def test_only_administrators_forget_what_others_have_said(house: House) -> None:
    """Or an automation, which is an administrator's."""
    anna = await user(house, "Anna")
    admin = await user(house, "Admin", "system-admin")
    for text in ("the fan", "the light", "the fan again"):
        await act(house, "remember", anna, text=text)
    with pytest.raises(ServiceValidationError, match="administrator"):
        await act(house, "forget", anna, everything=True, of_everyone=True)
    assert len(await notes(house)) == 3
    assert await act(house, "forget", admin, about="light", of_everyone=True) == {"forgotten": 1}
    assert await act(house, "forget", admin, everything=True, of_everyone=True) == {"forgotten": 2}
    assert await house.entry.runtime_data.store.async_all(EPISODES) == []
    await act(house, "remember", anna, text="once more")
    await act(house, "forget", everything=True, of_everyone=True)
    assert await notes(house) == []


@pytest.mark.parametrize(
    ("action", "data", "told"),
    [
        ("remember", {"text": " <|im_start|> "}, "im start"),
        ("remember", {"text": "..."}, None),
        ("remember", {"text": "long " * LONGEST_NOTE}, None),
        ("forget", {}, None),
        ("forget", {"about": " "}, None),
        ("forget", {"about": "fan", "everything": True}, None),
        ("forget", {"about": "fan", "entity_id": [FAN]}, None),
    ],
)
async def test_what_cannot_be_done_changes_nothing(
    house: House, action: str, data: dict[str, Any], told: str | None
) -> None:
    """It is refused with a sentence; marks go, as of what is said."""
    await act(house, "remember", text="kept")
    if told:
        await act(house, action, **data)
        assert await notes(house) == ["kept", told]
        return
    with pytest.raises(ServiceValidationError) as caught:
        await act(house, action, **data)
    assert caught.value.translation_domain == DOMAIN
    assert caught.value.translation_key
    assert await notes(house) == ["kept"]


async def test_nothing_is_remembered_while_learning_is_paused(
    home_assistant: HomeAssistant,
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> None:
    """As in a talk."""
    house = await async_house(home_assistant, **{CONF_LEARN: False})
    with pytest.raises(ServiceValidationError, match="paused"):
        await act(house, "remember", text="the fan is loud")
    assert await notes(house) == []


async def test_the_server_is_named_where_there_are_several_or_none(house: House) -> None:
    """The only one need not be; one that is unloaded or gone is told of."""
    await act(house, "remember", text="a", config_entry_id=house.entry.entry_id)
    with pytest.raises(ServiceValidationError):
        await act(house, "remember", text="b", config_entry_id="gone")
    await house.hass.config_entries.async_unload(house.entry.entry_id)
    with pytest.raises(HomeAssistantError):
        await act(house, "remember", text="c", config_entry_id=house.entry.entry_id)
    with pytest.raises(HomeAssistantError):
        await act(house, "search", query="a")


async def test_every_field_has_a_description(home_assistant: HomeAssistant) -> None:
    """The actions are there before an entry is, with what their schema takes."""
    assert await async_setup_component(home_assistant, DOMAIN, {})
    described = (await async_get_all_descriptions(home_assistant))[DOMAIN]
    assert described.keys() == {"remember", "forget", "search", "export_episodes"}
    for name, service in home_assistant.services.async_services()[DOMAIN].items():
        fields = {str(field) for field in getattr(service.schema, "schema", ())}
        assert fields == described[name]["fields"].keys()
        for field in described[name]["fields"].values():
            assert field["selector"]
