"""A process that does nothing but look at the clock: `python -m benchmarks.idle`.

Each line of its input is a number of seconds. It answers with the longest time that a look came
late meanwhile, and the one below which 99.9 % of them lie: so late is everybody on this machine.
"""

import json
import sys
import time

import numpy as np

from benchmarks.event_loop import TICK


def main() -> None:
    """Look until the input ends."""
    answer("there")
    for line in sys.stdin:
        answer(json.dumps(look(float(line))))


def look(seconds: float) -> tuple[float, float]:
    """Look at the clock as the watch of a loop does; return how late that was, in seconds."""
    late, end = [0.0], time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        time.sleep(TICK)
        late.append(time.monotonic() - began - TICK)
    return max(late), float(np.percentile(late, 99.9))


def answer(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
