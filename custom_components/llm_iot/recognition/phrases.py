"""The phrases people ramble in, of one language (`words/<language>/rambling.json`).

They are short templates: `(a|b)` is either of them, `[a|b]` either or neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import product
import re
from typing import Any, Final

from .lexicon import Lexicon, Tag, Words
from .phrase_table import PhraseTable

_MOST_TOWARDS: Final = 3
"""Words of "back on with"."""
_TEMPLATE: Final = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
_DOING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.LEAVE, Tag.REFUSE})


class Opening(StrEnum):
    """How what is asked for begins, and with that what may follow."""

    VERB = "verb"
    """"Could you": a plain command."""
    GERUND = "gerund"
    """"Would you mind": turning something on."""
    STATE = "state"
    """"I would like": something on."""
    WISH = "wish"
    """"It would be nice if": something were on."""
    HOPE = "hope"
    """"I was hoping": you could turn it on; without a "could" it may be a question."""
    SAID = "said"
    """"What I wanted to say was that": anything."""
    PERMISSION = "permission"
    """"You can": a command, if it is for now."""
    INVERTED = "inverted"
    """"Could": the light be turned on, if it is said politely."""


@dataclass(frozen=True, eq=False)
class Phrases:
    """The phrases of one language, templates filled in."""

    lexicon: Lexicon
    data: Mapping[str, Any] = field(init=False)
    """Empty for a language that has no words for rambling."""
    openings: Mapping[Words, Opening] = field(init=False)
    """What a request can begin with."""
    bases: Mapping[str, str] = field(init=False)
    """Verbs by their other forms."""
    gerunds: frozenset[str] = field(init=False)
    _groups: Mapping[str, frozenset[Words]] = field(init=False)
    _tables: Mapping[str, PhraseTable[str]] = field(init=False)
    _openings: PhraseTable[Opening] = field(init=False)
    _unions: dict[tuple[str, ...], PhraseTable[None]] = field(init=False, default_factory=dict)
    """Groups that are looked up together, as they are asked for: a single look finds them all."""

    def __post_init__(self) -> None:
        """Fill in the templates, once and not within a turn."""
        data = self.lexicon.file("rambling")
        lists = {name: each for name, each in data.items() if isinstance(each, list)}
        groups = {name: frozenset(_filled(texts)) for name, texts in lists.items()}
        openings = {
            words: Opening(name)
            for name, texts in data.get("requests", {}).items()
            for words in _filled(texts)
        }
        bases = {form: verb for verb, forms in data.get("forms", {}).items() for form in forms}
        gerunds = frozenset(forms[0] for forms in data.get("forms", {}).values())
        tables = {name: PhraseTable(dict.fromkeys(group, name)) for name, group in groups.items()}
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "openings", openings)
        object.__setattr__(self, "bases", bases)
        object.__setattr__(self, "gerunds", gerunds)
        object.__setattr__(self, "_groups", groups)
        object.__setattr__(self, "_tables", tables)
        object.__setattr__(self, "_openings", PhraseTable(openings))

    @cached_property
    def longest_opening(self) -> int:
        """Return how many words the longest beginning of a request has."""
        return max(map(len, self.openings), default=0)

    def group(self, name: str) -> frozenset[Words]:
        """Return the phrases of a group."""
        return self._groups.get(name, frozenset())

    def has(self, name: str, word: str) -> bool:
        """Return whether a single word is in a group."""
        return (word,) in self.group(name)

    def length(self, name: str, words: Sequence[str], start: int = 0) -> int:
        """Return how many words the longest phrase of a group has that begins at a word."""
        table = self._tables.get(name)
        return table.length(words, start) if table else 0

    def length_of_any(self, names: tuple[str, ...], words: Sequence[str], start: int = 0) -> int:
        """Return how many words the longest phrase of several groups has at a word."""
        table = self._unions.get(names)
        if table is None:
            every = frozenset[Words]().union(*map(self.group, names))
            table = self._unions[names] = PhraseTable(dict.fromkeys(every))
        return table.length(words, start)

    def opening(self, words: Sequence[str], start: int = 0) -> int:
        """Return how many words the longest beginning of a request has at a word."""
        return self._openings.length(words, start)

    def contains(self, name: str, words: Sequence[str]) -> bool:
        """Return whether a phrase of a group is anywhere in a run of words."""
        return any(self.length(name, words, start) for start in range(len(words)))

    def does(self, words: Sequence[str], start: int = 0) -> bool:
        """Return whether a command can begin at a word."""
        return self.lexicon.length(words, _DOING, start) > 0

    def towards(self, words: Sequence[str], start: int = 0) -> tuple[str, int]:
        """Return the verb of "off with" at a word, and how many words that has: none without one.

        "Back on with" and "on again with" are no different.
        """
        verbs: Mapping[str, str] = self.data.get("towards", {})
        said, length = [], 0
        for length, word in enumerate(words[start : start + _MOST_TOWARDS], start=1):
            if self.lexicon.sense((word,), Tag.AGAIN) is None:
                said.append(word)
            if verb := verbs.get(" ".join(said)):
                return verb, length
        return "", 0


def _filled(templates: Sequence[str]) -> Iterator[Words]:
    """Return the phrases that templates stand for, as tokens."""
    for template in templates:
        plain = template.casefold().replace("'", "")
        texts, end = [], 0
        for found in _TEMPLATE.finditer(plain):
            texts.append([plain[end : found.start()]])
            either, maybe = found.groups()
            texts.append(either.split("|") if maybe is None else ["", *maybe.split("|")])
            end = found.end()
        texts.append([plain[end:]])
        yield from (tuple("".join(choice).split()) for choice in product(*texts))
