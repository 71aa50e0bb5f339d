"""The file of a store: earlier versions, damage, and who else may write."""

from contextlib import closing
from pathlib import Path
import sqlite3

import pytest

from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.matrix import as_bytes
from custom_components.llm_iot.storage.salvage import Damage
from custom_components.llm_iot.storage.schema import VERSION
from custom_components.llm_iot.storage.sqlite import SqliteStore

from .test_sqlite import at_once

VERSION_1 = """
CREATE TABLE entry (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (collection, key)
) WITHOUT ROWID;
CREATE TABLE vector (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    model TEXT NOT NULL,
    text TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (collection, key, model)
) WITHOUT ROWID;
PRAGMA user_version = 1;
"""
NOTES = [
    Entry(f"note {number}", f"remember number {number} of the notes") for number in range(2000)
]


async def opened(path: Path) -> SqliteStore:
    """Return an open store."""
    store = SqliteStore(path, at_once)
    await store.async_open()
    return store


async def test_a_file_of_version_1_is_brought_over(tmp_path: Path) -> None:
    """Entries keep their order and their vectors, and are found by their words."""
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(VERSION_1)
        rows = [
            ("examples", "b", 0, "light on", "1"),
            ("examples", "a", 1, "fan off", "2"),
        ]
        old.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", rows)
        vectors = [
            ("examples", "b", "m", "light on", as_bytes([1, 0])),
            ("examples", "a", "m", "of another text", as_bytes([0, 1])),
        ]
        old.executemany("INSERT INTO vector VALUES (?, ?, ?, ?, ?)", vectors)
        old.commit()
    store = await opened(path)
    assert await store.async_all("examples") == [
        Entry("b", "light on", "1"),
        Entry("a", "fan off", "2"),
    ]
    hits = await store.async_search("examples", Question("fan"), 1)
    assert [hit.entry.key for hit in hits] == ["a"]
    assert [entry.key for entry in await store.async_missing("examples", "m")] == ["a"]
    await store.async_close()
    with closing(sqlite3.connect(path)) as new:
        assert new.execute("PRAGMA user_version").fetchone()[0] == VERSION
        names = {row[0] for row in new.execute("SELECT name FROM sqlite_schema")}
        assert not {"entry_1", "vector_1"} & names


async def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """It is neither changed nor set aside: the newer program still reads it."""
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StorageError):
        await opened(path)
    assert not path.with_suffix(".damaged").exists()


async def test_the_rest_of_a_damaged_file_is_saved(tmp_path: Path) -> None:
    """Pages that nobody can read cost what is on them, and nothing else; it is told once."""
    path = tmp_path / "store.db"
    store = await opened(path)
    await store.async_put("notes", NOTES)
    await store.async_close()
    with closing(sqlite3.connect(path)) as file:
        leaves = [
            row[0]
            for row in file.execute(
                "SELECT pageno FROM dbstat WHERE name = 'entry' AND pagetype = 'leaf' "
                "ORDER BY pageno"
            )
        ]
    with path.open("r+b") as raw:
        for page in (leaves[3], leaves[20]):
            raw.seek((page - 1) * 4096)
            raw.write(b"\xff" * 4096)
    told: list[Damage] = []
    store = SqliteStore(path, at_once, told.append)
    await store.async_open()
    left = await store.async_all("notes")
    assert [damage.entries for damage in told] == [len(left)]
    assert len(NOTES) - len(left) < 150
    assert set(left) < set(NOTES)
    hits = await store.async_search("notes", Question(left[-1].text), 1)
    assert hits[0].score == pytest.approx(1)
    await store.async_put("notes", [Entry("after", "a note after the damage")])
    await store.async_close()
    assert path.with_suffix(".damaged").read_bytes().count(b"\xff" * 4096)
    assert len(await (await opened(path)).async_all("notes")) == len(left) + 1


async def test_damage_that_shows_while_running_is_mended_at_once(tmp_path: Path) -> None:
    """The call that meets it is answered from the rebuilt file."""
    path = tmp_path / "store.db"
    store = await opened(path)
    await store.async_put("notes", NOTES)
    store.file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.file.connection.execute("PRAGMA cache_size = 0")
    with path.open("r+b") as raw:
        raw.seek(20 * 4096)
        raw.write(b"\xff" * 4096 * 3)
    left = await store.async_all("notes")
    assert len(NOTES) - len(left) < 400
    assert left
    await store.async_close()
    assert path.with_suffix(".damaged").exists()


def log_of(path: Path) -> Path:
    """Return the file in which SQLite keeps what it has not merged yet."""
    return path.with_name(f"{path.name}-wal")


def copy_log(path: Path, copy: Path) -> None:
    """Copy a log but for its end, which was being written."""
    content = log_of(path).read_bytes()
    log_of(copy).write_bytes(content[:-2000])


async def test_a_copy_made_while_writing_is_whole(tmp_path: Path) -> None:
    """A backup copies the file and then its log; nothing that was kept before is lost in it."""
    path, copy = tmp_path / "store.db", tmp_path / "copy.db"
    store = await opened(path)
    await store.async_put("notes", NOTES)
    await store.async_hold()
    with path.open("rb") as file, copy.open("wb") as other:
        other.write(file.read(path.stat().st_size // 2))
        await store.async_put("notes", [Entry(each.key, f"{each.text}!") for each in NOTES])
        await store.async_delete("notes", [each.key for each in NOTES[1000:]])
        await store.async_close()  # as when the entry reloads meanwhile
        store = await opened(path)
        await store.async_put("notes", NOTES)
        other.write(file.read())
    copy_log(path, copy)
    backup = await opened(copy)
    kept = {each.key for each in await backup.async_all("notes")}
    assert {each.key for each in NOTES[:1000]} <= kept
    await backup.async_close()
    assert not copy.with_suffix(".damaged").exists()
    await store.async_release()
    await store.async_close()
    assert not log_of(path).exists()
    store = await opened(path)
    assert await store.async_all("notes") == NOTES
    await store.async_close()
