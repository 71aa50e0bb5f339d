"""What was meant otherwise, from the correction to the states of both devices."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.llm_iot.const import CONF_LEARN
from tests.learning.house import House, async_house

LIT = ("light.nursery", "light.kitchen_spots")


@pytest.fixture
async def villa(
    home_assistant: HomeAssistant,
    hass_tmp_config_dir: str,  # noqa: ARG001  # a fixture for its effect
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> House:
    """Return a large home with devices of many kinds."""
    return await async_house(home_assistant, "villa", **{CONF_LEARN: False})


async def test_what_was_set_by_mistake_gets_its_value_back(villa: House) -> None:
    """Not only what was turned on by mistake goes off again."""
    spots, island = "light.kitchen_spots", "light.kitchen_island"
    await villa.say("set the kitchen spots to 30 percent")
    reply = await villa.say("no, the kitchen island", talk=villa.talk)
    assert reply == "Kitchen spots at 90 percent, kitchen island at 30 percent."
    shown = [villa.state(each).attributes["brightness"] / 255 for each in (spots, island)]
    assert shown == pytest.approx([0.9, 0.3], abs=0.01)


async def test_what_cannot_be_moved_is_not_taken_for_what_can(villa: House) -> None:
    """Windows that were asked about are meant, and not what was moved before."""
    await villa.say("open the nursery blind and the kitchen blind")
    await villa.say("are any windows open?", talk=villa.talk)
    reply = await villa.say("close them", talk=villa.talk)
    assert "window" in reply
    assert villa.state("cover.nursery_blind").state == "open"


async def test_what_a_question_about_the_past_was_about_can_be_moved(villa: House) -> None:
    """As behind any other question."""
    await villa.say("when was the pool light last turned on?")
    assert await villa.say("turn it on", talk=villa.talk) == "Pool light on."


async def test_and_another_is_the_same_command_behind_one(villa: House) -> None:
    """And no question, though one was asked before it."""
    await villa.say("is the pool light on?")
    await villa.say("turn it on", talk=villa.talk)
    assert await villa.say("and the night light", talk=villa.talk) == "Night light on."


async def test_what_was_asked_of_all_the_home_is_meant_of_the_room(villa: House) -> None:
    """The lights of other rooms, which were told of too, stay as they are."""
    await villa.say("what are the lights like?", area="Nursery")
    await villa.say("dimmer", talk=villa.talk, area="Nursery")
    shown = {each: villa.state(each).attributes["brightness"] for each in LIT}
    assert shown["light.nursery"] < 51
    assert shown["light.kitchen_spots"] == pytest.approx(0.9 * 255, abs=1)
