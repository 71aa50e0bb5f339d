"""Times that only tell of an occasion for which something is wanted now.

"The guests are here soon" is no word on when to switch, nor is "before my aunt arrives" where
the floor is to be clean by then. What is to be so "tonight" is wanted now if it is evening, or if
it is asked to be made ready.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
import json
from pathlib import Path
import re
from typing import Final

from ..models import Utterance
from ..wording import is_english, tells_other_time
from ..words import tokens
from .contractions import written_out

_FILE: Final = Path(__file__).with_name("data") / "occasions.json"
_EVENING: Final = 16
"""The hour from which "tonight" is about to be."""


@lru_cache(maxsize=1)
def load_occasions() -> Mapping[str, re.Pattern[str]]:
    """Read the words of such times; blocking, call it off the event loop."""
    data: Mapping[str, Sequence[str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    one_of = {
        name: "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
        for name, texts in data.items()
    }
    coming = rf"(?:{one_of['before']}) [a-z' ]+? (?:{one_of['coming']})"
    wholly = {
        **one_of,
        "always": rf"{one_of['parting']}|{one_of['lasting']}|{one_of['soon']}|{coming}",
    }
    return {name: re.compile(rf"\b(?:{text})\b") for name, text in wholly.items()}


def is_for_an_occasion(utterance: Utterance, now: datetime) -> bool:
    """Return whether the only times that are told are those of what something is wanted for."""
    if not is_english(utterance):
        return False
    known = load_occasions()
    text = " ".join(tokens(written_out(utterance.text.casefold())))
    rest = known["always"].sub(" ", text)
    if now.hour >= _EVENING or known["readying"].search(rest):
        rest = known["evening"].sub(" ", rest)
    if known["bed"].search(rest):
        rest = known["into bed"].sub(" ", rest)
    return rest != text and not tells_other_time(rest)
