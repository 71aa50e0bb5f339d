"""What memory is good for: corrections that are followed, and habits.

`python -m benchmarks.memory` runs both parts, `benchmarks/taught.py` and
`benchmarks/habits.py`, in a real Home Assistant with real Ollama.
"""

import argparse
import asyncio
from collections.abc import Sequence
import logging
import sys
from typing import Final

from pytest_homeassistant_custom_component import (  # before all of Home Assistant
    patch_time,  # noqa: F401
)
from rich.console import Console

from benchmarks import habits, taught
from benchmarks.clock import clock, real_time
from benchmarks.command import end
from benchmarks.conversations import Setting
from benchmarks.understanding import async_make_home_model, ollama
from custom_components.llm_iot.tuned.mark import NAME as HOME_MODEL
from dev.bootstrap import CACHE, SetupError
from dev.models import CHAT_MODEL

KEPT_STORE: Final = CACHE / "memory.db"
PARTS: Final = ("corrections", "habits")


async def async_run(
    cases: Sequence[taught.Case], parts: Sequence[str], console: Console, url: str, model: str
) -> bool:
    """Measure and show; return whether the figures are good enough."""
    good = True
    with clock() as running:
        setting = Setting(
            url,
            has_model=True,
            kept_store=KEPT_STORE,
            clock=running,
            learns=True,
            chat_model=model,
        )
        if "corrections" in parts:
            good = taught.show(await taught.async_measure(cases, setting, console), console)
    if "habits" in parts:
        habits.show(await habits.async_measure(setting), console)
    return good


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status: 1 also where a figure is not good enough."""
    parser = argparse.ArgumentParser("benchmarks.memory", description=(__doc__ or "").strip())
    parser.add_argument("--part", choices=PARTS, help="only this part")
    parser.add_argument("--home", help="only the corrections in this home")
    parser.add_argument("--home-model", action="store_true", help="use the model made for homes")
    options = parser.parse_args(arguments)
    model = HOME_MODEL if options.home_model else CHAT_MODEL
    cases = [case for case in taught.load_cases() if options.home in {None, case.home}]
    if not cases:
        parser.error("there are no such sentences")
    parts = [options.part] if options.part else ["corrections"] if options.home else PARTS
    logging.basicConfig(level=logging.ERROR)
    console = Console(highlight=False, width=160 if not sys.stdout.isatty() else None)
    begin = real_time()
    try:
        with ollama(no_model=False) as url:
            if options.home_model:
                asyncio.run(async_make_home_model(url))
            good = asyncio.run(async_run(cases, parts, console, url, model))
    except SetupError as err:
        console.print(f"The benchmark cannot go on: {err}", style="red", markup=False)
        return 1
    console.print(f"{real_time() - begin:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    end(main)
