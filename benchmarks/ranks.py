"""What the rank of the adapter buys: `scripts/benchmark ranks`.

The adapter that ships is cut down to lower ranks, each time to the nearest adapter there is, and
put to held-back commands in torch: how many it writes exactly as they should be. A training with
the lower rank from the beginning may find a better one. The file is as large with any of them, as
it is filled up to a whole block (`training/export.py`).
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass
import json
from pathlib import Path
import subprocess
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from custom_components.llm_iot.model.home_model import ADAPTER
from dev.bootstrap import ROOT, SetupError
from dev.models import pinned_weights
from training.environment import ensure_trainer
from training.trial import examples, written_by_torch

RANKS: Final = (16, 8, 4, 2, 1)


@dataclass(frozen=True, slots=True)
class Found:
    """How an adapter of one rank does."""

    rank: int
    asked: int
    right: int


def measure(rank: int, seed: int, count: int) -> Found:
    """Cut the adapter down to a rank and count what it gets right."""
    trainer, base = ensure_trainer(), pinned_weights()
    asked = examples(seed, count)
    with TemporaryDirectory(prefix="llm_iot-") as folder:
        options = ("--gguf", base, "--adapter", ADAPTER, "--rank", str(rank), "--out", folder)
        command = (trainer, "-m", "training.cut", *options)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603  # our own
            raise SetupError(f"the adapter could not be cut down to rank {rank}.")
        adapter = Path(folder, "adapter.gguf")
        wanted = [each.answer for each in asked]
        right = written_by_torch(trainer, base, adapter, asked, wanted)
    return Found(rank, len(asked), right)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser("benchmarks.ranks", description=(__doc__ or "").strip())
    parser.add_argument("--count", type=int, default=1400, help="commands for each rank")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ranks", type=int, nargs="+", default=RANKS)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured there")
    options = parser.parse_args(arguments)
    if options.count < 1:
        parser.error("--count must be at least 1")
    if min(options.ranks) < 1 or max(options.ranks) > max(RANKS):
        parser.error(f"--ranks must be between 1 and {max(RANKS)}")
    console = Console(highlight=False)
    table = Table("rank", "right")
    rows = []
    for rank in options.ranks:
        console.print(f"Asking rank {rank} ...")
        rows.append(measure(rank, options.seed, options.count))
        row = rows[-1]
        table.add_row(str(rank), f"{row.right} of {row.asked}")
    console.print(table)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    end(main)
