"""The SQLite store."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.sqlite import SqliteStore

BANK = [Entry("a", "turn on the light"), Entry("b", "turn off the light"), Entry("c", "movie time")]


async def at_once(work: Callable[[], Any]) -> Any:
    """Run blocking work in place."""
    return work()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """Return an open store with three examples."""
    opened = SqliteStore(tmp_path / "store.db", at_once)
    await opened.async_open()
    await opened.async_sync("examples", BANK)
    yield opened
    await opened.async_close()


async def test_words_alone_find_the_nearest(store: SqliteStore) -> None:
    """Without an embedding model everything still works."""
    hits = await store.async_search("examples", Question("please turn off the light"), 2)
    assert [hit.entry.key for hit in hits] == ["b", "a"]


async def test_vectors_find_what_shares_no_word(store: SqliteStore) -> None:
    """A paraphrase is found by its vector."""
    await store.async_add_vectors("examples", "m", {"a": [1, 0], "b": [0.9, 0.1], "c": [0, 1]})
    hits = await store.async_search("examples", Question("cinema", [0, 1], "m"), 1)
    assert [hit.entry.key for hit in hits] == ["c"]


async def test_only_what_changed_is_embedded_again(store: SqliteStore) -> None:
    """A new text loses its vector, the others keep theirs, also over a restart."""
    await store.async_add_vectors("examples", "m", {"a": [1, 0], "b": [0, 1], "c": [0, 1]})
    await store.async_close()
    await store.async_open()
    await store.async_sync("examples", [*BANK[:2], Entry("c", "film night")])
    assert [entry.key for entry in await store.async_missing("examples", "m")] == ["c"]
    assert len(await store.async_missing("examples", "other model")) == 3


async def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    """The store begins anew and keeps what was there for inspection."""
    path = tmp_path / "store.db"
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    store = SqliteStore(path, at_once)
    await store.async_open()
    await store.async_sync("examples", BANK)
    await store.async_close()
    assert (tmp_path / "store.damaged").exists()


async def test_a_closed_store_says_so(store: SqliteStore) -> None:
    """Errors of SQLite become ours."""
    await store.async_close()
    with pytest.raises(StorageError):
        await store.async_search("examples", Question("light"), 1)
