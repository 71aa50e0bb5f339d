"""Words of a sentence: tokens, names, and how much the words of two texts overlap."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
import re

import numpy as np
import numpy.typing as npt

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_UNSPEAKABLE = re.compile(r"[^\w\s'\u2019.&+-]|_")
MAX_NAME = 48
"""Characters of a name that are shown to a model; longer ones are cut."""
_REMEMBERED = 8192
"""Texts whose words are kept: every name and alias of a large home, a few megabytes."""


@lru_cache(_REMEMBERED)
def tokens(text: str) -> tuple[str, ...]:
    """Return the lower-case words and numbers of a text, in order."""
    return tuple(match.replace("\u2019", "'") for match in _TOKEN.findall(text.casefold()))


@lru_cache(_REMEMBERED)
def clean_name(text: str) -> str:
    """Return a name as plain lower-case words.

    Control and format characters, quotes and brackets go: a name is data and must not
    be able to end a string or start an instruction.
    """
    visible = "".join(character if character.isprintable() else " " for character in text)
    words = _UNSPEAKABLE.sub(" ", visible.casefold()).split()
    return " ".join(words)[:MAX_NAME].strip()


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
