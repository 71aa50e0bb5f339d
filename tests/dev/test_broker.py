"""The broker that development and tests get."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import aiomqtt
import pytest

from dev.broker import Broker, set_password

DEADLINE = 10.0
CONNECT = b"\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01x"
"""MQTT 3.1.1: a client called x greets."""
ACCEPTED = b"\x20\x02\x00\x00"


@pytest.fixture
def broker(
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
    tmp_path: Path,
) -> Iterator[Broker]:
    """Return a running broker that lets everybody in."""
    with Broker(tmp_path) as running:
        yield running


async def retained(broker: Broker, topic: str) -> bytes:
    """Return the retained message of a topic."""
    async with (
        asyncio.timeout(DEADLINE),
        aiomqtt.Client("127.0.0.1", broker.port) as client,
    ):
        await client.subscribe(topic)
        message = await anext(aiter(client.messages))
    assert isinstance(message.payload, bytes)
    return message.payload


async def test_retained_messages_outlive_a_restart(broker: Broker) -> None:
    """It is a real broker, with its own memory, at the same address again."""
    async with aiomqtt.Client("127.0.0.1", broker.port) as client:
        await client.publish("home/lamp/status", b"on", qos=1, retain=True)
    before = broker.pid
    broker.restart()
    assert broker.pid != before
    assert await retained(broker, "home/lamp/status") == b"on"


async def test_a_frozen_broker_accepts_and_does_not_answer(broker: Broker) -> None:
    """The port stays open; when it thaws, it goes on."""
    broker.freeze()
    reader, writer = await asyncio.open_connection("127.0.0.1", broker.port)
    writer.write(CONNECT)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await reader.read(1)
    broker.thaw()
    async with asyncio.timeout(DEADLINE):
        assert await reader.readexactly(4) == ACCEPTED
    writer.close()
    await writer.wait_closed()


async def test_settings_are_those_of_mosquitto(broker: Broker, tmp_path: Path) -> None:
    """A password keeps others out, and lets its owner in."""
    passwords = tmp_path / "passwords"
    set_password(passwords, "home", "one")
    set_password(passwords, "other", "two")
    broker.stop()
    broker.settings = ("allow_anonymous false", f"password_file {passwords}")
    broker.start()
    with pytest.raises(aiomqtt.MqttError, match="Not authorized"):
        async with aiomqtt.Client("127.0.0.1", broker.port, username="home", password="two"):  # noqa: S106  # the wrong one
            pass
    async with aiomqtt.Client("127.0.0.1", broker.port, username="home", password="one"):  # noqa: S106  # of a test broker
        pass
