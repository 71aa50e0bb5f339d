"""What a house full of talkative devices costs the gateway: `scripts/benchmark gateway`.

A real Mosquitto, 200 boards in a process of their own that tell 2,000 states a second, and a
Home Assistant with all their entities. Said of it: whether the last state of every board is
known, how long the event loop was held up, and how much memory was added. Meanwhile the
virtual light is switched to and fro, by Home Assistant and by a client that does nothing
else, from a process of its own: how long each takes from its call to the relay.
"""

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
import gc
from itertools import count as counting
import json
from pathlib import Path
import statistics
from tempfile import TemporaryDirectory
import threading
import time
from typing import Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.exceptions import HomeAssistantError
import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from benchmarks.gateway_house import Helper, House, async_helper, async_house
from dev.bootstrap import SetupError
from dev.broker import OPEN, Broker
from dev.mqtt_boards import MqttProcess, mqtt_board
from dev.wire import Contract, ensure_contracts

BOARDS = 200
RATE = 2000.0
SECONDS = 60.0
TICK = 0.005
"""Seconds between two looks at the event loop."""
START = 180.0
"""Seconds in which all entities must be there."""
SETTLE = 20.0
"""Seconds in which all that was sent must have come."""
LOST = 10.0
"""Seconds after which a command counts as lost, and with this time."""
COMMAND_EVERY = 0.1
HELD_UP_MS = 20.0
MEMORY_MB = 5.0
SETTINGS = (*OPEN, "set_tcp_nodelay true")
LIGHT = "light"
DOMAINS = ("light", "media_player", "sensor")
OURS: Final = "ours"
BARE: Final = "bare"
ORDER: Final = (OURS, BARE, BARE, OURS)
"""Who switches; both switch on and off alike often."""
_MEGABYTE = 1e6


@dataclass
class Watch:
    """Looks at the event loop from inside: how late it is, and how long it calculates."""

    late: list[float] = field(default_factory=list)
    """Seconds that each look came late, which other programs of the machine cause, too."""
    busy: list[float] = field(default_factory=list)
    """Seconds of processor time between two looks, in which the loop did at least one step.

    Python's collections of garbage are counted by themselves: all that Home Assistant holds
    makes them long.
    """
    pauses: list[float] = field(default_factory=lambda: [0.0])
    """Seconds of processor time of each collection of garbage."""

    async def run(self) -> None:
        """Look until cancelled."""
        gc.callbacks.append(self._collecting)
        try:
            while True:
                began, worked, known = time.monotonic(), time.thread_time(), len(self.pauses)
                await asyncio.sleep(TICK)
                self.late.append(time.monotonic() - began - TICK)
                self.busy.append(time.thread_time() - worked - sum(self.pauses[known:]))
        finally:
            gc.callbacks.remove(self._collecting)

    def _collecting(self, phase: str, _: object) -> None:
        """Take note of a collection in the thread of the loop: when it begins, and its end."""
        if threading.current_thread() is not threading.main_thread():
            return
        if phase == "start":
            self._began = time.thread_time()
        else:
            self.pauses.append(time.thread_time() - self._began)


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured; times are in seconds."""

    boards: int
    entities: int
    rate: float
    """Messages a second that the boards have reached."""
    missing: int
    """Boards whose last state is not that of their entities."""
    dropped: int
    late: Sequence[float]
    busy: Sequence[float]
    pauses: Sequence[float]
    memory: float
    """Megabytes added between the first quarter and the end."""
    processor: float
    """Processor time for each message, commands and measuring included."""
    commands: Mapping[str, Sequence[float]]
    """From the call to the relay, by who called."""

    @property
    def is_good(self) -> bool:
        """Return whether all targets are met.

        Of the event loop it is the processor time, as other programs cause the rest.
        """
        is_complete = not self.missing and not self.dropped
        return is_complete and max(self.busy) * 1000 <= HELD_UP_MS and self.memory <= MEMORY_MB


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value below which so many of 100 lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is there while it is measured."""

    house: House
    boards: Helper
    bare: Helper
    light: MqttProcess
    light_id: str
    """The entity of the light."""


async def measure(scene: Scene, count: int, rate: float, seconds: float) -> Load:
    """Measure while so many boards tell so many states a second together."""
    hass, watch, process = scene.house.hass, Watch(), psutil.Process()
    stop = asyncio.Event()
    commanding = asyncio.create_task(_command(scene, stop))
    watching = asyncio.create_task(watch.run())
    try:
        worked = time.process_time()
        scene.boards.tell("go")
        finished = asyncio.create_task(scene.boards.hear())
        await asyncio.sleep(seconds / 4)
        before = process.memory_info().rss
        reached = float(await finished)
        stop.set()
        commands = await commanding
        last = str(round(rate * seconds) // count)

        def missing() -> int:
            """Return how many boards' sensors do not show their last count."""
            return sum(
                (state := hass.states.get(f"sensor.board{number}_count")) is None
                or state.state != last
                for number in range(count)
            )

        await _until(lambda: not missing(), SETTLE)
        after = process.memory_info().rss
        worked = time.process_time() - worked
    finally:
        for task in (commanding, watching):
            task.cancel()
        await asyncio.gather(commanding, watching, return_exceptions=True)
    return Load(
        boards=count,
        entities=len(hass.states.async_entity_ids(DOMAINS)),
        rate=reached,
        missing=missing(),
        dropped=sum(scene.house.gateway.dropped.values()),
        late=watch.late,
        busy=watch.busy,
        pauses=watch.pauses,
        memory=(after - before) / _MEGABYTE,
        processor=worked / (rate * seconds),
        commands=commands,
    )


async def _command(scene: Scene, stop: asyncio.Event) -> dict[str, list[float]]:
    """Switch the light until told to stop; return how long its relay took, by who switched."""
    took: dict[str, list[float]] = {OURS: [], BARE: []}
    light = scene.light
    for number in counting():
        await asyncio.sleep(COMMAND_EVERY)
        if stop.is_set():
            break
        power, who = ("on", "off")[number % 2], ORDER[number % len(ORDER)]
        writes = len(light.writes)
        began = time.monotonic()
        if who is OURS:
            data = {ATTR_ENTITY_ID: scene.light_id}
            with suppress(HomeAssistantError):
                await scene.house.hass.services.async_call(
                    "light", f"turn_{power}", data, blocking=True
                )
        else:
            scene.bare.tell(json.dumps({"power": power}))
            began = float(await scene.bare.hear())
        moved = partial(_has_more, light, writes)
        if await asyncio.to_thread(light.until, moved, LOST):
            took[who].append(light.writes[writes].at - began)
        else:
            took[who].append(LOST)
    return took


def _has_more(light: MqttProcess, writes: int) -> bool:
    return len(light.writes) > writes


async def _until(check: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so; return whether it was in time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not check():  # noqa: ASYNC110  # there is no event for all of it
                await asyncio.sleep(TICK)
            return True
    return False


async def async_run(count: int, rate: float, seconds: float) -> Load:
    """Set the scene and measure."""
    contract = Contract.load(ensure_contracts()[LIGHT])
    light_device = contract.status.split("/")[1]
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="llm_iot-")))
        broker = stack.enter_context(Broker(folder, settings=SETTINGS))
        light = stack.enter_context(mqtt_board(LIGHT, broker.port, folder))
        boards = await stack.enter_async_context(
            async_helper("boards", broker.port, count, rate, seconds)
        )
        bare = await stack.enter_async_context(
            async_helper("bare_client", broker.port, contract.command)
        )
        house = await stack.enter_async_context(async_house(broker.port))
        states = house.hass.states

        def is_complete() -> bool:
            """Return whether every board is a player and a sensor, and the light is there."""
            found = house.entity_id("light", light_device)
            return (
                states.async_entity_ids_count("media_player") == count
                and states.async_entity_ids_count("sensor") == count
                and found is not None
                and states.get(found) is not None
            )

        if not await _until(is_complete, START):
            raise SetupError("Not all entities came in time.")
        await house.async_settle()
        light_id = house.entity_id("light", light_device) or ""
        return await measure(Scene(house, boards, bare, light, light_id), count, rate, seconds)


def rows(load: Load, rate: float) -> list[tuple[str, str, str]]:
    """Return what is told, what was measured of it, and what it should be."""
    ours, bare = load.commands[OURS], load.commands[BARE]

    def ratio(share: int) -> str:
        return f"{percentile(ours, share) / percentile(bare, share):.1f}"

    return [
        ("messages a second", f"{load.rate:.0f}", f"{rate:.0f}"),
        ("entities", str(load.entities), ""),
        ("boards whose last state is missing", str(load.missing), "0"),
        ("messages dropped", str(load.dropped), "0"),
        ("longest step, processor time (ms)", f"{max(load.busy) * 1000:.1f}", f"{HELD_UP_MS:.0f}"),
        ("p99 of steps, processor time (ms)", f"{percentile(load.busy, 99) * 1000:.1f}", ""),
        (
            "longest collection of garbage, processor time (ms)",
            f"{max(load.pauses) * 1000:.1f}",
            "",
        ),
        ("event loop late, longest (ms)", f"{max(load.late) * 1000:.1f}", ""),
        ("event loop late, p99 (ms)", f"{percentile(load.late, 99) * 1000:.1f}", ""),
        ("memory added (MB)", f"{load.memory:.1f}", f"{MEMORY_MB:.0f}"),
        ("processor time a message (ms)", f"{load.processor * 1000:.2f}", ""),
        ("command to relay, p50 (ms)", f"{percentile(ours, 50) * 1000:.1f}", ""),
        ("command to relay, p95 (ms)", f"{percentile(ours, 95) * 1000:.1f}", ""),
        ("the same from a bare client, p95 (ms)", f"{percentile(bare, 95) * 1000:.1f}", ""),
        ("times as long as the bare client, p50, p95", f"{ratio(50)}, {ratio(95)}", ""),
        ("commands of each", f"{len(ours)}, {len(bare)}", ""),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 1 if a target is missed."""
    parser = argparse.ArgumentParser(description="The MQTT gateway under load.")
    parser.add_argument("--boards", type=int, default=BOARDS)
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    args = parser.parse_args(arguments)
    load = asyncio.run(async_run(args.boards, args.rate, args.seconds))
    table = Table("", "measured", "target", title=f"{load.boards} boards, {args.seconds:.0f} s")
    for row in rows(load, args.rate):
        table.add_row(*row)
    Console().print(table)
    return 0 if load.is_good else 1


if __name__ == "__main__":
    end(main)
