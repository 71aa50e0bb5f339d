"""Times that only tell of an occasion for which something is wanted now.

"The guests are here soon" is no word on when to switch, nor is "before my aunt arrives" where
the floor is to be clean by then. What is to be so "tonight" is wanted now if it is evening, or if
it is asked to be made ready.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
import json
from pathlib import Path
import re
from typing import Final

from ..evidence import Vote
from ..models import Utterance
from ..wording import is_english, tells_other_time
from ..words import tokens
from .contractions import written_out
from .wishes import begins

_FILE: Final = Path(__file__).with_name("data") / "occasions.json"
_EVENING: Final = 16
"""The hour from which "tonight" is about to be."""
_FEWEST: Final = 3
"""Words of the shortest wish that is heard without what it is for."""
_SOON: Final = timedelta(minutes=30)
"""Time to an event within which things are made ready for it."""


@lru_cache(maxsize=1)
def load_occasions() -> Mapping[str, re.Pattern[str]]:
    """Read the words of such times; blocking, call it off the event loop."""
    data: Mapping[str, Sequence[str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    one_of = {
        name: "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
        for name, texts in data.items()
    }
    always = "|".join(one_of[each] for each in ("parting", "lasting", "soon", "waiting"))
    coming = rf"(?:{one_of['before']}) [a-z' ]+? (?:{one_of['coming']})"
    wholly = {
        **one_of,
        "always": rf"{always}|{coming}",
    }
    return {name: re.compile(rf"\b(?:{text})\b") for name, text in wholly.items()}


def says_here(text: str) -> bool:
    """Return whether something is to be where it is said: "we're eating out here"."""
    return bool(load_occasions()["right here"].search(text.casefold()))


def is_for_an_occasion(utterance: Utterance, now: datetime) -> bool:
    """Return whether the only times that are told are those of what something is wanted for."""
    return is_english(utterance) and _rest(utterance, now) is not None


def with_and_without_occasion(utterance: Utterance, now: datetime) -> Iterator[Utterance]:
    """Yield a sentence, and without what it is wanted for where it says more: "by tonight"."""
    yield utterance
    rest = _rest(utterance, now) if is_english(utterance) else None
    if rest and len(tokens(rest)) >= _FEWEST:
        yield replace(utterance, text=rest)


def _rest(utterance: Utterance, now: datetime) -> str | None:
    """Return a sentence without such times, None where it tells none or another one."""
    known = load_occasions()
    text = " ".join(written_out(utterance.text.casefold().replace("\u2019", "'")).split())
    rest = known["always"].sub(" ", text)
    if now.hour >= _EVENING or known["readying"].search(rest):
        rest = known["evening"].sub(" ", rest)
    if known["finished"].search(rest):
        rest = known["done by"].sub(" ", rest)
    if known["bed"].search(rest):
        rest = known["into bed"].sub(" ", rest)
    return rest if rest != text and not tells_other_time(rest) else None


def is_made_ready(
    vote: Vote | None, utterance: Utterance, starts: Sequence[datetime | None], now: datetime
) -> bool:
    """Return whether the time in a sentence is when something begins that a vote makes ready.

    "The match starts in five minutes" wants the TV now; who wants it only then says so.
    """
    if vote is None or not vote.plan.steps or begins(utterance.text, "opening"):
        return False
    soon = all(each is not None and each - now <= _SOON for each in starts)
    return soon and bool(load_occasions()["prepared"].fullmatch(vote.goal or ""))
