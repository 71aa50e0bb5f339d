"""How things were before the last turn, and which way round they are now."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.llm_iot.const import CONF_LEARN
from tests.learning.house import House, async_house

FAN = "fan.master_bedroom"


@pytest.fixture
async def villa(
    home_assistant: HomeAssistant,
    hass_tmp_config_dir: str,  # noqa: ARG001  # a fixture for its effect
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> House:
    """Return a large home with devices of many kinds."""
    return await async_house(home_assistant, "villa", **{CONF_LEARN: False})


async def test_what_was_changed_is_told_as_it_was(villa: House) -> None:
    """The value that the turn has changed, and then it can be put back to that."""
    await villa.say("set the kitchen spots to 30 percent")
    reply = await villa.say("what was it before?", talk=villa.talk)
    assert reply == "The kitchen spots were at 90 percent."
    back = await villa.say("back to that please", talk=villa.talk)
    assert back == "I put back the kitchen spots."


@pytest.mark.parametrize(
    ("said", "asked", "told"),
    [
        ("ground floor heating to 19", "what was it set to before", "at 21 degrees"),
        ("turn off the left bedside lamp", "how bright was it before that", "at 30 percent"),
        ("turn on the chandelier", "what was the chandelier before", "off"),
        ("open the awning", "how was the awning before?", "closed"),
    ],
)
async def test_each_is_told_by_what_was_done_to_it(
    villa: House, said: str, asked: str, told: str
) -> None:
    """A temperature, a brightness, a state."""
    await villa.say(said)
    assert (await villa.say(asked, talk=villa.talk)).endswith(f" was {told}.")


async def test_a_fan_is_turned_round(villa: House) -> None:
    """And that is taken back by the same words, as everything else is."""
    await villa.say("turn on the ceiling fan")
    await villa.say("reverse it", talk=villa.talk)
    assert (villa.state(FAN).state, villa.state(FAN).attributes["direction"]) == ("on", "reverse")
    await villa.say("reverse it", talk=villa.talk)
    assert (villa.state(FAN).state, villa.state(FAN).attributes["direction"]) == ("on", "forward")
    await villa.say("turn on the chandelier", talk=villa.talk)
    assert await villa.say("reverse that", talk=villa.talk) == "I put back the chandelier."
