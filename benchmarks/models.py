"""What the model made for homes is worth: the same sentences, planned in six ways.

`python -m benchmarks.models` says the sentences of `benchmarks/understanding/` to our agent while
examples alone, a general model alone or the model made for homes alone plan every one of them,
then to the whole agent, and to Home Assistant's own. Everything before and after a plan is the
same. What was measured until then is in the file of `--json` after each way.
"""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
import json
import logging
from pathlib import Path
from statistics import median
import sys
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.clock import Clock
from benchmarks.command import end
from benchmarks.conversations import Answer, Result, Setting
from benchmarks.planners import Planner
from benchmarks.sentences import CLASSES, Half, Talk, load_talks
from benchmarks.understanding import KEPT_STORE, as_json, async_say, percent, times
from benchmarks.ways import WAYS, Way, served, setting
from dev.bootstrap import SetupError
from dev.demo import INTERRUPTED

NOTES: Final = """\
wrong: talks after which something had moved that should not have.
false: talks in which something was called done although the home was not as wanted.
needless: talks in which a question was asked that a person would not have asked.
Times in ms, from the sentence to the reply, of all sentences; tokens of those that asked a model
(medians of a sentence, for which it may be asked twice; longest: of all prompts; new: not in the
server's cache); memory of the process that runs it, in MB."""
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one way."""

    way: Way
    results: tuple[Result, ...]
    memory: int | None
    """Bytes; None where no model runs, or its process is not seen."""

    @property
    def answers(self) -> list[Answer]:
        """Return what was made of each sentence."""
        return [answer for result in self.results for answer in result.answers]

    @property
    def asked(self) -> list[Answer]:
        """Return what was made of the sentences for which the model was asked."""
        return [answer for answer in self.answers if answer.asked_model]


def measure(way: Way, talks: Sequence[Talk], threads: int, console: Console) -> Measured:
    """Say the sentences in one way. Raises SetupError if its model cannot be had."""
    with served(way) as server:

        def make_setting(running: Clock) -> Setting:
            return replace(setting(way, server, running, KEPT_STORE), threads=threads)

        results = tuple(asyncio.run(async_say(talks, console, make_setting)))
        asks = way.model is not None and way.planner is not Planner.VOTE
        memory = server.memory(way.model) if asks and way.model else None
        return Measured(way, results, memory)


def show(measured: Sequence[Measured], console: Console) -> None:
    """Show the figures of each way, then what was exact by class."""
    table = Table(box=None)
    table.add_column("", no_wrap=True)
    for heading in ("exact", "wrong", "false", "needless", "p50", "p95"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("prompt", "longest", "new", "output", "memory"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in measured:
        table.add_row(each.way.title, *figures(each))
    console.print(table)
    by_class = Table(box=None)
    by_class.add_column("exact, of class")
    for each in measured:
        by_class.add_column(each.way.name, justify="right", no_wrap=True)
    for name in CLASSES:
        shares = [exact_share(each.results, name) for each in measured]
        if any(share != "-" for share in shares):
            by_class.add_row(name, *shares)
    console.print(by_class)
    console.print(NOTES, markup=False)


def figures(measured: Measured) -> tuple[str, ...]:
    """Return the cells of a row."""
    scores = [result.score for result in measured.results]
    asked = measured.asked
    return (
        exact_share(measured.results),
        str(sum(bool(score.wrong) for score in scores)),
        str(sum(score.false_done for score in scores)),
        str(sum(score.needless for score in scores)),
        *times([answer.ms for answer in measured.answers]),
        _median([answer.prompt_tokens for answer in asked]),
        str(max(each.longest_prompt_tokens for each in asked)) if asked else "-",
        _median([each for answer in asked if (each := answer.uncached_tokens) is not None]),
        _median([answer.output_tokens for answer in asked]),
        "-" if measured.memory is None else f"{measured.memory / _MEGABYTE:.0f}",
    )


def exact_share(results: Sequence[Result], category: str | None = None) -> str:
    """Return how many talks, of a class or of all, were exact."""
    found = [each for each in results if category in {None, each.talk.category}]
    return percent(sum(each.score.exact for each in found), len(found))


def _median(values: Sequence[int]) -> str:
    return f"{median(values):.0f}" if values else "-"


def everything(measured: Sequence[Measured], half: Half, threads: int) -> Mapping[str, Any]:
    """Return all that was measured; of the test half without the sentences."""
    return {
        "half": half.value,
        "threads": threads,
        "ways": [
            {
                "way": each.way.name,
                "title": each.way.title,
                "memory": each.memory,
                "talks": as_json(each.results),
            }
            for each in measured
        ],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Say the sentences and report; return the exit status."""
    parser = argparse.ArgumentParser("benchmarks.models", description=(__doc__ or "").strip())
    names = [way.name for way in WAYS]
    parser.add_argument(
        "--half", type=Half, choices=list(Half), default=Half.DEVELOPMENT, help="which sentences"
    )
    parser.add_argument("--class", dest="category", choices=CLASSES, help="only these sentences")
    parser.add_argument("--home", help="only the sentences of this home")
    parser.add_argument("--way", action="append", choices=names, help="only this way; repeatable")
    parser.add_argument("--threads", type=int, default=1, help="of the model; 0: as Ollama likes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured there")
    options = parser.parse_args(arguments)
    talks = [
        talk
        for talk in load_talks(options.half)
        if options.category in {None, talk.category} and options.home in {None, talk.home}
    ]
    if not talks:
        parser.error("there are no such sentences")
    logging.basicConfig(level=logging.ERROR)
    console = Console(highlight=False, width=160 if not sys.stdout.isatty() else None)
    measured: list[Measured] = []
    status = 0
    for way in (way for way in WAYS if options.way is None or way.name in options.way):
        console.print(f"{way.title} ...", markup=False)
        try:
            measured.append(measure(way, talks, options.threads, console))
        except SetupError as err:
            console.print(f"This way cannot be measured: {err}", style="red", markup=False)
            status = 1
        except KeyboardInterrupt:
            console.print("The benchmark was interrupted.")
            status = INTERRUPTED
            break
        if options.json:
            found = everything(measured, options.half, options.threads)
            options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    console.print(f"{options.half} half, {len(talks)} talks, threads of the model: ", end="")
    console.print(str(options.threads or "as many as Ollama likes"))
    show(measured, console)
    return status


if __name__ == "__main__":
    end(main)
