"""Hybrid search over many entries: SQLite, embedded Chroma and a Chroma server side by side.

`python -m benchmarks.storage` fills each store with the same entries and vectors, asks it the
same questions, and compares what it finds with a full comparison; then once more, with each
question embedded by a real Ollama inside the measured time. It ends with status 1 if a target
is missed by more than the machine is slow.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
import json
from pathlib import Path
import random
from tempfile import TemporaryDirectory
import time
from typing import Final
from unittest.mock import patch

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from benchmarks.overhead import Figures
from benchmarks.understanding import NO_OLLAMA, ollama
from benchmarks.yardstick import slowness
from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.types import ModelOptions
from custom_components.llm_iot.storage import chroma, chroma_store
from custom_components.llm_iot.storage.base import (
    COSINE_WEIGHT,
    OVERLAP_WEIGHT,
    Entry,
    Hit,
    Question,
    Vector,
)
from custom_components.llm_iot.storage.chroma import ChromaPlace
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.words import Overlap, tokens
from dev.chroma import ChromaServer
from dev.models import EMBEDDING_MODEL

ENTRIES: Final = 20_000
QUESTIONS: Final = 200
HITS: Final = 8
TARGET_P95_MS: Final = {False: 15.0, True: 40.0}
"""By whether the question is embedded inside the measured time."""
_MODEL: Final = "measured"
_DIMENSIONS: Final = 384
_BATCH: Final = 2000
_REACH_TIMEOUT: Final = 60
_PATIENCE: Final = 600.0
_VERBS: Final = ("turn on", "turn off", "dim", "open", "close", "start", "stop", "set", "mute")
_PLACES: Final = ("kitchen", "hall", "study", "attic", "cellar", "nursery", "bedroom", "porch")
_THINGS: Final = ("light", "lamp", "fan", "blind", "curtain", "heater", "speaker", "tv", "plug")
_TAILS: Final = ("", "please", "now", "for the guests", "as it is too dark", "before I leave")

type Embed = Callable[[str], Awaitable[Vector]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What searches in one store cost, and what they find."""

    search: Figures
    processor: Figures
    """Processor time of this process: without that of a server, and of what else runs."""
    recall: float
    """How many of the nearest entries are found, of each eight; entries alike count alike."""
    slowness: float
    """How many times longer a fixed piece of work took than on the machine of the targets.

    In the median, and with the time that other processes had the core.
    """
    target_p95: float

    @property
    def scaled_p95(self) -> float:
        """Return the time at the speed of the machine of the targets."""
        return self.search.p95 / max(self.slowness, 1.0)

    @property
    def met(self) -> bool:
        """Return whether searches are as fast as promised on the machine of the targets."""
        return self.scaled_p95 < self.target_p95


def sentences(count: int, seed: int) -> list[str]:
    """Return sentences as people say them to a home: few words often, many words seldom."""
    rng = random.Random(seed)  # noqa: S311  # nothing secret
    home = random.Random(0)  # noqa: S311  # whoever speaks, its names are the same
    names = [
        home.choice("bcdfgklmnprst")
        + home.choice("aeiou")
        + chr(97 + i % 26)
        + "o"
        + chr(97 + i // 26)
        for i in range(600)
    ]
    return [
        " ".join(
            part
            for part in (
                rng.choice(_VERBS),
                "the",
                rng.choice(_PLACES),
                rng.choice(names) if rng.random() < 0.5 else "",  # noqa: PLR2004
                rng.choice(_THINGS),
                str(rng.randrange(100)) if rng.random() < 0.3 else "",  # noqa: PLR2004
                rng.choice(_TAILS),
            )
            if part
        )
        for _ in range(count)
    ]


class Embedder:
    """Gives unit vectors that are nearer the more words two texts share."""

    def __init__(self) -> None:
        """Begin with no word."""
        self._words: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}

    def __call__(self, text: str) -> list[float]:
        """Return the vector of a text."""
        total = np.zeros(_DIMENSIONS)
        for word in tokens(text):
            if word not in self._words:
                rng = np.random.default_rng(list(word.encode()))
                self._words[word] = rng.standard_normal(_DIMENSIONS)
            total += self._words[word]
        unit: list[float] = (total / np.linalg.norm(total)).tolist()
        return unit


class Exact:
    """A full comparison with every entry, written down once more."""

    def __init__(self, entries: Sequence[Entry], embedder: Embedder) -> None:
        """Take the entries."""
        self.vectors = np.array([embedder(entry.text) for entry in entries], dtype=np.float32)
        self._overlap = Overlap(
            [tokens(entry.text) for entry in entries],
            weigh=lambda count: float(np.log(1 + len(entries) / count)),
        )

    def recall(self, text: str, vector: Vector, hits: Sequence[Hit]) -> float:
        """Return how many of the nearest were found; entries alike count alike.

        Row by row: the threads of a matrix product stay awake for a while, and would take the
        cores from what is measured next.
        """
        cosines = np.vecdot(self.vectors, np.asarray(vector, dtype=np.float32)).clip(0, 1)
        scores = COSINE_WEIGHT * cosines + OVERLAP_WEIGHT * self._overlap.of(tokens(text))
        least = np.sort(scores)[-HITS] - 1e-4
        return sum(bool(scores[int(hit.entry.key)] >= least) for hit in hits) / HITS


async def async_fill(store: SqliteStore, entries: Sequence[Entry], exact: Exact) -> None:
    """Keep all entries with their vectors in an open, empty store."""
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        await store.async_put("episodes", batch)
        vectors = exact.vectors[start : start + _BATCH].tolist()
        named = {entry.key: vector for entry, vector in zip(batch, vectors, strict=True)}
        await store.async_add_vectors("episodes", _MODEL, named)


async def async_measure(
    store: SqliteStore,
    exact: Exact,
    questions: Sequence[tuple[str, Vector]],
    embed: Embed | None,
) -> Measurement:
    """Return what searches cost in a filled store, with the embedding of a question or without."""
    await store.async_search("episodes", Question(*questions[0], _MODEL), HITS)
    times, processor, slow, recalls = [], [], [], []
    for text, vector in questions:
        used, started = time.process_time(), time.perf_counter()
        if embed is not None:
            await embed(text)
        hits = await store.async_search("episodes", Question(text, vector, _MODEL), HITS)
        times.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - used) * 1000)
        slow.append(slowness(time.perf_counter))
        recalls.append(exact.recall(text, vector, hits))
    return Measurement(
        search=Figures.of(times),
        processor=Figures.of(processor),
        recall=float(np.mean(recalls)),
        slowness=float(np.median(slow)),
        target_p95=TARGET_P95_MS[embed is not None],
    )


async def async_measure_all(
    folder: Path, places: dict[str, ChromaPlace | None], url: str, options: argparse.Namespace
) -> dict[str, Measurement]:
    """Return what searches cost in every store, by its name and what is measured."""
    texts = sentences(options.entries, 1)
    entries = [Entry(str(number), text) for number, text in enumerate(texts)]
    embedder = Embedder()
    exact = Exact(entries, embedder)
    questions = [(text, embedder(text)) for text in sentences(options.questions, 2)]
    client = await asyncio.to_thread(OllamaClient, url)
    settings = ModelOptions(EMBEDDING_MODEL, 2048)

    async def embed(text: str) -> Vector:
        return (await client.embed(EMBEDDING_MODEL, [text], settings))[0]

    measured = {}
    for name, place in places.items():
        path = folder / f"{name}.db"
        store = (
            SqliteStore(path, asyncio.to_thread)
            if place is None
            else ChromaStore(path, asyncio.to_thread, place)
        )
        await store.async_open()
        if isinstance(store, ChromaStore):
            await asyncio.wait_for(store.reached.wait(), _REACH_TIMEOUT)
        await async_fill(store, entries, exact)
        measured[name] = await async_measure(store, exact, questions, None)
        if url != NO_OLLAMA:
            await embed("warm up")
            with_ollama = await async_measure(store, exact, questions, embed)
            measured[f"{name}, question embedded"] = with_ollama
        await store.async_close()
    await client.close()
    return measured


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status."""
    parser = argparse.ArgumentParser("benchmarks.storage", description=(__doc__ or "").strip())
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--no-model", action="store_true", help="leave Ollama out")
    parser.add_argument("--only", choices=("sqlite", "embedded", "server"))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name, ExitStack() as stack:
        for module, deadline in (
            (chroma, "TIMEOUT"),
            (chroma_store, "SEARCH_DEADLINE"),
            (chroma_store, "WRITE_DEADLINE"),
        ):
            # However slow the machine is, what is measured must not fall back to words alone.
            stack.enter_context(patch.object(module, deadline, _PATIENCE))
        folder = Path(name)
        places: dict[str, ChromaPlace | None] = {
            "sqlite": None,
            "embedded": ChromaPlace(folder=str(folder / "embedded")),
        }
        if options.only in {None, "server"}:
            server = stack.enter_context(ChromaServer(folder / "server"))
            places["server"] = ChromaPlace(url=server.url)
        if options.only:
            places = {options.only: places[options.only]}
        url = stack.enter_context(ollama(no_model=options.no_model))
        measured = asyncio.run(async_measure_all(folder, places, url, options))
    console = Console()
    if options.json:
        console.print_json(json.dumps({store: asdict(found) for store, found in measured.items()}))
    else:
        table = Table(
            "store", "p50 ms", "p95 ms", "processor p95", "slowness", "p95 scaled", "recall"
        )
        for store, found in measured.items():
            table.add_row(
                store,
                f"{found.search.p50:.1f}",
                f"{found.search.p95:.1f}",
                f"{found.processor.p95:.1f}",
                f"{found.slowness:.1f}",
                f"{found.scaled_p95:.1f} of {found.target_p95:g}{'' if found.met else ' MISSED'}",
                f"{found.recall:.3f}",
            )
        console.print(table)
    return 0 if all(found.met for found in measured.values()) else 1


if __name__ == "__main__":
    end(main)
