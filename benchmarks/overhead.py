"""What our own code adds to a turn: every stage, with neither model nor board.

`python -m benchmarks.overhead` runs the pipeline with a store on disk, a model that
answers at once and devices that obey at once. It ends with status 1 if a target is missed.
"""

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle, islice
import json
from pathlib import Path
from tempfile import TemporaryDirectory
import time
from typing import Final
import zlib

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from benchmarks.homes import MeasuredHome, large_home, paper_home
from benchmarks.turns import PlainHands, plain_turn
from benchmarks.yardstick import slowness
from custom_components.llm_iot.collection.labels import with_labels
from custom_components.llm_iot.model.types import BYTES_PER_TOKEN, Completion, Prompt
from custom_components.llm_iot.models import (
    Step,
    Utterance,
)
from custom_components.llm_iot.outcomes import Outcome, Result
from custom_components.llm_iot.pipeline import Pipeline
from custom_components.llm_iot.prompting.bank import COLLECTION as EXAMPLES, entries
from custom_components.llm_iot.prompting.retrieval import DEVICES, Retriever, device_entries
from custom_components.llm_iot.recognition.obstacles import Obstacles
from custom_components.llm_iot.resources import Resources, load_resources
from custom_components.llm_iot.storage.base import Entry, Question, Vector
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.turn import Turn
from custom_components.llm_iot.understanding import Understanding

TURNS: Final = 300
TARGET_P95_MS: Final = {"3 devices": 20.0, "1,000 entities": 50.0}
_EMBEDDING: Final = "measured"
_DIMENSIONS: Final = 384
_NUM_CTX: Final = 4096
_ROOM: Final = "kitchen"
"""Area of the satellite that hears every second sentence."""

SENTENCES: Final = (
    "it is far too dark for me to knit",
    "my eyes hurt from the glare",
    "we are having friends over for dinner tonight",
    "the air is stuffy, do something",
    "I am going to put the baby to bed",
    "everyone is leaving for the weekend",
    "time for my yoga session",
    "it smells of burnt toast here",
    "let us have a quiet evening with some music",
    "I need to concentrate on my tax return",
    "I am freezing under this blanket",
    "get the place ready for a birthday party",
    "the sun is blinding me at the table",
    "I just came home with the groceries",
    "we want to play a board game",
    "please turn on the kitchen ceiling light",
    "put the fan to sixty percent",
    "set the lamp in the library to 35 percent",
    "make it 22 degrees in the nursery",
    "close the blinds in the guest bedroom and the studio",
    "switch everything off except the landing",
    "turn off all lights but leave the fan running",
    "all the lights on the top floor off please",
    "light on, fan on and the tv off",
    "make the living room a bit brighter",
    "turn the tv and the speaker off in the games room",
    "lower the volume in the gym",
    "could you dim the spotlights in the dining room",
    "is the fan in the bathroom still running?",
    "start the extractor and open the curtains in the kitchen",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Times of one thing that was done many times, in milliseconds."""

    p50: float
    p95: float
    max: float

    @classmethod
    def of(cls, samples: Sequence[float]) -> Figures:
        """Return the figures of some samples."""
        p50, p95 = np.percentile(samples, (50, 95))
        return cls(float(p50), float(p95), max(samples))


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one home costs."""

    home: str
    target_p95: float
    turn: Figures
    processor: Figures
    """Processor time of the whole turn, which other work on the machine hardly changes."""
    slowness: float
    """How many times slower than the machine of the targets this one was, in the median."""
    stages: Mapping[str, Figures]
    once: Mapping[str, float]
    """Milliseconds of what is done again only after the home changed."""

    @property
    def met(self) -> bool:
        """Return whether turns are as fast as promised."""
        return self.turn.p95 < self.target_p95


@dataclass(frozen=True)
class InstantModel:
    """A model that answers at once, with the plan of the nearest example."""

    vectors: Mapping[str, Vector]
    embedding_model: str = _EMBEDDING

    def is_tuned(self) -> bool:
        """Return that it is like any other."""
        return False

    def language(self) -> int:
        """Return that it was not trained for homes."""
        return 0

    def bytes_per_token(self) -> float:
        """Return what is usual."""
        return BYTES_PER_TOKEN

    def is_large(self) -> bool:
        """Return that it is believed against a vote, so that its plan is always carried out."""
        return True

    async def embed_utterance(self, text: str) -> Vector:
        """Return the vector that was made for a sentence beforehand."""
        return self.vectors[text]

    async def complete(
        self, prompt: Prompt, is_complete: Callable[[str], bool] | None = None
    ) -> Completion:
        """Return the last answer among the examples of the prompt."""
        answers = [each.content for each in prompt.messages if each.role == "assistant"]
        text = answers[-1] if answers else "[]"
        if is_complete:
            is_complete(text)
        return Completion(text, "instant", prompt.tokens, 0, 0.0, 0.0, 0.0, 0.0, "stop")


class _Watch:
    """Takes the time of what is done once."""

    def __init__(self) -> None:
        """Begin the first lap."""
        self.ms: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, name: str) -> None:
        """Note the time since the last lap."""
        now = time.perf_counter()
        self.ms[name] = (now - self._since) * 1000
        self._since = now


async def async_measure(folder: Path, turns: int = TURNS) -> list[Measurement]:
    """Return what turns cost in a small and in a large home."""
    resources = load_resources()
    homes = {"3 devices": paper_home(), "1,000 entities": large_home(resources.kinds)}
    return [
        await _async_measure_home(name, home, resources, folder / f"{len(home.devices)}.db", turns)
        for name, home in homes.items()
    ]


async def _async_measure_home(
    name: str, home: MeasuredHome, resources: Resources, file: Path, turns: int
) -> Measurement:
    """Return what turns cost in one home."""
    store = SqliteStore(file, asyncio.to_thread)
    await store.async_open()
    try:
        once = await _async_fill(store, home, resources)
        pipeline = Pipeline(
            home=home.view,
            understanding=Understanding(
                model=InstantModel({text: _vector(text) for text in SENTENCES}),
                retriever=Retriever(store, resources.templates, resources.kinds),
                resolver=resources.resolver,
                questions=resources.questions,
                obstacles=Obstacles(resources.kinds, resources.resolver.lexicon),
                answers=resources.answer_reader,
                num_ctx=_NUM_CTX,
            ),
            speakers=resources.speakers,
        )
        watch = _Watch()
        await pipeline.async_run(_turn(SENTENCES[0]))
        watch.lap("first turn")
        whole: list[float] = []
        processor: list[float] = []
        slow: list[float] = []
        stages: dict[str, list[float]] = {}
        for number, text in enumerate(islice(cycle(SENTENCES), turns)):
            turn = _turn(text, _ROOM if number % 2 else None)
            started, used = time.perf_counter(), time.process_time()
            report = await pipeline.async_run(turn)
            whole.append((time.perf_counter() - started) * 1000)
            processor.append((time.process_time() - used) * 1000)
            slow.append(slowness())
            for stage, elapsed in report.stage_ms.items():
                stages.setdefault(stage, []).append(elapsed)
    finally:
        await store.async_close()
    return Measurement(
        home=name,
        target_p95=TARGET_P95_MS[name],
        turn=Figures.of(whole),
        processor=Figures.of(processor),
        slowness=float(np.median(slow)),
        stages={stage: Figures.of(samples) for stage, samples in stages.items()},
        once={**once, **watch.ms},
    )


async def _async_fill(
    store: SqliteStore, home: MeasuredHome, resources: Resources
) -> Mapping[str, float]:
    """Fill the store as preparation does; return the times of what a change does again."""
    bank = list(entries(resources.templates, resources.kinds))
    await store.async_sync(EXAMPLES, bank)
    await store.async_add_vectors(EXAMPLES, _EMBEDDING, _vectors(bank))
    watch = _Watch()
    with_labels(home.devices)
    watch.lap("labels")
    devices = device_entries(home.view())
    watch.lap("descriptions")
    await store.async_sync(DEVICES, devices)
    watch.lap("sync of devices")
    await store.async_add_vectors(DEVICES, _EMBEDDING, _vectors(devices))
    question = Question(SENTENCES[0], _vector(SENTENCES[0]), _EMBEDDING)
    for collection in (DEVICES, EXAMPLES):
        watch.lap("vectors")
        await store.async_search(collection, question, 1)
        watch.lap(f"first search of {collection}")
    del watch.ms["vectors"]
    return watch.ms


def _turn(text: str, area_id: str | None = None) -> Turn:
    """Return a turn that nothing but the model understands."""
    return plain_turn(Utterance(text, area_id=area_id), PlainHands(_async_confirm))


async def _async_confirm(steps: Sequence[Step]) -> Sequence[Outcome]:
    """Do every step at once."""
    return [Outcome(step, Result.DONE) for step in steps]


def _vectors(bank: Sequence[Entry]) -> dict[str, Vector]:
    return {entry.key: _vector(entry.text) for entry in bank}


def _vector(text: str) -> Vector:
    """Return a unit vector that depends on the text alone."""
    vector = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(_DIMENSIONS)
    unit: list[float] = (vector / np.linalg.norm(vector)).tolist()
    return unit


def _print(measurement: Measurement, console: Console) -> None:
    """Show a measurement as a table."""
    verdict = "met" if measurement.met else "MISSED"
    title = f"{measurement.home}: p95 below {measurement.target_p95:g} ms {verdict}"
    table = Table("ms", "p50", "p95", "max", title=title)
    rows = {"whole turn": measurement.turn, "processor time of it": measurement.processor}
    for name, figures in {**rows, **measurement.stages}.items():
        table.add_row(name, *(f"{ms:.2f}" for ms in asdict(figures).values()))
    table.add_section()
    for name, ms in measurement.once.items():
        table.add_row(name, f"{ms:.2f}")
    console.print(table)
    console.print(
        f"The machine was {measurement.slowness:.1f} times slower than that of the target."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status."""
    parser = argparse.ArgumentParser("benchmarks.overhead", description=(__doc__ or "").strip())
    parser.add_argument("--turns", type=int, default=TURNS, help="turns per home")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    if options.turns < 1:
        parser.error("--turns must be at least 1")
    with TemporaryDirectory() as folder:
        measurements = asyncio.run(async_measure(Path(folder), options.turns))
    console = Console()
    if options.json:
        console.print_json(json.dumps([asdict(each) for each in measurements]))
    for measurement in () if options.json else measurements:
        _print(measurement, console)
    return 0 if all(each.met for each in measurements) else 1


if __name__ == "__main__":
    end(main)
