"""How well sentences are understood: final states of whole homes, ours against the default agent.

`python -m benchmarks.understanding` runs a real Home Assistant with the homes and sentences of
`benchmarks/understanding/` and says every sentence to our agent and to Home Assistant's own,
each time in the home as its file describes it.
"""

import argparse
import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
import json
import logging
from pathlib import Path
import sys
from typing import Any, Final

import numpy as np
from pytest_homeassistant_custom_component import (  # before all of Home Assistant
    patch_time,  # noqa: F401
)
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.clock import Clock, clock
from benchmarks.command import end
from benchmarks.conversations import DEFAULT, OURS, Result, Setting, async_run_home
from benchmarks.planners import Planner
from benchmarks.sentences import CLASSES, Half, Talk, load_talks
from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.home_model import async_make
from custom_components.llm_iot.tuned.mark import NAME as HOME_MODEL
from dev.bootstrap import CACHE
from dev.models import CHAT_MODEL, ensure_models
from dev.ollama import ollama_server

NO_OLLAMA: Final = "http://127.0.0.1:9"
"""Where nothing answers."""
KEPT_STORE: Final = CACHE / "understanding.db"
NOTES: Final = """\
exact: the home ended as a person wants it, nothing else moved, the reply has the facts.
wrong: sentences after which something had moved that should not have.
false: sentences that were called done although the home was not as wanted.
untrue: replies about a device that was not as the reply's own record says.
needless: sentences answered with a question that a person would not have asked.
no model: sentences for which the chat model was not asked.
Times in ms, from the sentence to the reply."""


def run(
    talks: Sequence[Talk], console: Console, model: str | None, planner: Planner, threads: int
) -> list[Result]:
    """Say the sentences to an agent with a chat model, or without any."""
    with ollama(no_model=model is None) as url:
        if model == HOME_MODEL:
            asyncio.run(async_make_home_model(url))

        def setting(running: Clock) -> Setting:
            return Setting(
                url,
                has_model=model is not None,
                kept_store=KEPT_STORE,
                clock=running,
                chat_model=model or CHAT_MODEL,
                planner=planner,
                threads=threads,
            )

        return asyncio.run(async_say(talks, console, setting))


async def async_say(
    talks: Sequence[Talk], console: Console, make_setting: Callable[[Clock], Setting]
) -> list[Result]:
    """Say the sentences, one home after the other, by a clock that can be put forward."""
    homes = sorted({talk.home for talk in talks})
    results: list[Result] = []
    with clock() as running:
        setting = make_setting(running)
        for home in track(homes, "Saying", console=console, transient=True):
            of_home = [talk for talk in talks if talk.home == home]
            results += await async_run_home(home, of_home, setting)
    return results


async def async_make_home_model(url: str) -> None:
    """Make the model made for homes, as our own flow does."""
    client = OllamaClient(url)
    try:
        async for _ in async_make(client, await client.models()):
            pass
    finally:
        await client.close()


@contextmanager
def ollama(*, no_model: bool) -> Iterator[str]:
    """Give the URL of an Ollama with the models of the demo, or one where nothing answers."""
    if no_model:
        yield NO_OLLAMA
        return
    with ollama_server() as url:
        ensure_models(url)
        yield url


def show(results: Sequence[Result], console: Console) -> None:
    """Show the figures, by class and by the path that our agent took."""
    by_class = Table(box=None)
    by_class.add_column("")
    for heading in ("talks", "exact", "default", "wrong", "default", "false", "default"):
        by_class.add_column(heading, justify="right", no_wrap=True)
    for heading in ("untrue", "needless", "default", "no model", "p50", "p95", "default p50"):
        by_class.add_column(heading, justify="right", no_wrap=True)
    for name in (*CLASSES, None):
        found = [each for each in results if name in {None, each.talk.category}]
        if found:
            by_class.add_row(name or "all", *figures(found))
    console.print(by_class)
    by_path = Table(box=None)
    by_path.add_column("path of the sentence")
    for heading in ("sentences", "exact", "wrong", "false", "needless", "p50", "p95"):
        by_path.add_column(heading, justify="right", no_wrap=True)
    answers = [answer for each in results if each.agent == OURS for answer in each.answers]
    for path in sorted({answer.path for answer in answers}):
        found_answers = [answer for answer in answers if answer.path == path]
        scores = [answer.score for answer in found_answers]
        by_path.add_row(
            path,
            str(len(scores)),
            percent(sum(score.exact for score in scores), len(scores)),
            str(sum(bool(score.wrong) for score in scores)),
            str(sum(score.false_done for score in scores)),
            str(sum(score.needless for score in scores)),
            *times([answer.ms for answer in found_answers]),
        )
    console.print(by_path)
    console.print(NOTES, markup=False)


def figures(results: Sequence[Result]) -> tuple[str, ...]:
    """Return the cells of a row."""
    ours, default = ([each for each in results if each.agent == name] for name in (OURS, DEFAULT))
    total = len(ours)

    def count(found: Sequence[Result], what: Callable[[Result], object]) -> int:
        return sum(bool(what(each)) for each in found)

    own = [answer for each in ours for answer in each.answers]
    others = [answer.ms for each in default for answer in each.answers]
    return (
        str(total),
        percent(count(ours, lambda each: each.score.exact), total),
        percent(count(default, lambda each: each.score.exact), total),
        str(count(ours, lambda each: each.score.wrong)),
        str(count(default, lambda each: each.score.wrong)),
        str(count(ours, lambda each: each.score.false_done)),
        str(count(default, lambda each: each.score.false_done)),
        str(count(ours, lambda each: each.score.untrue)),
        str(count(ours, lambda each: each.score.needless)),
        str(count(default, lambda each: each.score.needless)),
        percent(sum(not answer.asked_model for answer in own), len(own)),
        *times([answer.ms for answer in own]),
        times(others)[0],
    )


def percent(part: int, whole: int) -> str:
    """Return a share in percent."""
    return f"{100 * part / whole:.1f} %" if whole else "-"


def times(samples: Sequence[float]) -> tuple[str, str]:
    """Return the median and the 95th percentile."""
    p50, p95 = np.percentile(samples, (50, 95))
    return f"{p50:.0f}", f"{p95:.0f}"


def show_failures(results: Sequence[Result], console: Console) -> None:
    """Show every talk that our agent did not understand."""
    for result in results:
        if result.agent != OURS or result.score.exact:
            continue
        talk = result.talk
        where = f", in {talk.area}" if talk.area else ""
        console.print(f"[bold]{talk.name}[/] ({talk.home}{where})")
        for answer in result.answers:
            mark = "ok  " if answer.score.exact else "FAIL"
            console.print(f"  {mark} {answer.text!r}", markup=False)
            if not answer.score.exact:
                console.print(f"       {answer.reply!r} [{answer.path}]", markup=False)
                for complaint in answer.score.complaints:
                    console.print(f"       - {complaint}", markup=False)


def as_json(results: Sequence[Result]) -> list[Mapping[str, Any]]:
    """Return everything that was measured; of the test half without the sentences."""
    return [
        {
            "talk": result.talk.name,
            "class": result.talk.category,
            "home": result.talk.home,
            "agent": result.agent,
            "exact": result.score.exact,
            "answers": [
                asdict(answer)
                if result.talk.half is Half.DEVELOPMENT
                else {
                    "path": answer.path,
                    "ms": answer.ms,
                    "asked_model": answer.asked_model,
                    "prompt_tokens": answer.prompt_tokens,
                    "longest_prompt_tokens": answer.longest_prompt_tokens,
                    "output_tokens": answer.output_tokens,
                    "uncached_tokens": answer.uncached_tokens,
                    "exact": answer.score.exact,
                    "wrong": bool(answer.score.wrong),
                    "false_done": answer.score.false_done,
                    "needless": answer.score.needless,
                }
                for answer in result.answers
            ],
        }
        for result in results
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Say the sentences and report; return the exit status."""
    parser = argparse.ArgumentParser(
        "benchmarks.understanding", description=(__doc__ or "").strip()
    )
    parser.add_argument(
        "--half", type=Half, choices=list(Half), default=Half.DEVELOPMENT, help="which sentences"
    )
    parser.add_argument("--class", dest="category", choices=CLASSES, help="only these sentences")
    parser.add_argument("--home", help="only the sentences of this home")
    parser.add_argument(
        "--no-model", action="store_true", help="have no Ollama answer, which is much faster"
    )
    parser.add_argument("--home-model", action="store_true", help="use the model made for homes")
    parser.add_argument(
        "--planner",
        type=Planner,
        choices=list(Planner),
        default=Planner.PIPELINE,
        help="who makes the plans: with `model` or `vote` nothing is recognised",
    )
    parser.add_argument("--threads", type=int, default=0, help="of the model")
    parser.add_argument(
        "--failures", action="store_true", help="show what failed; in the development half only"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured there")
    options = parser.parse_args(arguments)
    if options.failures and options.half is not Half.DEVELOPMENT:
        parser.error("the test half is only counted: its sentences are for nobody's eyes")
    talks = [
        talk
        for talk in load_talks(options.half)
        if options.category in {None, talk.category} and options.home in {None, talk.home}
    ]
    if not talks:
        parser.error("there are no such sentences")
    model = HOME_MODEL if options.home_model else None if options.no_model else CHAT_MODEL
    logging.basicConfig(level=logging.ERROR)
    console = Console(highlight=False, width=160 if not sys.stdout.isatty() else None)
    results = run(talks, console, model, options.planner, options.threads)
    if options.failures:
        show_failures(results, console)
    console.print(
        f"{options.half} half, {model or 'no model'}, plans by the {options.planner}; "
        "default: Home Assistant's own agent"
    )
    show(results, console)
    if options.json:
        options.json.write_text(json.dumps(as_json(results), indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    end(main)
