"""Vectors in memory, compared with that of a question; with NumPy where it can be imported."""

from array import array
from collections.abc import Iterable
import heapq
from math import sumprod
from typing import Final

from .base import Vector

try:
    import numpy as np
except ImportError:
    np = None  # type: ignore[assignment]  # what follows then does without

FLOAT_BYTES: Final = 4
_FIRST_CAPACITY: Final = 256


def as_bytes(vector: Vector) -> bytes:
    """Return a vector as it is kept: float32 in the machine's byte order."""
    return array("f", vector).tobytes()


class PlainMatrix:
    """Unit vectors by number, compared one by one."""

    def __init__(self, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Take the vectors as they are kept."""
        self._vectors = {number: array("f", value) for number, value in vectors}

    def __len__(self) -> int:
        return len(self._vectors)

    def put(self, number: int, value: bytes) -> None:
        """Add a vector, or replace that of the number."""
        self._vectors[number] = array("f", value)

    def remove(self, number: int) -> None:
        """Forget a vector, if there is one."""
        self._vectors.pop(number, None)

    def cosines(self, asked: Vector, numbers: Iterable[int]) -> dict[int, float]:
        """Return the cosine with each of these that has a vector of this dimension, 0 to 1."""
        return {
            number: max(0.0, min(1.0, sumprod(vector, asked)))
            for number in numbers
            if len(vector := self._vectors.get(number, ())) == len(asked)
        }

    def nearest(self, asked: Vector, limit: int) -> dict[int, float]:
        """Return the vectors nearest to this one, with their cosines."""
        cosines = self.cosines(asked, self._vectors)
        return dict(heapq.nlargest(limit, cosines.items(), key=lambda each: each[1]))


class NumpyMatrix:
    """Unit vectors by number as rows of one matrix, compared all at once."""

    def __init__(self, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Take the vectors as they are kept; those of another dimension than the first are left."""
        kept = list(vectors)
        size = len(kept[0][1]) if kept else 0
        kept = [each for each in kept if len(each[1]) == size]
        self._numbers = np.array([number for number, _ in kept], dtype=np.int64)
        values = b"".join(value for _, value in kept)
        self._values = (
            np.frombuffer(values, dtype=np.float32).reshape(len(kept), size // FLOAT_BYTES).copy()
        )
        self._rows = {number: row for row, (number, _) in enumerate(kept)}
        self._used = len(kept)

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, number: int, value: bytes) -> None:
        """Add a vector, or replace that of the number; one of another dimension is left out."""
        vector = np.frombuffer(value, dtype=np.float32)
        if not self._rows:
            self._values = np.zeros((_FIRST_CAPACITY, len(vector)), dtype=np.float32)
            self._numbers = np.zeros(_FIRST_CAPACITY, dtype=np.int64)
            self._used = 0
        if len(vector) != self._values.shape[1]:
            self.remove(number)
            return
        row = self._rows.get(number)
        if row is None:
            if self._used == len(self._values):
                self._values = np.concatenate([self._values, np.zeros_like(self._values)])
                self._numbers = np.concatenate([self._numbers, np.zeros_like(self._numbers)])
            row = self._rows[number] = self._used
            self._used += 1
        self._values[row] = vector
        self._numbers[row] = number

    def remove(self, number: int) -> None:
        """Forget a vector, if there is one; the last one takes its row."""
        row = self._rows.pop(number, None)
        if row is None:
            return
        self._used -= 1
        if row != self._used:
            self._values[row] = self._values[self._used]
            self._numbers[row] = self._numbers[self._used]
            self._rows[int(self._numbers[row])] = row

    def cosines(self, asked: Vector, numbers: Iterable[int]) -> dict[int, float]:
        """Return the cosine with each of these that has a vector of this dimension, 0 to 1."""
        found = [number for number in numbers if number in self._rows]
        if not found or len(asked) != self._values.shape[1]:
            return {}
        rows = self._values[[self._rows[number] for number in found]]
        # Row by row in this thread: waking the threads that a matrix product uses takes
        # far longer than the product itself where cores are few.
        cosines = np.vecdot(rows, np.asarray(asked, dtype=np.float32)).clip(0, 1)
        return dict(zip(found, cosines.tolist(), strict=True))

    def nearest(self, asked: Vector, limit: int) -> dict[int, float]:
        """Return the vectors nearest to this one, with their cosines."""
        if not self._rows or len(asked) != self._values.shape[1]:
            return {}
        question = np.asarray(asked, dtype=np.float32)
        cosines = np.vecdot(self._values[: self._used], question).clip(0, 1)
        first = min(limit, self._used)
        rows = np.argpartition(-cosines, first - 1)[:first]
        return dict(zip(self._numbers[rows].tolist(), cosines[rows].tolist(), strict=True))


type Matrix = NumpyMatrix | PlainMatrix


def matrix_of(vectors: Iterable[tuple[int, bytes]]) -> Matrix:
    """Return vectors as what compares them fastest here."""
    return PlainMatrix(vectors) if np is None else NumpyMatrix(vectors)
