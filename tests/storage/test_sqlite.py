"""The SQLite store."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from custom_components.llm_iot.storage.base import Entry
from custom_components.llm_iot.storage.sqlite import SqliteStore

BANK = [Entry("a", "turn on the light"), Entry("b", "turn off the light"), Entry("c", "movie time")]


async def at_once(work: Callable[[], Any]) -> Any:
    """Run blocking work in place."""
    return work()


async def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    """The store begins anew and keeps what was there for inspection."""
    path = tmp_path / "store.db"
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    store = SqliteStore(path, at_once)
    await store.async_open()
    await store.async_sync("examples", BANK)
    await store.async_close()
    assert (tmp_path / "store.damaged").exists()
