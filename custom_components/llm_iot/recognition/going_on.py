"""What only leads on to the next thing: "lovely, now the garden lights" is "and the garden lights".

It means so behind a turn that did something, and in front of words that name a thing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ..dialogue import Context
from .clauses import Clause
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .phrase_table import PhraseTable
from .references import References
from .tagging import Part
from .tokenizer import MARKS

_DOING: Final = frozenset({Tag.VERB, Tag.CARRIER})
_LEADING: Final = frozenset({Tag.DETERMINER, Tag.IN})


@dataclass(frozen=True, eq=False)
class GoingOn:
    """Recognises it in one language (`words/<language>/going_on.json`)."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("going_on")

    @cached_property
    def _phrases(self) -> Mapping[str, PhraseTable[str]]:
        return self.lexicon.tables("going_on")

    def joined(self, tokens: Words, index: HomeIndex, context: Context) -> Words:
        """Return the words behind the praise, with "and" for the "now" in front of a thing."""
        if context.previous is None or not context.previous.plan.steps:
            return tokens
        tokens = self._of_wrong_one(tokens, index)
        several = len({step.target for step in context.previous.plan.steps}) > 1
        alone = self._phrases["alone"].length(tokens) if several else 0
        begin = alone + self.lexicon.length(tokens, {Tag.DETERMINER}, alone)
        if alone and tokens[begin:] and self._is_of_name(tokens[begin], index):
            return (self._data["only"], *tokens[alone:])
        words = tokens
        while length := self._phrases["praise"].length(words):
            words = words[length:]
            while words and words[0] in MARKS:
                words = words[1:]
        if self._is_too(words):
            return (self._data["and"], *words)
        if another := self._alike(words, index):
            return (self._data["and"], *another)
        length = self._phrases["next"].length(words)
        same = self._phrases["same"].length(words)
        about = self.lexicon.length(words, {Tag.ABOUT})
        place = index.things.get(words[about : about + 1])
        if same and (not about or (place and place.adverb)):
            length = about or same  # "the same downstairs", "same for upstairs"
        rest = words[length:]
        if not length or not rest or not (self._names(rest, index) or self._does(rest)):
            return tokens
        return (self._data["and"], *rest)

    def _alike(self, words: Words, index: HomeIndex) -> Words:
        """Return what is named in front of "the same": "desk 11 and 21 the same"."""
        same = (n for n in (2, 1) if self._phrases["same"].length(words[-n:]) == n)
        another = words[: -next(same, len(words))]
        named = self._names(another, index) or bool(another and self._is_of_name(another[0], index))
        return another if named and not self._does(another) else ()

    def _of_wrong_one(self, words: Words, index: HomeIndex) -> Words:
        """Return "wrong desk, 21" as "no, 21"."""
        length = self._phrases["wrong"].length(words)
        marked = words[length + 1 : length + 2] != () and words[length + 1] in MARKS
        if not (length and marked and self._is_of_name(words[length], index)):
            return words
        return (self._data["no"], *words[length + 1 :])

    def _is_of_name(self, word: str, index: HomeIndex) -> bool:
        return word in index.own_words or (word,) in index.things

    def option(self, words: Words) -> Words:
        """Return the option of the last device that is to be chosen: "switch to HDMI 2"."""
        return words[self._phrases["to_option"].length(words) :]

    def _does(self, words: Words) -> bool:
        senses = (self.lexicon.sense(words[:n], tag) for n in (1, 2) for tag in _DOING)
        return any(sense is not None for sense in senses)

    def _is_too(self, words: Words) -> bool:
        """Return whether words are a place and "too": "in the bedroom as well"."""
        if not words or self.lexicon.sense(words[:1], Tag.IN) is None:
            return False
        while words:
            if any(self.lexicon.sense(words[-n:], Tag.TOO) is not None for n in (1, 2)):
                return True
            if words[-1] not in MARKS and not self.lexicon.length(words[-1:], {Tag.FILLER}):
                return False
            words = words[:-1]
        return False

    def _names(self, words: Words, index: HomeIndex) -> bool:
        """Return whether words begin with a thing of the home, "the" or "in" in front."""
        while words and any(self.lexicon.sense(words[:1], tag) is not None for tag in _LEADING):
            words = words[1:]
        lengths = range(1, min(index.longest, len(words)) + 1)
        return any(words[:length] in index.things for length in lengths)


def goes_on_with_nothing(
    clauses: Sequence[Clause], references: References, parts: Sequence[Part], lexicon: Lexicon
) -> bool:
    """Return whether it goes on from nothing: no music to go on, another lamp "than that"."""
    than_last = lexicon.file("going_on")["than_last"]
    if any(part.text in than_last for part in parts) and references.leave(clauses):
        return True
    previous = references.context.previous
    paused = previous and any(step.action in {"pause", "stop"} for step in previous.plan.steps)
    bare = lexicon.file("actions")["going_on"]
    return not paused and any(
        verb.text in bare for clause in clauses if not clause.mentions for verb in clause.verbs
    )
