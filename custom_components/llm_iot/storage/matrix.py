"""Vectors in memory, as the rows of one matrix, compared with that of a question."""

from array import array
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from .base import Vector

FLOAT_BYTES: Final = 4
_FIRST_CAPACITY: Final = 256

type Cosines = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]
"""Numbers of vectors, and their cosines with another one, 0 to 1."""


def as_bytes(vector: Vector) -> bytes:
    """Return a vector as it is kept: float32 in the machine's byte order."""
    return array("f", vector).tobytes()


class Matrix:
    """Unit vectors by number, compared all at once."""

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

    def fits(self, asked: Vector) -> bool:
        """Return whether a vector has the dimension of those that are kept, if any are."""
        return not self._rows or len(asked) == self._values.shape[1]

    def put(self, number: int, value: bytes) -> None:
        """Add a vector, or replace that of the number; one of another dimension is left out."""
        vector = np.frombuffer(value, dtype=np.float32)
        if not self._rows:
            self._values = np.zeros((_FIRST_CAPACITY, len(vector)), dtype=np.float32)
            self._numbers = np.zeros(_FIRST_CAPACITY, dtype=np.int64)
            self._used = 0
        if len(vector) != self._values.shape[1]:
            self.pop(number)
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

    def pop(self, number: int, _default: None = None) -> None:
        """Forget a vector, if there is one; the last one takes its row."""
        row = self._rows.pop(number, None)
        if row is None:
            return
        self._used -= 1
        if row != self._used:
            self._values[row] = self._values[self._used]
            self._numbers[row] = self._numbers[self._used]
            self._rows[int(self._numbers[row])] = row

    def all_cosines(self, asked: Vector) -> Cosines:
        """Return the cosine with every vector."""
        return self._numbers[: self._used], _cosines(self._values[: self._used], asked)

    def cosines(self, asked: Vector, numbers: Iterable[int]) -> dict[int, float]:
        """Return the cosine with each of these that there is."""
        found = [number for number in numbers if number in self._rows]
        cosines = _cosines(self._values[[self._rows[number] for number in found]], asked)
        return dict(zip(found, cosines.tolist(), strict=True))

    def nearest(self, asked: Vector, limit: int) -> dict[int, float]:
        """Return the vectors nearest to this one, with their cosines."""
        numbers, cosines = self.all_cosines(asked)
        first = min(limit, len(cosines))
        rows = np.argpartition(-cosines, first - 1)[:first]
        return dict(zip(numbers[rows].tolist(), cosines[rows].tolist(), strict=True))


def _cosines(values: npt.NDArray[np.float32], asked: Vector) -> npt.NDArray[np.float32]:
    """Return the cosine of each row with a vector.

    Row by row in this thread: waking the threads that a matrix product uses takes far longer
    than the product itself where cores are few.
    """
    cosines: npt.NDArray[np.float32] = np.vecdot(values, np.asarray(asked, dtype=np.float32))
    return cosines.clip(0, 1)
