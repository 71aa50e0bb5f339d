"""The store that works everywhere: one SQLite file for entries, words and vectors."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from itertools import islice
import logging
from pathlib import Path
import sqlite3
import threading
from typing import Any

from ..errors import StorageError
from .base import Entry, Hit, Question, StoreFigures, Vector
from .file import Change, EntryFile
from .matrix import FLOAT_BYTES, as_bytes
from .salvage import Damage, is_damage, salvage
from .schema import HERE
from .search import Searcher

_LOGGER = logging.getLogger(__name__)

type Executor = Callable[..., Awaitable[Any]]
"""Runs a blocking function off the event loop, like `hass.async_add_executor_job`."""


class SqliteStore:
    """Entries in a SQLite file; every call works in the executor, one at a time."""

    def __init__(
        self,
        path: Path,
        executor: Executor,
        on_damage: Callable[[Damage], None] = lambda _damage: None,
    ) -> None:
        """Name the file; it is opened by `async_open`.

        `on_damage` is called, in the executor, after a damaged file was set aside and what
        could be read of it was brought into a new one.
        """
        self.file = EntryFile(path)
        self.place = HERE
        self.on_missing: Callable[[], None] = lambda: None
        """Called, in the event loop, when entries have lost their vectors."""
        self.searcher = Searcher(self.file)
        self._executor = executor
        self._on_damage = on_damage
        self._lock = threading.Lock()

    async def async_open(self) -> None:
        """Open or create the file; a damaged one is set aside and rebuilt from what is left."""
        await self.async_run(lambda: None, opens=True)

    async def async_sync(self, collection: str, entries: Iterable[Entry]) -> None:
        """Make a collection hold exactly these entries."""
        await self.async_write(self.file.sync, collection, list(entries))

    async def async_put(self, collection: str, entries: Iterable[Entry]) -> None:
        """Add entries, or replace those of the same key in their places."""
        await self.async_write(self.file.put, collection, list(entries))

    async def async_delete(self, collection: str, keys: Iterable[str]) -> None:
        """Remove entries."""
        await self.async_write(self.file.delete, collection, list(keys))

    async def async_all(self, collection: str) -> list[Entry]:
        """Return every entry of a collection."""
        rows = await self.async_run(self.file.rows, collection)
        return [row.entry for row in rows]

    async def async_missing(self, collection: str, model: str) -> list[Entry]:
        """Return the entries without a current vector of this model."""
        rows = await self.async_run(self.file.missing, collection, model)
        return [row.entry for row in rows]

    async def async_add_vectors(
        self, collection: str, model: str, vectors: Mapping[str, Vector]
    ) -> None:
        """Keep unit vectors by entry key."""
        ids = await self.async_run(self.file.ids, collection, list(vectors))
        values = {number: as_bytes(vectors[key]) for key, number in ids.items()}
        await self.async_give(collection, model, values)

    async def async_search(self, collection: str, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first."""
        hits: list[Hit] = await self.async_run(self.searcher.search, collection, question, limit)
        if self.searcher.outdated:
            self.searcher.outdated = False
            self.on_missing()
        return hits

    async def async_give(self, collection: str, model: str, values: Mapping[int, bytes]) -> None:
        """Keep vectors by id of their entry."""

        def give() -> None:
            for value in islice(values.values(), 1):
                self.searcher.drop_outdated(collection, model, len(value) // FLOAT_BYTES)
            for number in self.file.add_vectors(model, values):
                self.searcher.note_vector(collection, model, number, values[number])

        await self.async_run(give)

    async def async_take(
        self, collection: str, model: str, ids: Iterable[int]
    ) -> Mapping[int, bytes]:
        """Return vectors by id of their entry."""
        found: Mapping[int, bytes] = await self.async_run(
            self.file.vectors_of, collection, model, list(ids)
        )
        return found

    async def async_leave(self) -> None:
        """Drop all vectors that are kept in the file, as they are kept elsewhere now."""
        await self.async_run(self.file.drop_place, self.place)
        self.searcher.forget()

    async def async_keep_models(self, models: Iterable[str]) -> None:
        """Drop the vectors of every embedding model but these."""
        await self.async_run(self.file.keep_models, list(models))
        self.searcher.forget()

    async def async_figures(self) -> StoreFigures:
        """Return how much is kept."""
        figures: StoreFigures = await self.async_run(self._figures)
        return figures

    async def async_hold(self) -> None:
        """Leave the file as it is while a backup copies it; writing goes on."""
        await self.async_run(self.file.hold)

    async def async_release(self) -> None:
        """Let the file be written again after a backup."""
        await self.async_run(self.file.release)

    async def async_close(self) -> None:
        """Close the file."""
        await self._executor(self._close)

    async def async_write(
        self, write: Callable[[str, list[Any]], Change], collection: str, what: list[Any]
    ) -> Change:
        """Write, and let the searches know of it."""

        def work() -> Change:
            change = write(collection, what)
            self.searcher.note(collection, change)
            return change

        change: Change = await self.async_run(work)
        return change

    async def async_run(self, work: Callable[..., Any], *args: object, opens: bool = False) -> Any:
        """Run blocking work in the executor, and translate its errors.

        Work that meets a damaged file is done once more on the rebuilt one.
        """

        def locked() -> Any:
            with self._lock:
                try:
                    if opens and not self.file.is_open:
                        self.file.open()
                    return work(*args)
                except sqlite3.DatabaseError as err:
                    if not is_damage(err):
                        raise
                    self._rebuild(err)
                    return work(*args)

        try:
            return await self._executor(locked)
        except (OSError, sqlite3.Error) as err:
            raise StorageError(error=str(err)) from err

    def _rebuild(self, err: sqlite3.DatabaseError) -> None:
        """Set the damaged file aside and go on with what can be read of it."""
        self.file.close()
        self.searcher.forget()
        damage = salvage(self.file.path)
        _LOGGER.warning(
            "%s is damaged (%s); it is kept as %s, %s entries could be read",
            self.file.path,
            err,
            damage.aside.name,
            damage.entries,
        )
        self.file.open()
        self._on_damage(damage)

    def _close(self) -> None:
        with self._lock:
            self.file.close()
            self.searcher.forget()

    def _figures(self) -> StoreFigures:
        return StoreFigures(self.file.count_entries(), self.file.count_vectors(), self.file.size())


def remove_files(path: Path) -> None:
    """Remove a closed store with everything that SQLite or a repair left beside it."""
    for file in path.parent.glob(f"{path.stem}.*"):
        file.unlink(missing_ok=True)
