"""Commands without a verb of their own among talk, as the plain grammar reads them.

"Fan on and the lamp off, we're eating outside": what stands beside a statement is a command if it
would be one alone. A statement that could belong to it, or that it could describe, leaves it be.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .lexicon import Tag, Words
from .phrases import Phrases
from .pieces import Kind, Piece
from .stories import Stories
from .tokenizer import MARKS
from .topics import Topics

_MOST_PIECES: Final = 8
"""Pieces of a sentence in which such a command is looked for."""
_GROUPING: Final = frozenset({Tag.ALL, Tag.BOTH, Tag.EVERYTHING, Tag.EXCEPT})
"""Roles of words that somebody wants all of something with."""
_SPARING: Final = frozenset({Tag.LEAVE, Tag.REMAIN, Tag.EXCEPT, Tag.ONLY})
"""Roles of words with which a statement takes something out of what is asked for."""


@dataclass(frozen=True)
class WholeCommands:
    """Finds them among the pieces of one sentence."""

    phrases: Phrases
    topics: Topics
    stories: Stories
    reads: Callable[[Words], bool]
    """Whether words are a clear command by themselves."""

    def marked(self, pieces: Sequence[Piece]) -> list[Piece] | None:
        """Return the pieces with such a command as what is asked for, None without one."""
        if len(pieces) > _MOST_PIECES:
            return None
        for begin, end in _spans(len(pieces)):
            before, run, after = pieces[:begin], pieces[begin:end], pieces[end:]
            if not (self._is_bare(run) and self._leads(before, run) and self._trails(run, after)):
                continue
            words = _joined(run)
            if self.reads(words):
                softened = any(piece.segment.softened for piece in run)
                segment = replace(run[0].segment, words=words, softened=softened, whole=True)
                return [*before, Piece(Kind.ASKS, segment), *after]
        return None

    def _is_bare(self, run: Sequence[Piece]) -> bool:
        """Return whether words tell nothing, and are no plain command from their first word on."""
        others = [piece for piece in run if piece.kind is not Kind.ASKS]
        opened = any(piece.segment.opening for piece in run)
        return bool(others) and not opened and not any(self._says(each.words) for each in others)

    def _says(self, words: Words) -> bool:
        """Return whether words have a verb of a statement, or one who does something.

        A word of a name is none: the "left lamp".
        """
        groups = ("finite", "contracted", "subjects")
        parts = self.topics.parts(words)
        told = [part.words for part in parts if not (part.thing and part.thing.named)]
        return any(
            self.phrases.has(group, word) for group in groups for each in told for word in each
        )

    def _leads(self, before: Sequence[Piece], run: Sequence[Piece]) -> bool:
        """Return whether what is told in front is a reason for now: "the kids are asleep, ...".

        One thing in a state may be what else is described ("he's on the sofa, TV off"), and so
        may all behind what is "still" or "again" so.
        """
        if not before:
            return True
        wanted = len(run) > 1 or run[0].segment.softened or run[0].segment.concludes
        if not wanted and not _GROUPING & {part.tag for part in self.topics.parts(run[0].words)}:
            return False
        parted = bool(MARKS & set(run[0].segment.joined)) or run[0].segment.concludes
        return parted and all(
            piece.kind is Kind.TELLS
            and self._is_aside(piece.words)
            and not self.phrases.contains("lasting_on", piece.words)
            for piece in before
        )

    def _trails(self, run: Sequence[Piece], after: Sequence[Piece]) -> bool:
        """Return whether what is told behind is a reason for it, and no part of it.

        Without a mark it has to be about the speaker, or about "it", else it could be told along
        with it: "telly on he's asleep".
        """
        if not after:
            return True
        first = after[0]
        own = any(self.phrases.has(group, first.words[0]) for group in ("speaker", "it_subjects"))
        parted = bool(MARKS & set(first.segment.joined)) or own or len(run) > 1
        return parted and all(
            piece.kind is Kind.TELLS and self._is_aside(piece.words) for piece in after
        )

    def _is_aside(self, words: Words) -> bool:
        """Return whether words are about what is so now, and about nothing of the home."""
        parts = self.topics.parts(words)
        spares = any(part.tag in _SPARING for part in parts[:-1])  # "I'm leaving" spares nothing
        return not (spares or self.stories.is_past(words) or self.topics.mentions(words))


def _spans(count: int) -> Iterator[tuple[int, int]]:
    """Yield where runs of pieces begin and end that are not all of them, the longest first."""
    for size in range(count - 1, 0, -1):
        for begin in range(count - size + 1):
            yield begin, begin + size


def _joined(run: Sequence[Piece]) -> Words:
    """Return the words of a run with what joins them."""
    words = run[0].words
    for piece in run[1:]:
        words = (*words, *piece.segment.joined, *piece.words)
    return words
