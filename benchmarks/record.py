"""What the record of the home costs: while it watches, on the disk, and when it is asked.

`python -m benchmarks.record` lets a Home Assistant with 1,000 exposed entities change 200
times a second for a minute, and asks a year of a home of 200 entities. It ends with status 1
if a target is missed.

A block is by how much a beat of the event loop comes late, as the clock shows it: other programs
make it longer. So the home is watched without us as well, and the target is for the work of the
event loop between two beats, in processor time, as is the time of a question.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import gc
from pathlib import Path
import random
from tempfile import TemporaryDirectory
import time
import tracemalloc
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import numpy as np
from pytest_homeassistant_custom_component.common import async_test_home_assistant
from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from benchmarks.yardstick import slowness
from custom_components.llm_iot.collection.history import History
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Device, HomeView
from custom_components.llm_iot.past import Cause, CauseKind, PastForm, PastQuery, Period
from custom_components.llm_iot.processing.numbers import HOUR, Piece
from custom_components.llm_iot.processing.recall import recall
from custom_components.llm_iot.processing.series import Change, Sample, SeriesKey
from custom_components.llm_iot.queries import Comparison
from custom_components.llm_iot.storage.record import Batch, Record

ENTITIES: Final = 1000
CHANGES_PER_S: Final = 200
SECONDS: Final = 60
TARGETS: Final = {
    "longest work of the event loop (ms)": 10.0,
    "changes lost": 1.0,
    "memory grown (MB)": 20.0,
    "question p95 (ms)": 300.0,
}
_BEAT: Final = 0.002
_DEGREES: Final = {"device_class": "temperature", "unit_of_measurement": "°C"}
_ZONE: Final = ZoneInfo("Europe/Berlin")
_NOW: Final = datetime(2026, 11, 20, 18, 0, tzinfo=_ZONE)
_DAYS: Final = 365
_SINGLE_DAYS: Final = 10
_SWITCHES: Final = 120
_METERS: Final = 80
_CHANGES_A_DAY: Final = 12
_SAMPLE_S: Final = 300
_QUESTIONS: Final = 300
_LIMITED: Final = 0.3
"""Part of the questions about states that is about a number above another one instead."""


@asynccontextmanager
async def async_large_home() -> AsyncIterator[HomeAssistant]:
    """Run a Home Assistant with many exposed entities, half of them thermometers."""
    async with async_test_home_assistant() as hass:
        await async_setup_component(hass, "homeassistant", {})
        for number in range(ENTITIES):
            async_expose_entity(hass, "conversation", _entity(number), should_expose=True)
            _change(hass, number, 0)
        try:
            yield hass
        finally:
            await hass.async_stop(force=True)


def _entity(number: int) -> str:
    return f"sensor.t{number}" if number % 2 else f"switch.s{number}"


def _change(hass: HomeAssistant, number: int, turn: int) -> None:
    if number % 2:
        hass.states.async_set(_entity(number), f"{15 + turn % 100 / 10:.1f}", _DEGREES)
    else:
        hass.states.async_set(_entity(number), ("off", "on")[turn % 2])


@dataclass
class Beats:
    """What the event loop did between its beats, in milliseconds."""

    late: list[float] = field(default_factory=list)
    """By how much each beat came late."""
    work: list[float] = field(default_factory=list)
    """Processor time of the event loop before each beat."""


async def _async_live(hass: HomeAssistant, seconds: float) -> Beats:
    """Let the home change; return how the event loop kept time."""
    beats = Beats()
    loop = asyncio.get_running_loop()
    started, changes = loop.time(), 0
    while (now := loop.time()) - started < seconds:
        due = int((now - started) * CHANGES_PER_S)
        for number in range(changes, due):
            _change(hass, number % ENTITIES, 1 + number // ENTITIES)
        changes = due
        before, work = loop.time(), time.thread_time()
        await asyncio.sleep(_BEAT)
        beats.late.append((loop.time() - before - _BEAT) * 1000)
        beats.work.append((time.thread_time() - work) * 1000)
    return beats


async def async_watching(folder: Path, seconds: float) -> dict[str, float]:
    """Return what watching a busy home costs."""
    async with async_large_home() as hass:
        alone = await _async_live(hass, seconds)
        home = Home(hass, load_kinds())
        history = History(hass, home, Record(folder / "live.db"))
        history.async_listen()
        await history.async_start()
        beats = await _async_live(hass, seconds)
        tracemalloc.start()
        before = await _async_memory(history)
        await _async_live(hass, seconds)
        grown = await _async_memory(history) - before
        tracemalloc.stop()
        facts = await history.async_facts()
        await history.async_stop()
    return {
        "longest block without us (ms)": max(alone.late),
        "longest block (ms)": max(beats.late),
        "99.9 % of blocks without us (ms)": float(np.percentile(alone.late, 99.9)),
        "99.9 % of blocks (ms)": float(np.percentile(beats.late, 99.9)),
        "longest work without us (ms)": max(alone.work),
        "longest work of the event loop (ms)": max(beats.work),
        "changes lost": float(facts.dropped + facts.counts.lost),
        "memory grown (MB)": grown / 1e6,
    }


async def _async_memory(history: History) -> float:
    """Return how many bytes Python holds once all that was seen is written."""
    await history.async_facts()
    gc.collect()
    return float(tracemalloc.get_traced_memory()[0])


def a_past(days: int) -> tuple[HomeView, Batch]:
    """Return a home of 200 entities, and some days of it."""
    rng = random.Random(2026)  # noqa: S311  # to be repeatable
    end = _NOW.timestamp()
    begin, single = end - days * 24 * HOUR, end - _SINGLE_DAYS * 24 * HOUR
    switches = [
        Device(f"switch.s{each}", f"s{each}", "switch", f"s{each}") for each in range(_SWITCHES)
    ]
    meters = [
        Device(f"sensor.t{each}", f"t{each}", "temperature", f"t{each}", device_class="temperature")
        for each in range(_METERS)
    ]
    batch = Batch(by_hour_until=single)
    causes = [Cause(CauseKind.PERSON, user_id=user) for user in ("anna", "ben")] + [
        Cause(CauseKind.DEVICE)
    ]
    for switch in switches:
        moments = sorted(rng.uniform(begin, end) for _ in range(days * _CHANGES_A_DAY))
        batch.changes[SeriesKey(switch.entity_id)] = [
            Change(at, ("off", "on")[place % 2], rng.choice(causes))
            for place, at in enumerate(moments)
        ]
    for meter in meters:
        key = SeriesKey(meter.entity_id, "temperature", "°C")
        batch.hours[key] = [
            _hour(begin + place * HOUR, rng) for place in range((days - _SINGLE_DAYS) * 24)
        ]
        batch.samples[key] = [
            Sample(single + place * _SAMPLE_S, round(rng.uniform(15, 25), 1))
            for place in range(int(_SINGLE_DAYS * 24 * HOUR / _SAMPLE_S))
        ]
    return HomeView(tuple(switches), {}, readings=tuple(meters)), batch


def _hour(begin: float, rng: random.Random) -> Piece:
    low, high = sorted((rng.uniform(15, 20), rng.uniform(20, 25)))
    return Piece(begin, HOUR, (low + high) / 2 * HOUR, low, begin, high, begin + 60, 0.0)


def questions(view: HomeView) -> list[PastQuery]:
    """Return questions of every form over an hour to a year, about one thing or ten."""
    rng = random.Random(7)  # noqa: S311  # to be repeatable
    numbers = {
        PastForm.MEAN,
        PastForm.HIGHEST,
        PastForm.LOWEST,
        PastForm.HIGHEST_DAY,
        PastForm.TOTAL,
    }
    limits = {PastForm.DURATION, PastForm.COUNT, PastForm.LAST, PastForm.EVER}
    found = []
    for _ in range(_QUESTIONS):
        form = rng.choice(list(PastForm))
        limit = form in limits and rng.random() < _LIMITED
        numeric = form in numbers or limit
        things = view.readings if numeric else view.devices
        length = timedelta(hours=rng.choice((1, 12, 24, 24 * 7, 24 * 30, 24 * 365)))
        whole = form is PastForm.CHANGES and length <= timedelta(days=1)
        targets = (
            ()
            if whole
            else tuple(each.entity_id for each in rng.sample(things, rng.choice((1, 1, 10))))
        )
        found.append(
            PastQuery(
                form=form,
                asked=_NOW,
                targets=targets,
                state=None if numeric or form is PastForm.CHANGES else "on",
                measure="temperature" if numeric else None,
                period=Period(_NOW - length, _NOW),
                comparison=Comparison.ABOVE if limit else None,
                threshold=20.0,
                usual=form in {PastForm.DURATION, PastForm.COUNT} and length <= timedelta(days=1),
            )
        )
    return found


def asking(folder: Path, days: int = _DAYS) -> dict[str, float]:
    """Return what so many days take on the disk, and how long questions about them take."""
    record = Record(folder / "year.db")
    record.open()
    view, batch = a_past(days)
    started = time.perf_counter()
    record.write(batch)
    wrote = time.perf_counter() - started
    record.prune(0.0)  # moves what was written into the file itself
    counts = record.counts()
    times = []
    for query in questions(view):
        started = time.process_time()
        recall(query, view, record)
        times.append((time.process_time() - started) * 1000)
    record.close()
    rows = counts["change"] + counts["sample"] + counts["hour"]
    return {
        "rows kept": float(rows),
        "rows written a second": rows / wrote,
        "kB for 1,000 rows": counts["bytes"] / rows,
        "question p50 (ms)": float(np.percentile(times, 50)),
        "question p95 (ms)": float(np.percentile(times, 95)),
        "question max (ms)": max(times),
    }


def figures(seconds: float) -> dict[str, float]:
    """Return all that is measured."""
    with TemporaryDirectory(prefix="llm_iot-") as name:
        folder = Path(name)
        found = asyncio.run(async_watching(folder, seconds))
        return found | asking(folder) | {"machine slower by": slowness()}


def main() -> int:
    """Print the figures; return whether all targets are met, as an exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long the home is busy")
    found = figures(parser.parse_args().seconds)
    table = Table("", "measured", "target", title="The record of the home")
    for name, value in found.items():
        target = TARGETS.get(name)
        table.add_row(name, f"{value:,.2f}", "" if target is None else f"below {target:,.0f}")
    Console().print(table)
    return 0 if all(found[name] < target for name, target in TARGETS.items()) else 1


if __name__ == "__main__":
    end(main)
