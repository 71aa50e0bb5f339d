"""How fast the machine is at the moment: a time means little where the machine's speed varies."""

import time
from typing import Final

_ROUNDS: Final = 100_000
_REFERENCE_MS: Final = 6.0
"""What the work below takes on the machine that the targets are meant for, undisturbed."""


def slowness() -> float:
    """Return how many times longer a fixed piece of work takes now than on that machine.

    The work is plain Python, as what is measured is, and counts processor time, so that other
    processes show only by what they take from caches and from the clock of the core.
    """
    started = time.process_time()
    sum(number * number for number in range(_ROUNDS))
    return (time.process_time() - started) * 1000 / _REFERENCE_MS
