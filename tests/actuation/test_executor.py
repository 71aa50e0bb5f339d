"""What is called done: groups, devices that tell nothing, and those that fail."""

import asyncio

from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.actuation.executor import Actuator
from custom_components.llm_iot.models import Step
from custom_components.llm_iot.outcomes import Cause, Outcome, Result
from tests.table.house import async_pass, async_pass_until, async_set_up_demo, fast_motors

KITCHEN, CEILING, STUBBORN = "light.kitchen_lights", "light.ceiling_lights", "light.stubborn"


@pytest.fixture
async def lamps(hass: HomeAssistant) -> HomeAssistant:
    """Return a house with two lamps, and one that takes every command and does nothing."""
    assert await async_setup_component(hass, "homeassistant", {})
    await async_set_up_demo(hass, "light")
    stubborn = {"name": "Stubborn", "state": "{{ false }}", "turn_on": [], "turn_off": []}
    assert await async_setup_component(hass, "template", {"template": {"light": [stubborn]}})
    await hass.async_block_till_done()
    return hass


async def group(hass: HomeAssistant, name: str, *members: str) -> str:
    """Add a group of lamps."""
    options = {"group_type": "light", "entities": list(members), "hide_members": False}
    entry = MockConfigEntry(domain="group", title=name, options={**options, "name": name})
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return f"light.{name}"


async def act(hass: HomeAssistant, *steps: Step) -> list[Outcome]:
    """Carry out steps; time passes where they have to wait."""
    acting = asyncio.create_task(Actuator(hass).async_execute(steps, Context()))
    return await async_pass_until(hass, acting)


def brightness(hass: HomeAssistant, entity_id: str) -> int:
    """Return the brightness of a lamp in percent."""
    state = hass.states.get(entity_id)
    assert state is not None
    return round(int(state.attributes["brightness"]) / 2.55)


async def test_a_group_whose_members_followed_is_done(lamps: HomeAssistant) -> None:
    """A group in a group is looked into."""
    inner = await group(lamps, "inner", KITCHEN)
    await lamps.services.async_call(
        "light", "turn_off", {"entity_id": [KITCHEN, CEILING]}, blocking=True
    )
    outer = await group(lamps, "outer", inner, CEILING)
    (outcome,) = await act(lamps, Step(outer, "on"))
    assert outcome.result is Result.DONE
    assert lamps.states.is_state(KITCHEN, "on")
    assert lamps.states.is_state(CEILING, "on")


async def test_a_member_that_did_not_follow_is_named(lamps: HomeAssistant) -> None:
    """The group shows "on" as soon as one of them is."""
    mixed = await group(lamps, "mixed", KITCHEN, STUBBORN)
    (outcome,) = await act(lamps, Step(mixed, "on"))
    assert lamps.states.is_state(mixed, "on")
    assert (outcome.result, outcome.cause) == (Result.NOT_CONFIRMED, Cause.TIMEOUT)
    assert outcome.left_behind == (STUBBORN,)


async def test_a_member_that_is_away_is_not_waited_for(lamps: HomeAssistant) -> None:
    """It is named at once."""
    lamps.states.async_set("light.away", "unavailable")
    mixed = await group(lamps, "mixed", KITCHEN, "light.away")
    (outcome,) = await Actuator(lamps).async_execute([Step(mixed, "off")], Context())
    assert outcome.result is Result.NOT_CONFIRMED
    assert outcome.left_behind == ("light.away",)
    assert outcome.elapsed_ms < 3000


async def test_a_member_that_cannot_do_it_is_not_expected_to(lamps: HomeAssistant) -> None:
    """A lamp without brightness is left out of the check, as the group leaves it out."""
    mixed = await group(lamps, "mixed", KITCHEN, STUBBORN)
    (outcome,) = await act(lamps, Step(mixed, "brightness", 30))
    assert outcome.result is Result.DONE
    assert brightness(lamps, KITCHEN) == 30


async def test_a_group_goes_a_step_from_where_it_is(lamps: HomeAssistant) -> None:
    """All are set to what the group comes to."""
    both = await group(lamps, "both", KITCHEN, CEILING)
    for lamp, percent in ((KITCHEN, 40), (CEILING, 60)):
        await lamps.services.async_call(
            "light", "turn_on", {"entity_id": lamp, "brightness_pct": percent}, blocking=True
        )
    await lamps.async_block_till_done()
    (outcome,) = await act(lamps, Step(both, "up", 20))
    assert outcome.result is Result.DONE
    assert {brightness(lamps, lamp) for lamp in (KITCHEN, CEILING)} == {70}


async def test_an_assumed_state_confirms_nothing(hass: HomeAssistant) -> None:
    """The lights of the demonstration house on a switch that tells nothing."""
    assert await async_setup_component(hass, "homeassistant", {})
    await async_set_up_demo(hass, "switch")
    (outcome,) = await act(hass, Step("switch.decorative_lights", "off"))
    assert hass.states.is_state("switch.decorative_lights", "off")
    assert (outcome.result, outcome.cause) == (Result.NOT_CONFIRMED, Cause.NO_FEEDBACK)


async def test_a_lock_that_jams_is_stuck(hass: HomeAssistant) -> None:
    """It is not waited for any longer, and one that was jammed before may still lock."""
    assert await async_setup_component(hass, "homeassistant", {})
    async with fast_motors():
        await async_set_up_demo(hass, "lock")
        (outcome,) = await act(hass, Step("lock.poorly_installed_door", "lock"))
        assert hass.states.is_state("lock.poorly_installed_door", "jammed")
        assert (outcome.result, outcome.cause) == (Result.FAILED, Cause.STUCK)
        (outcome,) = await act(hass, Step("lock.poorly_installed_door", "unlock"))
        assert outcome.result is Result.DONE


async def test_a_blind_that_is_on_its_way_is_done(hass: HomeAssistant) -> None:
    """What it says then is what is told; one that is open a little is opened all the way."""
    assert await async_setup_component(hass, "homeassistant", {})
    await async_set_up_demo(hass, "cover")
    (outcome,) = await act(hass, Step("cover.hall_window", "open"))
    assert outcome.result is Result.DONE
    assert outcome.state is not None
    assert outcome.state.state == "opening"
    await async_pass(hass, 10)
    assert hass.states.is_state("cover.hall_window", "open")


async def test_a_service_that_refuses_is_a_failure(hass: HomeAssistant) -> None:
    """The alarm of the demonstration house wants its code."""
    assert await async_setup_component(hass, "homeassistant", {})
    await async_set_up_demo(hass, "alarm_control_panel")
    (outcome,) = await act(hass, Step("alarm_control_panel.security", "arm_home"))
    assert (outcome.result, outcome.cause) == (Result.FAILED, Cause.SERVICE_ERROR)
