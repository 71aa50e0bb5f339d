"""Ranges: "between 20 and 22 degrees", for what takes both ends, or the middle of them."""

from collections.abc import Sequence

from ..spans import written
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at


def joined(tokens: Sequence[str], lexicon: Lexicon, *, bare_is_value: bool) -> Words:
    """Return the tokens with every range of values as one token: "20-22".

    Without a unit numbers may be hours; with `bare_is_value` they cannot be.
    """
    data = lexicon.file("targets")["range"]
    words = tuple(tokens)
    for place, word in enumerate(words):
        low = number_at(words, place + 1, lexicon.language) if word in data["from"] else None
        linked = low and words[low[1] : low[1] + 1] and words[low[1]] in data["joined_by"]
        high = number_at(words, low[1] + 1, lexicon.language) if low and linked else None
        if low is None or high is None or low[0] >= high[0]:
            continue
        end = high[1]
        if bare_is_value or lexicon.sense(words[end : end + 1], Tag.UNIT) is not None:
            begin = place - int(place > 0 and words[place - 1] in data["in_front"])
            rest = joined(words[end:], lexicon, bare_is_value=bare_is_value)
            return (*words[:begin], data["to"], written(low[0], high[0]), *rest)
    return words
