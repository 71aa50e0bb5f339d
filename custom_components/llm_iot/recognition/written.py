"""What is said for a name as it is written: "LR Lamp L" is a left lamp of a living room."""

from collections.abc import Mapping
import re
from typing import Final

from .lexicon import Words
from .tokenizer import words_of

_OWNER: Final = re.compile(r"\S.*?['\u2019]s(?=\s)")


def in_full(words: Words, short: Mapping[str, str]) -> Words:
    """Return a name with its abbreviations written out; the name itself where it has none."""
    return tuple(each for word in words for each in short.get(word, word).split())


def owner_of(name: str) -> Words:
    """Return whose a place is by its name: "Mom and Dad's" room; nothing if it tells nobody."""
    found = _OWNER.match(name)
    return words_of(found[0]) if found else ()
