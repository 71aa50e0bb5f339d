"""What an undo puts back, on the demo devices of Home Assistant."""

from datetime import timedelta

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.llm_iot.models import (
    DeviceState,
    Plan,
    ProblemCode,
    Request,
    RequestKind,
    Source,
    Step,
)
from custom_components.llm_iot.outcomes import Cause, Decision, Outcome, Result
from custom_components.llm_iot.planned import Planned

from .house import (
    ANNA,
    BED,
    BOB,
    CEILING,
    DOOR,
    FAN,
    HVAC,
    KITCHEN,
    PLAYER,
    REDO,
    WINDOW,
    House,
)


def codes(plan: Plan) -> list[ProblemCode]:
    """Return why some devices stay as they are."""
    return [problem.code for problem in plan.problems]


@pytest.mark.parametrize(
    ("step", "back"),
    [
        (Step(BED, "on"), "off"),
        (Step(KITCHEN, "off"), "on"),
        (Step(FAN, "percentage", 66), "off"),
        (Step(PLAYER, "off"), "playing"),
        (Step(PLAYER, "pause"), "playing"),
        (Step(HVAC, "off"), "cool"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.target} {value.action}",
)
async def test_one_command_is_taken_back(house: House, step: Step, back: str) -> None:
    """By steps of the table, which the verifier sees like any others."""
    before = house.state(step.target)
    await house.move(step)
    assert house.state(step.target) != before
    plan = await house.put_back()
    assert plan.source is Source.UNDO
    assert house.state(step.target) == back
    assert not plan.problems


async def test_taking_back_a_lock_is_an_unlock(house: House) -> None:
    """Which is not simply done, whatever it is said with."""
    await house.move(Step(DOOR, "lock"))
    plan = await house.put_back()
    assert plan.steps == (Step(DOOR, "unlock"),)
    assert house.verdicts[0].decision is not Decision.ACCEPT
    assert house.state(DOOR) == "locked"


async def test_everything_that_a_turn_set_goes_back(house: House) -> None:
    """Colour and brightness, mode and temperature, mute and volume: the last first."""
    kitchen, hvac, player = (house.attributes(each) for each in (KITCHEN, HVAC, PLAYER))
    await house.move(
        Step(KITCHEN, "brightness", 20),
        Step(KITCHEN, "colour", "red"),
        Step(HVAC, "temperature", 25),
        Step(HVAC, "heat"),
        Step(PLAYER, "volume", 20),
        Step(PLAYER, "mute"),
    )
    assert house.attributes(KITCHEN)["rgb_color"] == (255, 0, 0)
    assert house.attributes(HVAC)["temperature"] == 25
    assert house.attributes(PLAYER)["is_volume_muted"] is True
    plan = await house.put_back()
    assert len(plan.steps) == 6
    assert house.state(HVAC) == "cool"
    assert house.attributes(HVAC)["temperature"] == hvac["temperature"]
    assert house.attributes(PLAYER)["is_volume_muted"] is False
    assert house.attributes(PLAYER)["volume_level"] == player["volume_level"]
    assert house.attributes(KITCHEN)["brightness"] == pytest.approx(kitchen["brightness"], abs=3)
    assert house.attributes(KITCHEN)["rgb_color"] == pytest.approx(kitchen["rgb_color"], abs=3)


async def test_a_light_gets_its_brightness_back(house: House) -> None:
    """Not only its power."""
    assert house.percent(KITCHEN) == 71
    await house.move(Step(KITCHEN, "brightness", 20))
    await house.move(Step(KITCHEN, "off"))
    await house.put_back()
    assert house.percent(KITCHEN) == 20
    await house.put_back()
    assert house.percent(KITCHEN) == 71


async def test_several_turns_lead_back_to_the_first(house: House) -> None:
    """The earliest state counts, and each device moves once."""
    await house.move(Step(CEILING, "brightness", 10))
    await house.move(Step(CEILING, "off"), Step(BED, "on"))
    plan = await house.put_back(Request(RequestKind.UNDO, count=2))
    assert {step.target for step in plan.steps} == {CEILING, BED}
    assert len(plan.steps) == 2
    assert house.percent(CEILING) == 71
    assert house.state(BED) == "off"


async def test_a_named_device_goes_back_alone(house: House) -> None:
    """The rest of its turn can still be taken back."""
    await house.move(Step(BED, "on"), Step(CEILING, "off"))
    await house.move(Step(KITCHEN, "off"))
    await house.put_back(Request(RequestKind.UNDO, (BED,)))
    assert [house.state(each) for each in (BED, CEILING, KITCHEN)] == ["off", "off", "off"]
    await house.put_back(Request(RequestKind.UNDO, count=2))
    assert [house.state(each) for each in (BED, CEILING, KITCHEN)] == ["off", "on", "on"]


async def test_an_undo_is_undone_once(house: House) -> None:
    """Redo brings the command back, which an undo then takes back again."""
    await house.move(Step(BED, "on"))
    await house.put_back()
    await house.put_back(REDO)
    assert house.state(BED) == "on"
    assert codes(await house.put_back(REDO)) == [ProblemCode.NOTHING_TO_UNDO]
    await house.put_back()
    assert house.state(BED) == "off"
    assert codes(await house.put_back()) == [ProblemCode.NOTHING_TO_UNDO]


async def test_what_somebody_changed_since_stays(house: House) -> None:
    """It is named, and the others go back."""
    await house.move(Step(BED, "on"), Step(KITCHEN, "off"))
    await house.hass.services.async_call(
        "light", "turn_on", {"entity_id": BED, "brightness_pct": 30}, blocking=True
    )
    plan = await house.put_back()
    assert [(p.code, p.targets) for p in plan.problems] == [(ProblemCode.CHANGED_SINCE, (BED,))]
    assert house.percent(BED) == 30
    assert house.state(KITCHEN) == "on"


async def test_what_is_back_already_needs_no_step(house: House) -> None:
    """Somebody was faster."""
    await house.move(Step(BED, "on"))
    await house.hass.services.async_call("light", "turn_off", {"entity_id": BED}, blocking=True)
    plan = await house.put_back()
    assert not plan.steps
    assert not plan.problems


async def test_persons_take_back_their_own_turns(house: House) -> None:
    """The last turn of the house may be another's."""
    await house.move(Step(BED, "on"), by=ANNA)
    await house.move(Step(KITCHEN, "off"), by=BOB)
    await house.put_back(by=ANNA)
    assert (house.state(BED), house.state(KITCHEN)) == ("off", "off")
    assert codes(await house.put_back(by=ANNA)) == [ProblemCode.NOTHING_TO_UNDO]
    await house.put_back(by=BOB)
    assert house.state(KITCHEN) == "on"


async def test_ten_turns_are_remembered(house: House) -> None:
    """The eleventh is too long ago."""
    levels = range(5, 60, 5)
    for level in levels:
        await house.move(Step(CEILING, "brightness", level))
    await house.put_back(Request(RequestKind.UNDO, count=99))
    assert house.percent(CEILING) == levels[0]


async def test_a_cover_that_was_on_its_way_is_nobody_elses(house: House) -> None:
    """It was closing when the turn ended, and is closed later by itself."""
    await house.move(Step(WINDOW, "close"))
    assert house.state(WINDOW) == "closing"
    async_fire_time_changed(house.hass, dt_util.utcnow() + timedelta(seconds=2))
    await house.hass.async_block_till_done()
    assert house.state(WINDOW) == "closed"
    plan = house.undo.plan_back(house.home.async_view(), ANNA, Request(RequestKind.UNDO))
    assert plan.steps == (Step(WINDOW, "position", 10),)


async def test_a_device_that_is_hidden_or_gone_stays(house: House) -> None:
    """Hidden since, it is named by the name it had; unavailable, by its own."""
    await house.move(Step(BED, "on"), Step(KITCHEN, "off"))
    async_expose_entity(house.hass, "conversation", BED, should_expose=False)
    house.hass.states.async_set(KITCHEN, "unavailable")
    await house.hass.async_block_till_done()
    plan = await house.put_back()
    assert [(p.code, p.subject, p.targets) for p in plan.problems] == [
        (ProblemCode.NOT_RESTORED, "bed light", ()),
        (ProblemCode.NOT_RESTORED, "", (KITCHEN,)),
    ]
    assert house.state(BED) == "on"


async def test_what_leaves_no_trace_cannot_be_put_back(house: House) -> None:
    """The next track was sent, but nobody knows which was the last."""
    house.hass.states.async_set(
        "media_player.walkman", "playing", {"supported_features": 0xFFFF, "friendly_name": "W"}
    )
    async_expose_entity(house.hass, "conversation", "media_player.walkman", should_expose=True)
    await house.move(Step("media_player.walkman", "next"))
    assert codes(await house.put_back()) == [ProblemCode.NOT_RESTORED]


async def test_a_device_that_did_not_follow_can_be_put_back_again(house: House) -> None:
    """The rest of the turn is over; a second undo does not go further back."""
    await house.move(Step(KITCHEN, "off"))
    await house.move(Step(BED, "on"), Step(CEILING, "off"))
    view, request = house.home.async_view(), Request(RequestKind.UNDO)
    plan = house.undo.plan_back(view, ANNA, request)
    outcomes = [
        Outcome(step, Result.DONE, DeviceState("on"))
        if step.target == CEILING
        else Outcome(step, Result.NOT_CONFIRMED, DeviceState("on"), Cause.NO_ANSWER)
        for step in plan.steps
    ]
    house.undo.remember(plan, view, outcomes, ANNA)
    assert house.undo.plan_back(view, ANNA, request).steps == (Step(BED, "off"),)


async def test_an_undo_that_is_not_carried_out_changes_nothing(house: House) -> None:
    """A person may say no to it."""
    await house.move(Step(BED, "on"))
    view, request = house.home.async_view(), Request(RequestKind.UNDO)
    plan = house.undo.plan_back(view, ANNA, request)
    assert house.undo.plan_back(view, ANNA, request) == plan


async def test_what_a_turn_planned_goes_with_it(house: House) -> None:
    """Only what is about the devices that are named, if any are."""
    items = [
        Planned(key, dt_util.utcnow(), (Step(target, "off"),), ANNA)
        for key, target in (("a", BED), ("b", KITCHEN))
    ]
    await house.move(planned=items)
    named, everything = Request(RequestKind.UNDO, (KITCHEN,)), Request(RequestKind.UNDO)
    assert house.undo.planned_in(ANNA, named) == ("b",)
    assert house.undo.planned_in(ANNA, everything) == ("a", "b")
    assert house.undo.planned_in(BOB, everything) == ()
    await house.put_back(named)
    assert house.undo.planned_in(ANNA, everything) == ("a",)
