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

        Words weigh by their inverse document frequency. Vectors count once every entry has
        one: those that came late would be at a disadvantage.
        """
        self._entries = entries
        self._overlap = Overlap(
            [tokens(entry.text) for entry in entries],
            weigh=lambda count: math.log(1 + len(entries) / count),
        )
        self._matrix = _matrix(vectors)

    def search(self, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first; ties keep the order of the entries."""
        scores = self._overlap.of(tokens(question.text))
        if question.vector is not None and self._matrix is not None:
            asked = np.asarray(question.vector, dtype=np.float32)
            if asked.shape == self._matrix.shape[1:]:
                # Row by row in this thread: waking the threads that a matrix product uses
                # takes far longer than the product itself where cores are few.
                cosine = np.vecdot(self._matrix, asked).clip(0, 1)
                scores = COSINE_WEIGHT * cosine + OVERLAP_WEIGHT * scores
        order = np.argsort(-scores, kind="stable")[:limit]
        return [Hit(self._entries[i], float(scores[i])) for i in order if scores[i] > 0]


def _matrix(vectors: Sequence[bytes | None]) -> npt.NDArray[np.float32] | None:
    """Return the vectors as the rows of a matrix, None while one is missing."""
    whole = [vector for vector in vectors if vector]
    if not whole or len(whole) < len(vectors) or len({len(vector) for vector in whole}) > 1:
        return None
    return np.frombuffer(b"".join(whole), dtype=np.float32).reshape(len(whole), -1)
