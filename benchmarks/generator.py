"""How fast the generator makes commands to train with, on one core.

`python -m benchmarks.generator` runs it as the training does, a process of its own, and counts
what comes out of its pipe once it has begun.
"""

import argparse
from collections.abc import Sequence
import json
import subprocess
import sys
import time

from rich.console import Console

from benchmarks.command import end
from dev.bootstrap import ROOT


def measure(seconds: float, seed: int) -> tuple[int, float, float]:
    """Return the commands that were made, the seconds they took, and those until the first."""
    command = [sys.executable, "-m", "training.generator", "--seed", str(seed)]
    begun = time.monotonic()
    commands = 0
    with subprocess.Popen(  # noqa: S603  # our own
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as made:
        try:
            lines = made.stdout or ()
            next(iter(lines), None)
            started = time.monotonic()
            for line in lines:
                commands += len(json.loads(line)["commands"])
                if time.monotonic() - started >= seconds:
                    break
        finally:
            made.terminate()
    return commands, time.monotonic() - started, started - begun


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status."""
    parser = argparse.ArgumentParser("benchmarks.generator", description=(__doc__ or "").strip())
    parser.add_argument("--seconds", type=float, default=20, help="to make commands for")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    commands, taken, start = measure(options.seconds, options.seed)
    console = Console(highlight=False)
    console.print(f"{commands} commands in {taken:.1f} s: {commands / taken:,.0f} a second")
    console.print(f"The first row came after {start:.1f} s.")
    return 0


if __name__ == "__main__":
    end(main)
