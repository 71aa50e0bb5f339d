"""What a talkative house says is shown as it is, not each word of it; what matters is at once."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
import json
import time

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
import pytest

from custom_components.llm_iot.errors import GatewayUnreachableError
from custom_components.llm_iot.gateway import telling
from custom_components.llm_iot.gateway.gateway import Gateway
from dev.broker import Broker

from .board import DEADLINE, Board
from .house import call, set_up, until_state
from .test_gateway import gateway, tell, wire

__all__ = ["gateway", "wire"]

NEVER = 3600.0
BOARDS = 60
ROUNDS = 40


class Shown:
    """What the listeners of a gateway's devices have been told, and a wait for it."""

    def __init__(self, gateway: Gateway) -> None:
        """Follow no device yet."""
        self.counts: dict[str, list[int]] = defaultdict(list)
        """The counts that each device had when it was told of."""
        self._gateway = gateway
        self._news = asyncio.Event()

    def follow(self, device_id: str) -> None:
        """Follow a device that there is."""
        self._gateway.devices[device_id].listen(partial(self._note, device_id))

    def _note(self, device_id: str) -> None:
        self.counts[device_id].append(self._gateway.devices[device_id].status["count"])
        self._news.set()

    async def until(self, check: Callable[[], bool]) -> None:
        """Wait until something was told."""
        async with asyncio.timeout(DEADLINE):
            while not check():
                self._news.clear()
                await self._news.wait()


def say(gateway: Gateway, device_id: str, count: int) -> None:
    """Let a device tell its state."""
    tell(gateway, f"{device_id}/status", {"power": "on", "count": count})


@pytest.fixture
def shown(gateway: Gateway) -> Shown:
    """Return what is told of."""
    return Shown(gateway)


def meet(gateway: Gateway, shown: Shown, *device_ids: str) -> None:
    """Let devices come, which are told of at once, and follow them."""
    for device_id in device_ids:
        say(gateway, device_id, 0)
        shown.follow(device_id)


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the house talk so much that there is no time to spare."""
    monkeypatch.setattr(telling, "SPARE", 0.0)


async def test_a_device_that_talks_alone_is_shown_each_time(gateway: Gateway, shown: Shown) -> None:
    """A house has to be loud before anything is gathered."""
    meet(gateway, shown, "meter")
    told = list(range(1, int(telling.SPARE)))
    for count in told:
        say(gateway, "meter", count)
    assert shown.counts["meter"] == told


@pytest.mark.usefixtures("busy")
async def test_the_last_is_shown_of_those_that_talk_a_lot(
    gateway: Gateway, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them once, with its last state, after the time that it may wait and not sooner."""
    monkeypatch.setattr(telling, "INTERVAL", NEVER)
    meet(gateway, shown, "a", "b")
    for count in range(1, 100):
        say(gateway, "a", count)
        say(gateway, "b", -count)
    assert gateway.devices["a"].status["count"] == 99
    assert not shown.counts
    monkeypatch.setattr(telling, "INTERVAL", 0.0)
    await shown.until(lambda: len(shown.counts) == len("ab"))
    assert shown.counts == {"a": [99], "b": [-99]}


@pytest.mark.usefixtures("busy")
async def test_who_was_silent_is_shown_at_once(
    gateway: Gateway, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However loud the others are."""
    meet(gateway, shown, "loud", "wall")
    later = time.monotonic() + telling.INTERVAL
    monkeypatch.setattr(time, "monotonic", lambda: later)
    say(gateway, "loud", 1)
    say(gateway, "loud", 2)
    say(gateway, "wall", 1)
    assert shown.counts == {"loud": [1], "wall": [1]}
    gateway.remove("loud")


@pytest.mark.usefixtures("busy")
async def test_those_that_came_together_go_apart(
    gateway: Gateway, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few at each look, and the loop goes on between them."""
    many = [f"d{number}" for number in range(3 * telling.MAX_LOOK + 1)]
    meet(gateway, shown, *many)
    for device_id in many:
        say(gateway, device_id, 1)
    monkeypatch.setattr(telling, "INTERVAL", 0.0)
    most = before = 0
    async with asyncio.timeout(DEADLINE):
        while before < len(many):
            await asyncio.sleep(0)
            most, before = max(most, len(shown.counts) - before), len(shown.counts)
    assert most == telling.MAX_LOOK


@pytest.mark.usefixtures("busy")
async def test_a_lost_broker_waits_for_nobody(
    gateway: Gateway, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was to be told is told by that: nothing comes after it."""
    meet(gateway, shown, "meter")
    say(gateway, "meter", 1)
    monkeypatch.setattr(telling, "INTERVAL", 0.0)
    gateway.disconnected(GatewayUnreachableError())
    assert shown.counts["meter"] == [1]
    await asyncio.sleep(2 * telling.LOOK)
    assert shown.counts["meter"] == [1]


@pytest.mark.usefixtures("busy")
async def test_a_command_is_confirmed_at_once(
    house: HomeAssistant, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person waits for it, and a turn."""
    monkeypatch.setattr(telling, "INTERVAL", NEVER)
    async with Board("lamp", {"power": "off"}).running(broker.port) as board:
        await set_up(house, broker.port)
        await until_state(house, "switch.lamp", "off")
        await call(house, "turn_on", "switch.lamp")
        await until_state(house, "switch.lamp", "on")
        # What it does by itself a moment later may be what was wanted, too.
        await board.tell("status", {"power": "off"})
        await until_state(house, "switch.lamp", "off")


@contextmanager
def counted(hass: HomeAssistant) -> Iterator[list[int]]:
    """Count the changes of the boards' sensors."""
    found = [0]

    @callback
    def count(event: Event[EventStateChangedData]) -> None:
        found[0] += event.data["entity_id"].startswith("sensor.")

    stop = hass.bus.async_listen(EVENT_STATE_CHANGED, count)
    yield found
    stop()


async def test_a_loud_house_ends_as_it_is(house: HomeAssistant, broker: Broker) -> None:
    """No last state is lost, and Home Assistant is given a part of what was said."""
    client = paho.Client(CallbackAPIVersion.VERSION2)
    client.max_inflight_messages_set(BOARDS * ROUNDS)
    client.connect("127.0.0.1", broker.port)
    client.loop_start()

    def all_say(count: int) -> None:
        for number in range(BOARDS):
            status = json.dumps({"count": count})
            client.publish(f"home/b{number}/status", status, qos=1, retain=True)

    async def shows(count: int) -> None:
        for number in range(BOARDS):
            await until_state(house, f"sensor.b{number}_count", str(count))

    try:
        all_say(0)
        await set_up(house, broker.port)
        await shows(0)
        began = time.monotonic()
        with counted(house) as changes:
            for count in range(ROUNDS):
                all_say(count + 1)
                await asyncio.sleep(2 * telling.LOOK)  # as boards do: not all in one heap
            await shows(ROUNDS)
        passed = time.monotonic() - began + 1
        assert changes[0] <= passed * (BOARDS / telling.INTERVAL + telling.SPARE)
    finally:
        client.loop_stop()
