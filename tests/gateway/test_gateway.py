"""Messages become devices, and commands become messages; without a broker."""

import asyncio
import json
import time
from typing import Any

import pytest

from custom_components.llm_iot.errors import GatewayUnreachableError
from custom_components.llm_iot.gateway import device as device_module
from custom_components.llm_iot.gateway.connection import Handler
from custom_components.llm_iot.gateway.description import MAX_READINGS, Kind, Reading
from custom_components.llm_iot.gateway.device import Device
from custom_components.llm_iot.gateway.gateway import MAX_DEVICES, Gateway
from custom_components.llm_iot.gateway.payload import Flaw
from custom_components.llm_iot.gateway.topics import Topics


class Wire:
    """Where the commands of a gateway without a broker end."""

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.is_broken = False

    async def run(self, filters: tuple[str, ...], handler: Handler) -> None:
        """Deliver nothing: the tests do that."""

    async def publish(self, topic: str, payload: bytes) -> None:
        """Keep a command."""
        if self.is_broken:
            raise GatewayUnreachableError
        self.sent.append((topic, json.loads(payload)))


@pytest.fixture
def wire() -> Wire:
    """Return where the commands end."""
    return Wire()


@pytest.fixture
def gateway(wire: Wire) -> Gateway:
    """Return a gateway whose connection stands."""
    gateway = Gateway("test", Topics(), wire)
    gateway.connected()
    return gateway


def tell(gateway: Gateway, topic: str, value: Any, *, retained: bool = False) -> None:
    """Deliver a message; what is no bytes is sent as JSON."""
    payload = value if isinstance(value, bytes) else json.dumps(value).encode()
    gateway.receive(f"home/{topic}", payload, retained=retained)


def test_a_status_alone_makes_a_device(gateway: Gateway) -> None:
    """The paper's television."""
    changed: list[Device] = []
    gateway.listen(changed.append, changed.append)
    tell(gateway, "tv1/status", {"power": "on", "volume": 20})
    device = gateway.devices["tv1"]
    assert changed == [device]
    assert device.description.kind is Kind.MEDIA_PLAYER
    assert device.status == {"power": True, "volume": 20}
    assert device.available
    tell(gateway, "tv1/status", {"power": "off", "volume": 20})
    assert changed == [device]
    assert device.status["power"] is False


def test_a_device_becomes_what_it_shows(gateway: Gateway) -> None:
    """A value that comes later is a sensor from then on, and stays what it was."""
    tell(gateway, "plug/status", {"power": "on"})
    assert not gateway.devices["plug"].readings
    tell(gateway, "plug/status", {"power": "on", "watts": 12.5, "overload": False})
    readings = {"watts": Reading.NUMBER, "overload": Reading.FLAG}
    assert gateway.devices["plug"].readings == readings
    tell(gateway, "plug/status", {"power": "off", "watts": True})
    assert gateway.dropped == {Flaw.WRONG_TYPE: 1}
    assert gateway.devices["plug"].status["power"] is True


def test_a_config_makes_it_another(gateway: Gateway) -> None:
    """What a device says of itself counts more than a guess; a person's choice most."""
    tell(gateway, "lamp/status", {"power": "on"})
    tell(gateway, "lamp/config", {"kind": "light", "name": "Desk lamp"}, retained=True)
    device = gateway.devices["lamp"]
    assert (device.description.kind, device.description.name) == (Kind.LIGHT, "Desk lamp")
    assert device.status == {"power": True}
    gateway.set_kinds({"lamp": "switch"})
    assert (device.description.kind, device.description.name) == (Kind.SWITCH, "Desk lamp")
    gateway.set_kinds({})
    assert device.description.kind is Kind.LIGHT


def test_availability_counts_in_any_order(gateway: Gateway) -> None:
    """Also if it comes before it is known what the device is."""
    tell(gateway, "lamp/availability", b"offline", retained=True)
    tell(gateway, "lamp/status", {"power": "on"}, retained=True)
    assert not gateway.devices["lamp"].available
    tell(gateway, "lamp/availability", b"online")
    assert gateway.devices["lamp"].available
    tell(gateway, "lamp/availability", b"perhaps")
    assert gateway.devices["lamp"].available
    assert gateway.dropped == {Flaw.AVAILABILITY: 1}


def test_a_lost_connection_leaves_no_state(gateway: Gateway) -> None:
    """What was so before is not claimed after: the retained messages tell it anew."""
    tell(gateway, "lamp/status", {"power": "on"}, retained=True)
    gateway.disconnected(GatewayUnreachableError())
    assert not gateway.devices["lamp"].available
    gateway.connected()
    assert not gateway.devices["lamp"].available
    tell(gateway, "lamp/status", {"power": "off"}, retained=True)
    assert gateway.devices["lamp"].available


def test_only_an_announced_removal_removes(gateway: Gateway) -> None:
    """An empty config, live; a cleared status only takes the state away."""
    gone: list[Device] = []
    gateway.listen(lambda _: None, gone.append)
    tell(gateway, "lamp/config", {"kind": "light"}, retained=True)
    tell(gateway, "lamp/status", {"power": "on"}, retained=True)
    device = gateway.devices["lamp"]
    tell(gateway, "lamp/status", b"")
    assert gateway.devices == {"lamp": device}
    assert not device.available
    tell(gateway, "lamp/config", b"")
    assert not gateway.devices
    assert gone == [device]
    tell(gateway, "lamp/status", b"")
    assert not gateway.devices
    assert not gateway.dropped


def test_hostile_messages_move_nothing(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    """They are counted; one line per reason is logged, and nothing of what they say."""
    tell(gateway, "lamp/status", {"power": "on"})
    for _ in range(100):
        tell(gateway, "lamp/status", b"\xff\x00secret")
        tell(gateway, "a/secret/status", {"power": "off"})
        tell(gateway, "lamp/status", {"power": "secret"})
    assert gateway.dropped == {Flaw.NOT_JSON: 100, Flaw.TOPIC: 100, Flaw.WRONG_TYPE: 100}
    assert gateway.devices["lamp"].status == {"power": True}
    assert len(caplog.records) == 3
    assert "secret" not in caplog.text


def test_ten_thousand_ids_are_bounded(gateway: Gateway) -> None:
    """Those that came first stay; the others are counted."""
    for number in range(10_000):
        tell(gateway, f"x{number}/availability", b"online")
        tell(gateway, f"x{number}/status", {"power": "on"})
    assert len(gateway.devices) == MAX_DEVICES
    assert gateway.dropped == {Flaw.TOO_MANY: 10_000 - MAX_DEVICES}


def test_the_readings_of_a_device_are_bounded(gateway: Gateway) -> None:
    """Also if they come a few at a time."""
    for number in range(100):
        tell(gateway, "x/status", {f"r{number}": 1})
    assert len(gateway.devices["x"].readings) == MAX_READINGS
    assert gateway.dropped == {Flaw.OUT_OF_RANGE: 100 - MAX_READINGS}


def test_a_silent_device_is_gone(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is the device's own, else that of the gateway; a word brings it back."""
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    tell(gateway, "lamp/config", {"kind": "light", "heartbeat": 30})
    tell(gateway, "lamp/status", {"power": "on"})
    tell(gateway, "fan/status", {"power": "on"})
    now += 31
    gateway.check_heartbeats()
    assert not gateway.devices["lamp"].available
    assert gateway.devices["fan"].available
    tell(gateway, "lamp/status", {"power": "on"})
    assert gateway.devices["lamp"].available


async def test_one_command_is_under_way_and_the_newest_wins(gateway: Gateway, wire: Wire) -> None:
    """What comes meanwhile becomes one command; each caller waits until its own is sent."""
    tell(gateway, "tv/status", {"power": "off", "volume": 20})
    device = gateway.devices["tv"]
    await device.async_command({"power": "on"})
    waiting = [
        asyncio.create_task(device.async_command(values))
        for values in ({"volume": 10}, {"volume": 30}, {"mute": "on"})
    ]
    await asyncio.sleep(0)
    assert len(wire.sent) == 1
    tell(gateway, "tv/status", {"power": "off", "id": "of another command"})
    tell(gateway, "tv/status", {"power": "on", "id": wire.sent[0][1]["id"]})
    await asyncio.gather(*waiting)
    topic, command = wire.sent[1]
    assert len(wire.sent) == 2
    assert topic == "home/tv/command"
    assert command | {"id": 0} == {"volume": 30, "mute": "on", "id": 0}
    device.stop()


async def test_off_is_not_mixed_with_what_was_wanted_before(gateway: Gateway, wire: Wire) -> None:
    """Who switches off means that and no more."""
    tell(gateway, "tv/status", {"power": "on", "volume": 20})
    device = gateway.devices["tv"]
    await device.async_command({"power": "on"})
    waiting = [
        asyncio.create_task(device.async_command(values))
        for values in ({"volume": 10}, {"power": "off"})
    ]
    await asyncio.sleep(0)
    tell(gateway, "tv/status", {"power": "on"})
    await asyncio.gather(*waiting)
    assert wire.sent[1][1] | {"id": 0} == {"power": "off", "id": 0}
    device.stop()


async def test_a_command_without_an_answer_holds_up_the_next_for_a_time(
    gateway: Gateway, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the newest is sent; how often that was so is counted."""
    monkeypatch.setattr(device_module, "CONFIRM_TIMEOUT", 0.01)
    tell(gateway, "lamp/status", {"power": "off"})
    device = gateway.devices["lamp"]
    await device.async_command({"power": "on"})
    await device.async_command({"power": "off"})
    assert [command["power"] for _, command in wire.sent] == ["on", "off"]
    assert device.unconfirmed == 1
    device.stop()


async def test_what_cannot_be_sent_is_told_and_never_sent_late(
    gateway: Gateway, wire: Wire
) -> None:
    """Whoever waits gets an error at once, and no command outlives its connection."""
    tell(gateway, "lamp/status", {"power": "off"})
    device = gateway.devices["lamp"]
    await device.async_command({"power": "on"})
    waiting = asyncio.create_task(device.async_command({"power": "off"}))
    await asyncio.sleep(0)
    gateway.disconnected(GatewayUnreachableError())
    with pytest.raises(GatewayUnreachableError):
        await waiting
    with pytest.raises(GatewayUnreachableError):
        await device.async_command({"power": "off"})
    gateway.connected()
    tell(gateway, "lamp/status", {"power": "on"}, retained=True)
    assert len(wire.sent) == 1
    wire.is_broken = True
    with pytest.raises(GatewayUnreachableError):
        await device.async_command({"power": "off"})
    wire.is_broken = False
    await device.async_command({"power": "off"})
    assert [command["power"] for _, command in wire.sent] == ["on", "off"]
    device.stop()
