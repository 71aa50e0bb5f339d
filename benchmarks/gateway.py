"""What a house full of talkative devices costs the gateway: `scripts/benchmark gateway`.

A real Mosquitto, 200 boards in a process of their own that tell 2,000 states a second, and a
Home Assistant with all their entities. Said of it: whether the last state of every board is
known, how long the event loop was held up, and how much memory was added. Python's collections
of the garbage that this leaves hold it up, too: as many states that change without boards and
gateway show how long. What was there before is kept out of them: what a collection of that takes
is for all that Home Assistant holds to say, and told by itself.
Meanwhile the virtual light is switched to and fro, by Home Assistant and by a client that does
nothing else, from a process of its own: how long each takes from its call to the relay.
"""

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count as counting
import json
from pathlib import Path
import statistics
from tempfile import TemporaryDirectory
import time
from typing import Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.exceptions import HomeAssistantError
import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from benchmarks.event_loop import TICK, Watch, async_set_states, async_watch
from benchmarks.gateway_house import Helper, House, async_helper, async_house
from dev.bootstrap import SetupError
from dev.broker import OPEN, Broker
from dev.mqtt_boards import MqttProcess, mqtt_board
from dev.wire import Contract, ensure_contracts

BOARDS = 200
RATE = 2000.0
SECONDS = 60.0
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
    watch: Watch
    """The event loop under the load."""
    plain: Watch
    """The event loop under as many states that Home Assistant is given by nobody."""
    memory: float
    """Megabytes added between the first quarter and the end."""
    processor: float
    """Processor time for each message, commands and measuring included."""
    commands: Mapping[str, Sequence[float]]
    """From the call to the relay, by who called."""

    @property
    def is_good(self) -> bool:
        """Return whether all targets are met.

        Of the event loop it is the processor time of its steps: other programs cause the rest,
        and collections of garbage, which are as long without boards and gateway.
        """
        is_complete = not self.missing and not self.dropped
        longest = max(self.watch.busy) * 1000
        return is_complete and longest <= HELD_UP_MS and self.memory <= MEMORY_MB


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
    """Measure while so many boards tell so many states a second together.

    Before that, as many states of as many entities change without boards and gateway.
    """
    hass, process = scene.house.hass, psutil.Process()
    entities = len(hass.states.async_entity_ids(DOMAINS))
    async with async_watch() as plain:
        await async_set_states(hass, 2 * count, 2 * rate, seconds)
    stop = asyncio.Event()
    last = str(round(rate * seconds) // count)

    def missing() -> int:
        """Return how many boards' sensors do not show their last count."""
        return sum(
            (state := hass.states.get(f"sensor.board{number}_count")) is None or state.state != last
            for number in range(count)
        )

    async with async_watch() as watch, asyncio.TaskGroup() as tasks:
        commanding = tasks.create_task(_command(scene, stop))
        worked = time.process_time()
        scene.boards.tell("go")
        finished = tasks.create_task(scene.boards.hear())
        await asyncio.sleep(seconds / 4)
        before = process.memory_info().rss
        reached = float(await finished)
        stop.set()
        commands = await commanding
        await _until(lambda: not missing(), SETTLE)
        after = process.memory_info().rss
        worked = time.process_time() - worked
    return Load(
        boards=count,
        entities=entities,
        rate=reached,
        missing=missing(),
        dropped=sum(scene.house.gateway.dropped.values()),
        watch=watch,
        plain=plain,
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
    ours, bare, watch = load.commands[OURS], load.commands[BARE], load.watch

    def ratio(share: int) -> str:
        return f"{percentile(ours, share) / percentile(bare, share):.1f}"

    return [
        ("messages a second", f"{load.rate:.0f}", f"{rate:.0f}"),
        ("entities", str(load.entities), ""),
        ("boards whose last state is missing", str(load.missing), "0"),
        ("messages dropped", str(load.dropped), "0"),
        ("longest step, processor time (ms)", f"{max(watch.busy) * 1000:.1f}", f"{HELD_UP_MS:.0f}"),
        ("p99 of steps, processor time (ms)", f"{percentile(watch.busy, 99) * 1000:.1f}", ""),
        ("event loop late, longest (ms)", f"{max(watch.late) * 1000:.1f}", ""),
        ("event loop late, p99 (ms)", f"{percentile(watch.late, 99) * 1000:.1f}", ""),
        ("collections of its garbage, longest (ms)", _collections(watch), ""),
        ("the same of as many states without a gateway", _collections(load.plain), ""),
        ("a collection of all there was before (ms)", f"{watch.before * 1000:.0f}", ""),
        ("memory added (MB)", f"{load.memory:.1f}", f"{MEMORY_MB:.0f}"),
        ("processor time a message (ms)", f"{load.processor * 1000:.2f}", ""),
        ("command to relay, p50 (ms)", f"{percentile(ours, 50) * 1000:.1f}", ""),
        ("command to relay, p95 (ms)", f"{percentile(ours, 95) * 1000:.1f}", ""),
        ("the same from a bare client, p95 (ms)", f"{percentile(bare, 95) * 1000:.1f}", ""),
        ("times as long as the bare client, p50, p95", f"{ratio(50)}, {ratio(95)}", ""),
        ("commands of each", f"{len(ours)}, {len(bare)}", ""),
    ]


def _collections(watch: Watch) -> str:
    """Return for how long a collection of garbage held the event loop up at most."""
    return f"{max(watch.pauses) * 1000:.1f}"


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
