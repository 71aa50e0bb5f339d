"""A relay board as an MQTT program; it keeps the wire contract of the firmware.

    python -m dev.mqtt_board CONTRACT.json --port 1883

ESPHome's own MQTT client cannot be built for Linux. What goes over the wire is therefore read
from the firmware's configuration, and the pins are lines of the log as they are ESPHome's.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
import contextlib
import json
from pathlib import Path
import signal
import sys
import time
from typing import Any

import aiomqtt

from dev.bootstrap import SetupError
from dev.wire import Contract

RETRY_S = 1.0
KEEPALIVE_S = 15
DEAD_TIME_S = 0.2
LONGEST_ID = 64
KEYS = frozenset({"power", "speed", "id"})
"""What this program knows to do; firmware that knows more needs a program that does, too."""


class MqttBoard:
    """The relays of one board, and what they are told."""

    def __init__(self, contract: Contract) -> None:
        """Open every relay. Raises SetupError if the firmware has keys that are not known."""
        if unknown := {*contract.command_keys, *contract.status_keys} - KEYS:
            raise SetupError(f"The virtual board does not know: {', '.join(sorted(unknown))}.")
        self._contract = contract
        self._power = False
        self._speed = 0
        self._closed: int | None = None
        self._id = ""
        self._moving: asyncio.Task[None] | None = None
        for pin in contract.pins:
            write(pin, closed=False)

    @property
    def status(self) -> dict[str, Any]:
        """Return what the board says of itself."""
        values: dict[str, Any] = {"power": "on" if self._power else "off", "speed": self._speed}
        if self._id:
            values["id"] = self._id
        return {key: values[key] for key in self._contract.status_keys if key in values}

    def obey(self, command: Mapping[str, Any]) -> None:
        """Do what a command says, as far as it is understood."""
        known = {key: command.get(key) for key in self._contract.command_keys}
        sent, power, speed = known.get("id"), known.get("power"), known.get("speed")
        self._id = sent[:LONGEST_ID] if isinstance(sent, str) else ""
        if power in ("on", "off"):
            self._power = power == "on"
            if self._power:
                self._speed = self._speed or len(self._contract.pins)
        if power != "off" and type(speed) is int and 0 <= speed <= len(self._contract.pins):
            self._power = speed > 0
            self._speed = speed or self._speed
        self._move()

    def _move(self) -> None:
        """Close the relay of this speed after all were open for a while; open them at once."""
        pins = self._contract.pins
        wanted = pins[self._speed - 1] if self._power else None
        if self._moving is not None:
            self._moving.cancel()
            self._moving = None
        if wanted == self._closed:
            return
        if self._closed is not None:
            write(self._closed, closed=False)
            self._closed = None
        if wanted is not None:
            pause = DEAD_TIME_S if len(pins) > 1 else 0.0
            self._moving = asyncio.get_running_loop().create_task(self._close(wanted, pause))

    async def _close(self, pin: int, pause: float) -> None:
        """Close a relay after a pause in seconds."""
        await asyncio.sleep(pause)
        write(pin, closed=True)
        self._closed = pin

    async def run(self, host: str, port: int, **options: Any) -> None:
        """Serve a broker until cancelled; connect again when it is lost."""
        contract = self._contract
        will = aiomqtt.Will(contract.availability, contract.offline, qos=1, retain=True)
        while True:
            with contextlib.suppress(aiomqtt.MqttError):
                async with aiomqtt.Client(
                    host, port, will=will, keepalive=KEEPALIVE_S, clean_session=True, **options
                ) as client:
                    await self._serve(client)
            say("broker lost")
            await asyncio.sleep(RETRY_S)

    async def _serve(self, client: aiomqtt.Client) -> None:
        """Announce the board, and obey once it has settled. Raises MqttError if it is cut off."""
        contract = self._contract
        takes_commands = False

        async def publish(topic: str, payload: str) -> None:
            await client.publish(topic, payload, qos=1, retain=True)

        async def settle() -> None:
            nonlocal takes_commands
            await asyncio.sleep(contract.settle_s)
            takes_commands = True
            # A connection that is lost now is noticed, and told, by who reads the messages.
            with contextlib.suppress(aiomqtt.MqttError):
                await publish(contract.availability, contract.online)
                say("takes commands")

        await client.subscribe(contract.command, qos=1)
        await publish(contract.config, contract.description)
        await publish(contract.status, json.dumps(self.status))
        settling = asyncio.create_task(settle())
        try:
            async for message in client.messages:
                if takes_commands:
                    await self._take(message.payload, publish)
                else:
                    say("a retained or late command is ignored")
        finally:
            settling.cancel()

    async def _take(self, payload: bytes, publish: Callable[[str, str], Awaitable[None]]) -> None:
        """Obey a command and tell the state; what is no JSON object is ignored."""
        try:
            command = json.loads(payload)
        except ValueError:
            command = None
        if not isinstance(command, dict):
            say("what is no JSON object is ignored")
            return
        self.obey(command)
        await publish(self._contract.status, json.dumps(self.status))


def write(pin: int, *, closed: bool) -> None:
    """Write to the pin of an active-low relay, as ESPHome's log tells it."""
    say(f"Setting pin {pin} to {'LOW' if closed else 'HIGH'}")


def say(text: str) -> None:
    """Print a line of the log with its time (time.monotonic) at once, also into a pipe."""
    print(f"[{time.monotonic():.6f}] {text}", flush=True)


async def async_main(contract: Contract, host: str, port: int) -> None:
    """Run a board until a signal ends it."""
    serving = asyncio.create_task(MqttBoard(contract).run(host, port))
    for ending in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ending, serving.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await serving


def main() -> int:
    """Run the board of a contract."""
    parser = argparse.ArgumentParser(prog="mqtt_board", description=__doc__)
    parser.add_argument("contract", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=1883)
    options = parser.parse_args()
    try:
        asyncio.run(async_main(Contract.load(options.contract), options.host, options.port))
    except SetupError as err:
        say(str(err))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
