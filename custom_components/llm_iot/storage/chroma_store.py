"""The store with vectors in Chroma; entries and words stay in SQLite, so a turn needs no Chroma."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from heapq import nlargest
import logging
from pathlib import Path
from typing import Any, Final, NamedTuple, override
from uuid import uuid4

from homeassistant.exceptions import HomeAssistantError

from ..errors import StorageError
from .base import Entry, Hit, Question, StoreFigures, Vector
from .chroma import ChromaPlace, ChromaVectors
from .chroma_damage import is_chroma_damage, set_aside
from .file import Change
from .matrix import FLOAT_BYTES, as_bytes
from .salvage import Damage
from .search import ENOUGH
from .sqlite import Executor, SqliteStore

_LOGGER = logging.getLogger(__name__)

SEARCH_DEADLINE: Final = 1.0
"""Seconds that a search waits for Chroma; then words alone have to do."""
WRITE_DEADLINE: Final = 30.0
NEAREST: Final = 100
"""Vectors that Chroma brings for a search at least."""
RETRY_AFTER: Final = 10.0
"""Seconds until a Chroma that was gone is asked again."""


class Rivals(NamedTuple):
    """Entries besides the nearest vectors that may be among the best."""

    ids: set[int]
    """Those without a vector, which count by their words alone."""
    embedded: set[int]
    """Those whose vector has to be compared first."""


class ChromaStore(SqliteStore):
    """Entries in a SQLite file, which knows which of them have a vector in Chroma.

    While Chroma is gone or slow, searches go by words alone; when it is back, what it has
    lost is told as missing, and what it has too much is removed from it.
    """

    def __init__(
        self,
        path: Path,
        executor: Executor,
        place: ChromaPlace,
        prepare: Callable[[], Awaitable[None]] | None = None,
        **options: Any,
    ) -> None:
        """Name the file and the Chroma; nothing is opened before `async_open`.

        `prepare` is awaited before each try to reach Chroma: it gets the package, if need be.
        """
        super().__init__(path, executor, **options)
        self._prepare = prepare
        self.chroma = ChromaVectors(place)
        self.place = place.name
        self.reached = asyncio.Event()
        """Set while Chroma can be used."""
        self._writing = asyncio.Lock()
        self._is_held = False
        """Whether a backup copies the folder of an embedded Chroma."""
        self._told = False
        self._failure: Exception | None = None
        """Why Chroma could not be used last."""
        self._heart: asyncio.Task[None] | None = None
        self._chores: set[asyncio.Task[None]] = set()

    @override
    async def async_open(self) -> None:
        """Open the file, and begin to reach for Chroma in the background."""
        await super().async_open()
        if self._heart is None:
            self._heart = asyncio.create_task(self._async_reach())

    @override
    async def async_close(self) -> None:
        """Close both; what is under way in Chroma is no loss."""
        tasks = [each for each in (self._heart, *self._chores) if each]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._heart = None
        self.reached.clear()
        await self._executor(self.chroma.close)
        await super().async_close()

    @override
    async def async_write(
        self, write: Callable[[str, list[Any]], Change], collection: str, what: list[Any]
    ) -> Change:
        """Write the file; Chroma forgets in the background what is no longer there."""
        change = await super().async_write(write, collection, what)
        if change.removed and self.reached.is_set():
            gone = [row.id for row in change.removed]
            chore = asyncio.create_task(self._async_discard(collection, gone))
            self._chores.add(chore)
            chore.add_done_callback(self._chores.discard)
        return change

    @override
    async def async_missing(self, collection: str, model: str) -> list[Entry]:
        """Return the entries without a vector; none while there is nowhere to put it."""
        if not self.reached.is_set() or self._is_held:
            return []
        rows = await self.async_run(self.file.missing, collection, model, self.place)
        return [row.entry for row in rows]

    @override
    async def async_add_vectors(
        self, collection: str, model: str, vectors: Mapping[str, Vector]
    ) -> None:
        """Keep unit vectors in Chroma; if it is gone, they stay missing."""
        ids = await self.async_run(self.file.ids, collection, list(vectors))
        values = {number: as_bytes(vectors[key]) for key, number in ids.items()}
        await self.async_give(collection, model, values)

    @override
    async def async_give(self, collection: str, model: str, values: Mapping[int, bytes]) -> None:
        """Keep vectors by id of their entry; not while a backup is made, as they can wait."""
        async with self._writing:
            if values and not self._is_held:
                await self._async_give(collection, model, values)

    async def _async_give(self, collection: str, model: str, values: Mapping[int, bytes]) -> None:
        dimension = len(next(iter(values.values()))) // FLOAT_BYTES
        await self._async_drop_outdated(collection, model, dimension)
        name = self.chroma.name(collection, model)
        if await self._async_ask(self.chroma.add, name, values, deadline=WRITE_DEADLINE) is LOST:
            return

        def know() -> None:
            known = dict.fromkeys(values, str(dimension).encode())
            ids = self.file.add_vectors(model, known, self.place)
            self.searcher.note_placed(collection, model, ids, dimension)

        await self.async_run(know)

    @override
    async def async_take(
        self, collection: str, model: str, ids: Iterable[int]
    ) -> Mapping[int, bytes]:
        """Return vectors by id of their entry."""
        name = self.chroma.name(collection, model)
        found = await self._async_ask(self.chroma.take, name, list(ids), deadline=WRITE_DEADLINE)
        return {} if found is LOST else found

    @override
    async def async_search(self, collection: str, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries; by words alone while Chroma cannot be used."""
        plain = Question(question.text)
        vector, model = question.vector, question.model
        if vector is None or model is None or not self.reached.is_set():
            return await super().async_search(collection, plain, limit)
        dimension = await self.async_run(self._dimension, collection, model)
        if dimension is not None and dimension != len(vector):
            await self._async_drop_outdated(collection, model, len(vector))
            self.on_missing()
        if dimension != len(vector):
            return await super().async_search(collection, plain, limit)
        name = self.chroma.name(collection, model)
        near = await self._async_ask(
            self.chroma.nearest, name, vector, max(NEAREST, limit), deadline=SEARCH_DEADLINE
        )
        if near is LOST:
            return await super().async_search(collection, plain, limit)
        rivals = await self.async_run(self._rivals, collection, question, limit, near)
        if rivals.embedded:
            cosines = await self._async_ask(
                self.chroma.cosines, name, vector, rivals.embedded, deadline=SEARCH_DEADLINE
            )
            near |= {} if cosines is LOST else cosines
        hits: list[Hit] = await self.async_run(
            self.searcher.score, collection, question.text, rivals.ids | near.keys(), near, limit
        )
        return hits

    @override
    async def async_keep_models(self, models: Iterable[str]) -> None:
        """Drop the vectors of every embedding model but these."""
        await super().async_keep_models(models)
        if self.reached.is_set():
            await self._async_agree()

    @override
    async def async_figures(self) -> StoreFigures:
        """Return how much is kept."""

        def figures() -> StoreFigures:
            return StoreFigures(
                self.file.count_entries(),
                self.file.count_vectors(self.place),
                self.file.size(),
                self.reached.is_set(),
            )

        found: StoreFigures = await self.async_run(figures)
        return found

    @override
    async def async_hold(self) -> None:
        """Leave the files as they are; a server is no matter of a backup of Home Assistant."""
        await super().async_hold()
        async with self._writing:
            self._is_held = self.chroma.place.folder is not None

    @override
    async def async_release(self) -> None:
        """Let the files be written again, and what has waited be kept."""
        self._is_held = False
        await super().async_release()
        self.on_missing()

    async def async_leave(self) -> None:
        """Remove all that this store has in Chroma, as it is kept elsewhere now."""
        await self.async_run(self.file.drop_place, self.place)
        if self.reached.is_set():
            await self._async_agree()

    async def _async_reach(self) -> None:
        """Reach Chroma whenever it is not reached, for ever."""
        while True:
            if not self.reached.is_set() and (
                await self._async_connect()
                or (await self._async_set_aside() and await self._async_connect())
            ):
                self._told = False
                self.reached.set()
                self.on_missing()
            await asyncio.sleep(RETRY_AFTER)

    async def _async_connect(self) -> bool:
        """Connect, and bring both sides to agree; return whether that was possible."""
        if self._prepare is not None:
            try:
                await self._prepare()
            except HomeAssistantError as err:
                self._lose(err)
                return False
        owner = await self.async_run(self._owner)
        if await self._async_ask(self.chroma.connect, owner, deadline=WRITE_DEADLINE) is LOST:
            return False
        if not await self._async_agree():
            return False
        if self._told:
            _LOGGER.info("Chroma answers again, searches use vectors")
        return True

    async def _async_set_aside(self) -> bool:
        """Keep the folder of an embedded Chroma aside if it is damaged; return whether it was.

        Nothing is lost by it: the entries are in the file, and their vectors are made anew.
        """
        folder, failure = self.chroma.place.folder, self._failure
        if folder is None or failure is None or self._is_held or not is_chroma_damage(failure):
            return False

        def replace() -> None:
            self.chroma.close()
            aside = set_aside(Path(folder))
            _LOGGER.warning("%s is damaged (%s); it is kept as %s", folder, failure, aside.name)
            entries = sum(self.file.count_entries().values())
            self._on_damage(Damage(aside, entries, in_chroma=True))

        try:
            await self.async_run(replace)
        except StorageError as err:
            self._lose(err)
            return False
        return True

    async def _async_agree(self) -> bool:
        """Remove from Chroma what the file does not know, and forget here what Chroma lost."""
        expected = await self.async_run(self.file.placed, self.place)
        names = {self.chroma.name(*pair): pair for pair in expected}

        def compare() -> dict[tuple[str, str], set[int]]:
            there = self.chroma.names()
            for name in there - names.keys():
                self.chroma.drop(name)
            lost = {}
            for name, pair in names.items():
                numbers = self.chroma.numbers(name) if name in there else set()
                if self.chroma.place.folder:  # of a server others take care
                    self.chroma.check(name, numbers)
                lost[pair] = expected[pair] - numbers
                self.chroma.remove(name, numbers - expected[pair])
            return lost

        lost = await self._async_ask(compare, deadline=WRITE_DEADLINE)
        if lost is LOST:
            return False
        for (_, model), ids in lost.items():
            if ids:
                await self.async_run(self.file.forget_vectors, model, self.place, ids)
        await self.async_run(self.searcher.forget_placed)
        return True

    async def _async_drop_outdated(self, collection: str, model: str, dimension: int) -> None:
        """Drop vectors of another dimension than the model gives now."""

        def drop() -> bool:
            outdated = self.file.drop_outdated(collection, model, dimension, self.place)
            if outdated:
                self.searcher.forget_placed()
            return outdated

        if await self.async_run(drop):
            name = self.chroma.name(collection, model)
            await self._async_ask(self.chroma.drop, name, deadline=WRITE_DEADLINE)

    async def _async_discard(self, collection: str, ids: list[int]) -> None:
        """Remove vectors of entries that are gone; those that stay behind are never found."""
        models = await self.async_run(self.file.count_vectors, self.place, collection)

        def remove() -> None:
            for model in models:
                self.chroma.remove(self.chroma.name(collection, model), ids)

        async with self._writing:
            if not self._is_held:
                await self._async_ask(remove, deadline=WRITE_DEADLINE)

    async def _async_ask(self, work: Callable[..., Any], *args: object, deadline: float) -> Any:
        """Have Chroma do something within a deadline; LOST if it did not."""
        try:
            async with asyncio.timeout(deadline):
                return await self._executor(work, *args)
        except Exception as err:  # noqa: BLE001  # whatever the package raises: words alone have to do
            self._lose(err)
            return LOST

    def _lose(self, err: Exception) -> None:
        """Go on with words alone, and say so once."""
        self.reached.clear()
        self._failure = err
        if not self._told:
            self._told = True
            said = str(err) or type(err).__name__
            _LOGGER.warning("Chroma cannot be used (%s), searches go by words alone", said)

    def _dimension(self, collection: str, model: str) -> int | None:
        """Return that of the vectors in Chroma, None while too few entries have one."""
        held = self.searcher.placed(collection, model, self.place)
        if not held or len(held) < ENOUGH * self.searcher.size(collection):
            return None
        return next(iter(held.values()))

    def _rivals(
        self, collection: str, question: Question, limit: int, near: Mapping[int, float]
    ) -> Rivals:
        """Return what the words bring, and which of it may be among the best by its vector, too.

        Chroma has told the nearest vectors: no other cosine is above the least of theirs.
        """
        held = self.searcher.placed(collection, question.model or "", self.place)
        words = self.searcher.candidates(collection, question.text, limit) - near.keys()
        plain, embedded = words - held.keys(), words & held.keys()
        sure = self.searcher.scores(collection, question.text, plain | near.keys(), near)
        least = min(nlargest(limit, sure.values()), default=0.0) if len(sure) >= limit else 0.0
        at_most = dict.fromkeys(embedded, min(near.values(), default=1.0))
        hoped = self.searcher.scores(collection, question.text, embedded, at_most)
        return Rivals(plain, {number for number, score in hoped.items() if score >= least})

    def _owner(self) -> str:
        """Return what tells the vectors of this file from those of another."""
        owner = self.file.meta("owner")
        if owner is None:
            owner = uuid4().hex[:12]
            self.file.set_meta("owner", owner)
        return owner


LOST: Final = object()
"""Returned where Chroma has not done what it was asked for."""
