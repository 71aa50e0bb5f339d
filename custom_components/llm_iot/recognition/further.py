"""How much more or less: "another two degrees on the heating", "the AC two degrees lower"."""

from collections.abc import Mapping
from typing import Any

from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .tokenizer import MARKS


def with_further(tokens: Words, begin: int, lexicon: Lexicon) -> Words:
    """Return "the heating up two degrees" for "another two degrees on the heating".

    So is "the lamp down ten percent" for "ten percent off the lamp". `begin` is where the
    sentence begins behind the politeness.
    """
    data: Mapping[str, Any] = lexicon.file("targets")["further"]
    tokens = _with_half(tokens, data)
    lengths = (n for n in (2, 1) if " ".join(tokens[begin : begin + n]) in data["more"])
    start = begin + next(lengths, 0)
    number = number_at(tokens, start, lexicon.language)
    end = number[1] if number else start
    unit = tokens[end : end + 1]
    measured = lexicon.sense(unit, Tag.UNIT) is not None or " ".join(unit) in data["units"]
    behind = end + 1 if measured else end
    way = data["ways"].get(" ".join(tokens[behind : behind + 1]))
    thing = tokens[behind + 1 :]
    adds = start > begin and (number or measured) and way == data["up"]
    more = data["compared"].get(" ".join(tokens[behind : behind + 1]))
    takes = start == begin and number and measured and (more or way == data["down"])
    if not (thing and (adds or takes)) or thing[0] in data["ways"]:
        return tokens
    way = way or more
    counted = tokens[start:behind] if number else (data["one"], *unit)
    return (*tokens[:begin], *thing, way, *counted)


def with_less(tokens: Words, lexicon: Lexicon) -> Words:
    """Return "the AC two degrees less" for "the AC two degrees lower", or "to two degrees lower".

    By itself such a word begins a command of its own: "..., lower the blinds".
    """
    data: Mapping[str, Any] = lexicon.file("targets")["further"]
    for place in range(2, len(tokens)):
        less = data["compared_verbs"].get(tokens[place])
        if less is None:
            continue
        ends = place + 1 == len(tokens) or tokens[place + 1] in MARKS
        ends = ends or any(
            entry.tag in {Tag.AND, Tag.THEN, Tag.FILLER, Tag.IN}
            for entry in lexicon.entries(tokens[place + 1 : place + 2])
        )
        measured = lexicon.sense(tokens[place - 1 : place], Tag.UNIT) is not None
        counted = (n for n in range(max(place - 5, 0), place - 1))
        begin = next((n for n in counted if _ends_at(tokens, n, place - 1, lexicon)), None)
        if not ends or not measured or begin is None:
            continue
        target = begin - (tokens[begin - 1 : begin] == (data["to"],))
        return (*tokens[:target], *tokens[begin:place], less, *tokens[place + 1 :])
    return tokens


def _ends_at(tokens: Words, start: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a number stands exactly there: "two", "a" of "a degree"."""
    number = number_at(tokens, start, lexicon.language)
    one = end == start + 1 and lexicon.sense(tokens[start:end], Tag.DETERMINER) is not None
    return one or (number is not None and number[1] == end)


def _with_half(tokens: Words, data: Mapping[str, Any]) -> Words:
    """Return "0.5 bar" for "half a bar"."""
    half: Words = tuple(data["half"])
    for place in range(len(tokens) - len(half)):
        end = place + len(half)
        if tokens[place:end] == half and tokens[end] in data["units"]:
            return (*tokens[:place], data["halved"], *tokens[end:])
    return tokens
