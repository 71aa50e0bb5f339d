"""What goes wrong between a gateway and a real broker, and how it goes on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
import json
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
import pytest

from custom_components.llm_iot.errors import (
    GatewayAuthError,
    GatewayCertificateError,
    GatewayError,
    GatewayTlsError,
    GatewayTopicsError,
    GatewayUnreachableError,
)
from custom_components.llm_iot.gateway import connection
from custom_components.llm_iot.gateway.connection import (
    BrokerConnection,
    BrokerSettings,
    async_check,
)
from custom_components.llm_iot.gateway.gateway import Gateway
from custom_components.llm_iot.gateway.tls import create_context
from custom_components.llm_iot.gateway.topics import Topics
from dev.broker import Broker, set_password
from dev.ollama import free_port

from .board import DEADLINE, Board
from .certificates import Authority
from .proxy import Proxy

USER = {"username": "gateway", "password": "correct horse"}
TOPICS = Topics()
ROUNDS = 6
"""Failures after which the wait does not become longer."""


@asynccontextmanager
async def running(port: int, **settings: Any) -> AsyncIterator[Gateway]:
    """Run a gateway for this long."""
    connected = BrokerConnection(BrokerSettings("127.0.0.1", port, **settings))
    gateway = Gateway("test", TOPICS, connected)
    task = asyncio.create_task(gateway.run())
    try:
        yield gateway
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(check: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    try:
        async with asyncio.timeout(DEADLINE):
            while not check():  # noqa: ASYNC110  # there is no event for all of it
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(what) from None


async def until_available(gateway: Gateway, device_id: str, *, wanted: bool = True) -> None:
    """Wait until a device is there, or is not."""
    devices = gateway.devices
    await until(
        lambda: (device_id in devices and devices[device_id].available) is wanted,
        f"{device_id} is {'un' if wanted else ''}available",
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a broker that does not answer count as gone after a second."""
    monkeypatch.setattr(connection, "KEEPALIVE", 1)
    monkeypatch.setattr(connection, "TIMEOUT", 1.0)
    monkeypatch.setattr(connection, "FIRST_DELAY", 0.1)


def guarded(folder: Path, rights: str) -> tuple[str, ...]:
    """Return the settings of a broker with one user and his rights."""
    set_password(folder / "passwords", USER["username"], USER["password"])
    (folder / "rights").write_text(f"user {USER['username']}\n{rights}\n")
    return (
        "allow_anonymous false",
        f"password_file {folder / 'passwords'}",
        f"acl_file {folder / 'rights'}",
    )


@pytest.mark.usefixtures("socket_enabled", "quick")
@pytest.mark.parametrize(
    ("rights", "user", "error"),
    [
        ("topic readwrite home/#", USER, None),
        ("topic readwrite home/#", {}, GatewayAuthError),
        ("topic readwrite home/#", USER | {"password": "x"}, GatewayAuthError),
        ("topic readwrite other/#", USER, GatewayTopicsError),
        ("topic read home/#", USER, GatewayTopicsError),
        ("topic write home/#", USER, GatewayTopicsError),
    ],
)
async def test_a_password_and_rights(
    rights: str, user: dict[str, str], error: type[GatewayError] | None, tmp_path: Path
) -> None:
    """What a broker refuses is told apart; it acknowledges what its list forbids."""
    with Broker(tmp_path / "broker", settings=guarded(tmp_path, rights)) as broker:
        settings = BrokerSettings(
            "127.0.0.1", broker.port, user.get("username"), user.get("password")
        )
        if error is None:
            await async_check(settings, TOPICS, tries_topics=True)
        else:
            with pytest.raises(error):
                await async_check(settings, TOPICS, tries_topics=True)


@pytest.mark.usefixtures("socket_enabled", "quick")
async def test_tls(tmp_path: Path) -> None:
    """The broker is trusted by its authority only, and the gateway by its certificate."""
    ours, theirs = Authority("home"), Authority("elsewhere")
    (tmp_path / "ca.crt").write_text(ours.certificate)
    certificate, key = ours.sign("broker").write(tmp_path, "broker")
    settings = (
        "allow_anonymous true",
        f"cafile {tmp_path / 'ca.crt'}",
        f"certfile {certificate}",
        f"keyfile {key}",
        "require_certificate true",
    )
    client, stranger = ours.sign("gateway"), theirs.sign("gateway")
    with Broker(tmp_path / "broker", settings=settings) as broker:

        async def connects(*parts: str | None) -> None:
            tls = await asyncio.to_thread(create_context, *parts)
            await async_check(
                BrokerSettings("127.0.0.1", broker.port, tls=tls), TOPICS, tries_topics=True
            )

        await connects(ours.certificate, client.certificate, client.key)
        for refused in (
            (theirs.certificate, client.certificate, client.key),
            (None, client.certificate, client.key),
            (ours.certificate, stranger.certificate, stranger.key),
            (ours.certificate, None, None),
        ):
            with pytest.raises(GatewayTlsError):
                await connects(*refused)
        with pytest.raises(GatewayUnreachableError):
            await async_check(BrokerSettings("127.0.0.1", broker.port), TOPICS, tries_topics=True)
        for unreadable in (
            ("no certificate", None, None),
            (ours.certificate, client.certificate, stranger.key),
            (ours.certificate, client.certificate, None),
        ):
            with pytest.raises(GatewayCertificateError):
                await connects(*unreadable)


@pytest.mark.usefixtures("socket_enabled", "quick")
async def test_the_certificate_of_another_host_is_refused(tmp_path: Path) -> None:
    """An authority signs for more hosts than one."""
    ours = Authority("home")
    certificate, key = ours.sign("broker", "192.0.2.1").write(tmp_path, "broker")
    settings = ("allow_anonymous true", f"certfile {certificate}", f"keyfile {key}")
    with Broker(tmp_path / "broker", settings=settings) as broker:
        tls = await asyncio.to_thread(create_context, ours.certificate, None, None)
        with pytest.raises(GatewayTlsError):
            await async_check(
                BrokerSettings("127.0.0.1", broker.port, tls=tls), TOPICS, tries_topics=True
            )


@pytest.mark.usefixtures("quick")
async def test_after_a_restart_the_state_is_the_retained_one(
    broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    """What changed meanwhile is seen, what was sent meanwhile is not; one line each way."""
    async with running(broker.port) as gateway:
        async with Board("lamp", {"power": "on"}).running(broker.port):
            await until_available(gateway, "lamp")
        device = gateway.devices["lamp"]
        broker.stop()
        await until_available(gateway, "lamp", wanted=False)
        with pytest.raises(GatewayUnreachableError):
            await device.async_command({"power": "off"})
        await until(lambda: caplog.text.count("cannot be used") == 1, "nothing was logged")
        broker.start()
        async with Board("lamp", {"power": "off"}).running(broker.port) as board:
            await until_available(gateway, "lamp")
            assert gateway.devices["lamp"] is device
            await until(lambda: device.status == {"power": False}, "an old state")
            assert not board.commands
            await device.async_command({"power": "on"})
            await board.until_commanded()
        assert caplog.text.count("cannot be used") == 1
        assert caplog.text.count("is back") == 1


@pytest.mark.usefixtures("socket_enabled")
async def test_it_waits_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as long up to a minute, less up to half of it by chance: no two homes in step."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2 * ROUNDS:
            raise asyncio.CancelledError

    connected = BrokerConnection(BrokerSettings("127.0.0.1", free_port()))
    gateway = Gateway("test", TOPICS, connected)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(asyncio.CancelledError):
        await gateway.run()
    longest = [min(2.0**number, connection.LONGEST_DELAY) for number in range(2 * ROUNDS)]
    assert all(most / 2 <= wait <= most for wait, most in zip(waits, longest, strict=True))
    last = waits[ROUNDS:]
    assert len(set(last)) == len(last)


@pytest.mark.usefixtures("quick")
async def test_a_frozen_broker_is_noticed(broker: Broker) -> None:
    """Its port stays open. Devices are unavailable until it goes on; then nothing is late."""
    async with (
        running(broker.port) as gateway,
        Board("lamp", {"power": "on"}).running(broker.port) as board,
    ):
        await until_available(gateway, "lamp")
        broker.freeze()
        await until_available(gateway, "lamp", wanted=False)
        with pytest.raises(GatewayUnreachableError):
            await gateway.devices["lamp"].async_command({"power": "off"})
        broker.thaw()
        await until_available(gateway, "lamp")
        assert not board.commands
        await gateway.devices["lamp"].async_command({"power": "off"})
        await board.until_commanded()
        assert [command["power"] for command in board.commands] == ["off"]


@pytest.mark.usefixtures("quick")
async def test_a_half_open_connection_is_noticed(broker: Broker) -> None:
    """A router that forgets a connection says so to nobody."""
    async with (
        Proxy(broker.port) as proxy,
        running(proxy.port) as gateway,
        Board("lamp", {"power": "on"}).running(broker.port) as board,
    ):
        await until_available(gateway, "lamp")
        proxy.swallow = True
        with pytest.raises(GatewayUnreachableError):
            await gateway.devices["lamp"].async_command({"power": "off"})
        await until_available(gateway, "lamp", wanted=False)
        proxy.swallow = False
        await until_available(gateway, "lamp")
        assert not board.commands


async def test_a_broker_that_is_behind_keeps_its_connection(
    broker: Broker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It acknowledges late and tells states meanwhile, so it is neither frozen nor gone."""
    monkeypatch.setattr(connection, "TIMEOUT", 1.0)
    async with (
        Proxy(broker.port) as proxy,
        running(proxy.port) as gateway,
        Board("lamp", {"power": "off"}).running(broker.port) as board,
        Board("meter", {"count": 0}).running(broker.port) as meter,
    ):
        await until_available(gateway, "lamp")
        await until_available(gateway, "meter")
        proxy.delay = 0.7 * connection.TIMEOUT  # each way
        commanding = asyncio.create_task(gateway.devices["lamp"].async_command({"power": "on"}))
        count = 0
        while not commanding.done():
            count += 1
            await meter.tell("status", {"count": count})
            await asyncio.sleep(0.05)
        with pytest.raises(GatewayUnreachableError):
            await commanding
        await board.until_commanded()
        await until(lambda: gateway.devices["lamp"].status["power"], "its answer is lost")
    assert "cannot be used" not in caplog.text


async def test_a_slow_broker_is_waited_for(broker: Broker) -> None:
    """Half a second each way loses nothing and orders nothing anew."""
    async with (
        Proxy(broker.port, delay=0.25) as proxy,
        running(proxy.port) as gateway,
        Board("lamp", {"power": "off"}).running(broker.port) as board,
    ):
        await until_available(gateway, "lamp")
        device = gateway.devices["lamp"]
        for power in ("on", "off", "on"):
            await device.async_command({"power": power})
        await until(lambda: device.status == {"power": True}, "the last command is not shown")
        assert [command["power"] for command in board.commands] == ["on", "off", "on"]
        assert device.unconfirmed == 0


async def test_a_board_that_dies_is_unavailable(broker: Broker) -> None:
    """The broker tells its last will."""
    async with (
        running(broker.port) as gateway,
        Board("lamp", {"power": "on"}).running(broker.port) as board,
    ):
        await until_available(gateway, "lamp")
        board.die()
        await until_available(gateway, "lamp", wanted=False)


async def test_the_last_state_survives_a_flood(broker: Broker) -> None:
    """A gateway that falls behind misses states, and never the last one."""
    async with (
        running(broker.port) as gateway,
        Board("meter", {"count": 0}).running(broker.port),
    ):
        await until_available(gateway, "meter")
        flood(broker.port, "home/meter/status", 5000)  # nothing is read meanwhile
        device = gateway.devices["meter"]
        await until(lambda: device.status["count"] == 5000, f"the last is {device.status}")


def flood(port: int, topic: str, count: int) -> None:
    """Publish states as fast as a broker takes them; return when it has the last one."""
    client = paho.Client(CallbackAPIVersion.VERSION2)
    client.max_inflight_messages_set(count)
    client.connect("127.0.0.1", port)
    client.loop_start()
    for number in range(count):
        client.publish(topic, json.dumps({"count": number + 1}), qos=1, retain=True)
    client.publish(f"{topic}/end", "", qos=1).wait_for_publish(DEADLINE)
    client.loop_stop()
