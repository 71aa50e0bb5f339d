"""A hand at a device within the seconds in which Home Assistant gives it the turn's context."""

import pytest

from .house import FAN, LIGHT, TV, House

GOAL = "study time"
"""Turns light and fan on and the TV off."""


async def hand(house: House, entity_id: str, state: str) -> None:
    """Switch a device at itself, which tells so by its own entity."""
    entity = house.household.runtime_data.entities[entity_id]
    entity.be(state)
    entity.async_write_ha_state()
    await house.settle()


@pytest.mark.parametrize("is_known", [False, True])
async def test_it_is_a_correction(
    house: House,
    is_known: bool,  # noqa: FBT001  # a case
) -> None:
    """Whether the person who spoke is known or not."""
    user = await house.hass.auth.async_create_user("Anna", group_ids=["system-admin"])
    user_id = user.id if is_known else None
    await house.say(GOAL, user_id)
    turn = house.state(FAN).context
    await hand(house, FAN, "off")
    assert house.state(FAN).context is turn
    assert turn.user_id == user_id
    assert await house.corrections() == [{FAN: []}]


async def test_after_another_turn_as_well(house: House) -> None:
    """The commands of one turn are no strangers to what is watched of the turn before it."""
    await house.say("turn the tv on")
    await house.say(GOAL)
    await hand(house, LIGHT, "off")
    assert await house.corrections() == [{LIGHT: []}]


async def test_what_the_device_tells_once_more_is_none(house: House) -> None:
    """It shows what the turn wanted."""
    await house.say(GOAL)
    for entity_id, state in ((FAN, "on"), (TV, "off")):
        await hand(house, entity_id, state)
    assert await house.corrections() == [{}]
