"""The virtual MQTT board keeps the firmware's wire contract, on a real broker."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
import json
from pathlib import Path
from typing import Any

import aiomqtt
import pytest

from dev.boards import WINDINGS
from dev.bootstrap import SetupError
from dev.broker import Broker
from dev.mqtt_board import MqttBoard
from dev.mqtt_boards import TAKES_COMMANDS, MqttProcess, mqtt_board
from dev.wire import Contract, ensure_contracts, read_contract

DEADLINE_S = 10.0
BACK_S = 30.0
"""Longest time to find a broker again: one that is about to end may let an attempt wait for 10."""
DEAD_TIME_S = 0.19  # 0.2 less what reading the log may lag


@pytest.fixture
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Broker]:
    """Return a real broker."""
    request.getfixturevalue("socket_enabled")
    with Broker(tmp_path / "broker") as running:
        yield running


@contextmanager
def board(name: str, broker: Broker, folder: Path) -> Iterator[tuple[MqttProcess, Contract]]:
    """Run a board that takes commands."""
    with mqtt_board(name, broker.port, folder) as running:
        yield running, Contract.load(ensure_contracts()[name])


@dataclass
class Listener:
    """What follows topics of a broker."""

    client: aiomqtt.Client

    async def next(self, topic: str) -> Any:
        """Return the next message on a topic: its JSON, else its text."""
        async with asyncio.timeout(DEADLINE_S):
            async for message in self.client.messages:
                if message.topic.value == topic:
                    text = message.payload.decode()
                    return json.loads(text) if text.startswith("{") else text
        raise AssertionError(topic)

    async def send(self, contract: Contract, payload: str, *, retain: bool = False) -> None:
        """Send a command."""
        await self.client.publish(contract.command, payload, qos=1, retain=retain)


@asynccontextmanager
async def listening(broker: Broker, *topics: str) -> AsyncIterator[Listener]:
    """Follow topics."""
    async with aiomqtt.Client("127.0.0.1", broker.port) as client:
        for topic in topics:
            await client.subscribe(topic, qos=1)
        yield Listener(client)


def test_the_contract_is_the_papers(request: pytest.FixtureRequest) -> None:
    """Topics, kinds and keys as the page tells them, read from the firmware."""
    request.getfixturevalue("socket_enabled")
    found = {name: Contract.load(file) for name, file in ensure_contracts().items()}
    for name, contract in found.items():
        base = f"home/llm-iot-{name}"
        assert contract.command == f"{base}/command"
        assert contract.status == f"{base}/status"
        assert contract.config == f"{base}/config"
        assert contract.availability == f"{base}/availability"
        assert (contract.online, contract.offline) == ("online", "offline")
        assert contract.settle_s == pytest.approx(2.0)
        speed = ("speed",) if name == "fan" else ()
        assert {*contract.command_keys} == {"power", "id", *speed}
        assert {*contract.status_keys} == {"power", "id", *speed}
    kinds = {name: json.loads(contract.description)["kind"] for name, contract in found.items()}
    assert kinds == {"light": "light", "fan": "fan", "tv": "media_player", "heater": "switch"}
    fan = json.loads(found["fan"].description)
    assert (fan["name"], fan["area"], fan["ranges"]) == ("Fan", "Study", {"speed": [0, 3]})
    assert found["fan"].pins == tuple(WINDINGS.values())


def test_the_board_follows_the_firmware(request: pytest.FixtureRequest) -> None:
    """Another topic, or another key, in the YAML is another one on the wire, or an error."""
    request.getfixturevalue("socket_enabled")
    changed = {
        "mqtt_base": "house",
        "mqtt_id": "lamp7",
        "mqtt_status": 'root["volume"] = 20;',
    }
    contract = read_contract("light", changed)
    assert contract.command == "house/lamp7/command"
    assert contract.status == "house/lamp7/status"
    assert contract.availability == "house/lamp7/availability"
    with pytest.raises(SetupError, match="does not know: volume"):
        MqttBoard(contract)


async def test_the_light_obeys_and_tells(broker: Broker, tmp_path: Path) -> None:
    """Each command moves the relay and is followed by a status that repeats its id."""
    with board("light", broker, tmp_path) as (light, contract):
        topics = contract.status, contract.config, contract.availability
        async with listening(broker, *topics) as listener:
            assert await listener.next(contract.status) == {"power": "off"}
        async with listening(broker, contract.config) as listener:
            assert await listener.next(contract.config) == json.loads(contract.description)
        async with listening(broker, contract.status) as listener:
            await listener.next(contract.status)
            await listener.send(contract, '{"power":"on","id":"7f3a"}')
            assert await listener.next(contract.status) == {"power": "on", "id": "7f3a"}
            assert await asyncio.to_thread(light.until, light.is_on)
            assert (light.writes[-1].pin, light.writes[-1].level) == (5, False)
            await listener.send(contract, '{"power":"off"}')
            assert await listener.next(contract.status) == {"power": "off"}
            assert await asyncio.to_thread(light.until, lambda: not light.is_on())


async def test_nonsense_moves_nothing(broker: Broker, tmp_path: Path) -> None:
    """The command after it is obeyed as ever."""
    nonsense = ["", "on", "[]", '{"power":"ON"}', '{"power":true}', '{"volume":3}', "{" * 9]
    with board("light", broker, tmp_path) as (light, contract):
        before = len(light.writes)
        async with listening(broker, contract.status) as listener:
            for payload in nonsense:
                await listener.send(contract, payload)
            await listener.send(contract, '{"id":"after"}')
            status = await listener.next(contract.status)
            while status.get("id") != "after":
                status = await listener.next(contract.status)
        assert status == {"power": "off", "id": "after"}
        assert len(light.writes) == before


async def test_the_fan_has_speeds_and_a_dead_time(broker: Broker, tmp_path: Path) -> None:
    """Two windings are never live, and of several quick commands the last one wins."""
    with board("fan", broker, tmp_path) as (fan, contract):
        async with listening(broker) as listener:
            await listener.send(contract, '{"speed":1}')
            assert await asyncio.to_thread(fan.until, lambda: fan.speed() == 1)
            for speed in (3, 2, 3):
                await listener.send(contract, json.dumps({"power": "on", "speed": speed}))
            assert await asyncio.to_thread(fan.until, lambda: fan.speed() == 3)
            await listener.send(contract, '{"power":"off","speed":2}')
            assert await asyncio.to_thread(fan.until, lambda: not fan.is_on())
        moves = [(write.pin, write.level) for write in fan.writes[3:]]
        first, _, last = WINDINGS.values()
        assert moves == [(first, False), (first, True), (last, False), (last, True)]
        assert fan.writes[5].at - fan.writes[4].at >= DEAD_TIME_S


async def test_a_retained_command_is_ignored(broker: Broker, tmp_path: Path) -> None:
    """It was sent to a board that was not there; a later one is obeyed."""
    contract = Contract.load(ensure_contracts()["tv"])
    async with listening(broker) as listener:
        await listener.send(contract, '{"power":"on"}', retain=True)
        with board("tv", broker, tmp_path) as (tv, _):
            assert tv.has_logged("a retained or late command is ignored")
            assert not tv.is_on()
            await listener.send(contract, '{"power":"on"}')
            assert await asyncio.to_thread(tv.until, tv.is_on)


async def test_a_crash_is_told_by_the_last_will(broker: Broker, tmp_path: Path) -> None:
    """And the board that comes back is online again, with its relay open."""
    with board("light", broker, tmp_path) as (light, contract):
        async with listening(broker, contract.availability) as listener:
            assert await listener.next(contract.availability) == "online"
            light.crash()
            assert await listener.next(contract.availability) == "offline"
            await asyncio.to_thread(light.stop)
            await asyncio.to_thread(light.start)
            assert await listener.next(contract.availability) == "online"
        assert not light.is_on()


async def test_a_broker_that_restarts_finds_the_board_again(broker: Broker, tmp_path: Path) -> None:
    """The relay holds meanwhile, and the retained state is the truth."""
    with board("light", broker, tmp_path) as (light, contract):
        async with listening(broker, contract.status) as listener:
            await listener.send(contract, '{"power":"on"}')
            assert await asyncio.to_thread(light.until, light.is_on)
        writes = len(light.writes)
        await asyncio.to_thread(broker.restart)
        again = partial(light.has_logged, TAKES_COMMANDS, times=2)
        assert await asyncio.to_thread(light.until, again, BACK_S)
        async with listening(broker, contract.status) as listener:
            assert (await listener.next(contract.status))["power"] == "on"
        assert len(light.writes) == writes


def test_a_board_of_unknown_keys_does_not_start() -> None:
    """The program must not pretend to know what the firmware does."""
    contract = Contract.load(ensure_contracts()["light"])
    with pytest.raises(SetupError, match="does not know: brightness"):
        MqttBoard(replace(contract, command_keys=("power", "brightness")))
