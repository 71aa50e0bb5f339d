"""A trained adapter in a real Ollama: imported, asked, compared with torch."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
import json
import os
from pathlib import Path
import statistics
import subprocess

from ollama import Client

from custom_components.llm_iot.tuned.prompt import MAX_OUTPUT, NUM_CTX, STOP, whole
from dev.bootstrap import ROOT

from .generator.rows import rows

MODEL = "llm_iot:trial"
_OPTIONS = {
    "temperature": 0,
    "repeat_penalty": 1.0,
    "seed": 1,
    "num_ctx": NUM_CTX,
    "num_predict": MAX_OUTPUT,
    "stop": list(STOP),
    # As the component asks: a thread that waits for another one's core slows all down.
    "num_thread": max(1, (os.process_cpu_count() or 1) - 1),
}
_SECOND = 1e9
"""Nanoseconds."""


@dataclass(frozen=True, slots=True)
class Example:
    """A command that was never trained on."""

    devices: str
    """The list of devices, with the end of its last line."""
    said: str
    """Evidence and what was said, likewise."""
    answer: str
    sort: str

    @property
    def prompt(self) -> str:
        """Return all that the model is given."""
        return self.devices + self.said


@dataclass
class Trial:
    """How a model did."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    prompt_tokens: list[int] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return the part of the answers that are exactly as they should be, 0 to 1."""
        return self.right.total() / max(1, self.total.total())

    @property
    def median(self) -> float:
        """Return the seconds of an answer."""
        return statistics.median(self.seconds)


def examples(seed: int, count: int) -> list[Example]:
    """Return the first commands of the validation stream."""

    def every() -> Iterator[Example]:
        for row in rows(seed, validation=True):
            for turn in row.turns:
                yield Example(row.devices, turn.prompt, turn.answer, turn.sort)

    return list(islice(every(), count))


def create(client: Client, base: Path, adapter: Path, model: str = MODEL) -> None:
    """Make a model of the base and an adapter."""
    client.create(
        model=model,
        files={base.name: client.create_blob(base)},
        adapters={adapter.name: client.create_blob(adapter)},
        template="{{ .Prompt }}",
        parameters={
            key: _OPTIONS[key] for key in ("temperature", "repeat_penalty", "num_ctx", "stop")
        },
    )


def ask(client: Client, asked: Sequence[Example], model: str = MODEL) -> Trial:
    """Return how a model answers."""
    trial = Trial()
    for example in asked:
        answer = client.generate(model, example.prompt, raw=True, options=_OPTIONS, keep_alive=-1)
        line = whole(answer.response or "")
        trial.answers.append(line)
        trial.total[example.sort] += 1
        trial.right[example.sort] += line == example.answer
        trial.prompt_tokens.append(answer.prompt_eval_count or 0)
        spent = (answer.prompt_eval_duration or 0) + (answer.eval_duration or 0)
        trial.seconds.append(spent / _SECOND)
    return trial


def written_by_torch(
    trainer: Path, base: Path, adapter: Path, asked: Sequence[Example], answers: Sequence[str]
) -> int:
    """Return how many answers torch writes, too, for the same prompts and in full precision."""
    said = zip(asked, answers, strict=True)
    together = groupby(said, lambda pair: pair[0].devices)
    rows = [
        {"devices": devices, "commands": [(each.said, answer, each.sort) for each, answer in pairs]}
        for devices, pairs in together
    ]
    command: list[str | Path] = [trainer, "-m", "training.agreement"]
    command += ["--gguf", base, "--adapter", adapter]
    done = subprocess.run(  # noqa: S603
        command,
        input="".join(json.dumps(row) + "\n" for row in rows),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return int(done.stdout)
