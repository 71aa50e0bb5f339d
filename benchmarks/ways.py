"""Six ways from a sentence to what is done, each with the Ollama that it needs."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.clock import Clock
from benchmarks.conversations import DEFAULT, OURS, Setting
from benchmarks.planners import Planner
from benchmarks.runner import Watched, watched_server
from benchmarks.understanding import NO_OLLAMA, async_make_home_model
from custom_components.llm_iot.tuned.mark import NAME as HOME_MODEL
from dev.models import CHAT_MODEL, SECOND_MODEL, ensure_models, ensure_second_model


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a sentence to a plan."""

    name: str
    title: str
    planner: Planner = Planner.PIPELINE
    model: str | None = None
    """The chat model; None where no Ollama is needed."""
    agent: str = OURS


WAYS: Final = (
    Way("vote", "the nearest examples alone", Planner.VOTE, CHAT_MODEL),
    Way("general", "SmolLM2 135M, shown examples", Planner.MODEL, CHAT_MODEL),
    Way("second", "Gemma 3 270M, shown examples", Planner.MODEL, SECOND_MODEL),
    Way("tuned", "the model made for homes alone", Planner.MODEL, HOME_MODEL),
    Way("whole", "the whole agent with that model", Planner.PIPELINE, HOME_MODEL),
    Way("default", "Home Assistant's own agent", agent=DEFAULT),
)


@contextmanager
def served(way: Way) -> Iterator[Watched]:
    """Lend an Ollama with the models of a way. Raises SetupError if they cannot be had."""
    if way.model is None:
        yield Watched(NO_OLLAMA)
        return
    with watched_server() as server:
        ensure_models(server.url)
        if way.model == SECOND_MODEL:
            ensure_second_model(server.url)
        if way.model == HOME_MODEL:
            asyncio.run(async_make_home_model(server.url))
        yield server


def setting(way: Way, server: Watched, running: Clock, kept_store: Path) -> Setting:
    """Return what all homes have in common in which sentences go this way."""
    return Setting(
        server.url,
        has_model=way.model is not None,
        kept_store=kept_store,
        clock=running,
        chat_model=way.model or CHAT_MODEL,
        planner=way.planner,
        agents=(way.agent,),
        count_uncached=server.count_uncached,
    )
