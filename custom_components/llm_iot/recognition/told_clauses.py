"""What the clauses of a sentence ask for that are commands by themselves, beside talk.

"It is late, all lights off" and "nobody is down there so switch off the lights" tell plainly what
is to move, whatever else they say.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from ..models import Device
from .left_out import clauses_of
from .lexicon import Tag
from .mentions import Mention
from .tagging import Part
from .targets import Targets

NAMING: Final = frozenset({Tag.CARRIER, Tag.THING, Tag.DETERMINER, Tag.FILLER, Tag.IN, Tag.ALL})
"""What a sentence has that names devices and does not say what becomes of them."""
_GOVERNED: Final = frozenset({Tag.DETERMINER, Tag.ALL, Tag.BOTH, Tag.THING, Tag.FILLER})
"""Roles of the words between a verb and what it is about."""
_STATES: Final = frozenset({Tag.PARTICLE, Tag.NUMBER, Tag.UNIT, Tag.TO})
"""Roles of words that say how something is to be: "on 100 percent"."""


def told_of(
    parts: Sequence[Part], targets: Targets, devices_of: Callable[[Mention], Sequence[Device]]
) -> Iterator[frozenset[Device]]:
    """Yield what each such clause names, thing by thing."""
    for clause in _told(parts):
        for mention in targets.read(clause):
            if not (mention.is_place or mention.reference or mention.unknown):
                yield frozenset(devices_of(mention))


def governed_of(
    parts: Sequence[Part], targets: Targets, devices_of: Callable[[Mention], Sequence[Device]]
) -> Iterator[frozenset[Device]]:
    """Yield what stands right behind each verb: "the lights" of "so switch off the lights"."""
    for clause in clauses_of(parts):
        verb = next((n for n, part in enumerate(clause) if part.tag is Tag.VERB), len(clause))
        behind = clause[verb + 1 :]
        ends = next((n for n, p in enumerate(behind) if p.tag not in _GOVERNED), len(behind))
        if not any(part.thing and (part.thing.kind or part.thing.named) for part in behind[:ends]):
            continue
        mention = next(iter(targets.read(behind)), None)
        if mention and not (mention.is_place or mention.reference):
            yield frozenset(devices_of(mention))


def told_sense(parts: Sequence[Part]) -> str:
    """Return what such clauses alone ask for, nothing if they ask for different things."""
    senses = {_particle(clause) for clause in _told(parts)}
    return senses.pop() if len(senses) == 1 else ""


def told_numbers(parts: Sequence[Part]) -> Iterator[float]:
    """Yield the numbers that are said with a unit in such clauses."""
    for clause in _told(parts):
        for number, unit in pairwise(clause):
            if number.number is not None and unit.tag is Tag.UNIT:
                yield number.number


def _told(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Yield the clauses that are a thing and how it is to be: "all lights off"."""
    for clause in clauses_of(parts):
        said = [part for part in clause if part.tag is not Tag.FILLER]
        states = next((n for n, part in enumerate(said) if part.tag is Tag.PARTICLE), len(said))
        named = any(part.thing and (part.thing.kind or part.thing.named) for part in said[:states])
        names = all(part.tag in NAMING for part in said[:states])
        if named and names and said[states:] and all(p.tag in _STATES for p in said[states:]):
            yield said


def _particle(clause: Sequence[Part]) -> str:
    return next((part.sense for part in clause if part.tag is Tag.PARTICLE), "")
