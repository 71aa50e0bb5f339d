"""A store whose vectors may move: the old place answers until the new one has them all."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
import logging
from typing import Final

from ..errors import StorageError
from .base import Entry, Hit, Question, StoreFigures, Vector
from .chroma import ChromaPlace
from .chroma_store import WRITE_DEADLINE, ChromaStore
from .schema import HERE
from .sqlite import SqliteStore

_LOGGER = logging.getLogger(__name__)

ANSWERS: Final = "answers"
"""Name of the fact which place answers, kept in the file."""
_BATCH: Final = 500
RETRY_AFTER: Final = 10.0
"""Seconds until a move that was held up is taken up again."""

type MakeStore = Callable[[ChromaPlace | None], SqliteStore]
"""Makes a store over the file of the entry with its vectors in a Chroma, or in the file."""


class MovingStore:
    """Leads to the store that answers; entries are in one file wherever the vectors are."""

    def __init__(self, make: MakeStore, chosen: ChromaPlace | None) -> None:
        """Name the place that was chosen; which one answers is read from the file."""
        self._make = make
        self._chosen = chosen
        self._store = make(chosen)
        self._old: SqliteStore | None = None
        self._moved: float | None = None
        self._on_missing: Callable[[], None] = lambda: None
        self._task: asyncio.Task[None] | None = None
        self._is_open = False
        self._opening = asyncio.Lock()

    @property
    def on_missing(self) -> Callable[[], None]:
        """Return what is called when entries have lost their vectors."""
        return self._on_missing

    @on_missing.setter
    def on_missing(self, call: Callable[[], None]) -> None:
        self._on_missing = call
        for store in (self._store, self._old):
            if store is not None:
                store.on_missing = call

    async def async_open(self) -> None:
        """Open the store, and begin to move in the background what is not where it should be."""
        async with self._opening:
            if not self._is_open:
                await self._async_open()

    async def _async_open(self) -> None:
        await self._store.async_open()
        self._is_open = True
        answering = await self._store.async_run(self._store.file.meta, ANSWERS)
        old = ChromaPlace.from_json(answering) if answering else None
        if (old.name if old else HERE) == self._store.place:
            return
        self._old = self._make(old)
        self._old.on_missing = self._on_missing
        await self._old.async_open()
        self._moved = 0.0
        self._task = asyncio.create_task(self._async_move(self._old))

    async def async_close(self) -> None:
        """Close both; a move goes on where it was at the next opening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = self._moved = None
        if self._old is not None:
            await self._old.async_close()
            self._old = None
        await self._store.async_close()
        self._is_open = False

    @property
    def moved(self) -> float | None:
        """Return how much of the vectors has moved, 0 to 1; None if none moves."""
        return self._moved

    async def async_moved(self, timeout: float | None = None) -> None:  # noqa: ASYNC109  # to look at the progress
        """Wait until nothing has to move any more, at most so many seconds."""
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=timeout)

    async def async_sync(self, collection: str, entries: Iterable[Entry]) -> None:
        """Make a collection hold exactly these entries."""
        await self._answering.async_sync(collection, entries)

    async def async_put(self, collection: str, entries: Iterable[Entry]) -> None:
        """Add entries, or replace those of the same key."""
        await self._answering.async_put(collection, entries)

    async def async_delete(self, collection: str, keys: Iterable[str]) -> None:
        """Remove entries."""
        await self._answering.async_delete(collection, keys)

    async def async_all(self, collection: str) -> list[Entry]:
        """Return every entry of a collection."""
        return await self._answering.async_all(collection)

    async def async_missing(self, collection: str, model: str) -> list[Entry]:
        """Return the entries without a vector where searches look for it."""
        return await self._answering.async_missing(collection, model)

    async def async_add_vectors(
        self, collection: str, model: str, vectors: Mapping[str, Vector]
    ) -> None:
        """Keep unit vectors; what moves takes them along."""
        await self._answering.async_add_vectors(collection, model, vectors)

    async def async_keep_models(self, models: Iterable[str]) -> None:
        """Drop the vectors of every embedding model but these."""
        await self._answering.async_keep_models(models)

    async def async_search(self, collection: str, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first."""
        return await self._answering.async_search(collection, question, limit)

    async def async_figures(self) -> StoreFigures:
        """Return how much is kept, and how far a move is."""
        return replace(await self._answering.async_figures(), moved=self._moved)

    async def async_hold(self) -> None:
        """Leave the file as it is while a backup copies it; writing goes on."""
        for store in (self._store, self._old):
            if store is not None:
                await store.async_hold()

    async def async_release(self) -> None:
        """Let the file be written again after a backup."""
        for store in (self._store, self._old):
            if store is not None:
                await store.async_release()

    @property
    def _answering(self) -> SqliteStore:
        return self._old or self._store

    async def _async_move(self, old: SqliteStore) -> None:
        """Move until everything is there; then the new place answers, and the old one is left."""
        while not await self._async_copy(old):
            if isinstance(old, ChromaStore) and not old.reached.is_set():
                break  # it answers nothing either way: what it had is embedded anew
            await asyncio.sleep(RETRY_AFTER)
        chosen = self._chosen.as_json() if self._chosen else ""
        await self._store.async_run(self._store.file.set_meta, ANSWERS, chosen)
        self._old = self._moved = None
        _LOGGER.info("All vectors have moved to %s", self._store.place)
        await old.async_leave()
        await old.async_close()
        self._on_missing()

    async def _async_copy(self, old: SqliteStore) -> bool:
        """Copy what is not there yet; return whether everything is."""
        new = self._store
        try:
            for store in (new, old):
                if isinstance(store, ChromaStore):
                    async with asyncio.timeout(WRITE_DEADLINE):
                        await store.reached.wait()
            there = await old.async_run(old.file.placed, old.place)
            here = await new.async_run(new.file.placed, new.place)
            total = sum(len(ids) for ids in there.values())
            done = 0
            for (collection, model), ids in there.items():
                wanted = sorted(ids - here.get((collection, model), set()))
                done += len(ids) - len(wanted)
                for start in range(0, len(wanted), _BATCH):
                    batch = wanted[start : start + _BATCH]
                    values = await old.async_take(collection, model, batch)
                    await _async_give(new, old, collection, model, values)
                    done += len(values)
                    self._moved = done / total
            here = await new.async_run(new.file.placed, new.place)
            there = await old.async_run(old.file.placed, old.place)
        except (StorageError, TimeoutError) as err:
            _LOGGER.debug("The move of the vectors was held up: %s", err)
            return False
        return all(ids <= here.get(pair, set()) for pair, ids in there.items())


async def _async_give(
    new: SqliteStore, old: SqliteStore, collection: str, model: str, values: Mapping[int, bytes]
) -> None:
    """Keep vectors in the new place; the old one need not read anew what it searches in.

    Both write one file, of which each would else take the other's writing for that of others.
    """
    was_in_step = await old.async_run(old.searcher.is_in_step)
    await new.async_give(collection, model, values)
    if was_in_step:
        await old.async_run(old.searcher.skip_others)
