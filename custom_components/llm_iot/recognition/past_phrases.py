"""The phrases that questions about the past are made of, and where they stand in a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from .lexicon import Lexicon, Words
from .periods import FILE
from .phrase_table import PhraseTable
from .tokenizer import MARKS, words_of

_LONGEST: Final = 6
"""Words of the longest phrase."""


@dataclass(frozen=True, eq=False)
class PastPhrases:
    """Finds phrases of one language."""

    lexicon: Lexicon

    @cached_property
    def phrases(self) -> Mapping[str, Mapping[Words, str]]:
        """Return every group of phrases by their tokens, with their sense."""
        return {
            name: dict(_senses(group))
            for name, group in self.lexicon.file(FILE).items()
            if name not in {"periods", "degrees", "openings", "defaults", "other_senses"}
        }

    @cached_property
    def _tables(self) -> Mapping[str, PhraseTable[str]]:
        return {name: PhraseTable(phrases) for name, phrases in self.phrases.items()}

    @property
    def joints(self) -> frozenset[str]:
        """Return the words that may join two sentences."""
        return self.words("joints")

    def opening(self, name: str) -> Words:
        """Return how a question of the present begins."""
        return words_of(self.lexicon.file(FILE)["openings"][name])

    def starts(self, tokens: Sequence[str], group: str) -> int:
        """Return how many tokens the longest phrase of a group has that they begin with."""
        return self.at(group, tokens, 0)[1]

    def without_marks(self, tokens: Sequence[str]) -> Words:
        """Return a sentence without the marks around it."""
        begin, end = 0, len(tokens)
        while begin < end and tokens[begin] in MARKS:
            begin += 1
        while end > begin and tokens[end - 1] in MARKS:
            end -= 1
        return tuple(tokens[begin:end])

    def trimmed(self, tokens: Words) -> Words:
        """Return a sentence without what only leads up to a question, or ends it politely."""
        tokens = self.without_marks(tokens)
        if length := self.starts(tokens, "leads"):
            return self.trimmed(tokens[length:])
        for length in range(min(_LONGEST, len(tokens)), 0, -1):
            if tokens[-length:] in self.phrases["tails"]:
                return self.trimmed(tokens[:-length])
        return tokens

    def at(self, group: str, tokens: Sequence[str], start: int) -> tuple[str, int]:
        """Return the sense and the length of the longest phrase of a group at a position."""
        found = self._tables[group].longest(tokens, start)
        return (found[0], found[1] - start) if found else ("", 0)

    def find(self, group: str, tokens: Words) -> tuple[str, int, int] | None:
        """Return the sense, the begin and the end of the first phrase of a group."""
        for start in range(len(tokens)):
            sense, length = self.at(group, tokens, start)
            if length:
                return sense, start, start + length
        return None

    def without(self, group: str, tokens: Words) -> Words:
        """Return some words without the phrases of a group."""
        while found := self.find(group, tokens):
            tokens = (*tokens[: found[1]], *tokens[found[2] :])
        return tokens

    def senses(self, tokens: Words) -> Iterator[Words]:
        """Yield some words, and again with another sense of the verb: a light goes off, too."""
        yield tokens
        others = self.lexicon.file(FILE)["other_senses"]
        if any(word in others for word in tokens):
            yield tuple(others.get(word, word) for word in tokens)

    def words_in(self, group: str) -> Words:
        """Return the first phrase of a group."""
        return next(iter(self.phrases[group]))

    def words(self, group: str) -> frozenset[str]:
        """Return the single words of a group."""
        return frozenset(words[0] for words in self.phrases[group] if len(words) == 1)


def _senses(group: Any) -> Iterable[tuple[Words, str]]:
    """Yield the phrases of a group with their sense: senses with lists, phrases with a sense."""
    if isinstance(group, str):
        yield words_of(group), ""
    elif isinstance(group, list):
        yield from ((words_of(text), "") for text in group)
    else:
        for key, value in group.items():
            if isinstance(value, list):
                yield from ((words_of(text), key) for text in value)
            else:
                yield words_of(key), value
