"""Which talk around a command is a mere story, and which turns the command round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from .lexicon import Words
from .phrases import Phrases
from .times import Form, Times
from .topics import Topics


@dataclass(frozen=True)
class Stories:
    """Judges the talk of one sentence."""

    phrases: Phrases
    topics: Topics
    times: Times
    now: datetime

    def tells(self, words: Words) -> bool:
        """Return whether words are a statement: a subject, and a verb that is no command."""
        phrases = self.phrases
        if words and phrases.has("contracted", words[0]):
            return True  # of "that's great", "great" is dropped
        while words and phrases.has("openings", words[0]):
            words = words[1:]
        if len(words) < 2 or phrases.has("asking", words[0]):  # noqa: PLR2004
            return False
        if phrases.length("subjects", words):
            return not (phrases.has("finite", words[0]) and self._opens_noun(words[1]))
        if phrases.has("elided", words[0]) or phrases.length("harmless", words):
            return True
        if phrases.has("finite", words[0]):
            return False
        if phrases.does(words) and not phrases.has("it_subjects", words[0]):
            return False
        if any(phrases.has("finite", word) for word in words[1:]):
            return True
        return any(
            word.endswith(phrases.data["contraction"]) and phrases.has("predicates", after)
            for word, after in pairwise(words)
        )

    def _opens_noun(self, word: str) -> bool:
        """Return whether a word makes a question of the verb in front: "were the", "were you"."""
        return any(
            self.phrases.has(group, word) for group in ("subjects", "it_subjects", "determiners")
        )

    def is_harmless(self, words: Words, *, may_deny: bool) -> bool:
        """Return whether words leave the command as it is: no condition, no quotation, no ban.

        `may_deny` is whether something of the home may be denied: "nobody needs the fan".
        """
        phrases = self.phrases
        if phrases.contains("vetoes", words):
            return False
        if any(self._acts(words, place) for place in range(len(words))):
            return False
        return may_deny or not (self._denies(words) and self.topics.mentions(words))

    def _acts(self, words: Words, place: int) -> bool:
        """Return whether a word is a verb that moves something; "the open door" has none."""
        phrases = self.phrases
        if not phrases.has("acting", words[place]):
            return False
        before = words[place - 1] if place else ""
        if phrases.has("states", before) or phrases.has("articles", before):
            return False
        return place < len(words) - 1 or not phrases.contains("found", words)

    def _denies(self, words: Words) -> bool:
        """Return whether something is denied that may concern a command."""
        place = 0
        while place < len(words):
            if length := self.phrases.length("harmless", words, place):
                place += length
                continue
            if self.phrases.has("negations", words[place]):
                return True
            place += 1
        return False

    def is_for_later(self, words: Words) -> bool:
        """Return whether words are about a time to come; "it is seven o'clock" is not."""
        _, whens = self.times.replace(words, self.now, bare_is_value=True)
        due = any(when.form is Form.DUE for when in whens)
        is_now = bool(self.phrases.length("being", words))
        return (due and not is_now) or self.phrases.contains("future", words)

    def lead_up(self, stories: Sequence[Words]) -> bool:
        """Return whether stories in front of a command are complete, and about the same time."""
        if not stories:
            return True
        last = stories[-1]
        ends = last[-2:] in self.phrases.group("being") or not self.phrases.has(
            "dangling", last[-1]
        )
        return ends and not self.is_for_later(last)

    def trail(self, words: Words, joined: Words) -> bool:
        """Return whether a story behind a command takes nothing back from it."""
        phrases = self.phrases
        if phrases.contains("limits", joined) or self.is_for_later(words):
            return False
        return not (phrases.contains("also", joined) and phrases.length("threats", words))
