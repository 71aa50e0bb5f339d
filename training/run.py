"""From nothing to a tried model: set-up, training, export, import into a real Ollama, card.

What is made lies in one folder. A training that was interrupted goes on there.
"""

import argparse
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
import json
from pathlib import Path
import shlex
import struct
import subprocess
import sys
from typing import Final

from ollama import Client

from dev.bootstrap import CACHE, ROOT, SetupError, run, say
from dev.models import chat_weights, pinned_weights
from dev.ollama import ollama_server

from .card import card
from .environment import ensure_trainer
from .generator import episodes
from .trial import Example, ask, create, examples, written_by_torch


@dataclass(frozen=True, slots=True)
class Size:
    """How much is done."""

    asked: int
    """Commands put to Ollama."""
    compared: int
    """Of those, the ones put to torch, too."""
    options: tuple[str, ...] = ()
    """Of the trainer."""


WHOLE: Final = Size(asked=500, compared=200)
SMOKE: Final = Size(
    asked=20, compared=5, options=("--commands", "56", "--rows", "2", "--measured", "14")
)
"""Every step, in the time that a check before every change may take."""


_GENTLY: Final = ("--learning-rate", "4e-4")
"""What is known already is not to be forgotten."""


def main() -> int:
    """Train as the arguments say."""
    parser = argparse.ArgumentParser(prog="scripts/train", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="to train for")
    parser.add_argument("--smoke", action="store_true", help="every step, hardly any training")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=CACHE / "trained")
    parser.add_argument(
        "--episodes", type=Path, help="what your home has taught, from llm_iot.export_episodes"
    )
    parser.add_argument(
        "--from", dest="earlier", type=Path, help="an adapter to go on from, GGUF or safetensors"
    )
    parser.add_argument("--no-training", action="store_true", help="only try what --out holds")
    given = parser.parse_args()
    size = SMOKE if given.smoke else WHOLE
    try:
        trainer, base = ensure_trainer(), pinned_weights()
        own = own_examples(given.episodes) if given.episodes else []
        if not given.no_training:
            options = ["--seconds", str(given.minutes * 60), "--seed", str(given.seed)]
            if given.earlier:
                options += ["--begin-with", str(given.earlier.resolve()), *_GENTLY]
            train(trainer, base, given.out, [*options, *size.options], given.episodes)
        try_out(trainer, base, given.out, [*own, *examples(given.seed, size.asked)], size)
    except SetupError as err:
        say(f"The training cannot go on: {err}")
        return 1
    except KeyboardInterrupt:
        say("Interrupted: the same command goes on from the last checkpoint.")
        return 130
    return 0


def own_examples(file: Path) -> list[Example]:
    """Return what is held back of a home's episodes. Raises SetupError."""
    try:
        held_out = episodes.load(file, held_out=True)
        trained = episodes.load(file, held_out=False)
    except episodes.EpisodesError as err:
        raise SetupError(str(err)) from err
    say(f"Of your home: {len(trained)} commands to train on, {len(held_out)} to measure with")
    return [Example(each.devices, each.prompt, each.answer, episodes.SORT) for each in held_out]


def train(
    trainer: Path, base: Path, out: Path, options: Sequence[str], own: Path | None = None
) -> None:
    """Train and export, in the environment that has torch; `own` has a home's episodes."""
    mixed_in = ["--episodes", str(own.resolve())] if own else []
    generator = shlex.join([sys.executable, "-m", "training.generator", *mixed_in])
    command: list[str | Path] = [trainer, "-m", "training", "--gguf", base, "--out", out, *options]
    command += ["--generator", generator, "--commit", commit()]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        raise SetupError("the training failed, for the reason above.")


def commit() -> str:
    """Return what code this is."""
    try:
        return run("git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=40").strip()
    except SetupError:
        return "unknown"


def try_out(trainer: Path, base: Path, out: Path, asked: Sequence[Example], size: Size) -> None:
    """Import the adapter into Ollama, see what it can do there, and write the card."""
    with ollama_server() as url, closing(Client(url, trust_env=False)) as client:
        create(client, chat_weights(), out / "adapter.gguf")
        trial = ask(client, asked)
    compared = asked[: size.compared]
    answers = trial.answers[: size.compared]
    same = written_by_torch(trainer, base, out / "adapter.gguf", compared, answers) / len(compared)
    text = card(metadata(out / "adapter.safetensors"), trial, same, len(compared))
    (out / "README.md").write_text(text, encoding="utf-8")
    say(text)


def metadata(learned: Path) -> dict[str, str]:
    """Return what a file of safetensors says about itself: its first part is JSON."""
    with learned.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        found: dict[str, str] = json.loads(file.read(length))["__metadata__"]
    return found


if __name__ == "__main__":
    sys.exit(main())
