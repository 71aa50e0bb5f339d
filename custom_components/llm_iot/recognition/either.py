"""Questions that put two things to choose from: "is it warmer upstairs or downstairs"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..queries import Comparison, QueryForm
from .asked import FILE, ON, Asked, Scope, read_asked
from .lexicon import Lexicon, Tag, Words
from .tagging import Part
from .targets import Reach, Targets
from .tokenizer import COMMA, MARKS, is_number

_OF_PERSONS: Final = frozenset({"anyone", "everyone", "nobody"})
_SAYING_HOW: Final = frozenset({Tag.PARTICLE, Tag.ATTRIBUTE, Tag.FILLER, Tag.THEN, Tag.AND})
_OF_EXTREMES: Final = {QueryForm.MOST: Comparison.ABOVE, QueryForm.LEAST: Comparison.BELOW}


def numbers_to_choose(tokens: Words, lexicon: Lexicon) -> Words:
    """Return a question with its numbered things as if all of them were asked about.

    "Is room 1 or 2 free" is "is room 1 and 2 free", "which room is free, 1 or 2" is "which of
    room 1 and 2 is free".
    """
    words: Mapping[str, Sequence[str]] = lexicon.file(FILE)
    for place in range(1, len(tokens) - 1):
        numbers = is_number(tokens[place - 1]) and is_number(tokens[place + 1])
        if not numbers or tokens[place] not in words["choosing"]:
            continue
        chosen = (tokens[place - 1], words["both_of"][0], tokens[place + 1])
        verb = next((n for n in range(place) if tokens[n] in words["inverted"]), 0)
        behind = all(token in MARKS for token in tokens[place + 2 :])
        comes_last = behind and tokens[0] in words["asking_which"] and verb > 1
        if not comes_last:
            return (*tokens[: place - 1], *chosen, *tokens[place + 2 :])
        front = tokens[verb : place - 1]
        rest = front[:-1] if front[-1:] == (COMMA,) else front
        return (tokens[0], words["of_them"][0], *tokens[1:verb], *chosen, *rest)
    return tokens


def read_choice(parts: Sequence[Part], targets: Targets) -> Asked | None:
    """Return which of two places or things a question compares, None if it compares none."""
    joints = [place for place, part in enumerate(parts) if part.tag is Tag.OR]
    if len(joints) != 1:
        return None
    front, behind = parts[: joints[0]], parts[joints[0] + 1 :]
    one, other = read_asked(front, targets), read_asked(behind, targets)
    if one is None or other is None or one.unknown or other.unknown or one.times or other.times:
        return None
    sides = [_side(asked, said) for asked, said in ((one, front), (other, behind))]
    comparison = _comparison(one) or _comparison(other)
    both = _comparison(one) and _comparison(other)
    known = all(sides) and not (one.against or other.against)
    if comparison is None or both or not known or one.forms & {"count"}:
        return None
    return replace(
        one,
        forms=one.forms | other.forms,
        scope=sides[0] or Scope(),
        against=sides[1],
        measure=one.measure or other.measure,
        condition=None,
        comparison=comparison,
        extreme=None,
        either=True,
        called=(_adverb(front), _adverb(behind)),
        tells=False,
    )


def without_alternative(parts: Sequence[Part], targets: Targets) -> Sequence[Part]:
    """Return "is the room free" for "is the room free or is somebody in there".

    What is so of a thing answers what else may be so of it. Another thing is asked about for
    itself, and so is what is read as one question: "on or off".
    """
    joints = [place for place, part in enumerate(parts) if part.tag is Tag.OR]
    if len(joints) != 1:
        return parts
    front, behind = parts[: joints[0]], parts[joints[0] + 1 :]
    first = read_asked(front, targets)
    if first is None or _has_unknown(first) or not _is_complete(first):
        return parts
    if any(map(_tells_more, behind)) or _is_one(read_asked(parts, targets)):
        return parts
    if all(part.tag in _SAYING_HOW for part in behind):
        one = all(mention.reach is Reach.ONE for mention in first.scope.mentions)
        return front if one and first.forms == {"is"} else parts
    other = read_asked(behind, targets)
    return front if other is not None and _is_of_the_same(other) else parts


def _is_complete(asked: Asked) -> bool:
    return asked.says_what or bool(asked.forms & _OF_PERSONS)


def _is_one(asked: Asked | None) -> bool:
    """Return whether words are understood as one question: "is the door open or closed"."""
    if asked is None or _has_unknown(asked):
        return False
    return asked.says_what or bool(asked.scope.mentions)


def _tells_more(part: Part) -> bool:
    """Return whether a part names something of the home, or a number."""
    return part.thing is not None or part.number is not None


def _is_of_the_same(asked: Asked) -> bool:
    """Return whether something else is asked of the same: "or is it done"."""
    of_same = asked.pronoun or bool(asked.forms & _OF_PERSONS)
    return of_same and bool(asked.forms) and not asked.times and not _has_unknown(asked)


def _has_unknown(asked: Asked) -> bool:
    return asked.unknown or any(mention.unknown for mention in asked.scope.mentions)


def _comparison(asked: Asked) -> Comparison | None:
    """Return how a part of a question compares, None where it does not, or with a number."""
    if asked.threshold is not None or asked.condition not in {None, ON}:
        return None  # "on" may stand before a place
    return asked.comparison or (_OF_EXTREMES.get(asked.extreme) if asked.extreme else None)


def _adverb(parts: Sequence[Part]) -> str | None:
    """Return the adverb that tells a place, None where other words do: "upstairs"."""
    things = [part for part in parts if part.thing and part.thing.place]
    return things[0].text if len(things) == 1 and _is_adverb(things[0]) else None


def _is_adverb(part: Part) -> bool:
    return part.thing is not None and part.thing.adverb


def _side(asked: Asked, parts: Sequence[Part]) -> Scope | None:
    """Return what stands on one side of a choice, None where nothing does."""
    scope = asked.scope
    if scope.mentions or scope.somewhere or scope.home:
        return scope
    inside = any(part.tag is Tag.IN for part in parts[-1:])
    return replace(scope, home=True) if inside else None
