"""What a house full of talkative devices costs the gateway: `scripts/benchmark gateway`.

A real Mosquitto, 200 boards in a process of their own that tell 2,000 states a second, and
the gateway as Home Assistant runs it, but for the entities. Said of it: whether the last
state of every board is known, how long the event loop was held up, how much memory was
added, and how long a command takes from its call to the relay while all that goes on.
"""

import argparse
import asyncio
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
import statistics
import sys
from tempfile import TemporaryDirectory
import time
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from custom_components.llm_iot.errors import GatewayError
from custom_components.llm_iot.gateway.connection import BrokerConnection, BrokerSettings
from custom_components.llm_iot.gateway.device import Device
from custom_components.llm_iot.gateway.gateway import Gateway
from custom_components.llm_iot.gateway.topics import Topics
from dev.bootstrap import ROOT, SetupError
from dev.broker import OPEN, Broker

BOARDS = 200
RATE = 2000.0
SECONDS = 60.0
TICK = 0.005
"""Seconds between two looks at the event loop."""
SETTLE = 20.0
"""Seconds in which a command must have moved its relay, and all that was sent must have come."""
COMMAND_EVERY = 0.1
HELD_UP_MS = 20.0
MEMORY_MB = 5.0
_MEGABYTE = 1e6
SETTINGS = (*OPEN, "max_queued_messages 20000", "set_tcp_nodelay true")


@dataclass
class Watch:
    """Looks at the event loop from inside: how late it is, and how long it calculates."""

    late: list[float] = field(default_factory=list)
    """Seconds that each look came late, which other programs of the machine cause, too."""
    busy: float = 0.0
    """The most seconds of processor time between two looks: how long the loop was held up."""

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            began, worked = time.monotonic(), time.thread_time()
            await asyncio.sleep(TICK)
            self.late.append(time.monotonic() - began - TICK)
            self.busy = max(self.busy, time.thread_time() - worked)


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured."""

    boards: int
    rate: float
    """Messages a second that the boards have reached."""
    missing: int
    """Boards whose last state is not known."""
    dropped: int
    late_p99: float
    late_max: float
    busy_max: float
    memory: float
    """Megabytes added between the first quarter and the end."""
    processor: float
    """Seconds of processor time for each message, commands and measuring included."""
    commands: tuple[float, ...]
    """Seconds from the call to the relay."""

    @property
    def command_p95(self) -> float:
        """Return the seconds within which 95 of 100 commands have reached their relay."""
        return statistics.quantiles(self.commands, n=20, method="inclusive")[-1]


@asynccontextmanager
async def boards(port: int, count: int, rate: float, seconds: float) -> AsyncIterator[Process]:
    """Run the boards in a process of their own, which ends with its standard input."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.boards"),
        *(str(port), str(count), str(rate), str(seconds)),
        stdin=PIPE,
        stdout=PIPE,
        cwd=ROOT,
    )
    try:
        await _line(process)
        yield process
    finally:
        _pipe(process.stdin).close()
        await process.wait()


async def measure(broker: Broker, count: int, rate: float, seconds: float) -> Load:
    """Put a gateway under load for some seconds."""
    settings = BrokerSettings("127.0.0.1", broker.port)
    gateway = Gateway("benchmark", Topics(), BrokerConnection(settings))
    watch = Watch()
    process = psutil.Process()
    async with boards(broker.port, count, rate, seconds) as running:
        tasks: list[asyncio.Task[Any]] = [asyncio.create_task(gateway.run())]
        try:
            async with asyncio.timeout(SETTLE):
                while len(gateway.devices) < count:  # noqa: ASYNC110  # there is no event
                    await asyncio.sleep(TICK)
            tasks.append(asyncio.create_task(watch.run()))
            stop = asyncio.Event()
            commanding = asyncio.create_task(_command(gateway, stop))
            tasks.append(commanding)
            worked = time.process_time()
            _pipe(running.stdin).write(b"go\n")
            finished = asyncio.create_task(_line(running))
            await asyncio.sleep(seconds / 4)
            before = process.memory_info().rss
            reached = float(await finished)
            stop.set()
            commands = await commanding
            last = round(rate * seconds) // count
            with suppress(TimeoutError):
                async with asyncio.timeout(SETTLE):
                    while _missing(gateway, last):  # noqa: ASYNC110  # nor here
                        await asyncio.sleep(TICK)
            after = process.memory_info().rss
            worked = time.process_time() - worked
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    late = sorted(watch.late)
    return Load(
        boards=count,
        rate=reached,
        missing=_missing(gateway, last),
        dropped=sum(gateway.dropped.values()),
        late_p99=late[len(late) * 99 // 100],
        late_max=late[-1],
        busy_max=watch.busy,
        memory=(after - before) / _MEGABYTE,
        processor=worked / (rate * seconds),
        commands=tuple(commands),
    )


async def _command(gateway: Gateway, stop: asyncio.Event) -> list[float]:
    """Command one board after the other until told to stop; return how long each relay took."""
    took: list[float] = []
    while not stop.is_set():
        for device in gateway.devices.values():
            await asyncio.sleep(COMMAND_EVERY)
            if stop.is_set():
                break
            began = time.monotonic()
            try:
                async with asyncio.timeout(SETTLE):
                    await device.async_command({"power": "on", "volume": 50})
                    at = await _moved(device, began)
            except GatewayError, TimeoutError:  # counts with the time that it took to fail
                at = time.monotonic()
            took.append(at - began)
    return took


async def _moved(device: Device, since: float) -> float:
    """Return when a board has moved its relay after a time, as soon as it tells."""
    told = asyncio.Event()
    stop = device.listen(told.set)
    try:
        while (at := float(device.status["relay_at"])) <= since:
            told.clear()
            await told.wait()
    finally:
        stop()
    return at


def _missing(gateway: Gateway, last: int) -> int:
    """Return how many boards have not told their last count."""
    return sum(device.status["count"] != last for device in gateway.devices.values())


async def _line(process: Process) -> str:
    """Return the next line that the boards write."""
    line = (await _pipe(process.stdout).readline()).decode().strip()
    if not line:
        raise SetupError("The boards of the benchmark have ended before their time.")
    return line


def _pipe[T](pipe: T | None) -> T:
    """Return a pipe that was asked for."""
    if pipe is None:
        raise TypeError("The process was started without this pipe")
    return pipe


async def async_run(count: int, rate: float, seconds: float) -> Load:
    """Start a broker and measure."""
    with TemporaryDirectory() as folder, Broker(Path(folder), settings=SETTINGS) as broker:
        return await measure(broker, count, rate, seconds)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 1 if a target is missed."""
    parser = argparse.ArgumentParser(description="The MQTT gateway under load.")
    parser.add_argument("--boards", type=int, default=BOARDS)
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    args = parser.parse_args(arguments)
    load = asyncio.run(async_run(args.boards, args.rate, args.seconds))
    table = Table("", "measured", "target", title=f"{load.boards} boards, {args.seconds:.0f} s")
    rows = (
        ("messages a second", f"{load.rate:.0f}", f"{args.rate:.0f}"),
        ("boards whose last state is missing", str(load.missing), "0"),
        ("messages dropped", str(load.dropped), "0"),
        ("event loop held up, longest (ms)", f"{load.busy_max * 1000:.1f}", f"{HELD_UP_MS:.0f}"),
        ("event loop late, p99 (ms)", f"{load.late_p99 * 1000:.1f}", ""),
        ("event loop late, longest (ms)", f"{load.late_max * 1000:.1f}", ""),
        ("memory added (MB)", f"{load.memory:.1f}", f"{MEMORY_MB:.0f}"),
        ("processor time a message (ms)", f"{load.processor * 1000:.2f}", ""),
        ("command to relay, p50 (ms)", f"{statistics.median(load.commands) * 1000:.1f}", ""),
        ("command to relay, p95 (ms)", f"{load.command_p95 * 1000:.1f}", ""),
        ("commands", str(len(load.commands)), ""),
    )
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    met = not load.missing and not load.dropped
    met = met and load.busy_max * 1000 <= HELD_UP_MS and load.memory <= MEMORY_MB
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
