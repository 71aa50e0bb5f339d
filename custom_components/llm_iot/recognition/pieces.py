"""The segments of a sentence, with what each of them does: asks, tells or names."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from .lexicon import Words
from .phrases import Opening
from .segment import Segment


class Kind(Enum):
    """What a segment is."""

    ASKS = auto()
    TELLS = auto()
    NAMES = auto()
    """Names a device and says nothing of it."""
    ODD = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment with what it is."""

    kind: Kind
    segment: Segment

    @property
    def words(self) -> Words:
        """Return all that was said, what it opens with included."""
        return (*self.segment.opened, *self.segment.words)

    @property
    def told(self) -> Words:
        """Return what was said without "I think that" in front."""
        segment = self.segment
        return segment.words if segment.opening is Opening.SAID and segment.words else self.words

    def longer(self, words: Words) -> Piece:
        """Return a piece with more words."""
        return replace(self, segment=replace(self.segment, words=(*self.segment.words, *words)))
