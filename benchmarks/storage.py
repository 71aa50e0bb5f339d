"""Hybrid search over many entries: SQLite, embedded Chroma and a Chroma server side by side.

`python -m benchmarks.storage` fills each store with the same entries and vectors, asks it the
same questions, and compares what it finds with a full comparison. With `--ollama URL` questions
are embedded by that server inside the measured time. It ends with status 1 if a target is missed
by more than the machine is slow.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
import json
from pathlib import Path
import random
import sys
from tempfile import TemporaryDirectory
import time
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.overhead import Figures
from benchmarks.yardstick import slowness
from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.types import ModelOptions
from custom_components.llm_iot.storage.base import (
    COSINE_WEIGHT,
    OVERLAP_WEIGHT,
    Entry,
    Question,
    Vector,
)
from custom_components.llm_iot.storage.chroma import ChromaPlace
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.words import Overlap, tokens
from dev.chroma import ChromaServer

ENTRIES: Final = 20_000
QUESTIONS: Final = 200
HITS: Final = 8
TARGET_P95_MS: Final = {False: 15.0, True: 40.0}
"""By whether the question is embedded inside the measured time."""
_MODEL: Final = "measured"
_DIMENSIONS: Final = 384
_BATCH: Final = 2000
_REACH_TIMEOUT: Final = 60
_VERBS: Final = ("turn on", "turn off", "dim", "open", "close", "start", "stop", "set", "mute")
_PLACES: Final = ("kitchen", "hall", "study", "attic", "cellar", "nursery", "bedroom", "porch")
_THINGS: Final = ("light", "lamp", "fan", "blind", "curtain", "heater", "speaker", "tv", "plug")
_TAILS: Final = ("", "please", "now", "for the guests", "as it is too dark", "before I leave")

type Embed = Callable[[str], Awaitable[Vector]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What searches in one store cost, and what they find."""

    store: str
    search: Figures
    recall: float
    """How many of the nearest entries are found, of each eight; entries alike count alike."""
    put: Figures
    """Times of keeping one more entry, on the disk."""
    size: int
    """Bytes of the file."""
    slowness: float
    """How many times slower than the machine of the targets this one was, in the median."""
    target_p95: float

    @property
    def met(self) -> bool:
        """Return whether searches are as fast as promised on the machine of the targets."""
        return self.search.p95 / max(self.slowness, 1.0) < self.target_p95


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


async def async_measure(
    store: SqliteStore,
    entries: Sequence[Entry],
    questions: Sequence[str],
    embed: Embed | None,
) -> Measurement:
    """Return what searches cost in an open, empty store."""
    vector = Embedder()
    vectors = np.array([vector(entry.text) for entry in entries], dtype=np.float32)
    overlap = Overlap(
        [tokens(entry.text) for entry in entries],
        weigh=lambda count: float(np.log(1 + len(entries) / count)),
    )
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        await store.async_put("episodes", batch)
        named = {entry.key: vectors[start + place].tolist() for place, entry in enumerate(batch)}
        await store.async_add_vectors("episodes", _MODEL, named)
    await store.async_search("episodes", Question("warm up", vector("warm up"), _MODEL), HITS)
    times, puts, slow, recalls = [], [], [], []
    for text in questions:
        asked = vector(text)
        started = time.perf_counter()
        if embed is not None:
            await embed(text)
        hits = await store.async_search("episodes", Question(text, asked, _MODEL), HITS)
        times.append((time.perf_counter() - started) * 1000)
        slow.append(slowness())
        cosines = (vectors @ np.asarray(asked, dtype=np.float32)).clip(0, 1)
        scores = COSINE_WEIGHT * cosines + OVERLAP_WEIGHT * overlap.of(tokens(text))
        least = np.sort(scores)[-HITS] - 1e-4
        right = [hit for hit in hits if scores[int(hit.entry.key)] >= least]
        recalls.append(len(right) / HITS)
    size = (await store.async_figures()).size
    for number, text in enumerate(questions):
        started = time.perf_counter()
        await store.async_put("notes", [Entry(str(number), text)])
        puts.append((time.perf_counter() - started) * 1000)
    return Measurement(
        store=type(store).__name__,
        search=Figures.of(times),
        recall=float(np.mean(recalls)),
        put=Figures.of(puts),
        size=size,
        slowness=float(np.median(slow)),
        target_p95=TARGET_P95_MS[embed is not None],
    )


async def async_measure_all(
    folder: Path, places: dict[str, ChromaPlace | None], options: argparse.Namespace
) -> list[tuple[str, Measurement]]:
    """Return what searches cost in every store."""
    entries = [
        Entry(str(number), text) for number, text in enumerate(sentences(options.entries, 1))
    ]
    questions = sentences(options.questions, 2)
    client = await asyncio.to_thread(OllamaClient, options.ollama, None) if options.ollama else None

    settings = ModelOptions(options.model, 2048)

    async def embed(text: str) -> Vector:
        assert client is not None  # noqa: S101  # only called with one
        return (await client.embed(options.model, [text], settings))[0]

    measured = []
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
        found = await async_measure(store, entries, questions, embed if client else None)
        measured.append((name, found))
        await store.async_close()
    if client is not None:
        await client.close()
    return measured


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status."""
    parser = argparse.ArgumentParser("benchmarks.storage", description=(__doc__ or "").strip())
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--ollama", help="URL of an Ollama server that embeds the questions")
    parser.add_argument("--model", default="all-minilm", help="its embedding model")
    parser.add_argument("--only", choices=("sqlite", "embedded", "server"))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name, ExitStack() as stack:
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
        measured = asyncio.run(async_measure_all(folder, places, options))
    console = Console()
    if options.json:
        console.print_json(json.dumps({store: asdict(found) for store, found in measured}))
    else:
        table = Table(
            "store", "p50 ms", "p95 ms", "max ms", "recall", "put p50", "slowness", "target"
        )
        for store, found in measured:
            times = (found.search.p50, found.search.p95, found.search.max)
            verdict = f"{found.target_p95:g} ms {'met' if found.met else 'MISSED'}"
            table.add_row(
                store,
                *(f"{each:.1f}" for each in times),
                f"{found.recall:.3f}",
                f"{found.put.p50:.1f}",
                f"{found.slowness:.1f}",
                verdict,
            )
        console.print(table)
    return 0 if all(found.met for _, found in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
