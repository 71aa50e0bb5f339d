"""What it costs to take over a real recorder: `scripts/benchmark takeover`.

Home Assistant's own recorder, in a file, with three weeks of 1,000 exposed entities: half of them
switches, half of them thermometers with hourly statistics. Our record begins with nothing. Told
is how long that takes, how long the event loop calculates in one step meanwhile, and how late it
is. It ends with status 1 if a step is longer than the target, or if not everything was taken over.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
import sqlite3
from tempfile import TemporaryDirectory
import time
from typing import Final

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.helpers import recorder as recorder_helper
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_test_home_assistant
from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from benchmarks.event_loop import async_watch
from custom_components.llm_iot.collection.catching_up import SINGLE_DAYS
from custom_components.llm_iot.collection.history import History
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.storage.record import Record

ENTITIES: Final = 1000
DAYS: Final = 21
CHANGES_A_DAY: Final = 24
STEP_MS: Final = 10.0
_DEGREES: Final = {"device_class": "temperature", "unit_of_measurement": "°C"}
_SHARED: Final = (
    "{}",
    '{"device_class":"temperature","unit_of_measurement":"°C","state_class":"measurement"}',
)
_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Takeover:
    """What was measured; times are in milliseconds unless it is said otherwise."""

    seconds: float
    """From the begin to the end of it."""
    longest: float
    """Processor time of the longest step of the event loop, without collections of garbage."""
    pause: float
    """Processor time of the longest collection of garbage in the event loop."""
    late: float
    """By how much the event loop was late at most, whatever the reason."""
    states: int
    """How many states were taken over one by one, numbers included."""
    hours: int
    wanted: int
    """How many states there should be."""

    @property
    def is_good(self) -> bool:
        """Return whether all targets are met."""
        return self.longest <= STEP_MS and self.states >= self.wanted


def entity(number: int) -> str:
    """Return an entity id: every other one is a thermometer."""
    return f"sensor.t{number}" if number % 2 else f"switch.s{number}"


def fill(path: Path, entities: int, days: int, now: float) -> int:
    """Write the past into the recorder's file; return how many states are of the last days."""
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO state_attributes (attributes_id, hash, shared_attrs) VALUES (?, ?, ?)",
            [(number + 1, number, text) for number, text in enumerate(_SHARED)],
        )
        db.executemany(
            "INSERT INTO states_meta (metadata_id, entity_id) VALUES (?, ?)",
            [(number + 1, entity(number)) for number in range(entities)],
        )
        db.executemany(
            "INSERT INTO states (state, last_updated_ts, attributes_id, metadata_id, origin_idx) "
            "VALUES (?, ?, ?, ?, 0)",
            _states(entities, days, now),
        )
        db.executemany(
            "INSERT INTO statistics_meta (id, statistic_id, source, unit_of_measurement, "
            "unit_class, has_sum, mean_type) VALUES (?, ?, 'recorder', '°C', 'temperature', 0, 1)",
            [(number + 1, entity(number)) for number in range(1, entities, 2)],
        )
        db.executemany(
            "INSERT INTO statistics (metadata_id, created_ts, start_ts, mean, min, max) "
            "VALUES (?, ?, ?, 20.0, 18.0, 22.0)",
            [
                (number + 1, now, (now // _HOUR - hour) * _HOUR)
                for number in range(1, entities, 2)
                for hour in range(1, days * 24)
            ],
        )
        begin = now - days * 24 * _HOUR
        db.execute(
            "UPDATE recorder_runs SET start = ?", (dt_util.utc_from_timestamp(begin).isoformat(),)
        )
    return entities * CHANGES_A_DAY * min(days, SINGLE_DAYS)


def _states(entities: int, days: int, now: float) -> Iterator[tuple[str, float, int, int]]:
    """Yield the states of all entities in the order in which they came."""
    gap = 24 * _HOUR / CHANGES_A_DAY
    for turn in range(days * CHANGES_A_DAY, 0, -1):
        for number in range(entities):
            at = now - turn * gap + number * gap / entities
            state = f"{15 + turn % 100 / 10:.1f}" if number % 2 else ("off", "on")[turn % 2]
            yield state, at, 1 + number % 2, number + 1


@asynccontextmanager
async def async_home(path: Path, days: int) -> AsyncIterator[HomeAssistant]:
    """Run a Home Assistant with a recorder that keeps so many days in a file."""
    async with async_test_home_assistant() as hass:
        recorder_helper.async_initialize_recorder(hass)
        settings = {
            "db_url": f"sqlite:///{path}",
            "purge_keep_days": days + 1,
            "auto_purge": False,
            "commit_interval": 1,
        }
        if not await async_setup_component(hass, "recorder", {"recorder": settings}):
            raise RuntimeError("The recorder cannot be set up")
        await async_setup_component(hass, "homeassistant", {})
        await hass.async_start()
        await hass.async_block_till_done()
        await recorder_helper.get_instance(hass).async_block_till_done()
        try:
            yield hass
        finally:
            await hass.async_stop(force=True)


async def async_measure(folder: Path, entities: int, days: int) -> Takeover:
    """Take over a recorder and watch the event loop."""
    path, now = folder / "recorder.db", dt_util.utcnow().timestamp()
    async with async_home(path, days):
        pass  # it makes its tables
    wanted = fill(path, entities, days, now)
    async with async_home(path, days) as hass:
        for number in range(entities):
            async_expose_entity(hass, "conversation", entity(number), should_expose=True)
            state, attributes = ("20.0", _DEGREES) if number % 2 else ("on", {})
            hass.states.async_set(entity(number), state, attributes)
        await hass.async_block_till_done()
        home = Home(hass, load_kinds())
        record = Record(folder / "record.db")
        history = History(hass, home, record)
        home.async_listen(history.async_home_changed)
        home.async_view()  # every turn needs it as well
        history.async_listen()
        async with async_watch() as watch:
            started = time.perf_counter()
            await history.async_start()
            seconds = time.perf_counter() - started
        kept = record.counts()
        await history.async_stop()
    return Takeover(
        seconds=seconds,
        longest=max(watch.busy) * 1000,
        pause=max(watch.pauses) * 1000,
        late=max(watch.late) * 1000,
        states=kept["change"] + kept["sample"],
        hours=kept["hour"],
        wanted=wanted - entities * CHANGES_A_DAY // 24,
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 1 if a target is missed."""
    parser = argparse.ArgumentParser("benchmarks.takeover", description=(__doc__ or "").strip())
    parser.add_argument("--entities", type=int, default=ENTITIES, help="exposed ones")
    parser.add_argument("--days", type=int, default=DAYS, help="that the recorder has")
    args = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="llm_iot-") as name:
        found = asyncio.run(async_measure(Path(name), args.entities, args.days))
    table = Table("", "measured", "target", title=f"{args.entities} entities, {args.days} days")
    table.add_row("states taken over", f"{found.states:,}", f"{found.wanted:,}")
    table.add_row("hours taken over", f"{found.hours:,}", "")
    table.add_row("time (s)", f"{found.seconds:.1f}", "")
    table.add_row("longest step, processor time (ms)", f"{found.longest:.1f}", f"{STEP_MS:.0f}")
    table.add_row("longest collection of garbage (ms)", f"{found.pause:.1f}", "")
    table.add_row("event loop late, longest (ms)", f"{found.late:.1f}", "")
    Console().print(table)
    return 0 if found.is_good else 1


if __name__ == "__main__":
    end(main)
