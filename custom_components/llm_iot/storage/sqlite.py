"""The store that works everywhere: one SQLite file, searched in memory with NumPy."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import closing
import logging
from pathlib import Path
import sqlite3
import threading
from typing import Any

import numpy as np

from ..errors import StorageError
from .base import Entry, Hit, Question, Vector
from .index import Index

_LOGGER = logging.getLogger(__name__)

SCHEMA_VERSION = 1
_SCHEMA = """
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
"""

type Executor = Callable[..., Awaitable[Any]]
"""Runs a blocking function off the event loop, like `hass.async_add_executor_job`."""


class SqliteStore:
    """Entries in a SQLite file; every call works in the executor, one at a time."""

    def __init__(self, path: Path, executor: Executor) -> None:
        """Name the file; it is opened by `async_open`."""
        self._path = path
        self._executor = executor
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._indexes: dict[tuple[str, str | None], Index] = {}

    async def async_open(self) -> None:
        """Open or create the file; a damaged one is set aside and begun anew."""
        await self._async_run(self._open)

    async def async_sync(self, collection: str, entries: Iterable[Entry]) -> None:
        """Make a collection hold exactly these entries."""
        await self._async_run(self._sync, collection, list(entries))

    async def async_missing(self, collection: str, model: str) -> list[Entry]:
        """Return the entries without a current vector of this model."""
        missing: list[Entry] = await self._async_run(self._missing, collection, model)
        return missing

    async def async_add_vectors(
        self, collection: str, model: str, vectors: Mapping[str, Vector]
    ) -> None:
        """Keep unit vectors by entry key."""
        await self._async_run(self._add_vectors, collection, model, dict(vectors))

    async def async_search(self, collection: str, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first."""
        hits: list[Hit] = await self._async_run(self._search, collection, question, limit)
        return hits

    async def async_keep_models(self, models: Iterable[str]) -> None:
        """Drop the vectors of every embedding model but these."""
        await self._async_run(self._keep_models, list(models))

    async def async_close(self) -> None:
        """Close the file."""
        await self._async_run(self._close)

    async def _async_run(self, work: Callable[..., Any], *args: object) -> Any:
        """Run blocking work in the executor and translate its errors."""

        def locked() -> Any:
            with self._lock:
                return work(*args)

        try:
            return await self._executor(locked)
        except (OSError, sqlite3.Error) as err:
            raise StorageError(error=str(err)) from err

    @property
    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.ProgrammingError("the store is closed")
        return self._connection

    def _open(self) -> None:
        if self._connection is not None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = _connect(self._path)
        except sqlite3.DatabaseError as err:
            if isinstance(err, sqlite3.OperationalError):
                raise
            aside = self._path.with_suffix(".damaged")
            _LOGGER.warning("%s is damaged (%s); it is kept as %s", self._path, err, aside.name)
            self._path.replace(aside)
            self._connection = _connect(self._path)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._indexes.clear()

    def _sync(self, collection: str, entries: list[Entry]) -> None:
        rows = [
            (collection, entry.key, position, entry.text, entry.payload)
            for position, entry in enumerate(entries)
        ]
        with self._open_connection as connection:
            connection.execute("DELETE FROM entry WHERE collection = ?", (collection,))
            connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", rows)
            connection.execute(
                "DELETE FROM vector WHERE collection = ? AND NOT EXISTS (SELECT 1 FROM entry "
                "WHERE entry.collection = vector.collection AND entry.key = vector.key "
                "AND entry.text = vector.text)",
                (collection,),
            )
        self._forget_indexes(collection)

    def _missing(self, collection: str, model: str) -> list[Entry]:
        rows = self._open_connection.execute(
            "SELECT key, text, payload FROM entry WHERE collection = ? AND NOT EXISTS ("
            "SELECT 1 FROM vector WHERE vector.collection = entry.collection "
            "AND vector.key = entry.key AND vector.model = ?) ORDER BY position",
            (collection, model),
        )
        return [Entry(*row) for row in rows]

    def _add_vectors(self, collection: str, model: str, vectors: dict[str, Vector]) -> None:
        rows = [
            (model, np.asarray(vector, dtype=np.float32).tobytes(), collection, key)
            for key, vector in vectors.items()
        ]
        with self._open_connection as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vector (collection, key, model, text, value) "
                "SELECT collection, key, ?, text, ? FROM entry WHERE collection = ? AND key = ?",
                rows,
            )
        self._forget_indexes(collection)

    def _keep_models(self, models: list[str]) -> None:
        marks = ", ".join("?" * len(models))
        with self._open_connection as connection:
            connection.execute(f"DELETE FROM vector WHERE model NOT IN ({marks})", models)  # noqa: S608  # question marks only
        self._indexes.clear()

    def _search(self, collection: str, question: Question, limit: int) -> list[Hit]:
        wanted = (collection, question.model)
        index = self._indexes.get(wanted)
        if index is None:
            index = self._indexes[wanted] = self._load(*wanted)
        return index.search(question, limit)

    def _load(self, collection: str, model: str | None) -> Index:
        """Build the index of a collection over the vectors of one model."""
        rows = self._open_connection.execute(
            "SELECT entry.key, entry.text, entry.payload, vector.value FROM entry "
            "LEFT JOIN vector ON vector.collection = entry.collection "
            "AND vector.key = entry.key AND vector.model = ? "
            "WHERE entry.collection = ? ORDER BY position",
            (model, collection),
        ).fetchall()
        return Index([Entry(*row[:3]) for row in rows], [row[3] for row in rows])

    def _forget_indexes(self, collection: str) -> None:
        for wanted in [each for each in self._indexes if each[0] == collection]:
            del self._indexes[wanted]


def remove_files(path: Path) -> None:
    """Remove a closed store with everything that SQLite or a repair left beside it."""
    for file in path.parent.glob(f"{path.stem}.*"):
        file.unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file and bring its schema up to date."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level="IMMEDIATE")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        with closing(connection.execute("PRAGMA user_version")) as cursor:
            version = cursor.fetchone()[0]
        if version == 0:
            connection.executescript(
                f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
            )
        elif version > SCHEMA_VERSION:
            raise sqlite3.OperationalError("written by a newer version of llm_iot")  # noqa: TRY301
    except BaseException:
        connection.close()
        raise
    return connection
