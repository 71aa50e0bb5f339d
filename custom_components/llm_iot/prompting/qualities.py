"""What a home can be, in the words of complaints and wishes: loud, warm, dark."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
import json
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("data") / "qualities.json"


@dataclass(frozen=True, slots=True)
class Quality:
    """What a home can be: loud, warm, dark."""

    words: frozenset[str]
    kinds: frozenset[str]
    """The kinds of device that make it more or less so."""


@dataclass(frozen=True, slots=True)
class Qualities:
    """What homes can be, and what makes itself heard in them."""

    told: Mapping[str, Quality]
    making: Mapping[str, frozenset[str]]
    """By kind the words for what such a device does: "the mowing outside"."""


@lru_cache(maxsize=1)
def load_qualities() -> Qualities:
    """Read what a home can be; blocking, call it off the event loop."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    making = data.pop("making")
    return Qualities(
        {
            name: Quality(frozenset(each["words"]), frozenset(each["kinds"]))
            for name, each in data.items()
        },
        {kind: frozenset(words) for kind, words in making.items()},
    )
