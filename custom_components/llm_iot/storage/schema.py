"""The tables of the store's file, and how those of earlier versions become them."""

from pathlib import Path
import sqlite3
from typing import Final

from ..words import tokens
from . import database

VERSION: Final = 2
HERE: Final = "here"
"""The place of vectors that are kept in the file itself."""
TABLES: Final = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (collection, key)
);
CREATE INDEX entry_position ON entry (collection, position);
CREATE TABLE vector (
    entry INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,
    model TEXT NOT NULL,
    place TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (entry, model, place)
);
CREATE VIRTUAL TABLE word USING fts5(
    collection, text, tokenize = "unicode61 remove_diacritics 0 tokenchars '''._'"
);
"""
"""An id never comes again, so that what others keep under it is never taken for a newer text.
A vector that is kept elsewhere has a row without a value here."""
INDEX_WORDS: Final = "INSERT INTO word (rowid, collection, text) VALUES (?, ?, ?)"


def connect(path: Path) -> sqlite3.Connection:
    """Open a file and bring its tables up to date.

    Raises sqlite3.OperationalError if it cannot be used, sqlite3.DatabaseError if it is damaged.
    """
    connection = database.connect(path, VERSION, _update, synchronous="FULL")
    connection.execute("PRAGMA foreign_keys = ON")  # not before: tables may have been replaced
    return connection


def searched_words(text: str) -> str:
    """Return a text as it is indexed: the words that are compared, and nothing else."""
    return " ".join(tokens(text))


def _update(connection: sqlite3.Connection, version: int) -> None:
    """Create the tables, or make them of those of an earlier version."""
    if version == 1:
        _from_version_1(connection)
    else:
        database.create_tables(connection, TABLES)


def _from_version_1(connection: sqlite3.Connection) -> None:
    """Bring over a file without word index, whose vectors were found by key and text."""
    connection.execute("ALTER TABLE entry RENAME TO entry_1")
    connection.execute("ALTER TABLE vector RENAME TO vector_1")
    database.create_tables(connection, TABLES)
    connection.execute(
        "INSERT INTO entry (collection, key, position, text, payload) "
        "SELECT collection, key, position, text, payload FROM entry_1 ORDER BY position"
    )
    connection.execute(
        "INSERT INTO vector (entry, model, place, value) "
        "SELECT entry.id, model, ?, value FROM vector_1 JOIN entry USING (collection, key, text)",
        (HERE,),
    )
    index_words(connection)
    connection.execute("DROP TABLE vector_1")
    connection.execute("DROP TABLE entry_1")


def index_words(connection: sqlite3.Connection) -> None:
    """Fill the empty word index from the entries."""
    rows = connection.execute("SELECT id, collection, text FROM entry").fetchall()
    connection.executemany(
        INDEX_WORDS,
        [(number, collection, searched_words(text)) for number, collection, text in rows],
    )
