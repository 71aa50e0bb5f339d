"""How fast the machine is at the moment: a time means little where the machine's speed varies."""

from collections.abc import Callable
from dataclasses import dataclass
import time
from typing import Final

_THINGS: Final = 6000
_REFERENCE_MS: Final = 4.7
"""What the work below takes on the machine that the targets are meant for, undisturbed."""


@dataclass(frozen=True)
class _Thing:
    name: str
    number: int

    @property
    def first(self) -> str:
        return self.name.partition(" ")[0]


def slowness(clock: Callable[[], float] = time.process_time) -> float:
    """Return how many times longer a fixed piece of work takes now than on that machine.

    It makes, groups and sorts small objects, as what is measured does, and counts processor
    time: other processes show only by what they take from caches and from the clock of the core.
    With `time.perf_counter` the time that other processes have the core counts as well.
    """
    started = clock()
    things = [_Thing(f"{number % 997} {number}", number) for number in range(_THINGS)]
    grouped: dict[str, list[_Thing]] = {}
    for thing in things:
        grouped.setdefault(thing.first, []).append(thing)
    things.sort(key=lambda thing: thing.name)
    return (clock() - started) * 1000 / _REFERENCE_MS
