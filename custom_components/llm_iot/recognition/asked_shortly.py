"""Questions without a beginning: "and the humidity?", "pool temperature", "kitchen window open".

Without a question mark only what cannot be a command is one: what names a number, or how
something is that nobody can switch, or nothing but a thing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..capabilities import DOMAINS
from ..models import Device, Utterance
from ..readings import can_be
from ..wording import begins_with_order
from .asked import FILE, Asked
from .tagging import Part
from .targets import Targets

_STARTED: Final = frozenset({"button", "input_button", "scene", "script"})
"""Domains of what is named to have it done."""
_LEAST: Final = 2
"""Words of a name that is said alone and is no goal: "coffee" is one."""


def opened(asked: Asked, parts: Sequence[Part], targets: Targets, *, marked: bool) -> Asked:
    """Return a question as one with a beginning, others as they are."""
    if asked.forms:
        return asked
    if not marked and any(mention.unknown for mention in asked.scope.mentions):
        return asked  # "And switch it off" is none.
    told = frozenset(targets.lexicon.file(FILE)["telling"])  # "it is cold in the hall"
    words = [word for part in parts for word in part.words]
    tells = not told.isdisjoint(words) or begins_with_order(Utterance(" ".join(words)))
    if not (asked.follows or marked or (not tells and _only_tells(asked, parts, targets))):
        return asked
    number = asked.is_numeric and asked.comparison is None
    what = number or bool(_named_alone(asked, targets)) or asked.condition is None
    return replace(asked, forms=frozenset({"what" if what else "is"}), tells=False)


def _only_tells(asked: Asked, parts: Sequence[Part], targets: Targets) -> bool:
    """Return whether words name what can only be told: a number, or the state of a sensor."""
    odd = asked.comparison or asked.threshold is not None or asked.extreme or asked.against
    if odd or asked.unknown or asked.times or asked.negated or asked.pronoun or asked.indefinite:
        return False
    if asked.measure is not None:
        return asked.condition is None and bool(asked.scope.mentions or asked.scope.somewhere)
    if asked.condition is None:
        named = _named_alone(asked, targets)
        words = sum(1 for part in parts for _ in part.words)  # "washer status"
        tells = not any(each.domain in DOMAINS for each in named)
        return bool(named) and (tells or words >= _LEAST)
    named = _named(asked, targets)
    return bool(named) and all(
        each.domain not in DOMAINS and can_be(each, asked.condition) for each in named
    )


def _named_alone(asked: Asked, targets: Targets) -> tuple[Device, ...]:
    """Return what has the name that is said, where nothing else is said."""
    if asked.condition or asked.is_numeric or len(asked.scope.mentions) != 1:
        return ()
    words = tuple(word for thing in asked.scope.mentions[0].things for word in thing.words)
    thing = targets.index.things.get(words)
    named = tuple(targets.index.pick(thing.named)) if thing else ()
    return () if any(each.domain in _STARTED for each in named) else named


def _named(asked: Asked, targets: Targets) -> tuple[Device, ...]:
    """Return what the only mention may mean, whatever kind it is."""
    mentions = asked.scope.mentions
    if len(mentions) != 1 or not mentions[0].things:
        return ()
    things = [replace(thing, kind=None) for thing in mentions[0].things]
    return tuple(targets.index.pick(targets.candidates(things)))
