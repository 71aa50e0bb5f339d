"""Undo and later in a running integration: the agent, its to-do list, what is told of failures."""

from typing import Any
from unittest.mock import patch

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.util.file import WriteError
import pytest
from pytest_homeassistant_custom_component.common import (
    async_capture_events,
)

from custom_components.llm_iot.const import (
    DOMAIN,
    EVENT_TURN,
)
from custom_components.llm_iot.models import (
    Plan,
    Reply,
    RequestKind,
    Source,
    Step,
)
from custom_components.llm_iot.outcomes import Decision, Verdict

from .house import KEY, LAMP, LIST, PUMP, House, later


async def test_it_is_carried_out_with_the_authority_of_the_person(house: House) -> None:
    """Through the stages of a turn, with its event; nobody needs to be told."""
    turns = async_capture_events(house.hass, EVENT_TURN)
    said = await house.do(deferred=(later(30, Step(LAMP, "on")),))
    assert said == "I will turn on the lamp at 12:30."
    assert (await house.ask(RequestKind.LIST_PLANNED)).text == (
        "Planned: at 12:30 turn on the lamp."
    )
    await house.pass_until(30)
    assert house.is_on(LAMP)
    state = house.hass.states.get(LAMP)
    assert state is not None
    assert state.context.user_id == house.origin.user_id
    (turn,) = turns
    assert turn.data["source"] == "schedule"
    assert turn.data["agent"] == house.agent.subentry.subentry_id
    assert turn.context.user_id == house.origin.user_id
    assert house.notices == []
    assert (await house.ask(RequestKind.LIST_PLANNED)).text == "Nothing is planned."


async def test_it_is_verified_again_and_a_refusal_is_told(house: House) -> None:
    """It was hidden meanwhile: no device moves that may not be spoken to."""
    turns = async_capture_events(house.hass, EVENT_TURN)
    await house.do(deferred=(later(30, Step(LAMP, "on")),))
    async_expose_entity(house.hass, "conversation", LAMP, should_expose=False)
    await house.pass_until(30)
    assert not house.is_on(LAMP)
    assert house.notices == ["I was to turn on the lamp at 12:30. I do not know that device."]
    assert turns[-1].data["verdicts"][0]["decision"] == "impossible"


async def test_what_was_missed_is_told(house: House) -> None:
    """Home Assistant was down for too long."""
    turns = async_capture_events(house.hass, EVENT_TURN)
    await house.do(deferred=(later(30, Step(LAMP, "on")),))
    await house.hass.config_entries.async_unload(house.entry.entry_id)
    await house.pass_until(45)
    await house.hass.config_entries.async_setup(house.entry.entry_id)
    await house.hass.async_block_till_done()
    assert not house.is_on(LAMP)
    assert house.notices == [
        "I was to turn on the lamp at 12:30. It came to that only much later, so I left it."
    ]
    assert turns[-1].data["problems"] == ["missed"]


async def test_a_fault_of_our_own_is_told(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """It does not pass in silence."""
    await house.do(deferred=(later(30, Step(LAMP, "on")),))
    with patch.object(type(house.agent.pipeline), "async_carry_out", side_effect=RuntimeError):
        await house.pass_until(30)
    (notice,) = house.notices
    assert notice.endswith("Something went wrong inside, so I stopped.")
    assert "Unexpected error in a planned command" in caplog.text
    caplog.clear()


async def test_for_an_hour(house: House) -> None:
    """It goes back, unless somebody wanted something else meanwhile."""
    on = Step(PUMP, "on")
    said = await house.do(on, deferred=(later(60, on, restore=True),))
    assert said == "I will turn off the pump again at 13:00."
    assert await house.do(on) == said  # it is on already, and that is not for ever
    assert house.is_on(PUMP)
    await house.pass_until(60)
    assert not house.is_on(PUMP)
    await house.do(on, deferred=(later(120, on, restore=True),))
    assert await house.do(Step(PUMP, "off")) == ""
    await house.do(on)
    await house.pass_until(120)
    assert house.is_on(PUMP)
    assert house.notices == []


async def test_for_an_hour_and_nothing_to_put_back(house: House) -> None:
    """It was on before, so it stays on."""
    on = Step(LAMP, "on")
    await house.do(on)
    assert await house.do(on, deferred=(later(60, on, restore=True),)) == (
        "I will leave the lamp as it is."
    )
    assert await house.items() == []


async def test_a_time_that_begins_later(house: House) -> None:
    """At one until two: it goes back to what it was at one."""
    on = Step(PUMP, "on")
    said = await house.do(deferred=(later(60, on), later(120, on, restore=True)))
    assert said == "I will turn on the pump at 13:00 until 14:00."
    await house.pass_until(60)
    assert house.is_on(PUMP)
    (item,) = await house.items()
    assert (item["summary"], item["due"]) == ("Turn off the pump", "2027-03-10T14:00:00+00:00")
    await house.pass_until(120)
    assert not house.is_on(PUMP)


async def test_the_way_back_is_written_before_anything_moves(
    house: House, hass_storage: dict[str, Any]
) -> None:
    """A kill in between leaves nothing on for ever."""
    on = Step(PUMP, "on")
    plan = Plan(Source.RESOLVER, (on,), deferred=(later(60, on, restore=True),))
    view = house.agent.pipeline.home()
    await house.agent.later.async_begin(plan, view, house.origin)
    assert not house.is_on(PUMP)
    (items,) = hass_storage[KEY]["data"]["agents"].values()
    assert items[0]["steps"] == [{"target": PUMP, "action": "off", "value": None}]


async def test_what_was_not_allowed_to_move_has_no_way_back(house: House) -> None:
    """The way back was written first, and goes when the command was refused."""
    on = Step(PUMP, "on")
    plan = Plan(Source.RESOLVER, (on,), deferred=(later(60, on, restore=True),))
    agent = house.agent
    begun = await agent.later.async_begin(plan, agent.pipeline.home(), house.origin)
    assert len(await house.items()) == 1
    assert await agent.later.async_end(begun, [Verdict(on, Decision.FORBIDDEN)], []) == ""
    assert await house.items() == []


async def test_an_undo_takes_plans_with_it(house: House) -> None:
    """What was planned goes; what was moved for an hour goes back at once."""
    on = Step(PUMP, "on")
    await house.do(deferred=(later(30, Step(LAMP, "on")),))
    assert await house.undo() == Reply("Cancelled: at 12:30 turn on the lamp.")
    await house.do(on, deferred=(later(60, on, restore=True),))
    assert await house.undo() == Reply(
        "I put back the pump. Cancelled: at 13:00 turn off the pump."
    )
    assert not house.is_on(PUMP)
    assert (await house.undo()).is_error


async def test_another_time_takes_the_place_of_the_first(house: House) -> None:
    """An undo then takes the new one back, as nothing else is planned."""
    await house.do(deferred=(later(30, Step(LAMP, "on")),))
    said = await house.do(deferred=(later(50, Step(LAMP, "on")),), replans=True)
    assert said == "I will turn on the lamp at 12:50."
    (item,) = await house.items()
    assert item["due"] == "2027-03-10T12:50:00+00:00"
    assert await house.undo() == Reply("Cancelled: at 12:50 turn on the lamp.")
    assert await house.items() == []


async def test_what_is_said_twice_is_planned_once(house: House) -> None:
    """At another time, or with another device, it is something else."""
    lamp = Step(LAMP, "on")
    for minutes in (30, 30.2, 33):
        await house.do(deferred=(later(minutes, lamp),))
    await house.do(deferred=(later(30, lamp, Step(PUMP, "on")),))
    assert len(await house.items()) == 3


async def test_what_is_done_now_instead_is_planned_no_more(house: House) -> None:
    """Nothing happens at the time that was said first."""
    await house.do(deferred=(later(30, Step(LAMP, "on")),))
    await house.do(Step(LAMP, "on"), replans=True)
    assert house.is_on(LAMP)
    assert await house.items() == []


async def test_another_end_takes_the_place_of_the_first(house: House) -> None:
    """What lasts goes on, and goes back to where it came from."""
    on = Step(PUMP, "on")
    await house.do(on, deferred=(later(60, on, restore=True),))
    said = await house.do(on, deferred=(later(20, on, restore=True),), replans=True)
    assert said == "I will turn off the pump again at 12:20."
    assert len(await house.items()) == 1
    await house.pass_until(20)
    assert not house.is_on(PUMP)


async def test_cancelled_by_name(house: House) -> None:
    """Or told that there is no such thing."""
    await house.do(deferred=(later(30, Step(LAMP, "on")), later(40, Step(PUMP, "on"))))
    assert await house.ask(RequestKind.CANCEL_PLANNED, PUMP) == Reply(
        "Cancelled: at 12:40 turn on the pump."
    )
    assert (await house.ask(RequestKind.CANCEL_PLANNED, PUMP)).is_error
    with patch("homeassistant.helpers.storage.Store._async_write_data", side_effect=WriteError):
        assert await house.ask(RequestKind.CANCEL_PLANNED) == Reply(
            "I could not write that down, so what was planned stays.", is_error=True
        )
    assert len(await house.items()) == 1


async def test_cancelled_by_its_place_in_the_list(house: House) -> None:
    """What is due first is told first; there is nothing behind the last."""
    await house.do(deferred=(later(40, Step(PUMP, "on")), later(30, Step(LAMP, "on"))))
    assert (await house.cancel(3)).is_error
    assert await house.cancel(2) == Reply("Cancelled: at 12:40 turn on the pump.")
    assert await house.cancel(-1) == Reply("Cancelled: at 12:30 turn on the lamp.")
    assert await house.items() == []


async def test_the_list_shows_what_is_planned(house: House) -> None:
    """In words, with its time; deleting an item cancels it."""
    assert house.hass.states.is_state(LIST, "0")
    await house.do(deferred=(later(40, Step(PUMP, "on")), later(30, Step(LAMP, "on"))))
    assert house.hass.states.is_state(LIST, "2")
    first, second = await house.items()
    assert (first["summary"], first["due"]) == ("Turn on the lamp", "2027-03-10T12:30:00+00:00")
    await house.hass.services.async_call(
        "todo", "remove_item", {"entity_id": LIST, "item": second["uid"]}, blocking=True
    )
    assert house.hass.states.is_state(LIST, "1")
    await house.pass_until(40)
    assert house.is_on(LAMP)
    assert not house.is_on(PUMP)
    assert house.hass.states.is_state(LIST, "0")


async def test_the_list_says_so_if_a_cancel_could_not_be_kept(house: House) -> None:
    """The item is still there."""
    await house.do(deferred=(later(30, Step(LAMP, "on")),))
    (item,) = await house.items()
    failing = patch("homeassistant.helpers.storage.Store._async_write_data", side_effect=WriteError)
    call = {"entity_id": LIST, "item": item["uid"]}
    with failing, pytest.raises(HomeAssistantError) as caught:
        await house.hass.services.async_call("todo", "remove_item", call, blocking=True)
    assert caught.value.translation_key == "storage_failed"
    assert len(await house.items()) == 1


async def test_nothing_is_written_into_the_list_by_hand(house: House) -> None:
    """A plan comes from a sentence that was verified; done is what a device shows."""
    for action, data in (
        ("add_item", {"item": "x"}),
        ("update_item", {"item": "x", "rename": "y"}),
    ):
        with pytest.raises(ServiceValidationError):
            await house.hass.services.async_call(
                "todo", action, {"entity_id": LIST, **data}, blocking=True
            )


async def test_each_agent_has_a_list_that_goes_with_it(
    house: House, hass_storage: dict[str, Any]
) -> None:
    """So does what was planned with it, and all of it with the entry."""
    entities = er.async_get(house.hass)
    first, second = house.entry.runtime_data.agents
    assert entities.async_get_entity_id("todo", DOMAIN, f"{second}_planned")
    await house.do(deferred=(later(30, Step(LAMP, "on")),))
    assert await house.items("todo.garden_agent_planned") == []
    assert house.hass.config_entries.async_remove_subentry(house.entry, first)
    await house.hass.async_block_till_done()
    assert entities.async_get_entity_id("todo", DOMAIN, f"{first}_planned") is None
    assert hass_storage[KEY]["data"]["agents"] == {}
    await house.pass_until(30)
    assert not house.is_on(LAMP)
    await house.hass.config_entries.async_remove(house.entry.entry_id)
    assert KEY not in hass_storage
