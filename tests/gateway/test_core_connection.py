"""A gateway on the connection of Home Assistant's own MQTT integration."""

from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import AsyncMock

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.errors import GatewayTopicsError
from custom_components.llm_iot.flows import mqtt_gateway
from dev.broker import Broker
from tests.flows.driver import checked, choose, send, start_gateway

from .board import Board
from .house import call, until_state


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Return that timers of the MQTT integration outlive a test."""
    return True


@pytest.fixture
async def entry(house: HomeAssistant, broker: Broker) -> AsyncIterator[MockConfigEntry]:
    """Return a loaded entry beside an MQTT integration that is connected."""
    settings = Path(house.config.path("configuration.yaml"))
    await house.async_add_executor_job(settings.touch)  # the integration reads it
    mqtt = MockConfigEntry(
        domain="mqtt",
        version=2,
        minor_version=1,
        data={"broker": "127.0.0.1", "port": broker.port},
        options={"discovery": False},
    )
    mqtt.add_to_hass(house)
    assert await house.config_entries.async_setup(mqtt.entry_id)
    entry = MockConfigEntry(domain=DOMAIN, title="Ollama", data={"url": "http://127.0.0.1:9"})
    entry.add_to_hass(house)
    assert await house.config_entries.async_setup(entry.entry_id)
    await house.async_block_till_done()
    yield entry
    await house.config_entries.async_unload(entry.entry_id)
    await house.config_entries.async_unload(mqtt.entry_id)


async def test_devices_come_by_way_of_home_assistants_broker(
    house: HomeAssistant, entry: MockConfigEntry, broker: Broker
) -> None:
    """It is offered in the flow, tried, and then like one of our own."""
    async with Board("lamp", {"power": "off"}, {"kind": "light"}).running(broker.port) as board:
        shown = await choose(house, await start_gateway(house, entry), "home_assistant")
        shown = await send(house, shown, {"base_topic": "#"})
        assert shown["errors"] == {"base_topic": "invalid_topic"}
        await send(house, shown, {"base_topic": "home"})
        (gateway,) = entry.subentries.values()
        assert gateway.title == "Home Assistant"
        await until_state(house, "light.lamp", "off")
        await call(house, "turn_on", "light.lamp")
        await until_state(house, "light.lamp", "on")
        assert board.status == {"power": "on"}
        broker.stop()
        await until_state(house, "light.lamp", "unavailable")


async def test_what_does_not_work_there_is_said_and_can_be_mended(
    house: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it is added, and when it is changed: Home Assistant's broker is offered then, too."""
    shown = await choose(house, await start_gateway(house, entry), "home_assistant")
    with monkeypatch.context() as patched:
        failing = AsyncMock(side_effect=GatewayTopicsError)
        patched.setattr(mqtt_gateway, "async_check_core", failing)
        shown = await send(house, shown, {"base_topic": "home"})
    assert shown["errors"] == {"base": "gateway_topics"}
    await send(house, shown, {"base_topic": "home"})
    await house.async_block_till_done()
    (gateway,) = entry.subentries
    menu = await entry.start_subentry_reconfigure_flow(house, gateway)
    shown = await choose(house, checked(menu), "home_assistant")
    await send(house, shown, {"base_topic": "upstairs"})
    await house.async_block_till_done()
    assert entry.subentries[gateway].data["base_topic"] == "upstairs"


async def test_after_a_reload_nothing_of_the_first_is_left(
    house: HomeAssistant, entry: MockConfigEntry, broker: Broker
) -> None:
    """The subscriptions of the gateway that was before are gone."""
    async with Board("plug", {"power": "off"}).running(broker.port) as board:
        shown = await choose(house, await start_gateway(house, entry), "home_assistant")
        await send(house, shown, {"base_topic": "home", "try_topics": False})
        await until_state(house, "switch.plug", "off")
        (before,) = entry.runtime_data.gateways.values()
        assert await house.config_entries.async_reload(entry.entry_id)
        await until_state(house, "switch.plug", "off")
        old = before.devices["plug"].status
        await board.tell("status", {"power": "on"})
        await until_state(house, "switch.plug", "on")
        assert before.devices["plug"].status == old
        assert not before.devices["plug"].available
