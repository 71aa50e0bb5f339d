"""The words of a language: what each of them does in a sentence (`words/<language>/*.json`).

All that is bound to a language is data; another language is another folder.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
import json
from pathlib import Path
from typing import Any, Final

from .numerals import number_words
from .phrase_table import PhraseTable
from .tokenizer import by_initial, words_of

type Words = tuple[str, ...]
"""A phrase as its tokens."""

_FOLDER: Final = Path(__file__).with_name("words")
LANGUAGES: Final = frozenset(path.name for path in _FOLDER.iterdir() if path.is_dir())
"""Languages that there are words of."""


class Tag(StrEnum):
    """What a phrase does in a sentence."""

    VERB = "verb"
    """Says what to do; sense: a key of `actions.json`."""
    CARRIER = "carrier"
    """A verb that means nothing without a particle or a value: "turn", "set"."""
    PARTICLE = "particle"
    """"On", "off", "up", "closed": says where to; sense as of a verb."""
    RELATIVE = "relative"
    """"Brighter", "louder"; sense as of a verb."""
    ATTRIBUTE = "attribute"
    """"Brightness", "volume": sense names what of a device is meant."""
    AMOUNT = "amount"
    """"A bit", "much"; sense: how many usual steps."""
    LEVEL = "level"
    """"Half", "maximum"; sense: percent."""
    COLOUR = "colour"
    WHITE = "white"
    """A colour temperature in words."""
    UNIT = "unit"
    CHOICE = "choice"
    """A word of the device's own, such as a mode; sense: the action that takes it."""
    NUMBER = "number"
    """A number in digits or words; its value is in `Part.number`."""
    DETERMINER = "determiner"
    ALL = "all"
    BOTH = "both"
    EVERYTHING = "everything"
    REST = "rest"
    PRONOUN = "pronoun"
    PRONOUNS = "pronouns"
    OTHER = "other"
    ONE = "one"
    IN = "in"
    TO = "to"
    BY = "by"
    AND = "and"
    THEN = "then"
    OR = "or"
    EXCEPT = "except"
    NOT = "not"
    ONLY = "only"
    LEAVE = "leave"
    STAY = "stay"
    REMAIN = "remain"
    """"Stays", "can stay": what is named before it is to be left as it is."""
    INSTEAD = "instead"
    REFUSE = "refuse"
    HERE = "here"
    THERE = "there"
    """The place of what was spoken of."""
    HOME = "home"
    ELSEWHERE = "elsewhere"
    """Where what was spoken of is not: "off everywhere else"."""
    TOO = "too"
    AGAIN = "again"
    CORRECTION = "correction"
    CONDITION = "condition"
    REASON = "reason"
    FILLER = "filler"
    BE = "be"
    """"Is", "are": tells what is so."""
    DEMAND = "demand"
    """"Make sure": turns what is told into what is wanted."""
    ABOUT = "about"
    """"What about": the same for something else."""
    TIME = "time"
    """A point in time or a duration, already understood."""
    THING = "thing"
    """Something of the home: a name, a kind or a place; it is in `Part.thing`."""
    UNKNOWN = "unknown"


_SEPARATE: Final = (
    "times",
    "sun",
    "forms",
    "requests",
    "unwanted",
    "corrections",
    "remembering",
    "people",
)
"""Files of words that are no entries of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase."""

    tag: Tag
    sense: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language."""

    language: str
    files: Mapping[str, Any]
    """Content of its JSON files by their name without ending."""
    phrases: Mapping[Words, tuple[Entry, ...]] = field(default_factory=dict)

    @cached_property
    def longest(self) -> int:
        """Return how many tokens the longest phrase has."""
        return max((len(words) for words in self.phrases), default=1)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return every single word, those of times and requests included."""
        words = {word for words in self.phrases for word in words}
        others = (self.files.get(name, {}) for name in _SEPARATE)
        return frozenset(words.union(*(_words_in(content) for content in others)))

    @cached_property
    def correctable(self) -> frozenset[str]:
        """Return the words of no home in particular that a misspelt one may stand for."""
        return frozenset(self.file("targets")["correctable"])

    @cached_property
    def correctable_by_initial(self) -> Mapping[str, tuple[str, ...]]:
        """Return the same words by their first letter."""
        return by_initial(self.correctable)

    @cached_property
    def sounds(self) -> tuple[tuple[str, str], ...]:
        """Return how letters sound, in the order in which they are read."""
        return tuple((written, spoken) for written, spoken in self.file("targets")["sounds"])

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Return words that look like others and are right as they stand: "lump", "sleep"."""
        return frozenset(self.file("known")["words"])

    def entries(self, words: Sequence[str]) -> tuple[Entry, ...]:
        """Return the meanings of a phrase, none if it is not known."""
        return self.phrases.get(tuple(words), ())

    @cached_property
    def table(self) -> PhraseTable[tuple[Entry, ...]]:
        """Return the phrases, to be found by where they begin."""
        return PhraseTable(self.phrases)

    def length(self, words: Sequence[str], tags: Collection[Tag], start: int = 0) -> int:
        """Return how many words the longest phrase in one of some roles has at a word."""
        return next(
            (
                end - start
                for entries, end in self.table.at(words, start)
                if any(entry.tag in tags for entry in entries)
            ),
            0,
        )

    def sense(self, words: Sequence[str], tag: Tag) -> str | None:
        """Return the sense of a phrase in one role, None if it has no such role."""
        return next((entry.sense for entry in self.entries(words) if entry.tag is tag), None)

    def file(self, name: str) -> Mapping[str, Any]:
        """Return the content of a JSON file of the language."""
        content: Mapping[str, Any] = self.files.get(name, {})
        return content

    def lists(self, name: str) -> Mapping[str, frozenset[Words]]:
        """Return the lists of a file as phrases, by their names; what is no list is left out."""
        return {
            each: frozenset(map(words_of, texts))
            for each, texts in self.file(name).items()
            if isinstance(texts, list)
        }

    def tables(self, name: str) -> Mapping[str, PhraseTable[str]]:
        """Return the lists of a file as tables, by their names; what is no list is left out."""
        return as_tables(self.file(name))


def as_tables(lists: Mapping[str, Any]) -> Mapping[str, PhraseTable[str]]:
    """Return lists of phrases as tables, by their names; what is no list is left out.

    What a phrase stands for is the name of its list.
    """
    return {
        name: PhraseTable(dict.fromkeys(map(words_of, texts), name))
        for name, texts in lists.items()
        if isinstance(texts, list)
    }


def load_lexicon(language: str = "en") -> Lexicon:
    """Read the words of a language, its numbers too; blocking, call it off the event loop."""
    number_words(language)  # kept from here on, so that no turn has to read them
    files = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((_FOLDER / language).glob("*.json"))
    }
    phrases: dict[Words, dict[Entry, None]] = {}
    for text, entry in _entries(files):
        phrases.setdefault(words_of(text), {})[entry] = None
    return Lexicon(language, files, {words: tuple(found) for words, found in phrases.items()})


def _words_in(content: object) -> set[str]:
    """Return every word of the texts in a file."""
    if isinstance(content, str):
        return set(words_of(content))
    if isinstance(content, Mapping):
        return set().union(*(_words_in(key) | _words_in(each) for key, each in content.items()))
    if isinstance(content, list):
        return set().union(*map(_words_in, content))
    return set()


def _entries(files: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Return every phrase of the files with what it means."""
    yield from grammar_entries(files.get("grammar", {}))
    verbs = files.get("verbs", {})
    yield from ((phrase, Entry(Tag.CARRIER)) for phrase in verbs.get("carriers", ()))
    groups = [(Tag.VERB, verbs.get("verbs", {})), (Tag.PARTICLE, verbs.get("particles", {}))]
    groups += [(Tag(tag), senses) for tag, senses in files.get("values", {}).items()]
    for tag, senses in groups:
        for sense, phrases in senses.items():
            yield from ((phrase, Entry(tag, sense)) for phrase in phrases)


def grammar_entries(grammar: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Return the phrases of the grammar by their roles, with a sense where there are several."""
    for name, listed in grammar.items():
        by_sense = listed if isinstance(listed, Mapping) else {"": listed}
        for sense, phrases in by_sense.items():
            yield from ((phrase, Entry(Tag(name), sense)) for phrase in phrases)
