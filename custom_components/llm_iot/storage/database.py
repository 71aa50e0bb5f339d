"""How every SQLite file of ours is opened, written, and kept whole while a backup copies it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
import sqlite3
from typing import Final, Literal

BUSY_TIMEOUT: Final = 5.0
"""Seconds that a writer waits for another one."""
_CHECKPOINT_PAGES: Final = 1000
"""Pages in the log from which on SQLite merges them into the file; its own default."""
_COPIED: Final[set[Path]] = set()
"""Files that a backup copies at the moment."""

type Update = Callable[[sqlite3.Connection, int], None]
"""Makes the tables of the present version from those of an earlier one, 0 for an empty file."""


def connect(
    path: Path,
    version: int,
    update: Update,
    *,
    synchronous: Literal["FULL", "NORMAL"],
    shrinks: bool = False,
) -> sqlite3.Connection:
    """Open a file and bring its tables up to date.

    With `FULL` a commit is on the disk when it returns; with `NORMAL` a power cut may take the
    last ones back, a kill does not. A file that `shrinks` can give back the room of what was
    deleted. Raises sqlite3.OperationalError if it cannot be used, sqlite3.DatabaseError if it
    is damaged.
    """
    connection = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT, check_same_thread=False, autocommit=True
    )
    try:
        if shrinks:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # heeded while it is empty
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        _bring_up_to_date(connection, version, update)
        if path in _COPIED:
            _keep_file(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make what is done inside whole: all of it or nothing is kept."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled back by itself
            connection.execute("ROLLBACK")
        raise


def create_tables(connection: sqlite3.Connection, statements: str) -> None:
    """Carry out statements, each of which ends with its line, inside a transaction."""
    for statement in statements.split(";\n"):
        connection.execute(statement)


def hold(connection: sqlite3.Connection, path: Path) -> None:
    """Leave a file as it is from now on, so that it can be copied; writing goes on in its log.

    The copy of the log may end in the middle of a write: SQLite reads it up to the last one
    that is whole.
    """
    _COPIED.add(path)
    _keep_file(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def release(connection: sqlite3.Connection, path: Path) -> None:
    """Let what was written meanwhile be merged into a file."""
    _COPIED.discard(path)
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, False)  # noqa: FBT003
    connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")


def is_held(path: Path) -> bool:
    """Return whether a file has to stay as it is."""
    return path in _COPIED


def _keep_file(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003


def _bring_up_to_date(connection: sqlite3.Connection, version: int, update: Update) -> None:
    """Create the tables, or bring them to the present version, in one transaction."""
    if _version(connection) == version:
        return
    with transaction(connection):
        found = _version(connection)  # another writer may have been first
        if found > version:
            raise sqlite3.OperationalError("written by a newer version of llm_iot")
        if found < version:
            update(connection, found)
            connection.execute(f"PRAGMA user_version = {version}")


def _version(connection: sqlite3.Connection) -> int:
    with closing(connection.execute("PRAGMA user_version")) as cursor:
        version: int = cursor.fetchone()[0]
        return version
