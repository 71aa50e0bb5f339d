"""What memory is good for: corrections that are followed, and habits.

`python -m benchmarks.memory` runs both parts, `benchmarks/taught.py` and
`benchmarks/habits.py`, in a real Home Assistant with real Ollama: with the small model of the
demo, or in one way after the other of `benchmarks/ways.py`.
"""

import argparse
import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
import json
import logging
from pathlib import Path
import sys
from typing import Any, Final

from pytest_homeassistant_custom_component import (  # before all of Home Assistant
    patch_time,  # noqa: F401
)
from rich.console import Console
from rich.table import Table

from benchmarks import habits, taught
from benchmarks.clock import clock, real_time
from benchmarks.command import end
from benchmarks.conversations import OURS
from benchmarks.planners import Planner
from benchmarks.runner import Watched
from benchmarks.understanding import percent
from benchmarks.ways import WAYS, Way, served, setting
from dev.bootstrap import CACHE, SetupError
from dev.models import CHAT_MODEL

KEPT_STORE: Final = CACHE / "memory.db"
PARTS: Final = ("corrections", "habits")
SMALL: Final = Way("small", "the whole agent with SmolLM2 135M", model=CHAT_MODEL)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What came of one way."""

    way: Way
    taught: taught.Findings | None
    habits: habits.Findings | None

    @property
    def shares(self) -> Mapping[str, tuple[int, int]]:
        """Return how many were right, and of how many, by what was looked at."""
        return {
            **(self.taught.shares if self.taught else {}),
            **(self.habits.shares if self.habits else {}),
        }

    @property
    def is_good(self) -> bool:
        """Return whether it is as good as has to be; of the whole agent alone much is expected."""
        whole = self.way.planner is Planner.PIPELINE and self.way.agent == OURS
        return self.taught is None or not whole or self.taught.is_good


@dataclass(frozen=True, slots=True)
class Task:
    """What is measured of each way."""

    cases: Sequence[taught.Case]
    parts: Collection[str] = PARTS
    every: int = 1
    """Of the other sentences that must stay as they are, every second one is said with two."""
    threads: int = 0
    """Of the model; 0 for as many as the agent takes by itself."""


def measure(way: Way, task: Task, console: Console) -> Remembered:
    """Measure one way. Raises SetupError if its model cannot be had."""
    with served(way) as server:
        return asyncio.run(_async_measure(way, server, task, console))


async def _async_measure(way: Way, server: Watched, task: Task, console: Console) -> Remembered:
    of_corrections = of_habits = None
    with clock() as running:
        chosen = setting(way, server, running, KEPT_STORE)
        chosen = replace(chosen, learns=True, threads=task.threads)
        if "corrections" in task.parts:
            of_corrections = await taught.async_measure(task.cases, chosen, console, task.every)
    if "habits" in task.parts:
        of_habits = await habits.async_measure(chosen)
    return Remembered(way, of_corrections, of_habits)


def show(measured: Sequence[Remembered], console: Console) -> None:
    """Show what was right in each way, and of a single one what was not."""
    if len(measured) == 1:
        if measured[0].taught:
            taught.show(measured[0].taught, console)
        if measured[0].habits:
            habits.show(measured[0].habits, console)
    table = Table(box=None)
    table.add_column("")
    for each in measured:
        table.add_column(each.way.name, justify="right", no_wrap=True)
    for name in measured[0].shares if measured else ():
        shares = [each.shares[name] for each in measured]
        table.add_row(
            name, *(f"{right} of {total}, {percent(right, total)}" for right, total in shares)
        )
    console.print(table)


def everything(measured: Sequence[Remembered]) -> Mapping[str, Any]:
    """Return the figures of each way."""
    return {each.way.name: dict(each.shares) for each in measured}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status: 1 also where a figure is not good enough."""
    parser = argparse.ArgumentParser("benchmarks.memory", description=(__doc__ or "").strip())
    ways = {way.name: way for way in (SMALL, *WAYS)}
    parser.add_argument("--part", choices=PARTS, help="only this part")
    parser.add_argument("--home", help="only the corrections in this home")
    parser.add_argument(
        "--way", action="append", choices=ways, help="go this way, not the small one; repeatable"
    )
    parser.add_argument("--threads", type=int, default=0, help="of the model")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="say every Nth of the other sentences"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args(arguments)
    cases = [case for case in taught.load_cases() if options.home in {None, case.home}]
    if not cases:
        parser.error("there are no such sentences")
    parts = [options.part] if options.part else ["corrections"] if options.home else PARTS
    task = Task(cases, parts, max(options.every, 1), options.threads)
    logging.basicConfig(level=logging.ERROR)
    console = Console(highlight=False, width=160 if not sys.stdout.isatty() else None)
    begin = real_time()
    measured: list[Remembered] = []
    status = 0
    for way in (ways[name] for name in options.way or [SMALL.name]):
        console.print(f"{way.title} ...", markup=False)
        try:
            measured.append(measure(way, task, console))
        except SetupError as err:
            console.print(f"This way cannot be measured: {err}", style="red", markup=False)
            status = 1
            continue
        if options.json:
            options.json.write_text(json.dumps(everything(measured), indent=1), encoding="utf-8")
    show(measured, console)
    console.print(f"{real_time() - begin:.0f} s")
    return status if all(each.is_good for each in measured) else 1


if __name__ == "__main__":
    end(main)
