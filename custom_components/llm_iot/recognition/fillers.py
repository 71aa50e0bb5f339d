"""Words that say nothing in most sentences, in those in which they do: "actually", "I want"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from .lexicon import Lexicon, Tag
from .tagging import Part
from .tokenizer import MARKS

_SEPARATORS: Final = frozenset({Tag.AND, Tag.THEN})
_NAMING: Final = frozenset(
    {Tag.DETERMINER, Tag.FILLER, Tag.IN, Tag.ALL, Tag.BOTH, Tag.ONE, Tag.OTHER, Tag.THING}
    | {Tag.HERE, Tag.THERE, Tag.TO, Tag.NUMBER, Tag.UNIT, Tag.LEVEL, Tag.COLOUR, Tag.WHITE}
)
"""Roles of words that name something, or a value, and do not say what is to be done."""
_VALUES: Final = frozenset({Tag.LEVEL, Tag.NUMBER})
_WAYS: Final = frozenset({Tag.VERB, Tag.PARTICLE})
_AGAIN: Final = frozenset({Tag.PRONOUN, Tag.PRONOUNS})
_DOING: Final = (_NAMING - {Tag.THING}) | _AGAIN | {Tag.VERB, Tag.CARRIER, Tag.PARTICLE}
"""Roles of words that say what is to be done with what was named."""


def with_meaning(parts: Sequence[Part], lexicon: Lexicon) -> Sequence[Part]:
    """Return the parts of a sentence with what fillers mean in it.

    "Actually" takes back what was named, where a name or a value follows and nothing else, or
    something else is to be done with it: "turn it off". What is named with a word of its own for
    what is to be done is another command, or an exception. "I want" demands what is told behind
    it: "I want that the lamp is off", and so does "to be" behind what tells. "Next" in front of a
    command skips no song, and "both" in front of places joined by "and" is no more than that.
    """
    return [_meant(parts, position, lexicon) for position in range(len(parts))]


def _meant(parts: Sequence[Part], position: int, lexicon: Lexicon) -> Part:
    part, behind = parts[position], parts[position + 1 :]
    if part.text in lexicon.file("going_on")["rethinking"] and _takes_back(parts, position):
        return replace(part, tag=Tag.CORRECTION)
    if part.tag is Tag.FILLER and part.text in lexicon.file("forms")["wanting"]:
        return replace(part, tag=Tag.DEMAND) if _is_told(behind) else part
    if part.tag is Tag.BE and behind and behind[0].text in lexicon.file("going_on")["to_be"]:
        return replace(part, tag=Tag.FILLER)
    opens = part.tag is Tag.VERB and part.text in lexicon.file("going_on")["next"]
    if opens and _commands(behind):
        before = [each for each in parts[:position] if each.tag is not Tag.FILLER]
        separate = not before or before[-1].tag in _SEPARATORS
        return replace(part, tag=Tag.FILLER if separate else Tag.THEN, sense="")
    if part.text in lexicon.file("going_on")["first"] and _ends_command(parts, position):
        return replace(part, tag=Tag.FILLER)
    counted = position and part.tag is Tag.NUMBER and parts[position - 1].tag is Tag.ALL
    if counted and behind and behind[0].tag is Tag.PARTICLE:
        return replace(part, tag=Tag.PRONOUNS, number=None)  # "all three on"
    if part.tag is Tag.FILLER and (level := _whole(parts, position, lexicon)):
        return replace(part, tag=Tag.LEVEL, sense=level)
    if part.tag is Tag.DETERMINER and _stands_for_it(parts, position, lexicon):
        return replace(part, tag=Tag.PRONOUN)
    if part.tag is Tag.BOTH and position and parts[position - 1].tag is Tag.IN and _joins(behind):
        return replace(part, tag=Tag.FILLER)
    return part


def _whole(parts: Sequence[Part], position: int, lexicon: Lexicon) -> str:
    """Return the level that "all the way" is beside another one: "half way and that all the way".

    Else it would share that one. Nothing where no other part of the sentence has a value.
    """
    data = lexicon.file("targets")["whole_way"]
    if parts[position].text not in data["said"]:
        return ""
    before = [*takewhile(lambda part: part.tag not in _SEPARATORS, reversed(parts[:position]))]
    behind = [*_to_separator(parts[position + 1 :])]
    rest = (*parts[: position - len(before)], *parts[position + len(behind) + 1 :])
    own, others = ({part.tag for part in each} for each in ((*before, *behind), rest))
    leads = bool(behind) or not before or before[0].tag is Tag.PARTICLE  # "off completely"
    if leads or own & _VALUES or not others & _VALUES:
        return ""
    ways = (_way(part, lexicon) for part in (*before, *reversed(rest)))
    return str(data["down"] if next(filter(None, ways), "") in data["closing"] else data["up"])


def _way(part: Part, lexicon: Lexicon) -> str | None:
    """Return which way a part says, also in front of where to: "down to 30"."""
    if part.tag is Tag.TO and len(part.words) > 1:
        return lexicon.sense(part.words[:1], Tag.PARTICLE)
    return part.sense if part.tag in _WAYS else None


def _stands_for_it(parts: Sequence[Part], position: int, lexicon: Lexicon) -> bool:
    """Return whether "this" is what is to be so, as no verb stands in front: ", this louder"."""
    part, behind = parts[position], parts[position + 1 :]
    if lexicon.sense(part.words, Tag.PRONOUN) is None or not position:
        return False
    before = [each for each in parts[:position] if each.tag is not Tag.FILLER]
    graded = [*takewhile(lambda each: each.tag in {Tag.AMOUNT, Tag.RELATIVE}, behind)]
    compares = any(each.tag is Tag.RELATIVE for each in graded)
    ends = len(graded) == len(behind) or behind[len(graded)].tag in _SEPARATORS | {Tag.FILLER}
    return bool(before) and before[-1].tag in _SEPARATORS and compares and ends


def _commands(behind: Sequence[Part]) -> bool:
    """Return whether a command follows, with its verb at once or behind a pause."""
    rest = behind[1:] if behind and behind[0].text in MARKS else behind
    doing = {Tag.VERB, Tag.CARRIER}
    paused = len(rest) < len(behind)
    named = any(part.tag is Tag.THING for part in rest)
    return bool(rest) and (rest[0].tag in doing or (paused and named))


def _ends_command(parts: Sequence[Part], position: int) -> bool:
    """Return whether an unknown word is the last of a command: "turn off the TV first, then"."""
    before, behind = parts[:position], parts[position + 1 :]
    ends = not behind or behind[0].tag in _SEPARATORS
    named = bool(before) and before[-1].tag in {Tag.THING, Tag.PARTICLE, *_AGAIN}
    return parts[position].tag is Tag.UNKNOWN and ends and named


def _joins(behind: Sequence[Part]) -> bool:
    """Return whether two things follow that are joined: "the hall and the bath"."""
    named = [*takewhile(lambda part: part.tag in {Tag.DETERMINER, Tag.THING}, behind)]
    after = behind[len(named) : len(named) + 1]
    return bool(named) and bool(after) and after[0].tag is Tag.AND and after[0].text not in MARKS


def _takes_back(parts: Sequence[Part], position: int) -> bool:
    """Return whether something was named before, and is named or treated anew behind a word."""
    before = [part for part in parts[:position] if part.tag is not Tag.FILLER]
    ended = bool(before) and before[-1].tag in _SEPARATORS
    if not before or (ended and before[-1].text not in MARKS):
        return False
    behind = parts[position + 1 :]
    if behind and behind[0].text in MARKS:
        behind = behind[1:]
    tags = {part.tag for part in _to_separator(behind)}
    return bool(tags) and (tags <= _NAMING or (tags <= _DOING and bool(tags & _AGAIN)))


def _is_told(behind: Sequence[Part]) -> bool:
    """Return whether words tell what is so: "the lamp is off"."""
    return any(part.tag is Tag.BE for part in _to_separator(behind))


def _to_separator(parts: Sequence[Part]) -> Iterator[Part]:
    return takewhile(lambda part: part.tag not in _SEPARATORS, parts)
