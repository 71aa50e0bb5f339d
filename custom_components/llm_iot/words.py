"""Words of a sentence: tokens, names, and how much the words of two texts overlap."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
import re

import numpy as np
import numpy.typing as npt

from . import cleaning

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?")
_REMEMBERED = 8192
"""Texts whose words are kept: every name and alias of a large home, a few megabytes."""


@lru_cache(_REMEMBERED)
def tokens(text: str) -> tuple[str, ...]:
    """Return the lower-case words and numbers of a text, in order."""
    return tuple(_TOKEN.findall(cleaning.normal(text).casefold()))


@lru_cache(_REMEMBERED)
def clean_name(text: str) -> str:
    """Return a name as plain lower-case words of limited length.

    A name is data: it has no character that could end a string or start an instruction.
    """
    return cleaning.name(text).casefold()[: cleaning.MAX_NAME].strip()


@lru_cache(_REMEMBERED)
def clean_text(text: str) -> str:
    """Return what was said, written as `clean_name` writes names, so that they are found in it."""
    return cleaning.words(text).casefold()


class Overlap:
    """Texts by their words, all compared with a query at once."""

    def __init__(self, texts: Sequence[Iterable[str]], weigh: Callable[[int], float]) -> None:
        """Index the words of texts; `weigh` gives a word's weight from how many have it."""
        places = defaultdict(list)
        for place, words in enumerate(texts):
            for word in dict.fromkeys(words):
                places[word].append(place)
        self._places = {word: np.asarray(found) for word, found in places.items()}
        self._weights = {word: weigh(len(found)) for word, found in places.items()}
        self._rarest = max(self._weights.values(), default=1.0)
        self._sizes = np.zeros(len(texts))
        for word, found in self._places.items():
            self._sizes[found] += self._weights[word]

    def of(self, words: Iterable[str]) -> npt.NDArray[np.float64]:
        """Return the weighted word overlap of a query with every text, each 0 to 1.

        A word that no text has counts as much as the rarest. Normalised like a cosine,
        so that a long text does not win by its length.
        """
        shared: npt.NDArray[np.float64] = np.zeros(len(self._sizes))
        size = 0.0
        for word in dict.fromkeys(words):
            weight = self._weights.get(word, self._rarest)
            size += weight
            if word in self._places:
                shared[self._places[word]] += weight
        np.divide(shared, np.sqrt(size * self._sizes), out=shared, where=shared > 0)
        return shared
