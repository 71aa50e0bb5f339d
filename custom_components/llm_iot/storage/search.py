"""Hybrid search: every entry by its words and its vector; candidates alone where they are many."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from ..words import tokens
from .base import COSINE_WEIGHT, OVERLAP_WEIGHT, Hit, Question
from .file import Change, EntryFile, Row
from .index import Floats, WordIndex
from .matrix import Matrix
from .scoring import WordWeights

EXACT_LIMIT: Final = 50_000
"""Entries up to which a question is compared with all of a collection, which is then faster than
to rank what the word index of the file finds, and finds all. Their words take some 10 MB."""
ENOUGH: Final = 0.9
"""The part of a collection that must have vectors before any of them counts: while a collection
is embedded for the first time, those that come first would have an advantage."""
LEAST_CANDIDATES: Final = 200
CANDIDATES_PER_HIT: Final = 4
RANKED_ROWS: Final = 2500
"""Rows that BM25 ranks for one question: a word that a large part of a collection has tells
little, and ranking its rows costs more than all the rest of a search."""


class Known(NamedTuple):
    """What is kept in memory of a large collection."""

    weights: WordWeights
    ids: set[int]

    def note(self, change: Change) -> None:
        """Keep in step with a change of the collection."""
        for row in change.removed:
            self.weights.remove(tokens(row.text))
            self.ids.discard(row.id)
        for row in change.added:
            self.weights.add(tokens(row.text))
            self.ids.add(row.id)


class Searcher:
    """Searches the collections of a file; blocking, one call at a time."""

    def __init__(self, file: EntryFile) -> None:
        """Name the file; what is kept in memory is read at the first search."""
        self._file = file
        self.outdated = False
        """Set when vectors were dropped, as the model gives others now."""
        self._version: int | None = None
        self._indexes: dict[str, WordIndex] = {}
        self._known: dict[str, Known] = {}
        self._matrices: dict[tuple[str, str], Matrix] = {}
        self._placed: dict[tuple[str, str], dict[int, int]] = {}

    def forget(self) -> None:
        """Forget what is kept in memory."""
        self._indexes.clear()
        self._known.clear()
        self._matrices.clear()
        self._placed.clear()

    def note(self, collection: str, change: Change) -> None:
        """Keep in step with a change of a collection that is on the disk."""
        if change.moved or self._is_worn(collection):
            self._indexes.pop(collection, None)
        if (index := self._indexes.get(collection)) is not None:  # which may be empty so far
            for row in change.removed:
                index.remove(row.id, tokens(row.text))
            for row in change.added:
                index.add(row.id, row.position, tokens(row.text))
        if known := self._known.get(collection):
            known.note(change)
        kept: list[tuple[tuple[str, str], Matrix | dict[int, int]]] = [
            *self._matrices.items(),
            *self._placed.items(),
        ]
        for (name, _), vectors in kept:
            for row in change.removed if name == collection else ():
                vectors.pop(row.id, None)

    def note_vector(self, collection: str, model: str, number: int, value: bytes) -> None:
        """Keep in step with a new vector that is on the disk."""
        matrix = self._matrices.get((collection, model))
        if matrix is not None:
            matrix.put(number, value)

    def search(self, collection: str, question: Question, limit: int) -> list[Hit]:
        """Return the nearest entries, nearest first; ties keep the order of the entries."""
        matrix = self._matrix_for(collection, question)
        if not self._is_compared_in_full(collection):
            return self._search_candidates(collection, question, limit, matrix)
        index = self._index(collection)
        scores = index.overlaps(tokens(question.text))
        if matrix is not None and question.vector is not None:
            numbers, cosines = matrix.all_cosines(question.vector)
            rows = index.rows(numbers)
            scores[rows] = COSINE_WEIGHT * cosines + OVERLAP_WEIGHT * scores[rows]
        return self._hits(collection, index, scores, limit)

    def candidates(self, collection: str, text: str, limit: int) -> set[int]:
        """Return the ids of entries whose words may be among the nearest."""
        pool = wanted(limit)
        if self._is_compared_in_full(collection):
            index = self._index(collection)
            numbers, _ = index.best(index.overlaps(tokens(text)), pool)
            return set(numbers.tolist())
        known = self._known_of(collection)
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
        self,
        collection: str,
        text: str,
        ids: Iterable[int],
        cosines: Mapping[int, float],
        limit: int,
    ) -> list[Hit]:
        """Return the best of some entries, nearest first; without a cosine by words alone."""
        if not self._is_compared_in_full(collection):
            scored = self._scored(collection, text, ids, cosines)
            scored.sort(key=lambda each: (-each[0], each[1].position))
            return [Hit(row.entry, score) for score, row in scored[:limit] if score > 0]
        index = self._index(collection)
        overlaps = index.overlaps(tokens(text))
        scores = np.zeros_like(overlaps)
        for number in ids:
            if (row := index.row(number)) is not None:
                scores[row] = _mixed(overlaps[row], cosines.get(number))
        return self._hits(collection, index, scores, limit)

    def scores(
        self, collection: str, text: str, ids: Iterable[int], cosines: Mapping[int, float]
    ) -> dict[int, float]:
        """Return the score of each of some entries that is there."""
        if not self._is_compared_in_full(collection):
            return {row.id: score for score, row in self._scored(collection, text, ids, cosines)}
        index = self._index(collection)
        overlaps = index.overlaps(tokens(text))
        return {
            number: _mixed(float(overlaps[row]), cosines.get(number))
            for number in ids
            if (row := index.row(number)) is not None
        }

    def drop_outdated(self, collection: str, model: str, dimension: int) -> None:
        """Drop vectors of another dimension than the model gives now, to be made anew."""
        if self._file.drop_outdated(collection, model, dimension):
            self._matrices.pop((collection, model), None)
            self.outdated = True

    def _search_candidates(
        self, collection: str, question: Question, limit: int, matrix: Matrix | None
    ) -> list[Hit]:
        """Return the nearest of those that the word index and the vectors bring."""
        candidates = self.candidates(collection, question.text, limit)
        cosines: dict[int, float] = {}
        if matrix is not None and question.vector is not None:
            near = matrix.nearest(question.vector, wanted(limit))
            cosines = near | matrix.cosines(question.vector, candidates - near.keys())
        return self.score(collection, question.text, candidates | cosines.keys(), cosines, limit)

    def _scored(
        self, collection: str, text: str, ids: Iterable[int], cosines: Mapping[int, float]
    ) -> list[tuple[float, Row]]:
        """Return entries of a large collection with their scores."""
        rows = self._file.rows(collection, ids)
        words = [tokens(row.text) for row in rows]
        asked = tuple(dict.fromkeys(tokens(text)))
        overlaps = self._known_of(collection).weights.overlaps(asked, words)
        return [
            (_mixed(overlap, cosines.get(row.id)), row)
            for row, overlap in zip(rows, overlaps, strict=True)
        ]

    def placed(self, collection: str, model: str, place: str) -> dict[int, int]:
        """Return the dimension of each vector that is kept elsewhere, by id of its entry."""
        self._look_for_others()
        placed = self._placed.get((collection, model))
        if placed is None:
            placed = self._file.dimensions(collection, model, place)
            self._placed[collection, model] = placed
        return placed

    def note_placed(self, collection: str, model: str, ids: Iterable[int], dimension: int) -> None:
        """Keep in step with new vectors elsewhere that the file knows of."""
        if (placed := self._placed.get((collection, model))) is not None:
            placed.update(dict.fromkeys(ids, dimension))

    def forget_placed(self) -> None:
        """Forget which vectors are elsewhere."""
        self._placed.clear()

    def size(self, collection: str) -> int:
        """Return how many entries a collection has."""
        self._look_for_others()
        index = self._indexes.get(collection)
        return self._file.count(collection) if index is None else len(index)

    def _hits(self, collection: str, index: WordIndex, scores: Floats, limit: int) -> list[Hit]:
        """Return the entries with the highest scores."""
        numbers, best = index.best(scores, limit)
        rows = {row.id: row for row in self._file.rows(collection, numbers.tolist())}
        found = zip(numbers.tolist(), best.tolist(), strict=True)
        return [Hit(rows[number].entry, score) for number, score in found]

    def is_in_step(self) -> bool:
        """Return whether no other connection has written since the last search."""
        return self._file.data_version() == self._version

    def skip_others(self) -> None:
        """Go on with what is kept in memory: what others have written last is none of it."""
        self._version = self._file.data_version()

    def _look_for_others(self) -> None:
        """Forget what is kept in memory if another connection has written."""
        version = self._file.data_version()
        if version != self._version:
            self.forget()
            self._version = version

    def _is_compared_in_full(self, collection: str) -> bool:
        return self.size(collection) <= EXACT_LIMIT

    def _is_worn(self, collection: str) -> bool:
        index = self._indexes.get(collection)
        return index is not None and index.is_worn

    def _index(self, collection: str) -> WordIndex:
        """Return the words of a collection."""
        index = self._indexes.get(collection)
        if index is None:
            index = WordIndex(
                (number, position, words.split())
                for number, position, words in self._file.indexed_words(collection)
            )
            self._indexes[collection] = index
        return index

    def _known_of(self, collection: str) -> Known:
        """Return what is kept in memory of a large collection."""
        known = self._known.get(collection)
        if known is None:
            weights, ids = WordWeights(), set()
            for number, _, words in self._file.indexed_words(collection):
                weights.add(words.split())
                ids.add(number)
            known = self._known[collection] = Known(weights, ids)
        return known

    def _matrix_for(self, collection: str, question: Question) -> Matrix | None:
        """Return the vectors to compare a question with, None if words alone have to do."""
        if question.vector is None or question.model is None:
            return None
        self._look_for_others()
        matrix = self._matrix(collection, question.model)
        if not matrix.fits(question.vector):
            self.drop_outdated(collection, question.model, len(question.vector))
            return None
        return matrix if len(matrix) and len(matrix) >= ENOUGH * self.size(collection) else None

    def _matrix(self, collection: str, model: str) -> Matrix:
        matrix = self._matrices.get((collection, model))
        if matrix is None:
            matrix = Matrix(self._file.vectors(collection, model))
            self._matrices[collection, model] = matrix
        return matrix


def wanted(limit: int) -> int:
    """Return how many candidates each way of searching brings for so many hits."""
    return max(LEAST_CANDIDATES, CANDIDATES_PER_HIT * limit)


def _mixed(overlap: float, cosine: float | None) -> float:
    """Return the score of an entry; without a vector its words alone count."""
    return overlap if cosine is None else COSINE_WEIGHT * cosine + OVERLAP_WEIGHT * overlap
