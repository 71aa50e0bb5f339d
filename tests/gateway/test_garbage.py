"""What messages leave behind for Python's collector, which stops the event loop for its work."""

import gc

from homeassistant.const import ATTR_ENTITY_ID, EVENT_CALL_SERVICE, EVENT_STATE_CHANGED
from homeassistant.core import (
    Context,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)

from custom_components.llm_iot.gateway.connection import BrokerSettings, async_connected
from custom_components.llm_iot.gateway.queue import LatestQueue
from dev.broker import Broker

from .board import Board
from .house import gateway_of, set_up, until_state

LAMP = "light.lamp"
MESSAGES = 200


async def test_a_message_leaves_nothing_to_collect(broker: Broker) -> None:
    """Whatever is made of it is gone with it: nothing refers to itself."""
    settings = BrokerSettings("127.0.0.1", broker.port)
    async with (
        Board("meter", {"count": 0}).running(broker.port) as board,
        async_connected(settings, ("home/+/status",), LatestQueue()) as client,
    ):
        messages = aiter(client.messages)
        await anext(messages)
        gc.collect()
        gc.disable()
        try:
            for count in range(MESSAGES):
                await board.tell("status", {"count": count})
                await anext(messages)
            assert gc.collect() < MESSAGES
        finally:
            gc.enable()


async def test_a_change_leaves_nothing_to_collect(house: HomeAssistant, broker: Broker) -> None:
    """Of the event that Home Assistant makes of it nothing refers to itself."""
    changes: list[str] = []

    @callback
    def heed(event: Event[EventStateChangedData]) -> None:
        changes.append(event.data[ATTR_ENTITY_ID])

    async with Board("lamp", {"power": "off", "brightness": 0}).running(broker.port):
        entry = await set_up(house, broker.port)
        await until_state(house, LAMP, "off")
        device = gateway_of(entry).devices["lamp"]
        house.bus.async_listen(EVENT_STATE_CHANGED, heed)
        gc.collect()
        gc.disable()
        try:
            for brightness in range(1, MESSAGES + 1):
                device.take_status({"power": "on", "brightness": brightness}, None)
                device.tell()
            assert changes.count(LAMP) == MESSAGES
            changes.clear()
            assert gc.collect() < MESSAGES
        finally:
            gc.enable()


async def test_who_has_caused_a_change_is_known(house: HomeAssistant, broker: Broker) -> None:
    """What an action does keeps the event that began it, by which Home Assistant tells of it."""
    by = Context()
    begun: list[Event] = []

    @callback
    def heed(event: Event) -> None:
        begun.append(event)

    house.bus.async_listen(EVENT_CALL_SERVICE, heed)
    async with Board("lamp", {"power": "off", "brightness": 0}).running(broker.port):
        await set_up(house, broker.port)
        await until_state(house, LAMP, "off")
        target = {ATTR_ENTITY_ID: LAMP}
        await house.services.async_call("light", "turn_on", target, blocking=True, context=by)
        state = await until_state(house, LAMP, "on")
        assert state.context is by
        assert by.origin_event is begun[-1]
