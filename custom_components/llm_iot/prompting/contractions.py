"""Contractions written out, so that "we're eating" and "we are eating" have the same words.

Whether "'s" is a verb or tells whose something is does not matter here: what is compared with
each other is treated alike.
"""

from collections.abc import Mapping
from functools import lru_cache
import json
from pathlib import Path
import re
from typing import Final

_DATA: Final = Path(__file__).with_name("data") / "contractions.json"
_BY_THE_WAY: Final = _DATA.with_name("by_the_way.json")


@lru_cache(maxsize=1)
def load_contractions() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Read whole contracted words and endings; blocking, call it off the event loop."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    endings = {ending: f" {full}" for ending, full in data["endings"].items()}
    whole = rf"\b(?:{'|'.join(data['whole'])})\b"
    pattern = re.compile(rf"{whole}|(?<=\w)(?:{'|'.join(endings)})\b")
    return pattern, {**data["whole"], **endings}


@lru_cache(maxsize=1)
def load_by_the_way() -> Mapping[str, frozenset[str]]:
    """Read words by which things are named that are not meant; blocking.

    `beside` lead to where something is, `before_verbs` to what somebody does, and `greetings`
    are what scenes are called by, too.
    """
    data = json.loads(_BY_THE_WAY.read_text(encoding="utf-8"))
    return {name: frozenset(texts) for name, texts in data.items()}


def written_out(text: str) -> str:
    """Return a text in small letters without contractions."""
    pattern, full = load_contractions()
    return pattern.sub(lambda found: full[found[0]], text)
