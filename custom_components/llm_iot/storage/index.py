"""A collection in memory: word lists and a matrix of vectors, searched together."""

from collections.abc import Sequence
import math

import numpy as np
import numpy.typing as npt

from ..words import Overlap, tokens
from .base import COSINE_WEIGHT, OVERLAP_WEIGHT, Entry, Hit, Question


class Index:
    """The searchable form of one collection, built once after it changed."""

    def __init__(self, entries: Sequence[Entry], vectors: Sequence[bytes | None]) -> None:
        """Build the index; vectors are float32, of one model, in the order of the entries.

        Words weigh by their inverse document frequency.
        """
        self._entries = entries
        self._overlap = Overlap(
            [tokens(entry.text) for entry in entries],
            weigh=lambda count: math.log(1 + len(entries) / count),
        )
        self._matrix, self._rows = _matrix(vectors)

    def search(self, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first; ties keep the order of the entries."""
        scores = self._overlap.of(tokens(question.text))
        if question.vector is not None and len(self._rows):
            asked = np.asarray(question.vector, dtype=np.float32)
            if asked.shape == self._matrix.shape[1:]:
                cosine = np.zeros(len(self._entries), dtype=np.float32)
                # Row by row in this thread: waking the threads that a matrix product uses
                # takes far longer than the product itself where cores are few.
                cosine[self._rows] = np.vecdot(self._matrix, asked).clip(0, 1)
                scores = COSINE_WEIGHT * cosine + OVERLAP_WEIGHT * scores
        order = np.argsort(-scores, kind="stable")[:limit]
        return [Hit(self._entries[i], float(scores[i])) for i in order if scores[i] > 0]


def _matrix(
    vectors: Sequence[bytes | None],
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.intp]]:
    """Return the vectors that exist as a matrix, with the positions of their entries."""
    size = max((len(vector) for vector in vectors if vector), default=0)
    rows = [i for i, vector in enumerate(vectors) if vector and len(vector) == size]
    joined = b"".join(vectors[i] or b"" for i in rows)
    matrix = np.frombuffer(joined, dtype=np.float32).reshape(len(rows), -1 if rows else 0)
    return matrix, np.asarray(rows, dtype=np.intp)
