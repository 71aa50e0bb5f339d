"""Things that people speak of as of a person: "start Rosie", "turn her off again"."""

from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS

_DOING = (Tag.VERB, Tag.CARRIER)
_BEHIND = (Tag.PARTICLE, Tag.AGAIN, Tag.FILLER, Tag.AND, Tag.THEN)


def with_it(words: Words, lexicon: Lexicon) -> Words:
    """Return "turn it off" for "turn her off"; "her lamp" stays hers."""
    data = lexicon.file("targets")["called_she"]
    return tuple(
        data["it"] if word in data["she"] and _is_object(words, place, lexicon) else word
        for place, word in enumerate(words)
    )


def _is_object(words: Words, place: int, lexicon: Lexicon) -> bool:
    """Return whether something is done with what a word stands for."""
    before, behind = words[place - 1 : place], words[place + 1 :]
    lets = before and before[0] in lexicon.file("targets")["letting_do"]  # "let him play"
    done = not lets and any(lexicon.sense(before, tag) is not None for tag in _DOING)
    ways = (*_BEHIND, Tag.VERB)  # "send her home"
    ends = (
        not behind
        or behind[0] in MARKS
        or any(lexicon.length(words, {tag}, place + 1) for tag in ways)
    )
    goes = behind[:1] and behind[0] in lexicon.file("targets")["called_she"]["ways"]
    return done and bool(ends or goes)
