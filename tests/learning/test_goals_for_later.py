"""A goal with a time: examples are asked about the goal, and what they make of it waits."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from .house import FAN, LIGHT, TV, House


async def test_a_goal_is_carried_out_at_its_time(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """And not before; towards midnight that is tomorrow."""
    before = house.states()
    reply = await house.say("set the room up for studying in ten minutes")
    assert reply.startswith("I will turn on the light and the fan and turn off the TV ")
    assert house.states() == before
    freezer.tick(timedelta(minutes=11))
    async_fire_time_changed(house.hass, dt_util.utcnow())
    await house.settle()
    assert house.states() == {LIGHT: "on", FAN: "on", TV: "off"}


@pytest.mark.parametrize(
    "text",
    [
        "set the room up for studying when Anna comes",
        "set the room up for studying every evening",
        "make the dishwasher start in ten minutes",
    ],
)
async def test_a_time_that_is_not_known_moves_nothing(
    house: House, text: str, freezer: FrozenDateTimeFactory
) -> None:
    """Nor does a goal that nobody knows, or a device that is not there."""
    before = house.states()
    await house.say(text)
    freezer.tick(timedelta(hours=12))
    async_fire_time_changed(house.hass, dt_util.utcnow())
    await house.settle()
    assert house.states() == before
