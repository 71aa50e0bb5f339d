"""How near the words of an entry are to those of a question, one entry at a time.

The same measure as `index.WordIndex`, which compares a collection all at once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
import math


class WordWeights:
    """What the words of a collection weigh: their inverse document frequency."""

    def __init__(self) -> None:
        """Begin without any text."""
        self._with: Counter[str] = Counter()
        self._texts = 0

    def add(self, words: Sequence[str]) -> None:
        """Count one more text."""
        self._with.update(set(words))
        self._texts += 1

    def remove(self, words: Sequence[str]) -> None:
        """Count a text no longer."""
        self._with.subtract(set(words))
        self._texts -= 1

    def frequency(self, word: str) -> int:
        """Return how many texts have a word."""
        return self._with[word]

    def overlaps(self, asked: Sequence[str], texts: Iterable[Sequence[str]]) -> list[float]:
        """Return the weighted word overlap of a question with each of some texts, 0 to 1."""
        rarest = self._weight(1)
        wanted = {
            word: self._weight(found) if (found := self._with[word]) > 0 else rarest
            for word in asked
        }
        size = sum(wanted.values())
        overlaps = []
        for words in texts:
            own = set(words)
            shared = sum(weight for word, weight in wanted.items() if word in own)
            whole = sum(self._weight(self._with[word]) for word in own) if shared else 0.0
            overlaps.append(shared / math.sqrt(size * whole) if whole else 0.0)
        return overlaps

    def _weight(self, found: int) -> float:
        return math.log(1 + self._texts / found) if found > 0 else 0.0
