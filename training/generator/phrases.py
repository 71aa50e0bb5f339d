"""Templates of phrases: `(on|off)` is a choice, `[please]` may be left out, `{d}` is filled."""

from collections.abc import Iterator
from functools import cache
from itertools import product
import re
from typing import Final

_TOKEN: Final = re.compile(r"[()\[\]|]|[^()\[\]|]+")
_CLOSING: Final = {"(": ")", "[": "]"}


@cache
def expanded(template: str) -> tuple[str, ...]:
    """Return every phrase of a template, in a fixed order. Raises ValueError if it is malformed."""
    tokens = _TOKEN.findall(template)
    place, found = _choices(tokens, 0)
    if place < len(tokens):
        raise ValueError(template)
    return tuple(dict.fromkeys(tidy(text) for text in found))


def tidy(text: str) -> str:
    """Return a phrase without doubled spaces, and none before a comma."""
    return " ".join(text.split()).replace(" ,", ",")


def _choices(tokens: list[str], place: int) -> tuple[int, list[str]]:
    """Read choices up to what closes them; return where that is, and all phrases."""
    found: list[str] = []
    sequence: list[list[str]] = []
    while place < len(tokens) and tokens[place] not in ")]":
        mark = tokens[place]
        if mark == "|":
            found += _joined(sequence)
            sequence = []
        elif closing := _CLOSING.get(mark):
            place, inner = _choices(tokens, place + 1)
            if place >= len(tokens) or tokens[place] != closing:
                raise ValueError("".join(tokens))
            sequence.append([*inner, ""] if mark == "[" else inner)
        else:
            sequence.append([mark])
        place += 1
    return place, [*found, *_joined(sequence)]


def _joined(sequence: list[list[str]]) -> Iterator[str]:
    return map("".join, product(*sequence))
