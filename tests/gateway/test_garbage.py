"""What messages leave behind for Python's collector, which stops the event loop for its work."""

import gc

from custom_components.llm_iot.gateway.connection import BrokerSettings, async_connected
from custom_components.llm_iot.gateway.queue import LatestQueue
from dev.broker import Broker

from .board import Board

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
