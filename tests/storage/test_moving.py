"""Vectors that move from one place to another."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from custom_components.llm_iot.storage import chroma, chroma_store
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.chroma import ChromaPlace
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from custom_components.llm_iot.storage.file import EntryFile
from custom_components.llm_iot.storage.moving import MovingStore
from custom_components.llm_iot.storage.sqlite import SqliteStore

from .conftest import REACH_TIMEOUT
from .test_search import vector

NOTES = [Entry(str(number), f"remark number {number}") for number in range(1200)]
QUESTION = Question("zebra", vector("remark number 77"), "m")

type Choose = Callable[[ChromaPlace | None], MovingStore]


@pytest.fixture
async def choose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Choose]:
    """Return what makes the store of an entry for a chosen place."""
    monkeypatch.setattr(chroma_store, "SEARCH_DEADLINE", REACH_TIMEOUT)
    monkeypatch.setattr(chroma, "TIMEOUT", REACH_TIMEOUT)
    made: list[MovingStore] = []
    path = tmp_path / "store.db"

    def make(place: ChromaPlace | None) -> SqliteStore:
        if place is None:
            return SqliteStore(path, asyncio.to_thread)
        return ChromaStore(path, asyncio.to_thread, place)

    def choose(place: ChromaPlace | None) -> MovingStore:
        made.append(MovingStore(make, place))
        return made[-1]

    yield choose
    for store in made:
        await store.async_close()


async def test_vectors_move_there_and_back(choose: Choose, tmp_path: Path) -> None:
    """The old place answers meanwhile, nothing is embedded again, nothing is left behind."""
    store = choose(None)
    await store.async_open()
    await store.async_put("notes", NOTES)
    await store.async_add_vectors("notes", "m", {each.key: vector(each.text) for each in NOTES})
    expected = await store.async_search("notes", QUESTION, 5)
    assert expected[0].entry.key == "77"
    await store.async_close()
    for place in (ChromaPlace(folder=str(tmp_path / "chroma")), None):
        store = choose(place)
        await store.async_open()
        assert (await store.async_figures()).moved == 0
        hits = await store.async_search("notes", QUESTION, 5)
        if place is not None:  # an embedded Chroma that has just been opened may not answer yet
            assert [hit.entry for hit in hits] == [hit.entry for hit in expected]
        new = Entry(f"new {place}", "a remark of meanwhile")
        await store.async_put("notes", [new])
        await store.async_moved()
        figures = await store.async_figures()
        assert figures.moved is None
        assert figures.vectors == {"m": len(NOTES)}
        assert await store.async_missing("notes", "m")
        await store.async_add_vectors("notes", "m", {new.key: vector(new.text)})
        hits = await store.async_search("notes", QUESTION, 5)
        assert [hit.entry for hit in hits] == [hit.entry for hit in expected]
        assert hits[0].score == pytest.approx(expected[0].score, abs=1e-3)
        await store.async_delete("notes", [new.key])
        await store.async_close()
    assert len(await _entries(choose)) == len(NOTES)


async def test_searches_during_a_move_read_nothing_anew(
    choose: Choose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the new place writes is none of what the old one searches in."""
    store = choose(None)
    await store.async_open()
    await store.async_put("notes", NOTES)
    await store.async_add_vectors("notes", "m", {each.key: vector(each.text) for each in NOTES})
    await store.async_close()
    read: list[str] = []
    indexed_words = EntryFile.indexed_words

    def counted(self: EntryFile, collection: str) -> list[tuple[int, int, str]]:
        read.append(collection)
        return indexed_words(self, collection)

    take = SqliteStore.async_take

    async def search_then_take(self: SqliteStore, *args: Any) -> Mapping[int, bytes]:
        await store.async_search("notes", QUESTION, 5)
        return await take(self, *args)

    monkeypatch.setattr(EntryFile, "indexed_words", counted)
    monkeypatch.setattr(SqliteStore, "async_take", search_then_take)
    store = choose(ChromaPlace(folder=str(tmp_path / "chroma")))
    await store.async_open()
    await store.async_moved()
    assert read == ["notes"]


async def test_a_move_that_was_cut_off_goes_on(
    choose: Choose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has arrived stays there; the old place answers until the rest has come."""
    store = choose(None)
    await store.async_open()
    await store.async_put("notes", NOTES)
    await store.async_add_vectors("notes", "m", {each.key: vector(each.text) for each in NOTES})
    await store.async_close()
    cut = asyncio.Event()
    give = ChromaStore.async_give

    async def give_once(self: ChromaStore, *args: object) -> None:
        if cut.is_set():
            await asyncio.Event().wait()
        await give(self, *args)  # type: ignore[arg-type]
        cut.set()

    monkeypatch.setattr(ChromaStore, "async_give", give_once)
    place = ChromaPlace(folder=str(tmp_path / "chroma"))
    store = choose(place)
    await store.async_open()
    await asyncio.wait_for(cut.wait(), REACH_TIMEOUT)
    assert (await store.async_search("notes", QUESTION, 1))[0].entry.key == "77"
    await store.async_close()
    monkeypatch.setattr(ChromaStore, "async_give", give)
    store = choose(place)
    await store.async_open()
    await asyncio.wait_for(store.async_moved(), REACH_TIMEOUT)
    assert (await store.async_figures()).vectors == {"m": len(NOTES)}
    assert (await store.async_search("notes", QUESTION, 1))[0].entry.key == "77"


async def _entries(choose: Choose) -> list[Entry]:
    store = choose(None)
    await store.async_open()
    return await store.async_all("notes")
