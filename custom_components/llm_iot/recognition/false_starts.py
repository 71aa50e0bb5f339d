"""A command that was begun and given up at once: "switch on, sorry, dim the light to 40"."""

from collections.abc import Callable
import re
from typing import Final

from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS, tokenize

_CHUNK: Final = re.compile(r"\S+")
_LONGEST: Final = 7
"""Most words of what was given up, with what takes it back."""
_BEGINNING: Final = (Tag.VERB, Tag.CARRIER)


def without_false_start(text: str, lexicon: Lexicon, commands: Callable[[Words], bool]) -> str:
    """Return a sentence without a verb that nothing was said of before another takes its place.

    `commands` tells whether words begin like a command. A verb that means something by itself has
    to be taken back ("no", "sorry"), behind "turn on" it is enough to think: "well".
    """
    chunks = [each.start() for each in _CHUNK.finditer(text)][1:_LONGEST]
    for begin in chunks:
        front = tokenize(text[:begin])
        if _is_given_up(front, lexicon) and commands(tokenize(text[begin:])):
            return text[begin:]
    return text


def _is_given_up(words: Words, lexicon: Lexicon) -> bool:
    """Return whether words are a verb, its particle at most, and what takes it back."""
    words = _behind_politeness(words, lexicon)
    length = lexicon.length(words, _BEGINNING)
    carries = lexicon.length(words, {Tag.CARRIER}) > 0
    rest = words[length:]
    if not length:
        return False
    rest = rest[lexicon.length(rest, {Tag.PARTICLE}) :]
    rest = rest[lexicon.length(rest, {Tag.DETERMINER}) :]
    said = tuple(word for word in rest if word not in MARKS)
    taken_back = paused = False
    while said:
        back = lexicon.length(said, {Tag.CORRECTION})
        filled = lexicon.length(said, {Tag.FILLER})
        if not (back or filled):
            return False
        taken_back |= bool(back)
        paused |= bool(filled)
        said = said[back or filled :]
    return taken_back or (carries and paused and bool(MARKS & set(rest)))


def _behind_politeness(words: Words, lexicon: Lexicon) -> Words:
    while words and (words[0] in MARKS or lexicon.length(words, {Tag.FILLER})):
        words = words[max(lexicon.length(words, {Tag.FILLER}), 1) :]
    return words
