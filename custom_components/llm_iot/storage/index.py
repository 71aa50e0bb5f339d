"""A collection in memory: word lists and a matrix of vectors, searched together."""

from collections import defaultdict
from collections.abc import Sequence
import math

import numpy as np
import numpy.typing as npt

from ..words import overlap, tokens
from .base import COSINE_WEIGHT, OVERLAP_WEIGHT, Entry, Hit, Question


class Index:
    """The searchable form of one collection, built once after it changed."""

    def __init__(
        self, entries: Sequence[Entry], vectors: Sequence[bytes | None], model: str | None
    ) -> None:
        """Build the index; vectors are float32 in the order of the entries."""
        self._entries = entries
        self._model = model
        self._words = [tokens(entry.text) for entry in entries]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in set(words):
                self._places[word].append(place)
        self._weights = {
            word: math.log(1 + len(entries) / len(places)) for word, places in self._places.items()
        }
        self._matrix, self._rows = _matrix(vectors)

    def search(self, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first; ties keep the order of the entries."""
        words = tokens(question.text)
        scores = np.zeros(len(self._entries), dtype=np.float32)
        for i in {place for word in words for place in self._places.get(word, ())}:
            scores[i] = overlap(words, self._words[i], self._weights)
        if question.vector is not None and question.model == self._model and len(self._rows):
            asked = np.asarray(question.vector, dtype=np.float32)
            if asked.shape == self._matrix.shape[1:]:
                cosine = np.zeros(len(self._entries), dtype=np.float32)
                cosine[self._rows] = np.clip(self._matrix @ asked, 0, 1)
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
