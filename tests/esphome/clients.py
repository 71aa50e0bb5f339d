"""Clients of the virtual boards by ESPHome's own API."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aioesphomeapi.client import APIClient

from dev.boards import Board


@asynccontextmanager
async def connected(
    device: Board, *, controls: bool = True
) -> AsyncIterator[tuple[APIClient, int]]:
    """Return a client of a board and the key of the appliance's entity.

    Only who wants to be told states counts as a controller.
    """
    client = APIClient("127.0.0.1", device.port, None)
    await client.connect(login=True)
    try:
        entities, _ = await client.list_entities_services()
        (appliance,) = entities
        if controls:
            client.subscribe_states(lambda _: None)
        yield client, appliance.key
    finally:
        await client.disconnect()


async def reaches(device: Board, *, on: bool, within: float = 5.0) -> bool:
    """Return whether the appliance gets current, or loses it, in so many seconds."""
    return await asyncio.to_thread(device.until, lambda: device.is_on() == on, within)
