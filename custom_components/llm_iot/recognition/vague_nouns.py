"""What stands behind a name and tells nothing more: "the party thing"."""

from .index import HomeIndex
from .lexicon import Lexicon, Words


def without_vague_nouns(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "the party off" for "the party thing off"; "that thing" stays what it is."""
    vague = frozenset(lexicon.file("targets")["vague_nouns"])
    return tuple(
        token
        for place, token in enumerate(tokens)
        if token not in vague or not _names(tokens[:place], token, index)
    )


def _names(before: Words, token: str, index: HomeIndex) -> bool:
    """Return whether a name ends in front of a word that is no part of another one."""
    names = (before[-size:] for size in (3, 2, 1) if size <= len(before))
    known = [name for name in names if name in index.things]
    return bool(known) and not any((*name, token) in index.things for name in known)
