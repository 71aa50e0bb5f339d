"""Many devices that change at once: the event loop goes on between them."""

import asyncio
from functools import partial
import time

import pytest

from custom_components.llm_iot.errors import GatewayUnreachableError
from custom_components.llm_iot.gateway.gateway import Gateway
from custom_components.llm_iot.gateway.telling import MAX_TOLD

from .test_gateway import gateway, tell, wire

__all__ = ["gateway", "wire"]

MANY = 3 * MAX_TOLD + 5


@pytest.fixture
def told(gateway: Gateway) -> list[str]:
    """Return the devices of which was told, after many of them have come."""
    told: list[str] = []
    for number in range(MANY):
        tell(gateway, f"d{number}/status", {"power": "on"})
        gateway.devices[f"d{number}"].listen(partial(told.append, f"d{number}"))
    return told


async def steps(told: list[str]) -> list[int]:
    """Return of how many devices was told in each step of the event loop until all were."""
    found = [len(told)]
    async with asyncio.timeout(10):
        while sum(found) < MANY:
            await asyncio.sleep(0)
            found.append(len(told) - sum(found))
    return found


async def test_a_lost_broker_is_told_in_small_steps(gateway: Gateway, told: list[str]) -> None:
    """None of them claims its state for a moment longer, whenever its entities are written."""
    gateway.disconnected(GatewayUnreachableError())
    assert not any(device.available for device in gateway.devices.values())
    assert max(await steps(told)) == MAX_TOLD
    assert sorted(told) == sorted(gateway.devices)


async def test_so_is_silence(
    gateway: Gateway, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole house that is off the air is noticed at one look."""
    late = time.monotonic() + 3600
    monkeypatch.setattr(time, "monotonic", lambda: late)
    monkeypatch.setattr(gateway, "_heartbeat", 60.0)
    gateway.check_heartbeats()
    assert not any(device.available for device in gateway.devices.values())
    assert max(await steps(told)) == MAX_TOLD


async def test_who_is_back_meanwhile_is_told_as_it_is(gateway: Gateway, told: list[str]) -> None:
    """What comes last is what is told last."""
    gateway.disconnected(GatewayUnreachableError())
    gateway.connected()
    last = f"d{MANY - 1}"
    tell(gateway, f"{last}/status", {"power": "off"})
    assert gateway.devices[last].available
    assert told[-1] == last
    await steps(told)
    await asyncio.sleep(0)
    assert told.count(last) == 2
    assert gateway.devices[last].available
