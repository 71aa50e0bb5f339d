"""Where a story begins among the words of a sentence without a mark: "turn it off I am cold"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .asides import Asides
from .lexicon import Tag

_LEADING: Final = (Tag.TO, Tag.IN, Tag.VERB, Tag.CARRIER)
"""Roles of words that "its" follows, and no "it's"."""
_PEOPLE: Final = 2
"""Most words of somebody's name: "Mrs Miller and her cat"."""


@dataclass
class StoryStarts(Asides):
    """Knows where a story begins behind the words that are being read."""

    def _begins_story(self, position: int) -> bool:
        """Return whether a clause follows without a mark: "turn it off I am cold"."""
        if self._words and self._comments(position):
            return True
        if not self._words or self._says(self._words) or self._possesses(position):
            return False  # "he told me I am lazy", "it has done its job"
        if self.phrases.has("asked_for", self._words[-1]):
            return False  # "a word of what they're saying"
        if self.phrases.length("meantime", self.tokens, position - 1):
            return False  # "while I'm out there"
        if self._is_there(position):
            return False  # "the AC there is off"
        length = self.phrases.length("inner_subjects", self.tokens, position)
        if length:
            return not self._ends(position + length)
        return self._tells_of_others(position)

    def _comments(self, position: int) -> bool:
        """Return whether a finished command is commented on: "lamp off it hurts my eyes"."""
        tokens, phrases = self.tokens, self.phrases
        lexicon, word = phrases.lexicon, tokens[position : position + 1]
        placed = any(lexicon.sense(word, tag) is not None for tag in (Tag.HERE, Tag.THERE))
        if placed or self._ends(position + 1) or not self._is_finished():
            return False
        if phrases.has("contracted", tokens[position]):
            return True
        told = phrases.has("finite", tokens[position + 1])
        subject = any(phrases.has(group, tokens[position]) for group in ("subjects", "it_subjects"))
        return subject and told and not self._ends(position + 2)

    def _is_finished(self) -> bool:
        """Return whether the words so far name a thing and end in what is to become of it.

        "On" is none such end: "the lamp on that table".
        """
        lexicon = self.phrases.lexicon
        told = [word for word in self._words if not self.phrases.has("now", word)]
        named = not self.index.own_words.isdisjoint(told[:-1])
        last = tuple(told[-1:])
        ends = lexicon.sense(last, Tag.PARTICLE) is not None and lexicon.sense(last, Tag.IN) is None
        return named and (ends or last[0].isdecimal())

    def _is_there(self, position: int) -> bool:
        """Return whether "there" tells where the thing in front of it is."""
        there = self.phrases.lexicon.sense(self.tokens[position : position + 1], Tag.THERE)
        return there is not None and self._words[-1] in self.index.own_words

    def _tells_of_others(self, position: int) -> bool:
        """Return whether it is told what somebody does: "close the blind the kids are asleep"."""
        tokens, phrases = self.tokens, self.phrases
        who, does = tokens[position + 1 : position + 2], tokens[position + 2 : position + 3]
        if not does or not phrases.has("determiners", tokens[position]):
            return False
        known = who[0] in self.index.own_words or phrases.lexicon.entries(who)
        told = phrases.has("finite", does[0]) and not self._ends(position + 3)
        return told and not known and phrases.does(self._words)

    def _says(self, words: Sequence[str]) -> bool:
        """Return whether words end with one of speech, and to whom: "told me"."""
        phrases = self.phrases
        end = len(words) - int(phrases.has("spoken_to", words[-1]))
        return end > 0 and phrases.has("speaking", words[end - 1])

    def _possesses(self, position: int) -> bool:
        """Return whether "its" is no "it's": "it has done its job"."""
        tokens, phrases = self.tokens, self.phrases
        if not phrases.has("possessive", tokens[position]) or self._ends(position + 1):
            return False
        behind = tokens[position + 1]
        if phrases.has("things", behind):
            return True  # "let it do its thing"
        groups = ("predicates", "determiners", "dangling")
        tells = any(phrases.has(group, behind) for group in groups) or self._is_so(position + 1)
        return not tells and not behind.endswith(phrases.data["progressive_ending"])

    def _is_so(self, position: int) -> bool:
        """Return whether a word tells how it is, and not whose: "its dark outside"."""
        tokens, phrases = self.tokens, self.phrases
        behind = tokens[position + 1 : position + 2]
        if behind and phrases.has("sufficing", behind[0]):
            return True
        leads = (phrases.lexicon.sense(tuple(self._words[-1:]), tag) for tag in _LEADING)
        if any(sense is not None for sense in leads):
            return False  # "back to its dock", "empty its bin"
        known = tokens[position] in self.index.own_words
        known |= phrases.lexicon.sense((tokens[position],), Tag.ATTRIBUTE) is not None
        ends = self._ends(position + 1) or phrases.has("after_adjectives", behind[0])
        return ends and not known

    def _names_people(self, position: int) -> bool:
        """Return whether "and" joins two who do something: "Anna and her friends were here"."""
        words, phrases = self._words, self.phrases
        if (
            not words
            or len(words) > _PEOPLE
            or not phrases.has("determiners", self.tokens[position])
        ):
            return False
        groups = ("finite", "subjects", "it_subjects", "determiners", "openings")
        told = any(phrases.has(group, word) for group in groups for word in words)
        return not told and not phrases.does(words)
