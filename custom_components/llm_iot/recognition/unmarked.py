"""A remark in front of a command, where no mark tells them apart: "I'm cold turn on the heating".

Speech recognisers write none. The remark has to be over: nothing in it may wait for the verb that
follows ("I will now turn ..."), and nobody in it may be the one who does so ("I heard the kids
turn ...").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .lexicon import Tag, Words
from .statements import Statements
from .stories import Stories

_PLACING: Final = frozenset({Tag.IN, Tag.HERE, Tag.THERE, Tag.TO})
"""Roles of words behind which nobody is left who could act: "guests at the door"."""
_ORDERS: Final = frozenset({Tag.VERB, Tag.CARRIER})
_OPEN_ENDS: Final = ("hanging", "doers", "quoting", "before_verbs")
"""Lists of words that no remark ends with."""
_FEWEST: Final = 2
"""Words of the shortest remark, and of the shortest command."""
_THIRD_PERSON: Final = "s"
"""Ends a verb that is told of one, and most words for several."""


@dataclass(frozen=True)
class Unmarked:
    """Judges where such a remark ends."""

    statements: Statements
    stories: Stories

    def may_begin(self, rest: Words) -> bool:
        """Return whether a request or a command could begin with words, at a first look."""
        phrases, lexicon = self.stories.topics.phrases, self.statements.lexicon
        stems: Sequence[str] = lexicon.file("forms")["causing"]
        asks = phrases.opening(rest) or self.statements.length("polite_ends", rest[:1])
        return bool(asks or lexicon.length(rest, _ORDERS) or rest[0] in stems)

    def parts(self, words: Words, rest: Words, *, idle: bool) -> bool:
        """Return whether a remark may end in front of words, as a command begins with them.

        `idle` is whether it tells nothing, so that we may be asked for something behind it, too.
        """
        if idle and self.stories.topics.phrases.opening(rest):
            return True
        begins = self._begins(rest) or self._has_done(words, rest)
        if len(words) < _FEWEST or not begins:
            return False
        if self.statements.length("joined", words):
            return False  # "since it is dark", which may tell a time
        last = words[-1:]
        hangs = any(self.statements.length(name, last) for name in _OPEN_ENDS)
        if hangs and not self.statements.length("departing", last):
            return False
        ended = idle or self._has_verb(words)
        open_ended = self._waits(words) or self._has_doer(words) or self._ends_in_time(words)
        return ended and not open_ended

    def _has_verb(self, words: Words) -> bool:
        """Return whether it is told what somebody does, and not only who: "both of us"."""
        clauses = self.statements.clauses(words)
        if clauses and self._is_told(clauses[-1]):
            return True
        phrases = self.stories.topics.phrases
        does = any(phrases.has("finite", word) for word in words[1:])
        does |= phrases.has("elided", words[0])  # "finished my workout"
        return does or self.stories.is_past(words)

    def _ends_in_time(self, words: Words) -> bool:
        """Return whether a time at the end may be that of the command: "I'm tired in an hour"."""
        places = range(_FEWEST, len(words))
        ends = any(place + self.stories.near_time(words, place) == len(words) for place in places)
        return ends and not self.statements.contains("starting", words)

    def goes_on(self, words: Words, rest: Words) -> bool:
        """Return whether somebody may be told to have gone on: "I came in, set the alarm"."""
        someone = self.statements.length("persons", words) > 0
        return someone and self.statements.length("unchanging", rest) > 0

    def _begins(self, rest: Words) -> bool:
        """Return whether words begin with a verb in the form of commands, and go on."""
        phrases = self.stories.topics.phrases
        while rest and self.statements.length("polite_ends", rest[:1]):
            rest = rest[1:]
        if len(rest) < _FEWEST or rest[0] in phrases.gerunds or rest[0].endswith(_THIRD_PERSON):
            return False
        if self.statements.length("verbs_as_nouns", rest[:1]):
            return False  # "we're wasting power on the fan"
        begun = phrases.lexicon.length(rest, _ORDERS)
        return begun > 0 and self._is_object(rest[begun:])

    def _has_done(self, words: Words, rest: Words) -> bool:
        """Return whether something is to be had so: "have the heating at 21", of which "it's cold".

        Whoever else is spoken of in front may be the one who has it.
        """
        matter = self.statements.length("matters_with_verb", words)
        stems = self.statements.lexicon.file("forms")["causing"]
        described = matter and self.statements.lexicon.sense(words[matter:][:1], Tag.DETERMINER)
        return bool(matter and rest) and described is None and self._has(rest, stems)

    def _has(self, rest: Words, stems: Sequence[str]) -> bool:
        return rest[0] in stems and self._is_object(rest[1:])

    def _is_object(self, words: Words) -> bool:
        """Return whether it is told what to do it to: "dim the lamp", but not "dim in here"."""
        parts = self.stories.topics.parts(words)
        return bool(parts) and parts[0].tag not in _PLACING

    def _waits(self, words: Words) -> bool:
        """Return whether a verb is still to come: "I will now", "it does not even"."""
        end = len(words)
        while end and self._is_adverb(words[end - 1 : end]):
            end -= 1
        return end > 0 and self.statements.length("awaiting", words[end - 1 : end]) > 0

    def _is_adverb(self, word: Words) -> bool:
        return any(self.statements.length(name, word) for name in ("adverbs", "adverbs_between"))

    def _has_doer(self, words: Words) -> bool:
        """Return whether somebody at the end may be the one who acts: "I heard the kids"."""
        for place in range(len(words)):
            behind = words[place + 1 :]
            if not behind or self._is_told(behind) or self._is_placed(behind):
                continue
            if self.statements.length("clausal", words, place) and self._are_several(behind):
                return True
            if self.statements.length("causing", words, place) and self._is_somebody(behind):
                return not self.stories.topics.phrases.contains("unable", words[:place])
        return False

    def _is_told(self, words: Words) -> bool:
        """Return whether words are a whole statement."""
        return self.statements.tells(words, plainly=False)

    def _are_several(self, words: Words) -> bool:
        """Return whether a verb in the form of commands could be told of words: "the kids"."""
        last = words[-1:]
        return last[0].endswith(_THIRD_PERSON) or self.statements.length("several", last) > 0

    def _is_somebody(self, words: Words) -> bool:
        """Return whether words may be somebody who is known, and no mere thing: "a headache"."""
        statements = self.statements
        definite = statements.lexicon.sense(words[:1], Tag.DETERMINER) is not None
        definite &= not statements.length("indefinite", words)
        return definite or statements.length("whom", words) > 0

    def _is_placed(self, words: Words) -> bool:
        return any(part.tag in _PLACING for part in self.stories.topics.parts(words))
