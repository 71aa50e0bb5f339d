"""The record of the home: what changed, when and by whom, in one SQLite file.

Kept beyond the days that Home Assistant's recorder keeps. States are kept one by one,
numbers one by one for some days and by hour from then on. Blocking: every method belongs in
the executor; several threads may call at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
import logging
from pathlib import Path
import sqlite3
import threading
from typing import Final

from ..errors import StorageError
from ..past import Cause
from ..processing.numbers import Numbers, Piece
from ..processing.series import STATE, Change, Sample, SeriesKey
from . import database, rows

_LOGGER = logging.getLogger(__name__)

SCHEMA_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    entity_id TEXT NOT NULL,
    measure TEXT NOT NULL,
    unit TEXT NOT NULL,
    UNIQUE (entity_id, measure)
);
CREATE TABLE cause (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    UNIQUE (kind, name, user_id)
);
CREATE TABLE change (
    series INTEGER NOT NULL,
    at REAL NOT NULL,
    state TEXT,
    cause INTEGER NOT NULL,
    PRIMARY KEY (series, at)
) WITHOUT ROWID;
CREATE TABLE sample (
    series INTEGER NOT NULL,
    at REAL NOT NULL,
    value REAL,
    PRIMARY KEY (series, at)
) WITHOUT ROWID;
CREATE TABLE hour (
    series INTEGER NOT NULL,
    at REAL NOT NULL,
    seconds REAL NOT NULL,
    integral REAL NOT NULL,
    low REAL NOT NULL,
    low_at REAL NOT NULL,
    high REAL NOT NULL,
    high_at REAL NOT NULL,
    growth REAL NOT NULL,
    PRIMARY KEY (series, at)
) WITHOUT ROWID;
CREATE TABLE moment (name TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
"""
_WATCHED: Final = "watched"
_COMPACTED: Final = "compacted"
_CLEARED: Final = "cleared"
_TABLES: Final = ("change", "sample", "hour")
_ROOM_LEFT: Final = 0.9
"""Part of the bytes allowed to which a record that is too large is cut, so that it lasts."""
_MOST_CUTS: Final = 8
_ENDINGS: Final = ("", "-wal", "-shm")


@dataclass(slots=True)
class Batch:
    """What is written together: all of it or nothing."""

    changes: dict[SeriesKey, list[Change]] = field(default_factory=dict)
    samples: dict[SeriesKey, list[Sample]] = field(default_factory=dict)
    hours: dict[SeriesKey, list[Piece]] = field(default_factory=dict)
    watched: float | None = None
    """The moment up to which the home was watched."""
    by_hour_until: float | None = None
    """The moment from which on numbers are kept one by one, where that is to be set."""


class Record:
    """The file of one entry."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened by `open`."""
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open or create the file; a damaged one is set aside. Raises StorageError."""
        with self._lock:
            if self._connection is not None:
                return
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = self._opened()
            except (OSError, sqlite3.Error) as err:
                raise StorageError(error=str(err)) from err

    def close(self) -> None:
        """Close the file; what was written is kept."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def hold(self) -> None:
        """Leave the file as it is while a backup copies it. Raises StorageError."""
        with self._reading() as db:
            database.hold(db, self._path)

    def release(self) -> None:
        """Let the file be written again after a backup. Raises StorageError."""
        with self._reading() as db:
            database.release(db, self._path)

    def remove(self) -> None:
        """Close the file and remove it with all that SQLite or a repair left beside it."""
        self.close()
        for file in self._path.parent.glob(f"{self._path.name}*"):
            file.unlink(missing_ok=True)

    def write(self, batch: Batch) -> None:
        """Keep a batch; what was known of the same moments is replaced. Raises StorageError."""
        with self._transaction() as db:
            causes: dict[Cause, int] = {}
            for key, changes in batch.changes.items():
                number = rows.series_number(db, key)
                states = [
                    (number, change.at, change.state, rows.cause_number(db, causes, change.cause))
                    for change in changes
                ]
                db.executemany("INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?)", states)
            for key, samples in batch.samples.items():
                number = rows.series_number(db, key)
                numbers = [(number, sample.at, sample.value) for sample in samples]
                db.executemany("INSERT OR REPLACE INTO sample VALUES (?, ?, ?)", numbers)
            for key, hours in batch.hours.items():
                rows.insert_hours(db, rows.series_number(db, key), hours)
            if batch.watched is not None:
                rows.set_moment(db, _WATCHED, batch.watched)
            if batch.by_hour_until is not None:
                rows.set_moment(db, _COMPACTED, batch.by_hour_until)

    def changes(
        self, entity_ids: Iterable[str], begin: float, end: float
    ) -> dict[str, list[Change]]:
        """Return the states of entities in a stretch of time, each with the last before it.

        An entity of which nothing is known is left out. Raises StorageError.
        """
        found = {}
        with self._reading() as db:
            for entity_id in entity_ids:
                number = rows.known_series(db, entity_id, STATE)
                if number is not None and (states := rows.changes_of(db, number, begin, end)):
                    found[entity_id] = states
        return found

    def numbers(
        self, entity_id: str, measure: str, begin: float, end: float
    ) -> tuple[Numbers, str] | None:
        """Return the numbers of a series with their unit, None if nothing is known of it.

        The two samples before the stretch of time are there as well. Raises StorageError.
        """
        with self._reading() as db:
            row = db.execute(
                "SELECT id, unit FROM series WHERE entity_id = ? AND measure = ?",
                (entity_id, measure),
            ).fetchone()
            if row is None:
                return None
            since = rows.moment(db, _COMPACTED)
            return Numbers(
                rows.samples_of(db, row[0], begin, end),
                rows.hours_of(db, row[0], begin, end),
                since if since is not None else float("-inf"),
            ), row[1]

    def first_moment(self) -> float | None:
        """Return from when on anything is known. Raises StorageError."""
        with self._reading() as db:
            row = db.execute(
                "SELECT min(first) FROM (SELECT min(at) AS first FROM change "
                "UNION ALL SELECT min(at) FROM sample UNION ALL SELECT min(at) FROM hour)"
            ).fetchone()
        return row[0] if row else None

    def watched_until(self) -> float | None:
        """Return the moment up to which the home was watched. Raises StorageError."""
        with self._reading() as db:
            return rows.moment(db, _WATCHED)

    def cleared_at(self) -> float | None:
        """Return when all was forgotten last. Raises StorageError."""
        with self._reading() as db:
            return rows.moment(db, _CLEARED)

    def known_until(self, entity_ids: Iterable[str], before: float) -> dict[str, float]:
        """Return the last moments before another at which anything is known of some entities.

        Raises StorageError.
        """
        with self._reading() as db:
            found = {each: rows.last_before(db, each, before) for each in entity_ids}
        return {entity_id: at for entity_id, at in found.items() if at is not None}

    def last_values(self) -> tuple[dict[str, str | None], dict[SeriesKey, float | None]]:
        """Return the last state of each entity and the last number of each series."""
        with self._reading() as db:
            states = {
                row[0]: row[1]
                for row in db.execute(
                    "SELECT entity_id, (SELECT state FROM change WHERE series = series.id "
                    "ORDER BY at DESC LIMIT 1) FROM series WHERE measure = ?",
                    (STATE,),
                )
            }
            numbers = {
                SeriesKey(*row[:3]): row[3]
                for row in db.execute(
                    "SELECT entity_id, measure, unit, (SELECT value FROM sample "
                    "WHERE series = series.id ORDER BY at DESC LIMIT 1) "
                    "FROM series WHERE measure <> ?",
                    (STATE,),
                )
            }
        return states, numbers

    def compact(self, before: float, aggregate: rows.Aggregate) -> None:
        """Keep numbers from before a moment by hour. Raises StorageError.

        The moment is the begin of an hour of the home's clocks.
        """
        with self._transaction() as db:
            since = rows.moment(db, _COMPACTED)
            if since is not None and before <= since:
                return
            numbers = [row[0] for row in db.execute("SELECT id FROM series WHERE measure <> ''")]
            for number in numbers:
                rows.compact_series(db, number, before, aggregate)
            rows.set_moment(db, _COMPACTED, before)

    def prune(self, before: float) -> int:
        """Forget what ended before a moment; return how much. Raises StorageError.

        The last state before it stays: it holds until the next.
        """
        with self._transaction() as db:
            gone = rows.prune(db, before)
        self.shrink()
        return gone

    def bound(self, most: int) -> int:
        """Forget what is oldest until the file takes so many bytes at most; return how much.

        What can be forgotten no more is the last value of each series. Raises StorageError.
        """
        gone = 0
        for _ in range(_MOST_CUTS):
            size = self.size()
            if size <= most:
                break
            with self._transaction() as db:
                before = rows.oldest(db, 1 - most * _ROOM_LEFT / size)
                cut = rows.prune(db, before) if before is not None else 0
            self.shrink()
            gone += cut
            if not cut:
                break
        return gone

    def forget(self, entity_ids: Iterable[str]) -> None:
        """Forget all about some entities. Raises StorageError."""
        with self._transaction() as db:
            for entity_id in entity_ids:
                for (number,) in db.execute(
                    "SELECT id FROM series WHERE entity_id = ?", (entity_id,)
                ).fetchall():
                    for table in _TABLES:
                        db.execute(f"DELETE FROM {table} WHERE series = ?", (number,))  # noqa: S608  # names of ours
                    db.execute("DELETE FROM series WHERE id = ?", (number,))

    def clear(self, at: float) -> None:
        """Forget everything up to a moment. Raises StorageError."""
        with self._transaction() as db:
            for table in (*_TABLES, "series", "cause"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608  # names of ours
            rows.set_moment(db, _WATCHED, at)
            rows.set_moment(db, _CLEARED, at)
        self.shrink()

    def counts(self) -> Mapping[str, int]:
        """Return how much there is of everything, and the bytes it takes. Raises StorageError."""
        with self._reading() as db:
            counted = {
                table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  # names of ours
                for table in ("series", *_TABLES)
            }
        return counted | {"bytes": self.size()}

    def size(self) -> int:
        """Return the bytes that the file takes, with what SQLite keeps beside it."""
        return size_of(self._path)

    def shrink(self) -> None:
        """Give back the room of what was deleted. Raises StorageError."""
        with self._reading() as db:
            db.execute("PRAGMA incremental_vacuum").fetchall()
            if not database.is_held(self._path):
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Hold the connection, and translate its errors."""
        with self._lock:
            try:
                if self._connection is None:
                    raise sqlite3.ProgrammingError("the record is closed")
                yield self._connection
            except (OSError, sqlite3.Error) as err:
                raise StorageError(error=str(err)) from err

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Hold the connection for changes that are made together or not at all."""
        with self._reading() as db, database.transaction(db):
            yield db

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connect(self._path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as err:
            aside = self._path.with_name(f"{self._path.name}.damaged")
            _LOGGER.warning("%s is damaged (%s); it is kept as %s", self._path, err, aside.name)
            self._path.replace(aside)
            for ending in _ENDINGS[1:]:
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            return _connect(self._path)


def size_of(path: Path) -> int:
    """Return the bytes of a record, which need not be there; blocking."""
    files = [path.with_name(path.name + ending) for ending in _ENDINGS]
    return sum(file.stat().st_size for file in files if file.exists())


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file and bring its tables up to date."""

    def create(connection: sqlite3.Connection, _version: int) -> None:
        database.create_tables(connection, _SCHEMA)

    return database.connect(path, SCHEMA_VERSION, create, synchronous="NORMAL", shrinks=True)
