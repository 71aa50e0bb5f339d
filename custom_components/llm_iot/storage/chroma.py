"""Vectors in Chroma: embedded in this process, or on a server; blocking.

The package is imported inside functions only: it cannot be installed everywhere, and whoever
keeps vectors in SQLite never needs it.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
import hashlib
from itertools import islice
import json
from pathlib import Path
from typing import Any, Final, Self
from urllib.request import Request, urlopen

from yarl import URL

from .base import Vector
from .chroma_damage import LostVectorsError, look_through

TIMEOUT: Final = 5.0
"""Seconds for one request to a server; the package itself would wait for ever."""
_LOOKED_AT: Final = 10
"""Vectors that are looked for to see whether a collection finds what it knows."""
BATCH: Final = 500
"""Vectors in one request."""
_PREFIX: Final = "llm_iot"
_NEIGHBOURS: Final = {"space": "cosine", "ef_construction": 200, "ef_search": 200}
"""Settings of Chroma's graph: more neighbours are looked at than by default, for better recall."""


@dataclass(frozen=True, slots=True)
class ChromaPlace:
    """Where a Chroma is: a folder of this machine, or a server."""

    folder: str | None = None
    url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent with every request, as a proxy before the server may ask for a token."""
    verify: bool = True
    """Whether the certificate of a server must be valid."""

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the place that `as_json` has written."""
        return cls(**json.loads(text))

    def as_json(self) -> str:
        """Return all of it as text."""
        return json.dumps(asdict(self))

    @property
    def name(self) -> str:
        """Return what tells this place from others, without any secret."""
        return f"chroma:{self.folder or self.url}"


class ChromaVectors:
    """Unit vectors by number, in collections of one Chroma. Raises whatever the package raises."""

    def __init__(self, place: ChromaPlace) -> None:
        """Name the place; `connect` comes first."""
        self.place = place
        self._client: Any = None
        self._owner = ""
        self._handles: dict[str, Any] = {}

    def connect(self, owner: str) -> None:
        """Make sure that Chroma answers; `owner` tells our collections from those of others."""
        self._owner = owner
        self._handles.clear()
        if self.place.url:
            _ask_for_heartbeat(self.place)
        if self._client is None:
            if self.place.folder:
                look_through(Path(self.place.folder))
            self._client = _client(self.place)
        self._client.heartbeat()

    def close(self) -> None:
        """Let go of the client."""
        self._handles.clear()
        if self._client is not None:
            client, self._client = self._client, None
            client.close()

    def name(self, collection: str, model: str) -> str:
        """Return Chroma's name of the vectors of one collection and model."""
        digest = hashlib.sha256(model.encode()).hexdigest()[:12]
        return f"{_PREFIX}-{self._owner}-{collection}-{digest}"

    def names(self) -> set[str]:
        """Return the names of all our collections that there are."""
        begin = f"{_PREFIX}-{self._owner}-"
        return {
            each.name for each in self._client.list_collections() if each.name.startswith(begin)
        }

    def add(self, name: str, vectors: Mapping[int, bytes]) -> None:
        """Add vectors, or replace them."""
        numbers = list(vectors)
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH]
            self._handle(name).upsert(
                ids=[str(number) for number in batch],
                embeddings=[array("f", vectors[number]).tolist() for number in batch],
            )

    def remove(self, name: str, numbers: Iterable[int]) -> None:
        """Remove vectors."""
        ids = [str(number) for number in numbers]
        for start in range(0, len(ids), BATCH):
            self._handle(name).delete(ids=ids[start : start + BATCH])

    def drop(self, name: str) -> None:
        """Remove a collection with its vectors."""
        self._handles.pop(name, None)
        self._client.delete_collection(name)

    def numbers(self, name: str) -> set[int]:
        """Return the numbers of all vectors of a collection."""
        return {int(each) for each in self._handle(name).get(include=[])["ids"]}

    def take(self, name: str, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return vectors by number."""
        ids = [str(number) for number in numbers]
        found = self._handle(name).get(ids=ids, include=["embeddings"])
        return {
            int(number): array("f", vector).tobytes()
            for number, vector in zip(found["ids"], found["embeddings"], strict=True)
        }

    def check(self, name: str, numbers: Iterable[int]) -> None:
        """Look whether some vectors of a collection can be read and found.

        Raises LostVectorsError if not, or whatever the package raises.
        """
        some = list(islice(numbers, _LOOKED_AT))
        if not some:
            return
        values = self.take(name, some)
        if len(values) < len(some):
            raise LostVectorsError(f"{len(some) - len(values)} of {len(some)} cannot be read")
        near = self.nearest(name, array("f", values[some[0]]), len(some))
        if len(near) < len(some):
            raise LostVectorsError(f"{len(some) - len(near)} of {len(some)} are not found")

    def nearest(self, name: str, asked: Vector, limit: int) -> dict[int, float]:
        """Return the vectors nearest to this one, with their cosines."""
        return self._query(name, asked, limit)

    def cosines(self, name: str, asked: Vector, numbers: Iterable[int]) -> dict[int, float]:
        """Return the cosine with each of these that has a vector, 0 to 1."""
        ids = [str(number) for number in numbers]
        return self._query(name, asked, len(ids), ids) if ids else {}

    def _query(
        self, name: str, asked: Vector, limit: int, ids: list[str] | None = None
    ) -> dict[int, float]:
        found = self._handle(name).query(
            query_embeddings=[list(asked)], n_results=limit, ids=ids, include=["distances"]
        )
        return {
            int(number): max(0.0, min(1.0, 1.0 - distance))
            for number, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        }

    def _handle(self, name: str) -> Any:
        if name not in self._handles:
            self._handles[name] = self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": _NEIGHBOURS}
            )
        return self._handles[name]


def _ask_for_heartbeat(place: ChromaPlace) -> None:
    """Ask a server for a sign of life. The package's client asks, too, but waits for ever."""
    context = None
    if place.url and place.url.startswith("https:"):
        import ssl  # noqa: PLC0415  # only a server with TLS needs it

        context = ssl.create_default_context() if place.verify else _trusting_context()
    request = Request(f"{place.url}/api/v2/heartbeat", headers=dict(place.headers))  # noqa: S310  # the flow lets http and https through
    with urlopen(request, timeout=TIMEOUT, context=context):  # noqa: S310
        pass


def _trusting_context() -> Any:
    import ssl  # noqa: PLC0415

    return ssl._create_unverified_context()  # noqa: S323, SLF001  # what the person has chosen


def _client(place: ChromaPlace) -> Any:
    """Return a client of a place; embeddings come from us, and nothing is reported to anybody."""
    import chromadb  # noqa: PLC0415
    from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    if place.folder:
        Path(place.folder).mkdir(parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False)
        try:
            return chromadb.PersistentClient(place.folder, settings=settings)
        except Exception:
            # The package would hand out what it has half made at every further try.
            SharedSystemClient._identifier_to_system.pop(place.folder, None)  # noqa: SLF001
            raise
    url = URL(place.url or "")
    client = chromadb.HttpClient(
        host=str(url.host) if url.path == "/" else str(url),
        port=url.port or 80,
        ssl=url.scheme == "https",
        headers=dict(place.headers),
        settings=Settings(
            anonymized_telemetry=False,
            chroma_server_ssl_verify=place.verify if url.scheme == "https" else None,
        ),
    )
    # There is no setting for it: the session of the HTTP client is made without a timeout.
    client._server._session.timeout = TIMEOUT  # type: ignore[attr-defined]  # noqa: SLF001
    return client
