"""A command that stands for itself at the end of a long talk: "..., so please put the lamp on".

Whoever draws a conclusion, or turns to us, has done with telling. Then it does not matter
what the talk was about, only that nothing in it still waits for its end: no condition
without its consequence, no word of speech without what was said, nothing only imagined.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .lexicon import Words
from .phrases import Opening, Phrases
from .pieces import Kind, Piece
from .segment import Segment
from .stories import Stories
from .tokenizer import MARKS
from .topics import Topics

_TURNING: Final = frozenset(Opening) - {Opening.SAID, Opening.PERMISSION}
"""Beginnings with which somebody turns to us."""


@dataclass(frozen=True)
class Closing:
    """Judges the talk in front of such a command."""

    phrases: Phrases
    topics: Topics
    stories: Stories

    def stands(self, before: Sequence[Piece], asked: Sequence[Piece], *, plain: bool) -> bool:
        """Return whether commands are the speaker's own and for now, whatever was told before.

        `plain` is whether it is one that names its device: behind a pause it turns to us.
        """
        first = asked[0].segment
        paused = bool(MARKS & set(first.joined))
        turns = first.opening in _TURNING or first.softened
        turns |= plain and paused and not self._still_speaks(before)
        if not before or not (first.concludes or turns or before[-1].segment.concludes):
            return False
        told = [each for each in before if each.kind is not Kind.NAMES]
        if not all(self._leaves_alone(piece.words, asked) for piece in told):
            return False
        turned = self.phrases.contains("limits", first.joined)  # "I told him so, but please ..."
        if any(self._imagines(piece.words) for piece in before):
            return False
        if not turned and self._waits(before):
            return False
        paused |= first.concludes
        stories, now = [piece.words for piece in before], first.at_this_time
        drawn = first.concludes and first.opening in _TURNING
        now |= drawn and self.stories.is_of_others_later(stories[-1])
        if not self.stories.lead_up(stories, paused=paused, concluded=first.concludes, now=now):
            return False
        own = before[-1].segment.concludes and self._is_of_speaker(before[-1].words)
        anew = turned or (first.at_this_time and first.opening in _TURNING)  # "now would you ..."
        told = told or list(before)
        while len(told) > 1 and self._adds(told[-1]):
            told = told[:-1]
        asks = first.opening in _TURNING
        return (
            first.concludes
            or own
            or anew
            or all(self._is_plain(each, asks=asks) for each in _last_of(told))
        )

    def drawn_from(self, before: Sequence[Piece], asked: Segment) -> list[Words]:
        """Return the statement that a command is drawn from: "the radio is on, so turn it off".

        Whatever was told before it; none where it is not drawn from one about one device.
        """
        last = before[-1] if before else None
        if last is None or last.kind is not Kind.TELLS or not asked.concludes:
            return []
        joined = self.phrases.contains("also", last.segment.joined)  # "this is on and that is on"
        about = [each for each in before if self.topics.is_about_device(each.words)]
        return [last.words] if about[-1:] == [last] and not (joined and len(about) > 1) else []

    def _leaves_alone(self, words: Words, asked: Sequence[Piece]) -> bool:
        """Return whether words are about nothing that a group in the commands could leave out."""
        single = all(self.topics.is_single(piece.words) for piece in asked)
        return single or not self.topics.mentions(words)

    def _imagines(self, words: Words) -> bool:
        """Return whether words are a story that is not true: "imagine this"."""
        return bool(self.phrases.length("imagining", words))

    def _is_of_speaker(self, words: Words) -> bool:
        return self.phrases.has("speaker", words[0])

    def _is_plain(self, piece: Piece, *, asks: bool) -> bool:
        """Return whether words are a statement of the speaker's own, with nothing to it.

        `asks` is whether we are asked for something behind it: no habit goes on so.
        """
        told = self.stories.is_harmless(piece.told, may_deny=True, addressed=True, concluded=asks)
        return piece.kind is Kind.TELLS and told

    def _still_speaks(self, before: Sequence[Piece]) -> bool:
        """Return whether a command may be a part of what somebody says or thinks.

        It is none behind a statement of its own: "she says so, she might be right, close it".
        """
        for piece in reversed(before):
            if self._speaks(piece.words):
                return True
            joined = piece.segment.joined
            apart = bool(MARKS & set(joined)) or self.phrases.contains("limits", joined)
            apart &= not self.phrases.contains("also", joined)
            if piece.kind is Kind.TELLS and apart:
                return False
        return False

    def _speaks(self, words: Words) -> bool:
        """Return whether anybody says or thinks something, in words that could go on.

        "He said he'd be quick" has no word of his own that a command could belong to.
        """
        phrases = self.phrases
        if self.stories.looks_back(words):
            return False
        lengths = ((n, phrases.length("speaking", words, n)) for n in range(len(words)))
        return any(
            length and not phrases.length("indirectly", words, place + length)
            for place, length in lengths
        )

    def _adds(self, piece: Piece) -> bool:
        """Return whether words without a verb only say more of what was told: "for a penny"."""
        words, phrases = piece.words, self.phrases
        asks = phrases.has("asking", words[0]) or any(phrases.has("finite", w) for w in words)
        harmless = self.stories.is_harmless(words, may_deny=True, addressed=True)
        return piece.kind is Kind.ODD and harmless and not asks

    def _waits(self, before: Sequence[Piece]) -> bool:
        """Return whether a condition or a word of speech still waits for what belongs to it.

        A statement ends a condition ("if it rains, it rains"), if it is no part of it ("and
        nobody is in"); "but" ends all that was said by others.
        """
        waits = quotes = False
        for piece in before:
            parts = piece.segment.joined
            if self.phrases.contains("limits", parts) or piece.segment.concludes:
                waits = quotes = False
            if self._ties(piece.words):
                waits = True
            elif piece.kind is Kind.TELLS and MARKS & set(parts):
                waits &= self.phrases.contains("also", parts)
            quotes |= self._quotes(piece.words)
        return waits or quotes

    def _ties(self, words: Words) -> bool:
        return any(self.phrases.length(group, words) for group in ("tying", "restricting"))

    def _quotes(self, words: Words) -> bool:
        """Return whether words end where speech begins: "she said", "he told me that"."""
        if self.stories.looks_back(words):
            return False
        end = len(words)
        while end and self.phrases.has("spoken_to", words[end - 1]):
            end -= 1
        return end > 0 and any(
            self.phrases.length("speaking", words, start) == end - start for start in range(end)
        )


def _last_of(before: Sequence[Piece]) -> Sequence[Piece]:
    """Return the last pieces that were said without a pause: "every day" and "it's the same"."""
    begin = len(before) - 1
    while begin and not before[begin].segment.joined:
        begin -= 1
    return before[begin:]
