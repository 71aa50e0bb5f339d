"""The words of questions (`words/<language>/questions.json`), in the roles of the lexicon.

Questions are read with the same tagger and the same mentions of things as commands. Their
verbs, conditions and numbers mean other things, so they have a lexicon of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, Final, override

from ..kinds import Kinds
from ..readings import contrary
from .asked import FILE
from .lexicon import Entry, Lexicon, Tag, Words, grammar_entries, load_lexicon
from .tokenizer import words_of

_ROLES: Final = {
    "form": Tag.CARRIER,
    "measure": Tag.ATTRIBUTE,
    "condition": Tag.PARTICLE,
    "comparative": Tag.RELATIVE,
    "superlative": Tag.LEVEL,
    "aggregate": Tag.AMOUNT,
    "unit": Tag.UNIT,
    "time": Tag.CONDITION,
}
"""Groups of phrases with a sense each, and the role that they have for the tagger."""
_PLAIN_ROLES: Final = {
    "filler": Tag.FILLER,
    "minus": Tag.EXCEPT,
    "others": Tag.REFUSE,
    "outside": Tag.CHOICE,
    "than": Tag.BY,
}
"""Lists of phrases of one meaning."""
_GRAMMAR: Final = frozenset(
    {
        *("all", "and", "both", "determiner", "everything", "filler", "here", "home"),
        *("in", "not", "one", "or", "other", "pronoun", "pronouns", "rest", "then"),
    }
)
"""What questions have in common with commands."""


@dataclass(frozen=True, eq=False)
class _QuestionLexicon(Lexicon):
    """The lexicon of questions."""

    @cached_property
    @override
    def correctable(self) -> frozenset[str]:
        """Return the words that a misspelt one may stand for.

        No fillers: a word that nothing is known of must not vanish as one of them.
        """
        return frozenset(
            word
            for words, entries in self.phrases.items()
            if any(entry.tag is not Tag.FILLER for entry in entries)
            for word in words
            if self.sense((word,), Tag.FILLER) is None
        )


@dataclass(frozen=True, eq=False)
class QuestionWords:
    """The words of one language for questions."""

    lexicon: Lexicon
    kinds: Kinds
    """The kinds of devices and of readings."""
    devices: frozenset[str] = frozenset()
    """The kinds of devices alone."""
    same: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Kinds that can stand for another one: a locked door is a lock."""

    def some(self, name: str) -> frozenset[str]:
        """Return a list of single words of the file."""
        return frozenset(self.lexicon.file(FILE)[name])


def load_question_words(kinds: Kinds, language: str = "en") -> QuestionWords:
    """Read the words of a language; blocking, call it off the event loop."""
    common = load_lexicon(language)
    data = common.file(FILE)
    phrases: dict[Words, dict[Entry, None]] = {}
    for text, entry in (*_own(data), *_shared(common, data)):
        phrases.setdefault(words_of(text), {})[entry] = None
    lexicon = _QuestionLexicon(
        language, common.files, {words: tuple(found) for words, found in phrases.items()}
    )
    both = _with_readings(kinds, data["kinds"])
    return QuestionWords(lexicon, both, frozenset(kinds.data), data["same"])


def _own(data: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Return the phrases of questions; they go before those of the grammar."""
    for group, tag in _ROLES.items():
        for sense, phrases in data[group].items():
            yield from ((phrase, Entry(tag, sense)) for phrase in phrases)
    for group, tag in _PLAIN_ROLES.items():
        yield from ((phrase, Entry(tag)) for phrase in data[group])
    yield from _settled(data["settled"])


def _settled(data: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Entry]]:
    """Return the phrases that ask for what somebody did by how things are now.

    "Did I lock the door" is answered by its being locked; who opened it, and when, is not.
    """
    verbs = {sense: data[sense] for sense in data if sense not in {"askers", "forgot"}}
    for asker, sense in product(data["askers"], verbs):
        for verb in verbs[sense]:
            done = Entry(Tag.PARTICLE, sense) if sense else Entry(Tag.CARRIER, "is")
            missed = Entry(Tag.PARTICLE, contrary(sense) or "")
            missed = missed if sense else Entry(Tag.CARRIER, "is not")
            yield f"{asker} {verb}", done
            yield from ((f"{asker} {forgot} {verb}", missed) for forgot in data["forgot"])


def _shared(common: Lexicon, data: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Return the phrases of the grammar that mean the same in questions."""
    others = set(data["not_grammar"])
    for phrase, entry in grammar_entries(common.file("grammar")):
        if entry.tag in _GRAMMAR and phrase not in others:
            yield phrase, Entry(entry.tag)


def _with_readings(kinds: Kinds, words: Mapping[str, Sequence[str]]) -> Kinds:
    """Return the kinds with what sensors are called."""
    nothing: Mapping[str, Sequence[str]] = {"domains": (), "device_classes": (), "words": ()}
    data = {
        kind: {**entry, "words": (*entry["words"], *words.get(kind, ()))}
        for kind, entry in (dict.fromkeys(words, nothing) | dict(kinds.data)).items()
    }
    return Kinds(data)
