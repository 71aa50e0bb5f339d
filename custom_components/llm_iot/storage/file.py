"""The SQLite file of a store: entries, their words and what vectors they have; blocking."""

from collections.abc import Iterable, Mapping, Sequence
import json
from pathlib import Path
import sqlite3
from typing import NamedTuple

from .base import Entry
from .database import hold, release, transaction
from .matrix import FLOAT_BYTES
from .schema import HERE, INDEX_WORDS, connect, searched_words


class Row(NamedTuple):
    """An entry as it is kept."""

    id: int
    position: int
    key: str
    text: str
    payload: str

    @property
    def entry(self) -> Entry:
        """Return it as others know it."""
        return Entry(self.key, self.text, self.payload)


class Change(NamedTuple):
    """What a write has done to the rows of a collection."""

    added: list[Row]
    removed: list[Row]
    moved: bool = False
    """Whether an entry that is neither added nor removed has another position."""


class EntryFile:
    """Reads and writes the file; one call at a time, each write whole or not at all."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened by `open`."""
        self.path = path
        self._connection: sqlite3.Connection | None = None

    @property
    def is_open(self) -> bool:
        """Return whether there is a connection."""
        return self._connection is not None

    @property
    def connection(self) -> sqlite3.Connection:
        """Return the connection. Raises sqlite3.ProgrammingError while there is none."""
        if self._connection is None:
            raise sqlite3.ProgrammingError("the store is closed")
        return self._connection

    def open(self) -> None:
        """Open or create the file, and look through it. Raises sqlite3.DatabaseError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = connect(self.path)
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            connection.close()
            raise sqlite3.DatabaseError(found)
        self._connection = connection

    def close(self) -> None:
        """Close the file, if it is open."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def hold(self) -> None:
        """Leave the file as it is while a backup copies it; writing goes on."""
        hold(self.connection, self.path)

    def release(self) -> None:
        """Let the file be written again after a backup."""
        release(self.connection, self.path)

    def data_version(self) -> int:
        """Return a number that changes whenever another connection has written."""
        version: int = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def meta(self, name: str) -> str | None:
        """Return a fact about the store itself."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Keep a fact about the store itself."""
        with transaction(self.connection):
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def rows(self, collection: str, ids: Iterable[int] | None = None) -> list[Row]:
        """Return the rows of a collection, or those of them that have one of these ids."""
        if ids is None:
            found = self.connection.execute(
                "SELECT id, position, key, text, payload FROM entry WHERE collection = ? "
                "ORDER BY position",
                (collection,),
            )
        else:
            found = self.connection.execute(
                "SELECT id, position, key, text, payload FROM entry WHERE collection = ? "
                "AND id IN (SELECT value FROM json_each(?))",
                (collection, json.dumps(list(ids))),
            )
        return [Row(*row) for row in found]

    def put(self, collection: str, entries: Iterable[Entry]) -> Change:
        """Add entries, or replace those of the same keys in their places."""
        wanted = {entry.key: entry for entry in entries}
        with transaction(self.connection):
            known = self._by_key(collection, wanted)
            last = self.connection.execute(
                "SELECT max(position) FROM entry WHERE collection = ?", (collection,)
            ).fetchone()[0]
            positions = {key: row.position for key, row in known.items()}
            for key in wanted:
                if key not in positions:
                    last = positions[key] = 0 if last is None else last + 1
            return self._write(collection, wanted, known, positions)

    def sync(self, collection: str, entries: Iterable[Entry]) -> Change:
        """Make a collection hold exactly these entries, in this order."""
        wanted = {entry.key: entry for entry in entries}
        positions = {key: position for position, key in enumerate(wanted)}
        with transaction(self.connection):
            known = {row.key: row for row in self.rows(collection)}
            gone = [row for key, row in known.items() if key not in wanted]
            self._remove(gone)
            change = self._write(collection, wanted, known, positions)
            return change._replace(removed=[*change.removed, *gone])

    def delete(self, collection: str, keys: Iterable[str]) -> Change:
        """Remove entries."""
        with transaction(self.connection):
            gone = list(self._by_key(collection, keys).values())
            self._remove(gone)
            return Change([], gone)

    def missing(self, collection: str, model: str, place: str = HERE) -> list[Row]:
        """Return the rows that have no vector of this model in a place."""
        found = self.connection.execute(
            "SELECT id, position, key, text, payload FROM entry WHERE collection = ? "
            "AND NOT EXISTS (SELECT 1 FROM vector WHERE vector.entry = entry.id "
            "AND vector.model = ? AND vector.place = ?) ORDER BY position",
            (collection, model, place),
        )
        return [Row(*row) for row in found]

    def add_vectors(self, model: str, vectors: Mapping[int, bytes], place: str = HERE) -> list[int]:
        """Keep vectors by id of their entry, where it is still there; return those ids.

        For a place elsewhere the value is the dimension in digits: this file only knows of them.
        """
        with transaction(self.connection):
            kept = self.connection.execute(
                "SELECT id FROM entry WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(vectors)),),
            )
            ids = [row[0] for row in kept]
            self.connection.executemany(
                "INSERT OR REPLACE INTO vector (entry, model, place, value) VALUES (?, ?, ?, ?)",
                [(number, model, place, vectors[number]) for number in ids],
            )
        return ids

    def vectors(self, collection: str, model: str) -> list[tuple[int, bytes]]:
        """Return the vectors of one model that are kept here, by id of their entry."""
        return self.connection.execute(
            "SELECT entry.id, value FROM entry JOIN vector ON vector.entry = entry.id "
            "WHERE collection = ? AND model = ? AND place = ? ORDER BY position",
            (collection, model, HERE),
        ).fetchall()

    def vectors_of(self, collection: str, model: str, ids: Iterable[int]) -> dict[int, bytes]:
        """Return the vectors of one model that are kept here for some entries, by their ids."""
        return dict(
            self.connection.execute(
                "SELECT entry.id, value FROM entry JOIN vector ON vector.entry = entry.id "
                "WHERE collection = ? AND model = ? AND place = ? "
                "AND entry.id IN (SELECT value FROM json_each(?))",
                (collection, model, HERE, json.dumps(list(ids))),
            ).fetchall()
        )

    def ids(self, collection: str, keys: Iterable[str]) -> dict[str, int]:
        """Return the ids of entries by their keys."""
        return {key: row.id for key, row in self._by_key(collection, keys).items()}

    def placed(self, place: str) -> dict[tuple[str, str], set[int]]:
        """Return the ids that have a vector in a place, by collection and model."""
        found: dict[tuple[str, str], set[int]] = {}
        for collection, model, number in self.connection.execute(
            "SELECT collection, model, id FROM vector JOIN entry ON entry.id = vector.entry "
            "WHERE place = ?",
            (place,),
        ):
            found.setdefault((collection, model), set()).add(number)
        return found

    def dimensions(self, collection: str, model: str, place: str) -> dict[int, int]:
        """Return the dimension of each vector in a place elsewhere, by id of its entry."""
        found = self.connection.execute(
            "SELECT id, value FROM entry JOIN vector ON vector.entry = entry.id "
            "WHERE collection = ? AND model = ? AND place = ?",
            (collection, model, place),
        )
        return {number: int(value) for number, value in found}

    def forget_vectors(self, model: str, place: str, ids: Iterable[int]) -> None:
        """Note that these have no vector of this model in a place any more."""
        with transaction(self.connection):
            self.connection.execute(
                "DELETE FROM vector WHERE model = ? AND place = ? "
                "AND entry IN (SELECT value FROM json_each(?))",
                (model, place, json.dumps(list(ids))),
            )

    def drop_place(self, place: str) -> None:
        """Note that a place has no vectors any more."""
        with transaction(self.connection):
            self.connection.execute("DELETE FROM vector WHERE place = ?", (place,))

    def drop_outdated(self, collection: str, model: str, dimension: int, place: str = HERE) -> bool:
        """Drop the vectors of a model in a place if they are of another dimension.

        Returns whether they were: the model of this name has become another one.
        """
        row = self.connection.execute(
            "SELECT value FROM entry JOIN vector ON vector.entry = entry.id "
            "WHERE collection = ? AND model = ? AND place = ? LIMIT 1",
            (collection, model, place),
        ).fetchone()
        if row is None:
            return False
        kept = len(row[0]) // FLOAT_BYTES if place == HERE else int(row[0])
        if kept != dimension:
            ids = [each.id for each in self.rows(collection)]
            self.forget_vectors(model, place, ids)
        return kept != dimension

    def keep_models(self, models: Sequence[str]) -> None:
        """Drop the vectors of every model but these."""
        with transaction(self.connection):
            self.connection.execute(
                "DELETE FROM vector WHERE model NOT IN (SELECT value FROM json_each(?))",
                (json.dumps(list(models)),),
            )

    def search_words(self, collection: str, match: str, limit: int, *, ranked: bool) -> list[int]:
        """Return ids by the word index: by BM25, or the newest if they are not `ranked`."""
        order = "bm25(word, 0.0, 1.0)" if ranked else "rowid DESC"
        found = self.connection.execute(
            f"SELECT rowid FROM word WHERE word MATCH ? ORDER BY {order} LIMIT ?",  # noqa: S608  # one of two constants
            (f'collection : "{collection}" AND text : ({match})', limit),
        )
        return [row[0] for row in found]

    def indexed_words(self, collection: str) -> list[tuple[int, int, str]]:
        """Return id, position and words of every entry, by id; one space is between two words."""
        return self.connection.execute(
            "SELECT entry.id, position, word.text FROM entry JOIN word ON word.rowid = entry.id "
            "WHERE entry.collection = ? ORDER BY entry.id",
            (collection,),
        ).fetchall()

    def count(self, collection: str) -> int:
        """Return the number of entries of a collection."""
        counted: int = self.connection.execute(
            "SELECT count(*) FROM entry WHERE collection = ?", (collection,)
        ).fetchone()[0]
        return counted

    def count_entries(self) -> dict[str, int]:
        """Return the number of entries by collection."""
        return dict(
            self.connection.execute("SELECT collection, count(*) FROM entry GROUP BY collection")
        )

    def count_vectors(self, place: str = HERE, collection: str | None = None) -> dict[str, int]:
        """Return the number of entries with a vector in a place, by model."""
        return dict(
            self.connection.execute(
                "SELECT model, count(*) FROM vector JOIN entry ON entry.id = vector.entry "
                "WHERE place = ? AND collection = ifnull(?, collection) GROUP BY model",
                (place, collection),
            )
        )

    def size(self) -> int:
        """Return the bytes that the file takes, with what is not yet merged into it."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def _by_key(self, collection: str, keys: Iterable[str]) -> dict[str, Row]:
        found = self.connection.execute(
            "SELECT id, position, key, text, payload FROM entry WHERE collection = ? "
            "AND key IN (SELECT value FROM json_each(?))",
            (collection, json.dumps(list(keys))),
        )
        return {row[2]: Row(*row) for row in found}

    def _write(
        self,
        collection: str,
        wanted: Mapping[str, Entry],
        known: Mapping[str, Row],
        positions: Mapping[str, int],
    ) -> Change:
        """Write what differs from what is known; a changed text gets an id of its own."""
        added, removed, moved = [], [], False
        for key, entry in wanted.items():
            position, row = positions[key], known.get(key)
            if row is not None and row.text == entry.text:
                if (row.position, row.payload) != (position, entry.payload):
                    moved = moved or row.position != position
                    self.connection.execute(
                        "UPDATE entry SET position = ?, payload = ? WHERE id = ?",
                        (position, entry.payload, row.id),
                    )
                continue
            if row is not None:
                self._remove([row])
                removed.append(row)
            number = self.connection.execute(
                "INSERT INTO entry (collection, key, position, text, payload) "
                "VALUES (?, ?, ?, ?, ?)",
                (collection, key, position, entry.text, entry.payload),
            ).lastrowid
            added.append(Row(number or 0, position, key, entry.text, entry.payload))
        self.connection.executemany(
            INDEX_WORDS, [(row.id, collection, searched_words(row.text)) for row in added]
        )
        return Change(added, removed, moved)

    def _remove(self, rows: Iterable[Row]) -> None:
        ids = [(row.id,) for row in rows]
        self.connection.executemany("DELETE FROM entry WHERE id = ?", ids)
        self.connection.executemany("DELETE FROM word WHERE rowid = ?", ids)
