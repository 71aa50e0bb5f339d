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
    if any(_denies(piece, topics) for piece in told):
        return True
    if any(topics.refers(topics.parts(piece.words)) for piece in asked):
        groups = (piece for piece in told if not topics.is_single(piece.words))
        return any(_tells_how(piece, topics) for piece in groups)
    meant = frozenset[str]().union(*(topics.devices_of(piece.words) for piece in asked))
    return any(_is_another(piece, meant, topics) for piece in told)


def _denies(piece: Piece, topics: Topics) -> bool:
    """Return whether words break off where something is not to be done: "I'd rather you didn't"."""
    words = piece.words
    return any(
        topics.phrases.length("denying", words, place) == len(words) - place
        for place in range(len(words))
    )


def _is_another(piece: Piece, meant: frozenset[str], topics: Topics) -> bool:
    """Return whether words may ask for something that the commands do not do.

    A statement does if it tells of a need of something else; other words that tell how something
    is to be, where it is not all among what is done.
    """
    phrases, named = topics.phrases, topics.named_in(piece.words)
    needs = phrases.contains("wishing", piece.words) or _is_proposed(piece, topics)
    needs = needs and not phrases.contains("past", piece.words)
    lacking = any(map(meant.isdisjoint, named)) or _is_of_others(piece, meant, topics)
    if needs and piece.kind in {Kind.TELLS, Kind.ODD} and lacking:
        return True
    if any(phrases.has("finite", word) or phrases.has("contracted", word) for word in piece.words):
        return False
    return _tells_how(piece, topics) and not all(each <= meant for each in named)


def _is_of_others(piece: Piece, meant: frozenset[str], topics: Topics) -> bool:
    """Return whether words are about what no device has that is meant: "some music"."""
    owners = topics.phrases.lexicon.file("actions")["attributes"]
    domains = {entity_id.partition(".")[0] for entity_id in meant}
    return any(
        part.tag is Tag.ATTRIBUTE and domains.isdisjoint(owners.get(part.sense, domains))
        for part in topics.parts(piece.words)
    )


def _is_proposed(piece: Piece, topics: Topics) -> bool:
    """Return whether something is proposed: "we could take the speaker down a bit"."""
    proposed = topics.phrases.contains("proposing", piece.words)
    return proposed and any(part.tag in _WISHED for part in topics.parts(piece.words))


def _tells_how(piece: Piece, topics: Topics) -> bool:
    """Return whether words that are no statement tell how something is to be: "lights off"."""
    if piece.kind is Kind.NAMES or any(topics.phrases.has("finite", w) for w in piece.words):
        return False
    return any(part.tag in _WISHED for part in topics.parts(piece.words))
