"""How long a prompt of the model made for homes is, in homes of 10 to 1,000 entities.

`python -m benchmarks.prompts` puts sentences of the development half, the longest of all among
them, to a real Ollama as if none had been recognised, each with and without as many lines of what
is known of the home as a prompt can have, and takes the tokens that the server counts. It ends
with status 1 if a prompt is longer than it may be.
"""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.command import end
from benchmarks.homes import large_home
from benchmarks.sentences import Half, load_talks
from benchmarks.understanding import async_make_home_model
from custom_components.llm_iot.asking import TunedStyle
from custom_components.llm_iot.evidence import Evidence
from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.session import ModelSession
from custom_components.llm_iot.model.types import ModelOptions
from custom_components.llm_iot.models import HomeView, Utterance
from custom_components.llm_iot.prompting.retrieval import DEVICES, Retriever, device_entries
from custom_components.llm_iot.resources import load_resources
from custom_components.llm_iot.storage.base import Question
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.tuned.mark import NAME as HOME_MODEL
from custom_components.llm_iot.tuned.prompt import NUM_CTX
from dev.models import ensure_models
from dev.ollama import ollama_server

SIZES: Final = (10, 30, 100, 300, 1000)
"""Entities of the homes."""
MOST: Final = 150
"""Tokens that a prompt may have."""
LONGEST: Final = 10
"""Of the sentences the longest, which are among those that are said."""
PATIENCE: Final = 60.0
"""Seconds that an answer may take on a machine that has other work."""
NOTES: Final = (
    "the fan is loud, so never after ten in the evening",
    "grandma sleeps in the spare room until the end of the month",
    "nobody touches the server, not even when everything is to be off",
)
"""As many lines as a prompt can have."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The tokens of all prompts in a home."""

    entities: int
    bare: Sequence[int]
    informed: Sequence[int]
    """With what is known of the home."""


def sentences(every: int) -> tuple[str, ...]:
    """Return every so manieth sentence of the development half, and the longest."""
    said = [each.text for talk in load_talks(Half.DEVELOPMENT) for each in talk.sentences]
    return tuple(dict.fromkeys((*sorted(said, key=len)[-LONGEST:], *said[::every])))


async def async_count(url: str, said: Sequence[str], console: Console) -> list[Counted]:
    """Return the tokens of the prompts of all sentences in all homes."""
    await async_make_home_model(url)
    return [await _async_count(url, entities, said, console) for entities in SIZES]


async def _async_count(url: str, entities: int, said: Sequence[str], console: Console) -> Counted:
    resources = load_resources()
    view = large_home(resources.kinds, entities).view()
    rooms = tuple(view.areas)
    client = OllamaClient(url)
    session = ModelSession(
        client, ModelOptions(HOME_MODEL, NUM_CTX, timeout=PATIENCE, begin_timeout=PATIENCE)
    )
    tokens: tuple[list[int], list[int]] = [], []
    with TemporaryDirectory(prefix="llm_iot-") as folder:
        store = SqliteStore(Path(folder, "prompts.db"), asyncio.to_thread)
        await store.async_open()
        await store.async_sync(DEVICES, device_entries(view))
        retriever = Retriever(store, resources.templates, resources.kinds)
        try:
            constant = TunedStyle(NUM_CTX).constant(retriever.constant_candidates(view), view)
            await session.warm_up(constant, is_raw=True)
            for number, text in enumerate(
                track(said, f"{entities}", console=console, transient=True)
            ):
                utterance = Utterance(
                    text, area_id=rooms[number % len(rooms)] if number % 2 else None
                )
                found = await retriever.async_retrieve(utterance, view, Question(text))
                for counts, evidence in zip(
                    tokens, (found, replace(found, notes=NOTES)), strict=True
                ):
                    counts.append(await _async_tokens(session, utterance, view, evidence))
        finally:
            await store.async_close()
            await client.close()
    return Counted(entities, *tokens)


async def _async_tokens(
    session: ModelSession, utterance: Utterance, view: HomeView, evidence: Evidence
) -> int:
    """Return how many tokens the server counts in the prompt of a sentence."""
    style = TunedStyle(
        NUM_CTX, language=session.language(), bytes_per_token=session.bytes_per_token()
    )
    prompt = style.prompt(utterance, view, evidence)
    answer = await session.complete(prompt, style.is_complete)
    return answer.prompt_tokens


def are_short(counted: Sequence[Counted]) -> bool:
    """Return whether no prompt is longer than it may be."""
    return all(tokens <= MOST for each in counted for tokens in (*each.bare, *each.informed))


def show(counted: Sequence[Counted], console: Console) -> None:
    """Show the tokens by the size of the home."""
    table = Table(box=None)
    headings = ("entities", "prompts", "p50", "most", "p50, informed", "most, informed", "limit")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for each in counted:
        cells = (
            each.entities,
            len(each.bare) + len(each.informed),
            round(median(each.bare)),
            max(each.bare),
            round(median(each.informed)),
            max(each.informed),
            MOST,
        )
        table.add_row(*map(str, cells))
    console.print(table)
    console.print("informed: with three lines of what is known of the home", markup=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Count and report; return the exit status."""
    parser = argparse.ArgumentParser("benchmarks.prompts", description=(__doc__ or "").strip())
    parser.add_argument(
        "--every", type=int, default=300, metavar="N", help="say every Nth of the sentences"
    )
    options = parser.parse_args(arguments)
    console = Console(highlight=False, width=100)
    with ollama_server() as url:
        ensure_models(url)
        said = sentences(max(options.every, 1))
        counted = asyncio.run(async_count(url, said, console))
    show(counted, console)
    return int(not are_short(counted))


if __name__ == "__main__":
    end(main)
