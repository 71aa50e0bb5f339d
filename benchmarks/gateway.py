"""What a house full of talkative devices costs the gateway: `scripts/benchmark gateway`.

A real Mosquitto, 200 boards in a process of their own that tell 2,000 states a second, and a
Home Assistant with all their entities. Said of it: whether the last state of every board is
known, how long the event loop was held up, by processor time and by the clock, how late a
process was that did nothing meanwhile, and how much memory was added. Beside it the same without
a gateway: the boards talk on and nobody listens, and as many states as the gateway gave Home
Assistant are set in it.
Meanwhile the virtual light is switched to and fro, by Home Assistant and by a client that does
nothing else, from a process of its own: how long each takes from its call to the relay.
It ends with status 1 if a target is missed.
"""

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
import gc
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
from benchmarks.event_loop import (
    TICK,
    Watch,
    async_count_changes,
    async_set_states,
    async_watch,
)
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
LEAST_RATE = 0.99
"""What part of the wanted rate the boards must reach."""
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
    states: float
    """Changes of a state a second that Home Assistant was given."""
    watch: Watch
    """The event loop under the load."""
    plain: Watch
    """The event loop under as many changes without a gateway."""
    memory: float
    """Megabytes added between the first quarter and the end, garbage that still waits included."""
    kept: int
    """Objects added that are no garbage, of those that Python's collector looks at."""
    processor: float
    """Processor time for each message, commands and measuring included."""
    commands: Mapping[str, Sequence[float]]
    """From the call to the relay, by who called."""


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which so many of 100 lie, to one decimal."""
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 10) - 1]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is there while it is measured."""

    house: House
    boards: Helper
    bare: Helper
    idle: Helper
    """A process that only looks how late it is."""
    light: MqttProcess
    light_id: str
    """The entity of the light."""


async def measure(scene: Scene, count: int, rate: float, seconds: float) -> Load:
    """Measure while so many boards tell so many states a second together.

    They have done so for as long before, for memory to be there for the garbage that waits for
    Python's collector. After that, as many states change in the same Home Assistant without a
    gateway, for half as long.
    """
    hass, process = scene.house.hass, psutil.Process()
    entities = len(hass.states.async_entity_ids(DOMAINS))
    stop = asyncio.Event()
    last = str(round(rate * seconds) // count)

    def missing() -> int:
        """Return how many boards' sensors do not show their last count."""
        return sum(
            (state := hass.states.get(f"sensor.board{number}_count")) is None or state.state != last
            for number in range(count)
        )

    await scene.boards.ask(seconds)
    objects = _objects()
    async with async_watch() as watch, asyncio.TaskGroup() as tasks:
        changes = async_count_changes(hass)
        commanding = tasks.create_task(_command(scene, stop))
        worked = time.process_time()
        idle = tasks.create_task(scene.idle.ask(seconds))
        finished = tasks.create_task(scene.boards.ask(seconds))
        await asyncio.sleep(seconds / 4)
        before = process.memory_info().rss
        reached = float(await finished)
        stop.set()
        commands = await commanding
        await _until(lambda: not missing(), SETTLE)
        after = process.memory_info().rss
        worked = time.process_time() - worked
    states = changes() / seconds
    kept = _objects() - objects
    watch.idle = json.loads(idle.result())
    left, dropped = missing(), sum(scene.house.gateway.dropped.values())
    await scene.house.async_unload()
    async with async_watch() as plain, asyncio.TaskGroup() as tasks:
        tasks.create_task(scene.boards.ask(seconds / 2))
        plain_idle = tasks.create_task(scene.idle.ask(seconds / 2))
        await async_set_states(hass, 2 * count, states, seconds / 2)
    plain.idle = json.loads(plain_idle.result())
    return Load(
        boards=count,
        entities=entities,
        rate=reached,
        missing=left,
        dropped=dropped,
        states=states,
        watch=watch,
        plain=plain,
        memory=(after - before) / _MEGABYTE,
        kept=kept,
        processor=worked / (rate * seconds),
        commands=commands,
    )


def _objects() -> int:
    """Return how many objects there are that are no garbage."""
    gc.collect()
    return len(gc.get_objects())


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
        boards = await stack.enter_async_context(async_helper("boards", broker.port, count, rate))
        bare = await stack.enter_async_context(
            async_helper("bare_client", broker.port, contract.command)
        )
        idle = await stack.enter_async_context(async_helper("idle"))
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
        scene = Scene(house, boards, bare, idle, light, light_id)
        return await measure(scene, count, rate, seconds)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of one thing."""

    name: str
    measured: str
    plain: str = ""
    """The same without a gateway."""
    target: str = ""
    is_met: bool = True


def rows(load: Load, rate: float) -> list[Row]:
    """Return what is told of a load; `rate` is how many messages a second were wanted."""
    ours, bare = load.commands[OURS], load.commands[BARE]

    def ratio(share: int) -> str:
        return f"{percentile(ours, share) / percentile(bare, share):.1f}"

    def both(name: str, value: Callable[[Watch], float], target: float | None = None) -> Row:
        """Return a row of milliseconds out of seconds, with the most that they should be."""
        measured, plain = value(load.watch), value(load.plain)
        if target is None:
            return Row(name, _ms(measured), _ms(plain))
        return Row(name, _ms(measured), _ms(plain), f"{target:.0f}", measured * 1000 <= target)

    def none(name: str, measured: int, plain: str = "") -> Row:
        """Return a row of what there should be nothing of."""
        return Row(name, str(measured), plain, "0", not measured)

    reached, memory = load.rate >= rate * LEAST_RATE, load.memory <= MEMORY_MB
    return [
        Row("messages a second", f"{load.rate:.0f}", "", f"{rate:.0f}", reached),
        Row("changes of state a second", f"{load.states:.0f}", f"{load.states:.0f}"),
        Row("entities", str(load.entities)),
        none("boards whose last state is missing", load.missing),
        none("messages dropped", load.dropped),
        both("longest step, processor time (ms)", lambda watch: max(watch.held), HELD_UP_MS),
        both("p99.9 of steps, processor time (ms)", lambda watch: percentile(watch.held, 99.9)),
        both("event loop late, longest (ms)", lambda watch: max(watch.late), HELD_UP_MS),
        both("event loop late, p99.9 (ms)", lambda watch: percentile(watch.late, 99.9)),
        both("an idle process late, longest (ms)", lambda watch: watch.idle[0]),
        both("an idle process late, p99.9 (ms)", lambda watch: watch.idle[1]),
        both("longest collection of garbage (ms)", lambda watch: max(watch.pauses)),
        none("collections of all there is", load.watch.full, str(load.plain.full)),
        both("one of them, before (ms)", lambda watch: watch.before),
        Row("memory added (MB)", f"{load.memory:.1f}", "", f"{MEMORY_MB:.0f}", memory),
        Row("objects added that are no garbage", str(load.kept)),
        Row("processor time a message (ms)", f"{load.processor * 1000:.2f}"),
        Row("command to relay, p50 (ms)", _ms(percentile(ours, 50))),
        Row("command to relay, p95 (ms)", _ms(percentile(ours, 95))),
        Row("from a bare client, p95 (ms)", _ms(percentile(bare, 95))),
        Row("times as long, p50, p95", f"{ratio(50)}, {ratio(95)}"),
        Row("commands of each", f"{len(ours)}, {len(bare)}"),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 1 if a target is missed, which is said then."""
    parser = argparse.ArgumentParser("benchmarks.gateway", description=(__doc__ or "").strip())
    parser.add_argument("--boards", type=int, default=BOARDS, help="boards that talk")
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long is measured")
    args = parser.parse_args(arguments)
    load = asyncio.run(async_run(args.boards, args.rate, args.seconds))
    columns = ("", "measured", "without a gateway", "target")
    table = Table(*columns, title=f"{load.boards} boards, {args.seconds:.0f} s")
    found = rows(load, args.rate)
    for row in found:
        table.add_row(row.name, row.measured, row.plain, row.target)
    console = Console()
    console.print(table)
    missed = [row.name for row in found if not row.is_met]
    if missed:
        console.print(f"Targets MISSED: {'; '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    end(main)
