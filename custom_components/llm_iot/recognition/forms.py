"""What form a sentence has, as far as its first words tell: a question, a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS, words_of

_LEADING = frozenset({Tag.FILLER, Tag.CORRECTION, Tag.ABOUT})
_VERBS = frozenset({Tag.VERB})
_FORBIDDING = frozenset({Tag.REFUSE})
_COMMANDING = frozenset({Tag.VERB, Tag.CARRIER, Tag.ABOUT, Tag.FILLER, Tag.LEAVE, Tag.REFUSE})


@dataclass(frozen=True, eq=False)
class Forms:
    """Tells the forms of sentences apart in one language."""

    lexicon: Lexicon

    @cached_property
    def _phrases(self) -> Mapping[str, frozenset[Words]]:
        data = self.lexicon.file("forms")
        return {name: frozenset(words_of(text) for text in texts) for name, texts in data.items()}

    def is_question(self, tokens: Sequence[str], *, marked: bool) -> bool:
        """Return whether something is to be told rather than done.

        A question mark alone makes a question of what does not begin like a command.
        """
        words = tuple(tokens)
        core = self._core(words)
        if self._begins(core, _FORBIDDING):
            return False
        if self._starts(core, "questions") and not self._begins(core, _VERBS):
            return True
        return marked and not self._begins(words, _COMMANDING)

    def is_report(self, tokens: Sequence[str]) -> bool:
        """Return whether somebody tells what was done and asks for nothing."""
        return self._starts(self._core(tuple(tokens)), "reports")

    def is_foreign(self, tokens: Sequence[str], own: frozenset[str]) -> bool:
        """Return whether a sentence is about what is no device, such as a timer.

        `own` has the words of the home: a device may be called so.
        """
        words = tuple(tokens)
        return any(
            words[place : place + len(phrase)] == phrase and not set(phrase) <= own
            for phrase in self._phrases["foreign"]
            for place in range(len(words))
        )

    def sets_value(self, tokens: Sequence[str]) -> bool:
        """Return whether "at" and a number is a value: "set the heating at 20"."""
        words = tuple(tokens)
        acting = False
        for place in range(len(words)):
            for length in range(min(4, len(words) - place), 0, -1):
                for entry in self.lexicon.entries(words[place : place + length]):
                    acting |= entry.tag in {Tag.VERB, Tag.PARTICLE} and entry.sense not in _VALUED
        return not acting

    def with_way_in_front(self, tokens: Sequence[str]) -> Words:
        """Return the tokens with "turn the heating up in the hall" as "turn up the heating ...".

        "Lights out in the hall" are "lights off in the hall".
        Behind a verb that says its way already, "up in the attic" is only a place.
        """
        words = tuple(tokens)
        data = self.lexicon.file("targets")
        ways, out = data["ways_before_places"], data["out_before_places"]
        verb: int | None = None
        acts = False
        for place, word in enumerate(words):
            following = words[place + 1 : place + 2]
            if word in MARKS or self.lexicon.sense((word,), Tag.AND) is not None:
                verb = None
            elif self.lexicon.sense((word,), Tag.CARRIER) is not None:
                verb, acts = place, True
            elif word in out and following == (self._inside,) and (verb is not None or not acts):
                return (*words[:place], out[word], *words[place + 1 :])
            elif verb is not None and word in ways and following == (self._inside,):
                between = words[verb + 1 : place]
                return (*words[: verb + 1], word, *between, *words[place + 1 :])
            elif self.lexicon.sense((word,), Tag.PARTICLE) is not None:
                verb, acts = None, True
        return words

    @cached_property
    def _inside(self) -> str:
        return str(self.lexicon.file("targets")["inside"])

    def _core(self, words: Words) -> Words:
        """Return a sentence without the politeness in front of it."""
        begin = 0
        while begin < len(words):
            if words[begin] in MARKS:
                begin += 1
                continue
            length = self._length(words[begin:], _LEADING)
            if not length:
                break
            begin += length
        return words[begin:]

    def _length(self, words: Words, tags: frozenset[Tag]) -> int:
        """Return how many words a phrase with one of some roles has that begins the sentence."""
        for length in range(min(self.lexicon.longest, len(words)), 0, -1):
            if any(entry.tag in tags for entry in self.lexicon.entries(words[:length])):
                return length
        return 0

    def _begins(self, words: Words, tags: frozenset[Tag]) -> bool:
        return bool(self._length(words, tags))

    def _starts(self, words: Words, group: str) -> bool:
        """Return whether a sentence starts with a phrase of a group."""
        phrases = self._phrases[group]
        return any(words[:length] in phrases for length in range(1, 5))


_VALUED = frozenset({"dim", "brighten", "raise", "lower", "set", "select", "warm", "cool"})
