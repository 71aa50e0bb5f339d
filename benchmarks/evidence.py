"""What lines of evidence do to the model made for homes, in a real Ollama.

`python -m benchmarks.evidence` asks about goals that somebody corrected before, with that turn in
the prompt, and about commands for one device with and without an earlier turn of nearly the same
words that means another one. Homes, names and words are those that no training saw. It ends with
status 1 if a target is missed.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
import json
from pathlib import Path
from typing import Any, Final

from ollama import Client
from rich.console import Console

from benchmarks.command import end
from custom_components.llm_iot.model.home_model import ADAPTER
from custom_components.llm_iot.tuned.language import write_line
from custom_components.llm_iot.tuned.prompt import Besides, device_lines, turn_lines
from dev.models import chat_weights
from dev.ollama import ollama_server
from training.generator import commands, evidence
from training.generator.manner import spoken
from training.generator.rows import scenes
from training.generator.scene import Command, Scene
from training.trial import Example, ask, create

FOLLOWED: Final = 0.95
"""Least share of corrected turns that are followed."""
HURT: Final = 0.03
"""Most that a misleading line may cost, as a share of all commands."""
MODEL: Final = "llm_iot:evidence"


@dataclass(frozen=True, slots=True)
class Found:
    """How many commands were answered as they should be."""

    count: int
    followed: int
    """Of corrected goals: as somebody corrected them."""
    alone: int
    """Of plain commands: without any evidence."""
    misled: int
    """Of the same commands: with a neighbour that means something else."""

    @property
    def met(self) -> bool:
        """Return whether both targets are reached."""
        hurt = (self.alone - self.misled) / self.count
        return self.followed / self.count >= FOLLOWED and hurt <= HURT


def corrected(seed: int) -> Iterator[Example]:
    """Yield goals with the turn in which somebody corrected them."""
    for scene in scenes(seed, validation=True):
        if known := evidence.corrected_goal(scene):
            command, lines = known
            yield _example(scene, command, lines, _spoken(scene, command))


def neighbours(seed: int) -> Iterator[tuple[Example, Example]]:
    """Yield commands for one device, without and with a line that misleads."""
    for scene in scenes(seed, validation=True):
        command = commands.single(scene)
        if line := evidence.misleading(scene, command):
            text = _spoken(scene, command)
            yield _example(scene, command, [], text), _example(scene, command, [line], text)


def _spoken(scene: Scene, command: Command) -> str:
    return spoken(scene.random, scene.vocabulary, command.text, question=command.question)


def _example(scene: Scene, command: Command, lines: Sequence[str], text: str) -> Example:
    devices = device_lines(thing.device for thing in scene.shown)
    said = turn_lines(Besides(lines), scene.area, text)
    return Example(devices, said, write_line(command.strings), command.sort)


def measure(seed: int, count: int, console: Console) -> Found:
    """Ask about so many commands of each sort."""
    pairs = list(islice(neighbours(seed), count))
    asked = {
        "corrected goals": list(islice(corrected(seed), count)),
        "plain commands": [alone for alone, _ in pairs],
        "the same, with a line that misleads": [misled for _, misled in pairs],
    }
    right = []
    with ollama_server() as url, closing(Client(url, trust_env=False)) as client:
        create(client, chat_weights(), ADAPTER, MODEL)
        try:
            for what, examples in asked.items():
                console.print(f"Asking about {what} ...")
                right.append(ask(client, examples, MODEL).right.total())
        finally:
            client.delete(MODEL)
    return Found(count, *right)


def show(found: Found, console: Console) -> None:
    """Show the figures and whether the targets are met."""
    count = found.count
    hurt = (found.alone - found.misled) / count
    console.print(f"a corrected turn is followed: {found.followed} of {count}")
    console.print(f"plain commands without evidence: {found.alone} of {count} right")
    console.print(f"the same with a line that misleads: {found.misled} of {count} right")
    console.print(f"followed {found.followed / count:.1%}, target {FOLLOWED:.0%} at least")
    console.print(f"a misleading line costs {hurt:.1%}, target {HURT:.0%} at most")
    console.print("[green]met[/]" if found.met else "[bold red]MISSED[/]")


def as_json(found: Found) -> dict[str, Any]:
    """Return everything that was measured."""
    return {
        "count": found.count,
        "followed": found.followed,
        "alone": found.alone,
        "misled": found.misled,
        "met": found.met,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status."""
    parser = argparse.ArgumentParser("benchmarks.evidence", description=(__doc__ or "").strip())
    parser.add_argument("--count", type=int, default=300, help="commands of each sort")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured there")
    options = parser.parse_args(arguments)
    if options.count < 1:
        parser.error("--count must be at least 1")
    console = Console(highlight=False)
    found = measure(options.seed, options.count, console)
    show(found, console)
    if options.json:
        options.json.write_text(json.dumps(as_json(found), indent=1), encoding="utf-8")
    return 0 if found.met else 1


if __name__ == "__main__":
    end(main)
