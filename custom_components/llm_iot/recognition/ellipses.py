"""Commands without a verb among talk: "I'm off to bed, so bedroom light off"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .indirect import Indirect
from .lexicon import Words
from .phrases import Phrases
from .pieces import Kind, Piece
from .segment import Segment
from .stories import Stories
from .tokenizer import MARKS
from .topics import Topics

_REMARKED: Final = 2
"""Fewest pieces of a sentence that ends with a remark on what is asked for."""


@dataclass(frozen=True)
class Ellipses:
    """Finds them among the pieces of one sentence."""

    phrases: Phrases
    indirect: Indirect
    topics: Topics
    stories: Stories

    def _with_ellipsis(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces with a last "kitchen light off" as a command, or several such.

        It describes nothing if it concludes what was said, says where something is to go, or is
        said of now by the speaker.
        """
        if any(piece.kind is Kind.ASKS for piece in pieces):
            return self._led_by_ellipsis(pieces)
        if not pieces:
            return pieces
        if self._begins_with_ellipsis(pieces):
            return [Piece(Kind.ASKS, replace(pieces[0].segment, softened=True)), *pieces[1:]]
        end = len(pieces)
        while end and self._trails(pieces[end - 1]):
            end -= 1
        if not end or not self._is_ellipsis(pieces[end - 1].segment):
            end = self._before_comment(pieces, end)
        begin = end
        while begin and (begin == end or MARKS & set(pieces[begin].segment.joined)):
            if not self._is_ellipsis(pieces[begin - 1].segment):
                break
            begin -= 1
        before, last, after = pieces[:begin], pieces[begin:end], pieces[end:]
        if not (before and last):
            return pieces
        now = any(self.stories.is_of_speaker_now(piece.words) for piece in before)
        past = any(self.stories.is_past(piece.words) for piece in before[-1:])
        drawn = before[-1].segment.concludes and self.stories.is_of_speaker_now(before[-1].words)
        directs = bool(MARKS & set(last[0].segment.joined))
        directs &= all(self.indirect.directs(piece.words) for piece in last)
        directs &= all(piece.kind is Kind.TELLS for piece in before)
        if not (last[0].segment.concludes or drawn or directs or (now and not past)):
            return pieces
        asked = [Piece(Kind.ASKS, replace(piece.segment, softened=True)) for piece in last]
        return [*before, *asked, *after]

    def _led_by_ellipsis(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces with what leads a command as one: "so TV off and close the blinds"."""
        first = next(n for n, piece in enumerate(pieces) if piece.kind is Kind.ASKS)
        begin = first
        while begin and self._is_ellipsis(pieces[begin - 1].segment):
            begin -= 1
        if not pieces[begin].segment.concludes:
            return pieces
        asked = [
            Piece(Kind.ASKS, replace(piece.segment, softened=True)) for piece in pieces[begin:first]
        ]
        return [*pieces[:begin], *asked, *pieces[first:]]

    def _trails(self, piece: Piece) -> bool:
        """Return whether words tell what something is done for: "before he gets here"."""
        joined = piece.segment.joined
        groups = ("preventing", "consequences")
        told = piece.kind is Kind.TELLS
        return told and any(self.phrases.contains(group, joined) for group in groups)

    def _before_comment(self, pieces: Sequence[Piece], end: int) -> int:
        """Return where a last remark begins behind a conclusion: "so, lamp off, I'm tired"."""
        if end < _REMARKED or not self._trail(pieces[end - 1 : end]):
            return end
        for piece in reversed(pieces[: end - 1]):
            if not self._is_ellipsis(piece.segment):
                return end
            if piece.segment.concludes:
                return end - 1
        return end

    def _is_ellipsis(self, segment: Segment) -> bool:
        """Return whether a segment is a device with how it is to be: "the lamp off"."""
        softened = replace(segment, softened=True)
        elliptic = segment.opening is None and self.indirect.is_elliptic(segment.words)
        return elliptic and self._command(softened) is not None

    def _begins_with_ellipsis(self, pieces: Sequence[Piece]) -> bool:
        """Return whether "hall light off" is a command that its reason follows: "I'm going".

        Behind a mark, or where it is what whoever speaks is doing: else it would be told with
        what follows.
        """
        first, *after = pieces
        told = after and not self.stories.is_of_speaker_now(after[0].words)
        if first.segment.opening or (told and not MARKS & set(after[0].segment.joined)):
            return False
        if any(piece.kind is not Kind.TELLS or self._is_of_another(piece) for piece in after):
            return False
        words = first.words
        return self.indirect.is_short(words[: len(words) - self.stories.closing_time(words)])

    def _is_of_another(self, piece: Piece) -> bool:
        """Return whether a story is about what was, or what other things of the home do."""
        if self.stories.is_of_speaker_now(piece.words):
            return False
        return self.stories.is_past(piece.words) or self.topics.mentions(piece.words)

    def _trail(self, after: Sequence[Piece], *, timed: bool = False) -> bool:
        """Return whether all that is said behind a command leaves it as it is.

        `timed` is whether the command has a time of its own.
        """
        return all(
            piece.kind is Kind.TELLS
            and self.stories.is_harmless(piece.words, may_deny=False)
            and self.stories.trail(piece.words, piece.segment.joined, timed=timed)
            for piece in after
        )

    def _command(self, segment: Segment) -> Words | None:
        """Return the plain command that a segment asks for; a time may stand in front of it.

        Of "lamp off in ten minutes", which has no verb, it may stand behind it, too.
        """
        words, end = segment.words, len(segment.words)
        begin = self.stories.leading_time(words) if segment.opening is None else 0
        if segment.softened and segment.opening is None and not self.phrases.does(words):
            end -= self.stories.closing_time(words)
        command = self.indirect.command(replace(segment, words=words[begin:end]))
        return (*words[:begin], *command, *words[end:]) if command else None
