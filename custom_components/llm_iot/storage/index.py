"""The words of one collection in memory, all compared with those of a question at once."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
import math
from typing import Final

import numpy as np
import numpy.typing as npt

_NO_WORD: Final = 0
"""The word that each entry begins with and that weighs nothing: no entry is without words."""

type Floats = npt.NDArray[np.float64]
type Numbers = npt.NDArray[np.int64]


class WordIndex:
    """Word lists of entries, kept in step entry by entry; the same measure as `words.Overlap`.

    Entries have a row each, in the order of their ids. The row of one that was removed stays
    until the index is built anew.
    """

    def __init__(self, entries: Iterable[tuple[int, int, Sequence[str]]]) -> None:
        """Take entries as id, position and words, in the order of their ids."""
        self._ids = array("q")
        self._positions = array("q")
        self._begins = array("q")
        self._flat = array("q")
        """Numbers of the words of all entries, one entry after the other."""
        self._words: dict[str, int] = {}
        self._counts = array("q", [0])
        """How many entries have a word, by its number."""
        self._rows = [array("q")]
        """The rows of the entries that have a word, by its number."""
        self._removed: set[int] = set()
        self._sizes: Floats | None = None
        for entry in entries:
            self.add(*entry)

    def __len__(self) -> int:
        return len(self._ids) - len(self._removed)

    @property
    def is_worn(self) -> bool:
        """Return whether it should be built anew: more rows were removed than are left."""
        return len(self._removed) > len(self)

    def add(self, number: int, position: int, words: Iterable[str]) -> None:
        """Add an entry; its id is greater than all before."""
        row = len(self._ids)
        self._ids.append(number)
        self._positions.append(position)
        self._begins.append(len(self._flat))
        self._flat.append(_NO_WORD)
        for word in dict.fromkeys(words):
            known = self._words.setdefault(word, len(self._counts))
            if known == len(self._counts):
                self._counts.append(0)
                self._rows.append(array("q"))
            self._flat.append(known)
            self._counts[known] += 1
            self._rows[known].append(row)
        self._sizes = None

    def remove(self, number: int, words: Iterable[str]) -> None:
        """Remove an entry."""
        self._removed.add(bisect_left(self._ids, number))
        for word in set(words):
            self._counts[self._words[word]] -= 1
        self._sizes = None

    def overlaps(self, asked: Iterable[str]) -> Floats:
        """Return the weighted word overlap of a question with each row, 0 to 1.

        Words weigh by their inverse document frequency. What was removed overlaps by 0.
        """
        overlaps: Floats = np.zeros(len(self._ids))
        whole = 0.0
        for word in dict.fromkeys(asked):
            known = self._words.get(word, _NO_WORD)
            weight = math.log(1 + len(self) / max(self._counts[known], 1))
            whole += weight
            overlaps[_view(self._rows[known])] += weight
        overlaps[list(self._removed)] = 0
        if self._sizes is None:
            self._sizes = self._measured()
        np.divide(overlaps, np.sqrt(whole * self._sizes), out=overlaps, where=overlaps > 0)
        return overlaps

    def rows(self, numbers: Numbers) -> Numbers:
        """Return the rows of entries by their ids; all of them are there."""
        return np.searchsorted(_view(self._ids), numbers)

    def row(self, number: int) -> int | None:
        """Return the row of an entry by its id, None if it is not there."""
        row = bisect_left(self._ids, number)
        is_there = row < len(self._ids) and self._ids[row] == number and row not in self._removed
        return row if is_there else None

    def best(self, scores: Floats, limit: int) -> tuple[Numbers, Floats]:
        """Return the ids of the rows with the highest scores above 0, and these scores.

        The highest come first; ties keep the order of the positions.
        """
        least = np.partition(scores, -limit)[-limit] if limit < len(scores) else 0.0
        near = np.flatnonzero((scores >= least) & (scores > 0))
        order = np.lexsort((_view(self._positions)[near], -scores[near]))[:limit]
        best = near[order]
        return _view(self._ids)[best], scores[best]

    def _measured(self) -> Floats:
        """Return what the words of each row weigh together."""
        if not self._ids:
            return np.zeros(0)
        counts = _view(self._counts)
        weights = np.log1p(len(self) / np.maximum(counts, 1))
        weights[_NO_WORD] = 0
        sizes: Floats = np.add.reduceat(weights[_view(self._flat)], _view(self._begins))
        return sizes


def _view(numbers: array[int]) -> Numbers:
    """Return an array as one of NumPy, over the same memory.

    Never kept: while there is such a view, the array cannot grow.
    """
    return np.frombuffer(numbers, dtype=np.int64) if numbers else np.zeros(0, dtype=np.int64)
