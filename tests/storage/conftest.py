"""Stores over real files, a real embedded Chroma and a real Chroma server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import pytest_socket

from custom_components.llm_iot.storage import chroma, chroma_store
from custom_components.llm_iot.storage.base import Store
from custom_components.llm_iot.storage.chroma import ChromaPlace
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from custom_components.llm_iot.storage.salvage import Damage
from custom_components.llm_iot.storage.sqlite import SqliteStore
from dev.chroma import ChromaServer

REACH_TIMEOUT = 60
KINDS = ("sqlite", "embedded", "server")

type OpenStore = Callable[[], Awaitable[Store]]


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """Return a server that all tests share; each store has its own collections there."""
    pytest_socket.enable_socket()  # the fixture that does so belongs to a single test
    with ChromaServer(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture
def damages() -> list[Damage]:
    """Return what a store has told of damages."""
    return []


@pytest.fixture(params=KINDS)
async def open_store(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    damages: list[Damage],
) -> AsyncIterator[OpenStore]:
    """Return what opens the store of a test, again and again over the same files."""
    # A busy machine must not change what is found; deadlines have tests of their own.
    monkeypatch.setattr(chroma_store, "SEARCH_DEADLINE", REACH_TIMEOUT)
    monkeypatch.setattr(chroma, "TIMEOUT", REACH_TIMEOUT)
    opened: list[Store] = []
    path = tmp_path / "store.db"
    place = None
    if request.param == "embedded":
        place = ChromaPlace(folder=str(tmp_path / "chroma"))
    elif request.param == "server":
        request.getfixturevalue("socket_enabled")
        place = ChromaPlace(url=request.getfixturevalue("chroma_server").url)

    async def open_one() -> Store:
        if place is None:
            store = SqliteStore(path, asyncio.to_thread, damages.append)
        else:
            store = ChromaStore(path, asyncio.to_thread, place, on_damage=damages.append)
        opened.append(store)
        await store.async_open()
        if isinstance(store, ChromaStore):
            await asyncio.wait_for(store.reached.wait(), REACH_TIMEOUT)
        return store

    yield open_one
    for store in opened:
        await store.async_close()
