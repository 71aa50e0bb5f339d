"""What is done with a damaged file: it is kept aside, and what can be read goes into a new one."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
import shutil
import sqlite3
from typing import Final, NamedTuple

from .database import transaction
from .schema import connect, index_words

_SKIPPED: Final = 100_000
"""Ids that are tried beyond the last one that could be read in order."""


class Damage(NamedTuple):
    """What became of a damaged file."""

    aside: Path
    """Where it is kept."""
    entries: int
    """How many entries could be read of it."""
    in_chroma: bool = False
    """Whether it was the folder of an embedded Chroma, so that all entries are left."""


def is_damage(err: sqlite3.DatabaseError) -> bool:
    """Return whether an error means that the file itself is damaged."""
    if type(err) is sqlite3.DatabaseError and getattr(err, "sqlite_errorcode", None) is None:
        return True  # the finding of our own look through the file
    code = getattr(err, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def salvage(path: Path) -> Damage:
    """Copy a damaged file aside and put a new one with all that can be read in its place.

    The copy is never written to again; it replaces that of an earlier damage.
    """
    aside, fresh = path.with_suffix(".damaged"), path.with_suffix(".rebuilt")
    remains = [
        (file, aside.with_name(aside.name + file.name[len(path.name) :]))
        for file in (path, path.with_name(f"{path.name}-wal"))
        if file.exists()
    ]
    for file, copy in remains:
        shutil.copyfile(file, copy)
    for file in path.parent.glob(f"{fresh.name}*"):
        file.unlink()
    with closing(connect(fresh)) as connection:
        entries = _bring_over(aside, connection)
        connection.execute("PRAGMA journal_mode = DELETE")
    # SQLite would take the old log for that of the new file.
    for suffix in ("-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
    fresh.replace(path)
    return Damage(aside, entries)


def _bring_over(damaged: Path, connection: sqlite3.Connection) -> int:
    """Write what can be read of a damaged file into a new one; return the number of entries."""
    try:
        old = sqlite3.connect(damaged)
    except sqlite3.Error:
        return 0
    with closing(old), transaction(connection):
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", _rows(old, "meta"))
        connection.executemany(
            "INSERT OR IGNORE INTO entry (id, collection, key, position, text, payload) "
            "SELECT ?, ?, ?, ?, ?, ? WHERE ?5 IS NOT NULL AND ?6 IS NOT NULL",
            _rows(old, "entry"),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO vector (entry, model, place, value) "
            "SELECT ?1, ?2, ?3, ?4 FROM entry WHERE id = ?1",
            _rows(old, "vector"),
        )
        index_words(connection)
        found: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
    return found


def _rows(old: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """Yield every row of a table that can be read: in order, and past a bad page one by one."""
    last, read = 0, f"SELECT rowid, * FROM {table}"  # noqa: S608  # names of our own tables
    try:
        for number, *row in old.execute(f"{read} ORDER BY rowid"):
            last = number
            yield tuple(row)
    except sqlite3.Error:
        pass
    else:
        return
    end = last + _SKIPPED
    for number in range(last + 1, end):
        try:
            found = old.execute(f"{read} WHERE rowid = ?", (number,)).fetchone()
        except sqlite3.Error:
            continue
        if found is not None:
            yield found[1:]
