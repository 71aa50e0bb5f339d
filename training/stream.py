"""What the generator writes, as batches of tokens; several generators at once where it pays.

The generator is a program of its own, since it runs on the component's code and this on torch:
the two need Pythons with other packages. It writes a row a line, as JSON: `devices` is the text
of the list, `commands` are triples of the prompt's other lines, the answer and the sort of the
command. Devices, prompt and answer joined are what the model sees and writes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
import json
import os
from pathlib import Path
import random
import subprocess

from tokenizers import Tokenizer
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from .base import END
from .packing import Batch, Command, Row, collate, pack

_BUCKET = 16
"""Batches that are sorted by length together, so that little is padded."""
_PREFETCH = 8
"""Batches that a generator is ahead."""


class GeneratorError(Exception):
    """The generator ended before it was told to."""


@dataclass(frozen=True)
class Source:
    """Where rows come from: a command line that takes --seed, --shard N/OF and --skip."""

    command: Sequence[str]
    seed: int

    def rows(self, shard: int = 0, shards: int = 1, skip: int = 0) -> Iterator[str]:
        """Yield the lines of one of several generators that share the work, for ever."""
        options = ["--seed", str(self.seed), "--shard", f"{shard}/{shards}", "--skip", str(skip)]
        command = [*self.command, *options]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as made:  # noqa: S603
            try:
                if made.stdout is not None:
                    yield from made.stdout
            finally:
                made.terminate()
        raise GeneratorError(f"The generator ended by itself with code {made.returncode}")


def encode(line: str, tokenizer: Tokenizer) -> Row:
    """Return a line of the generator in tokens."""
    row = json.loads(line)
    texts = [text for prompt, answer, _ in row["commands"] for text in (prompt, f"{answer}{END}")]
    devices, *rest = (each.ids for each in tokenizer.encode_batch_fast([row["devices"], *texts]))
    kinds = [kind for _, _, kind in row["commands"]]
    commands = zip(rest[::2], rest[1::2], kinds, strict=True)
    return pack(devices, [Command(*command) for command in commands])


@dataclass(frozen=True)
class Batches(IterableDataset[Batch]):
    """Batches of a number of rows each; every worker of a loader has its own generator."""

    source: Source
    tokenizer: Path
    """The tokenizer's own file."""
    rows: int
    skip: int = 0
    """Rows that an earlier run used up."""

    def __iter__(self) -> Iterator[Batch]:
        """Yield batches for ever."""
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        torch.set_num_threads(1)
        worker = get_worker_info()
        number, count = (worker.id, worker.num_workers) if worker else (0, 1)
        order = random.Random(f"{self.source.seed} {number} {self.skip}")  # noqa: S311
        tokenizer = Tokenizer.from_file(str(self.tokenizer))
        lines = self.source.rows(number, count, self.skip // count)
        while lot := list(islice(lines, self.rows * _BUCKET)):
            rows = sorted((encode(line, tokenizer) for line in lot), key=_length)
            batches = [rows[start : start + self.rows] for start in range(0, len(rows), self.rows)]
            order.shuffle(batches)
            yield from map(collate, batches)


def loader(batches: Batches, workers: int) -> Iterator[Batch]:
    """Return the batches of several workers."""
    made = DataLoader(
        batches,
        batch_size=None,
        num_workers=workers,
        prefetch_factor=_PREFETCH,
        multiprocessing_context="spawn",
    )
    return iter(made)


def some(source: Source, tokenizer: Tokenizer, commands: int, rows: int) -> list[Batch]:
    """Return the first commands of a source as batches, to measure on."""
    found: list[Row] = []
    lines = source.rows()
    while sum(len(row.kinds) for row in found) < commands:
        found.append(encode(next(lines), tokenizer))
    found.sort(key=_length)
    return [collate(found[start : start + rows]) for start in range(0, len(found), rows)]


def _length(row: Row) -> int:
    return len(row.tokens)
