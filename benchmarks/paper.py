"""Ours against the paper's own pipeline: same Ollama, same model, same boards, in turns.

`python -m benchmarks.paper` runs the development house and says the paper's commands to the
pipelines of `benchmarks.baseline` and to our agent, each time from a state in which every
relay has to move. It ends with status 1 if a target is missed.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
import json
from pathlib import Path
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.baseline import Baseline, Message, Model, constant_messages
from benchmarks.command import end
from benchmarks.homes import paper_home
from custom_components.llm_iot.const import DEFAULT_NUM_CTX, DEFAULT_NUM_THREAD
from custom_components.llm_iot.model.types import ModelOptions, usable_threads
from custom_components.llm_iot.prompting.prompt import system_message
from dev.demo import progress
from dev.house import House, Turn, house
from dev.models import CHAT_MODEL
from dev.paper import COMMANDS

REPEATS: Final = 5
PAPER: Final = "paper"
STRONGER: Final = "with example"
OURS: Final = "ours"
PIPELINES: Final = (PAPER, STRONGER, OURS)
SOONER: Final = 5.0
"""How many times sooner than in the baseline the first relay is to move."""
UNCACHED_TOKENS: Final = 300
OUTPUT_TOKENS: Final = 30

NOTES: Final = f"""\
Times in ms; medians. Every relay had to move in every turn.
{PAPER}: the paper's Listings 1 to 3, rebuilt; {STRONGER}: the same, shown an answer.
right: at rest all three relays were as wanted, by the boards' pin logs.
moved: turns in which a relay moved at all.
first relay: from the command to the first pin that changed, median (min-max) of
  the turns in which one did. The fan waits 200 ms before it closes a relay.
done: until the reply. Ours is confirmed by the devices, the others only sent.
prompt: tokens of the whole prompt; in brackets those behind the part that never
  changes, which the server had in its cache: so many were read at most.
  An answer that ours does not read to its end comes without the server's counts: then
  the prompt's are estimated, never too low, and the parts of the answer are counted.
model: turns in which the chat model was asked; the others took no tokens."""


@dataclass(frozen=True, slots=True)
class Run:
    """One command, as one pipeline carried it out."""

    pipeline: str
    command: str
    right: bool
    first_relay_ms: float | None
    """None if no relay moved."""
    total_ms: float
    asked_model: bool
    prompt_tokens: int
    uncached_tokens: int
    """At most so many."""
    output_tokens: int
    stage_ms: Mapping[str, float]
    reply: str


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What answers a sentence, and the messages with which its prompts begin."""

    say: Callable[[str], Turn]
    constant: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached, and what was."""

    name: str
    found: str
    met: bool


def measure(running: House, repeats: int, console: Console) -> list[Run]:
    """Say every command to every pipeline so many times, the pipelines alternating."""
    # The agent leaves a core to Home Assistant where Ollama runs beside it. Another number
    # of threads would make Ollama load the model anew at each change of pipeline.
    threads = usable_threads(DEFAULT_NUM_THREAD, running.ollama_url)
    model = Model(running.ollama_url, ModelOptions(CHAT_MODEL, DEFAULT_NUM_CTX, threads))
    compared = pipelines(running, model)
    constant_tokens = {name: model.count_tokens(each.constant) for name, each in compared.items()}
    rounds = [(name, command) for _ in range(repeats) for command in COMMANDS for name in PIPELINES]
    for pipeline in compared.values():
        pipeline.say(COMMANDS[0].text)  # what is only loaded at the first sentence is then there
    runs = []
    for name, command in track(rounds, "Measuring", console=console, transient=True):
        pipeline = compared[name]
        # The model's cache holds what was asked last, which another pipeline asked.
        model.warm_up(pipeline.constant)
        running.put({board: not on for board, on in command.wanted.items()})
        turn = pipeline.say(command.text)
        states = {board: running.boards[board].is_on() for board in command.wanted}
        right = states == command.wanted
        runs.append(described(name, command.text, turn, constant_tokens[name], right=right))
    return runs


def pipelines(running: House, model: Model) -> dict[str, Pipeline]:
    """Return the pipelines by name."""
    view = paper_home().view()
    # The agent names its devices in the order of their entities.
    system = system_message(sorted(view.devices, key=lambda device: device.entity_id), view)
    paper, stronger = (Baseline(running, model, example=example) for example in (False, True))
    return {
        PAPER: Pipeline(paper.say, constant_messages(example=False)),
        STRONGER: Pipeline(stronger.say, constant_messages(example=True)),
        OURS: Pipeline(running.say, [{"role": system.role, "content": system.content}]),
    }


def described(pipeline: str, command: str, turn: Turn, constant_tokens: int, *, right: bool) -> Run:
    """Return what is kept of a turn."""
    report = turn.report
    return Run(
        pipeline=pipeline,
        command=command,
        right=right,
        first_relay_ms=turn.first_relay_ms,
        total_ms=turn.total_ms,
        asked_model=bool(report["model"]),
        prompt_tokens=report["prompt_tokens"],
        uncached_tokens=max(0, report["prompt_tokens"] - constant_tokens),
        output_tokens=report["output_tokens"],
        stage_ms=report["stage_ms"],
        reply=turn.reply,
    )


def of(runs: Sequence[Run], pipeline: str) -> list[Run]:
    """Return the runs of a pipeline."""
    return [run for run in runs if run.pipeline == pipeline]


def first_relay(runs: Sequence[Run]) -> float | None:
    """Return the median time to the first relay, None if none ever moved."""
    times = [run.first_relay_ms for run in runs if run.first_relay_ms is not None]
    return median(times) if times else None


def sooner(runs: Sequence[Run], than: str) -> float | None:
    """Return how many times sooner than in another pipeline the first relay moves in ours.

    At least so many times, where none ever moved in the other one until it replied.
    """
    other = of(runs, than)
    theirs = first_relay(other) or median(run.total_ms for run in other)
    ours = first_relay(of(runs, OURS))
    return theirs / ours if ours else None


def targets(runs: Sequence[Run]) -> list[Target]:
    """Return what is to be reached, and what was."""
    ours = of(runs, OURS)
    right = sum(run.right for run in ours)
    ratio = sooner(runs, PAPER)
    times = "0 times, as ours moved none" if ratio is None else f"{ratio:.1f} times"
    if first_relay(of(runs, PAPER)) is None:
        times = f"at least {times}, as none had moved when it replied"
    uncached = max(run.uncached_tokens for run in ours)
    output = max(run.output_tokens for run in ours)
    untold = sum(run.asked_model and not run.output_tokens for run in ours)
    uncounted = f", unknown in {untold} turns" if untold else ""
    return [
        Target("ours right every time", f"{right} of {len(ours)}", right == len(ours)),
        Target(
            f"first relay sooner than {PAPER}, {SOONER:g} times",
            times,
            ratio is not None and ratio >= SOONER,
        ),
        Target(
            f"uncached prompt tokens a turn, {UNCACHED_TOKENS} at most",
            f"{uncached}{uncounted}",
            uncached <= UNCACHED_TOKENS and not untold,
        ),
        Target(
            f"output tokens a turn, {OUTPUT_TOKENS} at most",
            f"{output}{uncounted}",
            output <= OUTPUT_TOKENS and not untold,
        ),
    ]


def show(runs: Sequence[Run], console: Console) -> None:
    """Show the figures and which targets are met."""
    for command in (*(command.text for command in COMMANDS), None):
        table = Table(title=command or "All commands", title_justify="left", box=None)
        table.add_column("", no_wrap=True)
        for heading in ("right", "moved", "first relay", "done", "prompt", "output", "model"):
            table.add_column(heading, justify="right", no_wrap=True)
        for name in PIPELINES:
            found = [run for run in of(runs, name) if command in {None, run.command}]
            table.add_row(name, *figures(found))
        console.print(table)
    console.print(NOTES, markup=False)
    console.print()
    if (ratio := sooner(runs, STRONGER)) is not None:
        console.print(f"first relay sooner than {STRONGER}: {ratio:.1f} times")
    asked = [run for run in of(runs, OURS) if run.asked_model]
    if (relay := first_relay(asked)) is not None:
        console.print(f"first relay of the turns in which ours asked the model: {relay:.0f} ms")
    for target in targets(runs):
        verdict = "[green]met[/]" if target.met else "[bold red]MISSED[/]"
        console.print(f"{target.name}: {target.found}, {verdict}")


def figures(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return the cells of a row."""
    moved = [run.first_relay_ms for run in runs if run.first_relay_ms is not None]
    spread = f"{median(moved):.0f} ({min(moved):.0f}-{max(moved):.0f})" if moved else "never"
    prompt = median(run.prompt_tokens for run in runs)
    uncached = median(run.uncached_tokens for run in runs)
    return (
        f"{sum(run.right for run in runs)}/{len(runs)}",
        f"{len(moved)}/{len(runs)}",
        spread,
        f"{median(run.total_ms for run in runs):.0f}",
        f"{prompt:.0f} ({uncached:.0f})",
        f"{median(run.output_tokens for run in runs):.0f}",
        f"{sum(run.asked_model for run in runs)}/{len(runs)}",
    )


def as_json(runs: Sequence[Run]) -> Mapping[str, Any]:
    """Return everything that was measured."""
    return {
        "model": CHAT_MODEL,
        "targets": [asdict(target) for target in targets(runs)],
        "runs": [asdict(run) for run in runs],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status."""
    parser = argparse.ArgumentParser("benchmarks.paper", description=(__doc__ or "").strip())
    parser.add_argument("--repeats", type=int, default=REPEATS, help="repeats of each command")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured there")
    options = parser.parse_args(arguments)
    if options.repeats < 1:
        parser.error("--repeats must be at least 1")
    console = Console(highlight=False)
    with ExitStack() as stack:
        with progress(console) as begin:
            running = stack.enter_context(house(begin))
            begin("Turning learning off")
            # The relays are put the other way round between two turns, by a person's key,
            # and the baselines use it, too: none of that is to correct what ours did.
            running.stop_learning()
        runs = measure(running, options.repeats, console)
    show(runs, console)
    if options.json:
        options.json.write_text(json.dumps(as_json(runs), indent=1), encoding="utf-8")
    return 0 if all(target.met for target in targets(runs)) else 1


if __name__ == "__main__":
    end(main)
