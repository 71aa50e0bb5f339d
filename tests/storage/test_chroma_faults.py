"""A Chroma server that is gone, frozen, or has lost what it held."""

import asyncio
from collections.abc import AsyncIterator
import logging
from pathlib import Path
import shutil
import signal
import time

import pytest

from custom_components.llm_iot.storage import chroma_store
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.chroma import ChromaPlace
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from dev.chroma import ChromaServer

BANK = [Entry("a", "turn on the light"), Entry("b", "turn off the light"), Entry("c", "movie time")]
VECTORS = {"a": [1.0, 0.0], "b": [0.8, 0.6], "c": [0.0, 1.0]}
CINEMA = Question("cinema", [0.0, 1.0], "m")
LIGHT = Question("light on", [1.0, 0.0], "m")
PATIENCE = 60


@pytest.fixture
def server(
    tmp_path: Path,
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> ChromaServer:
    """Return a server of the test's own, not started."""
    return ChromaServer(tmp_path / "chroma")


@pytest.fixture
async def store(
    server: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[ChromaStore]:
    """Return an open store with three embedded notes over a running server."""
    monkeypatch.setattr(chroma_store, "RETRY_AFTER", 0.2)
    server.start()
    store = ChromaStore(tmp_path / "store.db", asyncio.to_thread, ChromaPlace(url=server.url))
    await store.async_open()
    await reached(store)
    await store.async_put("notes", BANK)
    await store.async_add_vectors("notes", "m", VECTORS)
    monkeypatch.setattr(chroma_store, "SEARCH_DEADLINE", PATIENCE)
    assert await keys(store, CINEMA) == ["c", "b"]
    monkeypatch.undo()
    monkeypatch.setattr(chroma_store, "RETRY_AFTER", 0.2)
    yield store
    await store.async_close()
    server.stop()


async def reached(store: ChromaStore) -> None:
    """Wait until the store can use Chroma."""
    await asyncio.wait_for(store.reached.wait(), PATIENCE)


async def keys(store: ChromaStore, question: Question) -> list[str]:
    """Return the keys of what is found."""
    return [hit.entry.key for hit in await store.async_search("notes", question, 5)]


async def found_by_vectors(store: ChromaStore) -> None:
    """Wait until a search uses vectors again."""
    async with asyncio.timeout(PATIENCE):
        while await keys(store, CINEMA) != ["c", "b"]:
            await reached(store)


def told(caplog: pytest.LogCaptureFixture) -> list[int]:
    """Return the levels of what was logged about Chroma."""
    name = chroma_store.__name__
    return [record.levelno for record in caplog.records if record.name == name]


@pytest.mark.parametrize("how", ["killed", "frozen"])
async def test_turns_go_on_without_the_server(
    store: ChromaStore, server: ChromaServer, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    """Words are found within the deadline, notes are kept, and it heals by itself."""
    with caplog.at_level(logging.INFO, chroma_store.__name__):
        if how == "killed":
            server.stop()
        else:
            server.signal(signal.SIGSTOP)
        started = time.monotonic()
        assert await keys(store, LIGHT) == ["a", "b"]
        assert time.monotonic() - started < 2 * chroma_store.SEARCH_DEADLINE
        started = time.monotonic()
        assert await keys(store, LIGHT) == ["a", "b"]
        assert time.monotonic() - started < chroma_store.SEARCH_DEADLINE
        await store.async_put("notes", [Entry("d", "kept meanwhile")])
        await store.async_delete("notes", ["a"])
        assert not (await store.async_figures()).has_vectors
        assert await store.async_missing("notes", "m") == []
        if how == "killed":
            server.start()
        else:
            server.signal(signal.SIGCONT)
        await reached(store)
        assert [each.key for each in await store.async_missing("notes", "m")] == ["d"]
        await store.async_add_vectors("notes", "m", {"d": [-1.0, 0.0]})
        await found_by_vectors(store)
        assert "a" not in await keys(store, LIGHT)
    assert told(caplog)[:2] == [logging.WARNING, logging.INFO]


async def test_what_the_server_lost_is_embedded_again(
    store: ChromaStore, server: ChromaServer
) -> None:
    """An emptied server is noticed when it is back."""
    server.stop()
    await keys(store, LIGHT)
    await asyncio.to_thread(shutil.rmtree, server.folder)
    server.start()
    await reached(store)
    assert [each.key for each in await store.async_missing("notes", "m")] == ["a", "b", "c"]
    await store.async_add_vectors("notes", "m", VECTORS)
    await found_by_vectors(store)


async def test_a_store_opens_before_its_server_does(
    store: ChromaStore, server: ChromaServer
) -> None:
    """Starting in any order works."""
    await store.async_close()
    server.stop()
    await store.async_open()
    assert await keys(store, LIGHT) == ["a", "b"]
    server.start()
    await reached(store)
    await found_by_vectors(store)
