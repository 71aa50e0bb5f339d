"""Whether one correction is enough: goal sentences said again after a person put them right.

`python -m benchmarks.memory` says each sentence of `benchmarks/corrections/` in a real Home
Assistant with real Ollama, corrects what came of it in words or by hand, and brings the home
back to how it was. Then the sentence and two that mean the same have to leave the whole home
exactly as the person left it. After all corrections of a home, the other sentences of the
understanding benchmark have to end as they did before any.
"""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import json
import logging
from pathlib import Path
import sys
from typing import Any, Final

from pytest_homeassistant_custom_component import (  # before all of Home Assistant
    patch_time,  # noqa: F401
)
from rich.console import Console
from rich.progress import track

from benchmarks.clock import clock, real_time
from benchmarks.conversations import OURS, Setting, Stage, async_stage
from benchmarks.scoring import Pictures
from benchmarks.sentences import Half, Talk, load_talks
from benchmarks.understanding import ollama, percent
from dev.bootstrap import CACHE, SetupError

SENTENCES: Final = Path(__file__).with_name("corrections") / "sentences.json"
KEPT_STORE: Final = CACHE / "memory.db"
OTHERS: Final = ("goal", "complaint", "rambling")
"""Classes of the sentences that must stay as they are."""
RIGHT: Final = 90.0
BROKEN: Final = 2.0
"""Percent that have to be reached, and that must not be passed."""
_RUN_ONCE: Final = ("scene.", "script.", "button.", "input_button.")
"""Entities whose state is the time of their last use."""


@dataclass(frozen=True, slots=True)
class Case:
    """A goal sentence with its correction."""

    home: str
    say: str
    wanted: Mapping[str, str]
    """States by entity id that the correction has to lead to, so that it was one."""
    alike: Sequence[str]
    """Sentences that mean the same."""
    held_out: Sequence[str]
    """Others that do, which nobody looks at while the code is written."""
    area: str | None = None
    fix: Sequence[str] = ()
    hand: Sequence[Sequence[str]] = ()
    """Actions of Home Assistant and their entities, as the person's own."""
    given: Mapping[str, Any] | None = None
    also: Sequence[str] = ()
    """Sentences of the understanding benchmark that mean the same, and so may end otherwise."""

    @property
    def start(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what is not as the home's file says."""
        given = self.given or {}
        return {
            key: {"state": value} if isinstance(value, str) else value
            for key, value in given.items()
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case."""

    case: Case
    changed: bool
    """Whether the correction was understood, and changed anything."""
    again: bool
    alike: tuple[bool, ...]
    seen: tuple[str, ...]
    """What differed, for whoever wants to know."""


def load_cases() -> list[Case]:
    """Read the sentences."""
    return [Case(**record) for record in json.loads(SENTENCES.read_text(encoding="utf-8"))]


async def async_measure(
    stage: Stage, cases: Sequence[Case], others: Sequence[Talk], console: Console
) -> tuple[list[Outcome], list[str]]:
    """Return what came of the cases of a home, and which other sentences ended otherwise."""
    memory = stage.agent_entry.runtime_data.memory
    await memory.async_reset()
    before = [await _async_end(stage, talk) for talk in others]
    outcomes = []
    await memory.async_reset()
    for case in track(cases, cases[0].home, console=console, transient=True):
        outcomes.append(await _async_case(stage, case))
        await memory.async_reset()
    for case in cases:
        await _async_teach(stage, case)
    await _async_settle(stage)
    after = [await _async_end(stage, talk) for talk in others]
    await memory.async_reset()
    broken = [
        f"{talk.home}: {talk.sentences[0].text}: {', '.join(differences(old, new))}"
        for talk, old, new in zip(others, before, after, strict=True)
        if old != new
    ]
    return outcomes, broken


async def _async_case(stage: Stage, case: Case) -> Outcome:
    """Teach, and say the sentence again, and those that are like it."""
    uncorrected, wanted = await _async_teach(stage, case)
    await _async_settle(stage)
    as_wanted = all(wanted[key]["state"] == state for key, state in case.wanted.items())
    right, seen = [], []
    for text in (case.say, *case.alike):
        await _async_later(stage, case.start)
        with stage.agent_entry.runtime_data.memory.paused():
            await stage.async_hear(text, case.area)
        end = pictures(stage)
        right.append(end == wanted)
        seen += [f"{text}: {each}" for each in differences(wanted, end)]
    return Outcome(
        case, as_wanted and uncorrected != wanted, right[0], tuple(right[1:]), tuple(seen)
    )


async def _async_teach(stage: Stage, case: Case) -> tuple[Pictures, Pictures]:
    """Say a sentence and correct it; return the home before and after the correction."""
    await _async_later(stage, case.start)
    conversation_id = await stage.async_hear(case.say, case.area)
    uncorrected = pictures(stage)
    for text in case.fix:
        await stage.async_hear(text, case.area, conversation_id)
    for action, entity_id in case.hand:
        await stage.async_by_hand(action, entity_id)
    return uncorrected, pictures(stage)


async def _async_later(stage: Stage, start: Mapping[str, Mapping[str, Any]]) -> None:
    """Bring the home to how it is at the start, long after what was said before.

    Otherwise that would be a correction by hand, as what a device does on its own account is.
    """
    stage.agent_entry.runtime_data.memory.hand.async_stop()
    await stage.async_reset(start)


async def _async_end(stage: Stage, talk: Talk) -> Pictures:
    """Return the home after another sentence, of which nothing is learned."""
    memory = stage.agent_entry.runtime_data.memory
    with memory.paused():
        await stage.async_run(talk, OURS)
    return pictures(stage)


async def _async_settle(stage: Stage) -> None:
    """Wait until what was learned has its vectors, as it has a second later at home."""
    await stage.hass.async_block_till_done()
    preparation = stage.agent_entry.runtime_data.preparation
    preparation.async_request()
    await preparation.async_wait()


def pictures(stage: Stage) -> Pictures:
    """Return what people notice of the home, without when something was last used."""
    return {
        entity_id: picture
        for entity_id, picture in stage.pictures().items()
        if not entity_id.startswith(_RUN_ONCE)
    }


def differences(wanted: Pictures, seen: Pictures) -> list[str]:
    """Return in what two homes differ."""
    return [
        f"{key} {dict(seen[key])} instead of {dict(wanted[key])}"
        for key in wanted
        if wanted[key] != seen[key]
    ]


async def async_run(
    cases: Sequence[Case], console: Console, url: str
) -> tuple[list[Outcome], list[str], int]:
    """Measure home by home."""
    talks = [talk for talk in load_talks(Half.DEVELOPMENT) if talk.category in OTHERS]
    outcomes: list[Outcome] = []
    broken: list[str] = []
    count = 0
    with clock() as running:
        setting = Setting(url, has_model=True, kept_store=KEPT_STORE, clock=running, learns=True)
        for home in dict.fromkeys(case.home for case in cases):
            own = [case for case in cases if case.home == home]
            also = {text for case in own for text in case.also}
            others = [
                talk
                for talk in talks
                if talk.home == home
                and len(talk.sentences) == 1
                and talk.sentences[0].text not in also
            ]
            areas = {
                area
                for area in (*(each.area for each in own), *(each.area for each in others))
                if area
            }
            async with async_stage(home, sorted(areas), setting) as stage:
                found, differing = await async_measure(stage, own, others, console)
            outcomes += found
            broken += differing
            count += len(others)
    return outcomes, broken, count


def show(outcomes: Sequence[Outcome], broken: Sequence[str], others: int, console: Console) -> bool:
    """Show the figures; return whether they are good enough."""
    again = sum(each.again for each in outcomes)
    alike = [right for each in outcomes for right in each.alike]
    right, total = again + sum(alike), len(outcomes) + len(alike)
    for each in outcomes:
        if not each.changed:
            console.print(f"not corrected: {each.case.home}: {each.case.say}", markup=False)
        for line in each.seen:
            console.print(f"wrong: {each.case.home}: {line}", markup=False)
    for line in broken:
        console.print(f"broken: {line}", markup=False)
    rows = (
        ("corrections understood", sum(each.changed for each in outcomes), len(outcomes)),
        ("the same sentence right", again, len(outcomes)),
        ("sentences that mean the same right", sum(alike), len(alike)),
        ("both", right, total),
        ("other sentences that end otherwise", len(broken), others),
    )
    for name, part, whole in rows:
        console.print(f"{name}: {part} of {whole}, {percent(part, whole)}", markup=False)
    return 100 * right >= RIGHT * total and 100 * len(broken) <= BROKEN * others


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status: 1 also where a figure is not good enough."""
    parser = argparse.ArgumentParser("benchmarks.memory", description=(__doc__ or "").strip())
    parser.add_argument("--home", help="only the sentences of this home")
    options = parser.parse_args(arguments)
    cases = [case for case in load_cases() if options.home in {None, case.home}]
    if not cases:
        parser.error("there are no such sentences")
    logging.basicConfig(level=logging.ERROR)
    console = Console(highlight=False, width=160 if not sys.stdout.isatty() else None)
    begin = real_time()
    try:
        with ollama(no_model=False) as url:
            outcomes, broken, others = asyncio.run(async_run(cases, console, url))
    except SetupError as err:
        console.print(f"The benchmark cannot go on: {err}", style="red", markup=False)
        return 1
    good = show(outcomes, broken, others, console)
    console.print(f"{real_time() - begin:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
