"""Hybrid search: candidates by the word index and by the vectors, then scored one like another."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from ..words import tokens
from .base import COSINE_WEIGHT, OVERLAP_WEIGHT, Hit, Question
from .file import Change, EntryFile, Row
from .index import ENOUGH, Index
from .matrix import Matrix, matrix_of
from .scoring import WordWeights

EXACT_LIMIT: Final = 5000
"""Entries up to which a collection that is replaced as a whole is compared with all of them."""
LEAST_CANDIDATES: Final = 200
CANDIDATES_PER_HIT: Final = 4
RANKED_ROWS: Final = 2500
"""Rows that BM25 ranks for one question: a word that a large part of a collection has tells
little, and ranking its rows costs more than all the rest of a search."""


class Known(NamedTuple):
    """What is kept in memory of a collection."""

    weights: WordWeights
    ids: set[int]


class Searcher:
    """Searches the collections of a file; blocking, one call at a time."""

    def __init__(self, file: EntryFile) -> None:
        """Name the file; what is kept in memory is read at the first search."""
        self._file = file
        self.exact: set[str] = set()
        """Collections that are replaced as a whole, seldom: they are compared in full."""
        self.outdated = False
        """Set when vectors were dropped, as the model gives others now."""
        self._version: int | None = None
        self._known: dict[str, Known] = {}
        self._matrices: dict[tuple[str, str], Matrix] = {}
        self._indexes: dict[tuple[str, str | None], Index] = {}

    def forget(self) -> None:
        """Forget what is kept in memory."""
        self._known.clear()
        self._matrices.clear()
        self._indexes.clear()

    def note(self, collection: str, change: Change) -> None:
        """Keep in step with a change of a collection that is on the disk."""
        self._forget_indexes(collection)
        if known := self._known.get(collection):
            for row in change.removed:
                known.weights.remove(tokens(row.text))
                known.ids.discard(row.id)
            for row in change.added:
                known.weights.add(tokens(row.text))
                known.ids.add(row.id)
        for (name, _), matrix in self._matrices.items():
            if name == collection:
                for row in change.removed:
                    matrix.remove(row.id)

    def note_vector(self, collection: str, model: str, number: int, value: bytes) -> None:
        """Keep in step with a new vector that is on the disk."""
        self._indexes.pop((collection, model), None)
        matrix = self._matrices.get((collection, model))
        if matrix is not None:
            matrix.put(number, value)

    def search(self, collection: str, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first; ties keep the order of the entries."""
        known = self.known(collection)
        if question.vector is not None and question.model is not None:
            self.drop_outdated(collection, question.model, len(question.vector))
        if collection in self.exact and len(known.ids) <= EXACT_LIMIT:
            return self._index(collection, question.model).search(question, limit)
        candidates = self.candidates(collection, question.text, limit)
        cosines: dict[int, float] = {}
        if question.vector is not None and question.model is not None:
            matrix = self._matrix(collection, question.model)
            if len(matrix) and len(matrix) >= ENOUGH * len(known.ids):
                near = matrix.nearest(question.vector, wanted(limit))
                cosines = near | matrix.cosines(question.vector, candidates - near.keys())
        return self.score(collection, question.text, candidates | cosines.keys(), cosines)[:limit]

    def candidates(self, collection: str, text: str, limit: int) -> set[int]:
        """Return the ids of entries whose words may be among the nearest."""
        known = self.known(collection)
        pool = wanted(limit)
        if len(known.ids) <= pool:
            return set(known.ids)
        found = {word: known.weights.frequency(word) for word in dict.fromkeys(tokens(text))}
        rarest = sorted((word for word in found if found[word] > 0), key=lambda word: found[word])
        telling: list[str] = []
        rows = 0
        for word in rarest:
            rows += found[word]
            if telling and rows > RANKED_ROWS:
                break
            telling.append(word)
        if not telling:
            return set()
        match = " OR ".join(f'"{word}"' for word in telling)
        ids = self._file.search_words(collection, match, pool, ranked=True)
        if len(telling) < len(rarest):
            # What has all the words is nearest of all, however common each of them is.
            match = " AND ".join(f'"{word}"' for word in rarest)
            ids += self._file.search_words(collection, match, pool, ranked=False)
        return set(ids)

    def score(
        self, collection: str, text: str, ids: set[int], cosines: Mapping[int, float]
    ) -> list[Hit]:
        """Return candidates as hits, nearest first; those without a cosine by words alone."""
        rows = self._file.rows(collection, ids)
        words = [tokens(row.text) for row in rows]
        asked = tuple(dict.fromkeys(tokens(text)))
        overlaps = self.known(collection).weights.overlaps(asked, words)

        def score(row: Row, overlap: float) -> float:
            cosine = cosines.get(row.id)
            return overlap if cosine is None else COSINE_WEIGHT * cosine + OVERLAP_WEIGHT * overlap

        scored = [(score(*each), each[0]) for each in zip(rows, overlaps, strict=True)]
        scored.sort(key=lambda each: (-each[0], each[1].position))
        return [Hit(row.entry, value) for value, row in scored if value > 0]

    def known(self, collection: str) -> Known:
        """Return what is kept in memory of a collection, read anew if another has written."""
        version = self._file.data_version()
        if version != self._version:
            self.forget()
            self._version = version
        known = self._known.get(collection)
        if known is None:
            texts = (words.split() for words in self._file.indexed_words(collection))
            ids = {row.id for row in self._file.rows(collection)}
            known = self._known[collection] = Known(WordWeights(texts), ids)
        return known

    def drop_outdated(self, collection: str, model: str, dimension: int) -> None:
        """Drop vectors of another dimension than the model gives now, to be made anew."""
        if self._file.drop_outdated(collection, model, dimension):
            self._matrices.pop((collection, model), None)
            self._indexes.pop((collection, model), None)
            self.outdated = True

    def _matrix(self, collection: str, model: str) -> Matrix:
        matrix = self._matrices.get((collection, model))
        if matrix is None:
            matrix = matrix_of(self._file.vectors(collection, model))
            self._matrices[collection, model] = matrix
        return matrix

    def _index(self, collection: str, model: str | None) -> Index:
        """Return the index of a whole collection over the vectors of one model."""
        index = self._indexes.get((collection, model))
        if index is None:
            rows = self._file.rows(collection)
            vectors = dict(self._file.vectors(collection, model)) if model else {}
            index = Index([row.entry for row in rows], [vectors.get(row.id) for row in rows])
            self._indexes[collection, model] = index
        return index

    def _forget_indexes(self, collection: str) -> None:
        for wanted_index in [each for each in self._indexes if each[0] == collection]:
            del self._indexes[wanted_index]


def wanted(limit: int) -> int:
    """Return how many candidates each way of searching brings for so many hits."""
    return max(LEAST_CANDIDATES, CANDIDATES_PER_HIT * limit)
