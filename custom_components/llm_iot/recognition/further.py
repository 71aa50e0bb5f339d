"""How much more or less, said in front of the thing: "another two degrees on the heating"."""

from collections.abc import Mapping
from typing import Any

from .lexicon import Lexicon, Tag, Words
from .numerals import number_at


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


def _with_half(tokens: Words, data: Mapping[str, Any]) -> Words:
    """Return "0.5 bar" for "half a bar"."""
    half: Words = tuple(data["half"])
    for place in range(len(tokens) - len(half)):
        end = place + len(half)
        if tokens[place:end] == half and tokens[end] in data["units"]:
            return (*tokens[:place], data["halved"], *tokens[end:])
    return tokens
