"""What must not be passed over as talk beside a command: another wish that was not understood.

"The blind down, and the heater has had its day" names a device that something is wanted of. Done
in part, it would be said to be done.
"""

from collections.abc import Sequence
from typing import Final

from .lexicon import Tag
from .pieces import Kind, Piece
from .topics import Topics

_WISHED: Final = frozenset(
    {Tag.PARTICLE, Tag.NUMBER, Tag.LEVEL, Tag.RELATIVE, Tag.COLOUR, Tag.WHITE, Tag.AMOUNT}
)
"""Roles of words that tell how something is to be."""


def passes_over(told: Sequence[Piece], asked: Sequence[Piece], topics: Topics) -> bool:
    """Return whether something seems to be wanted of a device that no command is about.

    Not where the command is about what was told: "the lamp is much too bright, turn it off".
    """
    parts = [topics.parts(piece.words) for piece in asked]
    if any(topics.refers(each) for each in parts):
        return False
    meant = frozenset[str]().union(*(topics.devices_of(piece.words) for piece in asked))
    others = (piece for piece in told if _wishes(piece, topics))
    return any(each.isdisjoint(meant) for other in others for each in topics.named_in(other.words))


def _wishes(piece: Piece, topics: Topics) -> bool:
    """Return whether words may ask for something: a statement of a need, or no statement at all."""
    if piece.kind is Kind.TELLS:
        wishes = topics.phrases.contains("wishing", piece.words)
        return wishes and not topics.phrases.contains("past", piece.words)
    return piece.kind is Kind.ODD and any(part.tag in _WISHED for part in topics.parts(piece.words))
