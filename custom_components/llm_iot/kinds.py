"""What things are called: kinds of device and their spoken words (`kinds.json`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("kinds.json")


@dataclass(frozen=True, eq=False)
class Kinds:
    """The vocabulary of kinds; one that is loaded is equal to itself only."""

    data: Mapping[str, Mapping[str, Sequence[str]]]

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], str]:
        """Return kinds by the words of each synonym."""
        return {
            tuple(word.split()): kind
            for kind, entry in self.data.items()
            for word in entry["words"]
        }

    @cached_property
    def _longest(self) -> int:
        return max((len(words) for words in self._by_words), default=1)

    def of_domain(self, domain: str) -> str | None:
        """Return the kind that a domain means by itself."""
        return next((kind for kind, entry in self.data.items() if domain in entry["domains"]), None)

    def of_device_class(self, domain: str, device_class: str) -> str | None:
        """Return the kind that a device class means, None if it says nothing new."""
        if device_class in {"outlet", "switch"} and domain == "switch":
            return None  # A smart plug is what it feeds; its name knows better.
        return next(
            (kind for kind, entry in self.data.items() if device_class in entry["device_classes"]),
            None,
        )

    def mentions(self, words: Sequence[str]) -> list[tuple[str, int, int]]:
        """Return (kind, start, end) of every synonym in a token sequence, longest first."""
        found = []
        index = 0
        while index < len(words):
            for length in range(min(self._longest, len(words) - index), 0, -1):
                if kind := self._by_words.get(tuple(words[index : index + length])):
                    found.append((kind, index, index + length))
                    index += length
                    break
            else:
                index += 1
        return found

    def words_of(self, kind: str) -> frozenset[str]:
        """Return every single word of the synonyms of a kind."""
        return self._words.get(kind, frozenset())

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return {
            kind: frozenset(word for text in entry["words"] for word in text.split())
            for kind, entry in self.data.items()
        }

    def word(self, kind: str) -> str:
        """Return the most usual word for a kind."""
        entry = self.data.get(kind)
        return entry["words"][0] if entry else kind


def load_kinds() -> Kinds:
    """Read the vocabulary from its file; blocking, call it off the event loop."""
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return Kinds(data)
