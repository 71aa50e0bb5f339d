"""Phrases that are looked up at a place of a sentence, the longest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class PhraseTable[Meaning]:
    """Phrases of one or more words, each with what it stands for.

    At most places of a sentence none of them begins: a look at the first word tells.
    """

    meanings: Mapping[tuple[str, ...], Meaning]

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        """Return how many words the phrases with a first word have, the most first."""
        found: dict[str, set[int]] = {}
        for words in self.meanings:
            if words:
                found.setdefault(words[0], set()).add(len(words))
        return {word: tuple(sorted(each, reverse=True)) for word, each in found.items()}

    def __contains__(self, words: object) -> bool:
        """Return whether words are one of the phrases, whole."""
        return words in self.meanings

    def lengths(self, word: str) -> tuple[int, ...]:
        """Return how many words the phrases have that begin with a word, the most first."""
        return self._lengths.get(word, ())

    def at(self, tokens: Sequence[str], start: int) -> Iterator[tuple[Meaning, int]]:
        """Yield what each phrase that begins at a token stands for and its end, longest first."""
        if start >= len(tokens):
            return
        for length in self._lengths.get(tokens[start], ()):
            end = start + length
            if end <= len(tokens) and (words := tuple(tokens[start:end])) in self.meanings:
                yield self.meanings[words], end

    def length(self, tokens: Sequence[str], start: int = 0) -> int:
        """Return how many words the longest phrase at a token has, 0 without one."""
        lengths = self._lengths.get(tokens[start]) if start < len(tokens) else None
        for length in lengths or ():
            end = start + length
            if end <= len(tokens) and tuple(tokens[start:end]) in self.meanings:
                return length
        return 0

    def longest(self, tokens: Sequence[str], start: int = 0) -> tuple[Meaning, int] | None:
        """Return what the longest phrase at a token stands for and its end, None without one."""
        if start >= len(tokens):
            return None
        for length in self._lengths.get(tokens[start], ()):
            end = start + length
            if end <= len(tokens) and (words := tuple(tokens[start:end])) in self.meanings:
                return self.meanings[words], end
        return None
