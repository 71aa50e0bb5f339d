"""What ends a command that was given for a time, and what its way back does."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.models import (
    DeviceState,
    Step,
)
from custom_components.llm_iot.outcomes import Cause, Outcome, Result

from .planned_house import FAN, HEATING, LAMP, PlannedHouse, done, item


@pytest.mark.parametrize(
    ("outcome", "stays"),
    [
        (done(LAMP, "off", "off"), False),
        (done(LAMP, "brightness", "on", brightness=100), True),
        (done(LAMP, "up", "on", brightness=200), True),
        (done(FAN, "off", "off"), True),
        (Outcome(Step(LAMP, "off"), Result.NOT_CONFIRMED, None, Cause.NO_ANSWER), True),
        (Outcome(Step(LAMP, "off"), Result.NOT_CONFIRMED, None, Cause.TIMEOUT), False),
    ],
    ids=["off", "dimmed", "brighter", "another device", "not sent", "perhaps off"],
)
async def test_a_newer_command_ends_a_command_for_a_time(
    planned_house: PlannedHouse, outcome: Outcome, *, stays: bool
) -> None:
    """On for an hour: what turns it off drops the way back, an adjustment leaves it.

    What is planned by itself stays in any case.
    """
    schedule = await planned_house.start()
    back = item("back", 60, meanwhile=Step(LAMP, "on"))
    await schedule.async_add([back, item("six", 30, Step(LAMP, "on"))])
    told = await schedule.async_note([outcome])
    assert ("back" in {each.id for each in schedule.planned()}) is stays
    assert [each.id for each in told] == (["back"] if stays and outcome.step.target == LAMP else [])
    assert "six" in {each.id for each in schedule.planned()}


async def test_a_heating_that_is_turned_off_is_not_turned_on_by_a_way_back(
    planned_house: PlannedHouse,
) -> None:
    """Many keep the temperature that was set while they are off."""
    schedule = await planned_house.start()
    meanwhile = Step(HEATING, "temperature", 25)
    await schedule.async_add([item("back", 60, Step(HEATING, "heat"), meanwhile=meanwhile)])
    await schedule.async_note([done(HEATING, "off", "off", temperature=25)])
    assert schedule.planned() == ()


async def test_another_value_takes_the_place_of_one_for_a_time(planned_house: PlannedHouse) -> None:
    """At 25 degrees for an hour, then at 18: 18 is what is wanted now."""
    schedule = await planned_house.start()
    step = Step(HEATING, "temperature", 25)
    back = Step(HEATING, "temperature", 20)
    await schedule.async_add([item("back", 60, back, meanwhile=step)])
    newer = Outcome(replace(step, value=18), Result.DONE, DeviceState("heat", {"temperature": 18}))
    await schedule.async_note([newer])
    assert schedule.planned() == ()


async def test_what_stays_is_told_where_nothing_had_to_move(planned_house: PlannedHouse) -> None:
    """It is on already, and will go off."""
    schedule = await planned_house.start()
    await schedule.async_add([item("back", 60, meanwhile=Step(LAMP, "on"))])
    assert [each.id for each in await schedule.async_note([], already=[LAMP])] == ["back"]


async def test_a_command_for_a_time_that_did_not_happen_needs_no_way_back(
    planned_house: PlannedHouse,
) -> None:
    """Of two devices one did not answer."""
    schedule = await planned_house.start()
    both = replace(
        item("back", 60, Step(LAMP, "off"), Step(FAN, "off"), meanwhile=Step(LAMP, "on")),
        meanwhile=(Step(LAMP, "on"), Step(FAN, "on")),
    )
    await schedule.async_add([both])
    failed = Outcome(Step(FAN, "on"), Result.NOT_CONFIRMED, None, Cause.NO_ANSWER)
    await schedule.async_note([done(LAMP, "on", "on"), failed], added=[both])
    (left,) = schedule.planned()
    assert left.targets == {LAMP}
    assert left.meanwhile == (Step(LAMP, "on"),)


async def test_a_command_for_a_time_within_another(planned_house: PlannedHouse) -> None:
    """The inner one ends first and the outer one stays; one that lasts longer replaces both."""
    schedule = await planned_house.start()
    outer = item("outer", 120, Step(HEATING, "off"), meanwhile=Step(HEATING, "heat"))
    hot = Step(HEATING, "temperature", 25)
    inner = item("inner", 10, Step(HEATING, "temperature", 20), meanwhile=hot)
    await schedule.async_add([outer])
    await schedule.async_add([inner])
    await schedule.async_note([done(HEATING, "temperature", "heat", temperature=25)], [inner])
    assert [each.id for each in schedule.planned()] == ["inner", "outer"]
    longer = item("longer", 130, Step(HEATING, "off"), meanwhile=hot)
    await schedule.async_add([longer])
    assert [each.id for each in schedule.planned()] == ["longer"]
