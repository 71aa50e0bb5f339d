"""What the format of the base model's weights buys: `scripts/benchmark bases`.

The adapter that ships answers the same held-back commands in a real Ollama, over the base as it is
pinned and over the same weights in other formats: how many answers are right, how many of them
torch writes as well in full precision, how long one takes, and how large file and runner are.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ollama import Client
from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from custom_components.llm_iot.model.home_model import ADAPTER
from dev.models import pinned_weights
from dev.ollama import ollama_server
from dev.requantise import requantise
from training.environment import ensure_trainer
from training.trial import Example, ask, create, examples, written_by_torch

FORMATS: Final = ("Q4_0", "Q5_0", "Q8_0", "F16")
"""Besides the one that is pinned."""
MODEL: Final = "llm_iot:bases"
_MEGABYTE: Final = 1e6


@dataclass(frozen=True, slots=True)
class Found:
    """How the adapter does over one base."""

    base: str
    file_mb: float
    runner_mb: float
    """What Ollama says that the loaded model takes."""
    asked: int
    right: int
    as_torch: int
    """Answers that torch writes as well."""
    median_s: float
    """Of an answer, prompt included."""


@contextmanager
def bases(formats: Sequence[str]) -> Iterator[dict[str, Path]]:
    """Lend the pinned base and copies of it in other formats, by their names."""
    pinned = pinned_weights()
    with TemporaryDirectory(prefix="llm_iot-") as folder:
        found = {pinned.stem.rpartition(".")[2]: pinned}
        for name in formats:
            target = Path(folder, f"{name}.gguf")
            requantise(pinned, name, target)
            found[name] = target
        yield found


def measure(client: Client, name: str, base: Path, asked: Sequence[Example]) -> Found:
    """Ask the adapter over one base."""
    create(client, base, ADAPTER, MODEL)
    try:
        trial = ask(client, asked, MODEL)
        runner = sum(each.size or 0 for each in client.ps().models if each.model == MODEL)
    finally:
        client.generate(MODEL, keep_alive=0)  # else its process is counted with the next one
        client.delete(MODEL)
    same = written_by_torch(ensure_trainer(), pinned_weights(), ADAPTER, asked, trial.answers)
    return Found(
        name,
        base.stat().st_size / _MEGABYTE,
        runner / _MEGABYTE,
        len(asked),
        trial.right.total(),
        same,
        trial.median,
    )


def table(rows: Sequence[Found]) -> Table:
    """Return what was found, times as parts of the first row's."""
    shown = Table("base", "file (MB)", "runner (MB)", "right", "as torch writes", "time")
    for row in rows:
        shown.add_row(
            row.base,
            f"{row.file_mb:.0f}",
            f"{row.runner_mb:.0f}",
            f"{row.right} of {row.asked}",
            f"{row.as_torch} of {row.asked}",
            f"{row.median_s / rows[0].median_s:.2f}",
        )
    return shown


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser("benchmarks.bases", description=(__doc__ or "").strip())
    parser.add_argument("--count", type=int, default=200, help="commands for each base")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", nargs="*", choices=FORMATS, default=FORMATS)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured there")
    options = parser.parse_args(arguments)
    if options.count < 1:
        parser.error("--count must be at least 1")
    asked = examples(options.seed, options.count)
    console = Console(highlight=False)
    with (
        bases(options.formats) as found,
        ollama_server() as url,
        closing(Client(url, trust_env=False)) as client,
    ):
        rows = []
        for name, base in found.items():
            console.print(f"Asking over {name} ...")
            rows.append(measure(client, name, base, asked))
    console.print(table(rows))
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    end(main)
