"""Where a clause or a command begins in a spoken sentence, behind a conjunction or without one."""

from dataclasses import dataclass
from typing import Final

from .lexicon import Tag, Words
from .story_starts import StoryStarts
from .tokenizer import MARKS

_FURTHEST: Final = 7
"""Words within which a clause behind "and" has to have its verb."""


@dataclass
class Beginnings(StoryStarts):
    """Knows them in the tokens of one sentence."""

    def _presents(self, position: int) -> bool:
        """Return whether a thing of the home follows: "my feet are cold, so the blanket".

        Without an article, how it is to be ends the thought: "I'm off to bed so TV off".
        """
        if self.phrases.has("determiners", self.tokens[position]):
            return self._name(position + 1) > 0
        end = position + self._name(position)
        state = self.phrases.lexicon.sense(self.tokens[end : end + 1], Tag.PARTICLE)
        named = bool(self._words) and end > position  # not "right lamp on"
        over = self._trails(end + 1) or self._adds(end + 1)
        return named and state is not None and over

    def _adds(self, position: int) -> bool:
        """Return whether another thing, or a place, follows: "lamp off and fan on"."""
        tokens, lexicon = self.tokens, self.phrases.lexicon
        tags = (Tag.AND, Tag.IN)
        length = lexicon.length(tokens, tags, position)
        begin = position + length
        begin += begin < len(tokens) and self.phrases.has("determiners", tokens[begin])
        return length > 0 and begin < len(tokens) and self._name(begin) > 0

    def _commands(self, position: int) -> bool:
        """Return whether a verb with what it is done to follows: "it was, so turn the lamp on".

        "So" may say how much, too: "it is so cool".
        """
        tokens = self.tokens
        while dropped := self._dropped(position):
            position += dropped
        if self.phrases.towards(tokens, position)[1]:
            return True
        behind = tokens[position + 1 : position + 2]
        named = bool(behind) and (
            self.phrases.has("determiners", behind[0]) or behind[0] in self.index.own_words
        )
        return named and self.phrases.does(tokens, position)

    def _is_clause(self, start: int) -> bool:
        """Return whether a subject with its verb begins here."""
        tokens, phrases = self.tokens, self.phrases
        if start >= len(tokens):
            return False
        if phrases.has("subjects", tokens[start]):
            return True
        for place in range(start + 1, min(start + _FURTHEST, len(tokens))):
            if tokens[place] in MARKS or phrases.has("breaks", tokens[place]):
                return False
            if phrases.has("subjects", tokens[place]):
                return False  # "and the desk lamp I want to read"
            if phrases.has("finite", tokens[place]):
                return phrases.has("determiners", tokens[start]) or phrases.has(
                    "it_subjects", tokens[start]
                )
        return False

    def _happens(self, start: int) -> bool:
        """Return whether others do something that a deed is to be done before: "he gets here".

        Done at once, it is. What we or the speaker are to do first is another matter.
        """
        ours = any(self.phrases.has(g, self.tokens[start]) for g in ("speaker", "addressed"))
        end = next(n for n in range(start, len(self.tokens) + 1) if self._ends(n))
        if any(self.phrases.has("mishaps", word) for word in self.tokens[start + 1 : end]):
            ours = False  # "before somebody trips", which nobody waits for
        elif not self._is_clause(start):
            return False
        if ours:
            return False
        return not any(map(self._name, range(start, end)))

    def _is_of_a_thing(self) -> bool:
        """Return whether it is told how something is: what "my tooth" does, no command goes on."""
        words, phrases = self._words, self.phrases
        told = any(phrases.has("finite", word) for word in words)
        return told and not any(phrases.has("subjects", word) for word in words)

    def _wants(self, words: Words) -> bool:
        """Return whether words are a command: "turn it on", "kettle on"."""
        on = self.phrases.lexicon.sense(words[-1:], Tag.PARTICLE) is not None
        told = any(self.phrases.has("finite", word) for word in words)
        return self.phrases.does(words) or (on and not told)
