"""The command line of the generator: writes rows as JSON, one a line."""

import argparse
from collections.abc import Iterator
import contextlib
import gzip
from itertools import chain, islice
import json
from pathlib import Path
import sys
from typing import TYPE_CHECKING

from . import episodes
from .component import stand_in

if TYPE_CHECKING:
    from .rows import Row


def main() -> int:
    """Write rows as the arguments say, for ever unless they are counted."""
    stand_in()
    from .rows import rows  # noqa: PLC0415  # of the component, which is only now importable

    parser = argparse.ArgumentParser(prog="python -m training.generator", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shard", default="0/1", help="which of how many shares, as 0/4")
    parser.add_argument("--skip", type=int, default=0, help="rows of the share to leave out")
    parser.add_argument("--rows", type=int, help="how many rows")
    parser.add_argument("--validation", action="store_true", help="words that are held out")
    parser.add_argument("--out", type=Path, help="a file to write to, packed with gzip")
    parser.add_argument("--episodes", type=Path, help="what a home has taught, to be mixed in")
    given = parser.parse_args()
    shard, shards = map(int, given.shard.split("/"))
    own: list[str] = []
    if given.episodes:
        own = episodes.as_lines(episodes.load(given.episodes, held_out=given.validation))
    mixes = bool(own) and not given.validation
    skip = episodes.made_before(given.skip) if mixes else given.skip
    made = rows(given.seed, shard=shard, shards=shards, skip=skip, validation=given.validation)
    lines: Iterator[str] = map(as_line, made)
    if mixes:
        lines = episodes.mixed(lines, own, shard=shard, shards=shards, skip=given.skip)
    elif own:
        lines = chain(own, lines)
    lines = islice(lines, given.rows)
    if given.out:
        with gzip.open(given.out, "wt", encoding="utf-8") as file:
            file.writelines(lines)
        return 0
    return _print(lines)


def as_line(row: Row) -> str:
    """Return a row as the trainer reads it."""
    commands = [[turn.prompt, turn.answer, turn.sort] for turn in row.turns]
    return json.dumps({"devices": row.devices, "commands": commands}, ensure_ascii=False) + "\n"


def _print(lines: Iterator[str]) -> int:
    """Write to the standard output until whoever reads it has enough."""
    with contextlib.suppress(BrokenPipeError):
        for line in lines:
            sys.stdout.write(line)
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
