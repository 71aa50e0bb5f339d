"""How fast our own resolver is in a home of 1,000 entities, and how much memory it takes.

`python -m benchmarks.resolver` ends with status 1 if a target is missed.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
import time
import tracemalloc
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.command import end
from benchmarks.homes import large_home
from benchmarks.overhead import SENTENCES
from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import HomeView, Utterance
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.resolver import Resolver

ENTITIES: Final = 1000
ROUNDS: Final = 10
TARGETS: Final = {"sentence p95 (ms)": 20.0, "index (ms)": 300.0, "memory (MB)": 20.0}
COMMANDS: Final = (
    *SENTENCES,
    "could you please maybe turn on the kitchen ceiling light and the fan in the bathroom",
    "trun of the ligth in the bedrom",
    "turn everything off upstairs except the lamps in the nursery and the study",
    "turn off all the lights but leave the landing light on",
    "set the lights in the home cinema to a third and close the curtains in there",
    "in half an hour turn off the radio in the gym and open the blinds in the sunroom",
    "make the teenager's room a bit brighter and mute the tv in the games room",
    "turn on the spotlghts in the dinning room, the lamp in the libary and the workshop fan",
    "turn off the wall light in the box room, no wait, in the spare room",
    "lock all doors on the ground floor and turn off every light on the top floor",
    "sorry to bother you again, I know it is late, but would you mind switching the gym radio off",
    "well, friends are coming round and the library is dark, just put the library lamp on please",
    "it would be really nice if the curtains in the home cinema were closed, thanks a million",
    "the radio in the gym, the noisy one, it has been on all day, so please turn that thing off",
)
"""Sentences of every length; what they come to does not matter here."""
_NOW: Final = datetime(2026, 5, 4, 13, 0, tzinfo=UTC)


def measure(view: HomeView, resolver: Resolver, sentences: Sequence[str]) -> list[float]:
    """Return how long each sentence takes, in milliseconds, the words of the home known."""
    times = []
    for _ in range(ROUNDS):
        for number, text in enumerate(sentences):
            utterance = Utterance(text, area_id="kitchen" if number % 2 else None)
            times.append(_timed(lambda: resolver.resolve(utterance, view, Context(), _NOW)))  # noqa: B023
    return times


def figures() -> dict[str, float]:
    """Return what was measured, under the names of the targets."""
    kinds = load_kinds()
    view = large_home(kinds, ENTITIES).view()
    lexicon = load_lexicon()
    resolver = Resolver(lexicon, kinds)
    index = _timed(lambda: resolver.prepare(view))
    resolver.resolve(Utterance(SENTENCES[0]), view, Context(), _NOW)
    sentences = measure(view, resolver, COMMANDS)
    tracemalloc.start()
    again = Resolver(load_lexicon(), kinds)
    again.prepare(view)
    for text in COMMANDS:
        again.resolve(Utterance(text), view, Context(), _NOW)
    memory = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return {
        "sentence p50 (ms)": float(np.percentile(sentences, 50)),
        "sentence p95 (ms)": float(np.percentile(sentences, 95)),
        "sentence max (ms)": max(sentences),
        "index (ms)": index,
        "memory (MB)": memory,
    }


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def main() -> int:
    """Print the figures beside their targets."""
    measured = figures()
    table = Table("figure", "measured", "target")
    for name, value in measured.items():
        target = TARGETS.get(name)
        table.add_row(name, f"{value:.1f}", f"< {target:g}" if target else "")
    Console().print(table)
    return int(any(measured[name] >= target for name, target in TARGETS.items()))


if __name__ == "__main__":
    end(main)
