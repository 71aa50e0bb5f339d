"""A collection in memory: word lists and a matrix of vectors, searched together."""

from collections.abc import Sequence
import math
from typing import Final

import numpy as np
import numpy.typing as npt

from ..words import Overlap, tokens
from .base import COSINE_WEIGHT, OVERLAP_WEIGHT, Entry, Hit, Question

ENOUGH: Final = 0.9
"""The part of a collection that must have vectors before any of them counts: while a collection
is embedded for the first time, those that come first would have an advantage."""


class Index:
    """The searchable form of one collection, built once after it changed."""

    def __init__(self, entries: Sequence[Entry], vectors: Sequence[bytes | None]) -> None:
        """Build the index; vectors are float32, of one model, in the order of the entries.

        Words weigh by their inverse document frequency. An entry without a vector is
        compared by words alone.
        """
        self._entries = entries
        self._overlap = Overlap(
            [tokens(entry.text) for entry in entries],
            weigh=lambda count: math.log(1 + len(entries) / count),
        )
        self._rows = [row for row, vector in enumerate(vectors) if vector]
        self._matrix = _matrix([vector for vector in vectors if vector], len(vectors))

    def search(self, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first; ties keep the order of the entries."""
        scores = self._overlap.of(tokens(question.text))
        if question.vector is not None and self._matrix is not None:
            asked = np.asarray(question.vector, dtype=np.float32)
            if asked.shape == self._matrix.shape[1:]:
                # Row by row in this thread: waking the threads that a matrix product uses
                # takes far longer than the product itself where cores are few.
                cosine = np.vecdot(self._matrix, asked).clip(0, 1)
                scores[self._rows] = COSINE_WEIGHT * cosine + OVERLAP_WEIGHT * scores[self._rows]
        order = np.argsort(-scores, kind="stable")[:limit]
        return [Hit(self._entries[i], float(scores[i])) for i in order if scores[i] > 0]


def _matrix(vectors: Sequence[bytes], entries: int) -> npt.NDArray[np.float32] | None:
    """Return the vectors as the rows of a matrix, None while too many are missing."""
    if not vectors or len(vectors) < ENOUGH * entries or len({len(each) for each in vectors}) > 1:
        return None
    return np.frombuffer(b"".join(vectors), dtype=np.float32).reshape(len(vectors), -1)
