"""Nouns that tell nothing: "the party thing" behind a name, "the stuff in the kitchen"."""

from .index import HomeIndex
from .lexicon import Lexicon, Words
from .tokenizer import MARKS, words_of


def without_vague_nouns(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "the party off" for "the party thing off"; "that thing" stays what it is."""
    vague = frozenset(lexicon.file("targets")["vague_nouns"])
    return tuple(
        token
        for place, token in enumerate(tokens)
        if token not in vague or not _names(tokens[:place], token, index)
    )


def with_everything_there(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "everything in the kitchen" for "the stuff in the kitchen", "what is in ..."."""
    data = lexicon.file("targets")["everything_there"]
    for text in data["called"]:
        phrase = words_of(text)
        for place in range(1, len(tokens) - len(phrase)):
            end = place + len(phrase)
            begins = tokens[place - 1] in MARKS  # "turn off the TV, what is in the kitchen"
            if tokens[place:end] == phrase and tokens[end] in data["in"] and not begins:
                own = phrase[-1] in index.own_words
                return tokens if own else (*tokens[:place], data["everything"], *tokens[end:])
    return tokens


def _names(before: Words, token: str, index: HomeIndex) -> bool:
    """Return whether a name ends in front of a word that is no part of another one."""
    names = (before[-size:] for size in (3, 2, 1) if size <= len(before))
    known = [name for name in names if name in index.things]
    return bool(known) and not any((*name, token) in index.things for name in known)
