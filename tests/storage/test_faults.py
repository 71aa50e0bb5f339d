"""Faults of the machine: kills in the middle of writes, a full disk, two programs on one file."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
import resource
import signal

import pytest

from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.sqlite import SqliteStore

from . import small_disk
from .writer import SKIPPED, Writers, writers

KILLS = 12
ROOM = 1_000_000
"""Bytes that a file may have while the disk is full."""


@pytest.fixture
def writer() -> Iterator[Writers]:
    """Return a program that writes."""
    with writers() as one:
        yield one


@pytest.fixture
def two_writers() -> Iterator[tuple[Writers, Writers]]:
    """Return two programs that write."""
    with writers() as one, writers() as other:
        yield one, other


async def test_nothing_acknowledged_is_lost_by_kills(tmp_path: Path, writer: Writers) -> None:
    """After each of many kills all notes are there, and no deleted one comes back."""
    path = tmp_path / "store.db"
    kept: set[str] = set()
    deleted: set[str] = set()
    for turn in range(KILLS):
        name = f"run{turn}"
        said = await asyncio.to_thread(writer.write, path, name, 10_000, 1 + turn)
        deleted |= {f"{name}-{number}" for what, number in said if what == "deleted"}
        newest = f"{name}-{max(number for _, number in said)}"
        being_deleted = {newest} if int(newest.split("-")[1]) % 5 == SKIPPED else set()
        kept |= {f"{name}-{number}" for what, number in said if what == "kept"} - being_deleted
        kept -= deleted
        store = SqliteStore(path, asyncio.to_thread)
        await store.async_open()
        there = {each.key: each for each in await store.async_all("notes")}
        assert kept <= there.keys()
        assert not deleted & there.keys()
        for key in kept & {newest}:
            # Number 8 of run 10 has the same words as number 10 of run 8.
            hits = await store.async_search("notes", Question(there[key].text), 2)
            assert key in {hit.entry.key for hit in hits}
        await store.async_close()
    assert len(kept) > KILLS
    assert not path.with_suffix(".damaged").exists()


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Let no file of this process grow beyond its room, as on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, handler)


async def fill(store: SqliteStore) -> list[Entry]:
    """Write notes until one is refused; return those that were acknowledged."""
    kept: list[Entry] = []
    try:
        while True:
            entry = Entry(f"note {len(kept)}", f"note number {len(kept)}", "x" * 20_000)
            await store.async_put("notes", [entry])
            kept.append(entry)
    except StorageError:
        return kept


@pytest.mark.usefixtures("full_disk")
async def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """What does not fit is refused, searches go on, and all works when there is room again."""
    store = SqliteStore(tmp_path / "store.db", asyncio.to_thread)
    await store.async_open()
    kept = await fill(store)
    assert len(kept) > 10
    assert await store.async_all("notes") == kept
    hits = await store.async_search("notes", Question(kept[7].text), 1)
    assert hits[0].entry.key == "note 7"
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    after = Entry("after", "there is room again")
    await store.async_put("notes", [after])
    hits = await store.async_search("notes", Question(after.text), 1)
    assert hits[0].entry == after
    await store.async_close()
    await store.async_open()
    assert await store.async_all("notes") == [*kept, after]
    await store.async_close()
    assert not (tmp_path / "store.damaged").exists()


async def test_a_small_disk_that_is_full_loses_nothing(tmp_path: Path) -> None:
    """The same on a real disk that something else shares: it fills, and is emptied again."""
    saw = await asyncio.to_thread(small_disk.run, tmp_path)
    kept = saw["acknowledged"]
    assert len(kept) > 10
    assert "full" in saw["refused"]
    assert saw["while full"] == kept
    assert saw["found"] == ["7"]
    assert saw["after"] == [*kept, "after"]
    assert saw["files"] == ["store.db"]


async def test_two_programs_write_at_once(
    tmp_path: Path, two_writers: tuple[Writers, Writers]
) -> None:
    """Both are acknowledged, and what either kept is there."""
    path = tmp_path / "store.db"
    names = ("left", "right")
    said = await asyncio.gather(
        *(
            asyncio.to_thread(program.write, path, name, 60)
            for program, name in zip(two_writers, names, strict=True)
        )
    )
    assert [len(each) for each in said] == [72, 72]
    store = SqliteStore(path, asyncio.to_thread)
    await store.async_open()
    there = {each.key for each in await store.async_all("notes")}
    assert there == {f"{name}-{n}" for name in names for n in range(60) if n % 5 != SKIPPED}
    await store.async_close()
