"""A turn of the agent drives devices behind a gateway like any other."""

from collections.abc import AsyncIterator

from homeassistant.components.conversation import async_converse
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
import pytest

from dev.broker import Broker
from tests.fake_ollama import FakeOllama

from .board import Board
from .house import set_up, until_state


async def say(hass: HomeAssistant, text: str) -> str:
    """Say a sentence to the agent and return its answer."""
    result = await async_converse(hass, text, None, Context(), "en", "conversation.home_agent")
    return str(result.response.speech["plain"]["speech"])


@pytest.fixture
async def boards(
    house: HomeAssistant, broker: Broker, fake_ollama: FakeOllama
) -> AsyncIterator[dict[str, Board]]:
    """Return the paper's three devices, exposed to an agent."""
    light = Board("light1", {"power": "off"}, {"kind": "light", "name": "Desk lamp"})
    fan = Board(
        "fan1",
        {"power": "on", "speed": 1},
        {"kind": "fan", "name": "Fan", "ranges": {"speed": [0, 3]}},
    )
    tv = Board("tv1", {"power": "on", "volume": 20}, {"kind": "media_player", "name": "TV"})
    async with (
        light.running(broker.port),
        fan.running(broker.port),
        tv.running(broker.port),
    ):
        entry = await set_up(house, broker.port, url=fake_ollama.url)
        for entity_id, state in (
            ("light.desk_lamp", "off"),
            ("fan.fan", "on"),
            ("media_player.tv", "on"),
        ):
            await until_state(house, entity_id, state)
            async_expose_entity(house, "conversation", entity_id, should_expose=True)
        await entry.runtime_data.preparation.async_wait()
        yield {"light": light, "fan": fan, "tv": tv}


async def test_a_sentence_moves_a_relay_and_is_confirmed_by_it(
    house: HomeAssistant, boards: dict[str, Board]
) -> None:
    """The reply is what the board has said after the command, in its status."""
    assert await say(house, "turn on the desk lamp") == "Desk lamp on."
    assert boards["light"].status == {"power": "on"}
    assert await say(house, "set the fan to 66 percent") == "Fan at 66 percent."
    assert boards["fan"].status == {"power": "on", "speed": 2}
    assert await say(house, "set the volume of the TV to 35 percent") == "TV at 35 percent."
    assert boards["tv"].status == {"power": "on", "volume": 35}
    assert await say(house, "turn off the TV and the fan") in {
        "TV off, fan off.",
        "Fan off, TV off.",
    }
    assert boards["tv"].status["power"] == boards["fan"].status["power"] == "off"


async def test_a_relay_that_does_not_move_is_told(
    house: HomeAssistant, boards: dict[str, Board]
) -> None:
    """A command that is sent proves nothing."""
    boards["light"].is_deaf = True
    assert "did not" in await say(house, "turn on the desk lamp")
    assert [command["power"] for command in boards["light"].commands] == ["on"]
    state = house.states.get("light.desk_lamp")
    assert state is not None
    assert state.state == "off"
