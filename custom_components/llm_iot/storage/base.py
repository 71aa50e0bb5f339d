"""The protocol of a store: entries of words and vectors, kept and searched."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

COSINE_WEIGHT = 0.6
OVERLAP_WEIGHT = 0.4
"""Embeddings hardly see "on" against "off", words do: neither is enough alone."""

type Vector = Sequence[float]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something kept: the words it is found by, and what is wanted back."""

    key: str
    """Identity within its collection."""
    text: str
    """What is embedded and compared; a changed text loses its vector."""
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found."""

    entry: Entry
    score: float
    """0 to 1; cosine and word overlap mixed, or word overlap alone without vectors."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for."""

    text: str
    vector: Vector | None = None
    """Unit vector of the text; None searches by words alone."""
    model: str | None = None
    """Embedding model of the vector."""


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """How much is kept, and whether all of it can be used."""

    entries: Mapping[str, int]
    """Number of entries by collection."""
    vectors: Mapping[str, int]
    """Number of entries with a vector, by embedding model."""
    size: int
    """Bytes on the disk of Home Assistant."""
    has_vectors: bool = True
    """Whether vectors can be searched now; if not, words alone are."""
    moved: float | None = None
    """0 to 1: how much of the vectors has moved to the newly chosen place; None if none moves."""


class Store(Protocol):
    """Where collections of entries are kept and searched.

    Every method raises StorageError if the files cannot be read or written. What a writing
    method has returned from is on the disk: neither a kill nor a power cut loses it.
    """

    on_missing: Callable[[], None]
    """Called, in the event loop, when entries have lost their vectors or can have them again."""

    async def async_open(self) -> None:
        """Open the store. Raises StorageError if that is impossible."""

    async def async_sync(self, collection: str, entries: Iterable[Entry]) -> None:
        """Make a collection hold exactly these entries; unchanged ones keep their vectors."""

    async def async_put(self, collection: str, entries: Iterable[Entry]) -> None:
        """Add entries, or replace those of the same key in their places; all of them or none."""

    async def async_delete(self, collection: str, keys: Iterable[str]) -> None:
        """Remove entries; a key that is not there is no error."""

    async def async_all(self, collection: str) -> list[Entry]:
        """Return every entry of a collection, in the order in which they came."""

    async def async_missing(self, collection: str, model: str) -> list[Entry]:
        """Return the entries that have no vector of this embedding model."""

    async def async_add_vectors(
        self, collection: str, model: str, vectors: Mapping[str, Vector]
    ) -> None:
        """Keep unit vectors by entry key; a key that is not there any more is passed over."""

    async def async_keep_models(self, models: Iterable[str]) -> None:
        """Drop the vectors of every embedding model but these."""

    async def async_search(self, collection: str, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first."""

    async def async_figures(self) -> StoreFigures:
        """Return how much is kept."""

    async def async_hold(self) -> None:
        """Leave the files as they are while a backup copies them; writing goes on beside them."""

    async def async_release(self) -> None:
        """Let the files be written again after a backup."""

    async def async_close(self) -> None:
        """Close the store; nothing acknowledged is lost."""
