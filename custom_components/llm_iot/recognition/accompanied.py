"""What is said behind "with": "TV on with the sound off", "lamp on with 20 percent".

Only what belongs to the thing in front is meant so; "with the red shade" tells which lamp it is.
"""

from collections.abc import Mapping
from typing import Final

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .tokenizer import MARKS, STOP, words_of

_LEADING: Final = (Tag.VERB, Tag.CARRIER, Tag.AND)
"""Roles of words in front of what belongs to a thing."""
_ONTO: Final = 2
"""Words that have to stand in front of the value in "fan on low"."""


def without_with(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "and the sound off" for "with the sound off", "at 20 percent" for "with" that."""
    data = lexicon.file("targets")["accompanied"]
    for place in range(len(words) - 2, 0, -1):
        if words[place] not in data["by"] or index.own_words.isdisjoint(words[:place]):
            continue
        if any(lexicon.sense(words[n : place + 1], Tag.VERB) is not None for n in range(place)):
            continue  # "and carry on with the music"
        determined = lexicon.sense(words[place + 1 : place + 2], Tag.DETERMINER) is not None
        begin = place + 1 + int(determined)
        rest = _with_value_behind(words[begin:], lexicon)
        again = lexicon.length(rest, {Tag.PRONOUN, Tag.PRONOUNS})
        told = place - 1 - (lexicon.sense(words[place - 1 : place], Tag.PARTICLE) is not None)
        if again and words[told] in index.own_words and (rest[again:] or (STOP,))[0] in MARKS:
            words = (*words[:place], *rest[again:])  # "don't turn on the light with it"
        elif number_at(rest, 0, lexicon.language) is not None:
            words = (*words[:place], data["at"], *rest)
        elif lexicon.length(rest, {Tag.ATTRIBUTE}):
            words = (*words[:place], data["and"], *words[place + 1 : begin], *rest)
        elif part := _part(words[:place], rest[0], index, lexicon):
            onto = len(rest) > _ONTO and rest[1] in data["onto"]
            words = (*words[:place], data["and"], *words_of(part), *rest[1 + onto :])
    return words


def with_means(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "make the heating warmer" for "make it warmer with the heating".

    Where something else is named before, "it" is that.
    """
    data = lexicon.file("targets")["means"]
    if not set(data["it"]).intersection(words):
        return words
    for place in range(len(words) - 1, 1, -1):
        size = next((n for n in (3, 2, 1) if " ".join(words[place : place + n]) in data["by"]), 0)
        determined = lexicon.sense(words[place + size : place + size + 1], Tag.DETERMINER)
        begin = place + size + (determined is not None)
        ends = range(min(begin + index.longest, len(words)), begin, -1)
        end = next((n for n in ends if words[begin:n] in index.things), 0) if size else 0
        thing = index.things.get(words[begin:end])
        if thing is None or not (thing.named or thing.kind):
            continue
        behind = words[end:]
        ended = not behind or behind[0] in MARKS or lexicon.length(behind, {Tag.FILLER, Tag.AND})
        it = next((n for n in range(place) if words[n] in data["it"]), 0)
        others = [word for word in words[:place] if not lexicon.entries((word,))]
        named = any((word,) in index.things or word in index.own_words for word in others)
        led = it and any(lexicon.sense(words[it - 1 : it], tag) is not None for tag in _LEADING)
        compared = any(lexicon.sense((word,), Tag.RELATIVE) is not None for word in words[it:place])
        compared |= it > 0 and lexicon.sense(words[it - 1 : it], Tag.VERB) in data["felt"]
        if ended and led and compared and not named:
            return (*words[:it], *words[place + size : end], *words[it + 1 : place], *behind)
    return words


def without_relative(words: Words, lexicon: Lexicon) -> Words:
    """Return "except the lamp to 20" for "except the lamp, which should be at 20"."""
    data = lexicon.file("targets")["demanded_of"]
    for said in map(words_of, data["said"]):
        for place in range(1, len(words) - len(said)):
            if words[place : place + len(said)] != said:
                continue
            begin = place - int(words[place - 1] in MARKS)
            end = place + len(said)
            placed = lexicon.sense(words[end : end + 1], Tag.TO) is not None
            valued = number_at(words, end + placed, lexicon.language) is not None
            return (*words[:begin], *((data["becomes"],) if valued else ()), *words[end + placed :])
    return words


def with_owner(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "open its own blind" for "open its blind", "set speed to 2" for "its speed".

    "Its" may read "it's" elsewhere.
    """
    data: Mapping[str, str] = lexicon.file("targets")["belonging"]
    for place in range(len(words) - 2, 0, -1):
        before = words[place - 1 : place]
        leads = any(lexicon.sense(before, tag) is not None for tag in _LEADING)
        if not leads or words[place] not in data:
            continue
        if lexicon.length(words, {Tag.ATTRIBUTE}, place + 1):
            words = (*words[:place], *words[place + 1 :])
        elif own := _called_after(words, place, index):
            words = (*words[:place], *own, *words[place + 2 :])
        elif words[place + 1] in index.own_words:
            words = (*words[:place], *words_of(data[words[place]]), *words[place + 1 :])
    return words


def _called_after(words: Words, place: int, index: HomeIndex) -> Words:
    """Return "TV light" for the "its light" at a place behind the TV, if there is such a thing."""
    named = (word for word in reversed(words[:place]) if (word,) in index.things)
    own = ((name, words[place + 1]) for name in named)
    return next((each for each in own if each in index.things), ())


def _with_value_behind(words: Words, lexicon: Lexicon) -> Words:
    """Return "fan low" for "low fan"."""
    values = any(lexicon.sense(words[:1], tag) is not None for tag in (Tag.LEVEL, Tag.CHOICE))
    return (words[1], words[0], *words[2:]) if values and len(words) > 1 else words


def _part(before: Words, word: str, index: HomeIndex, lexicon: Lexicon) -> str:
    """Return what a part of a thing in front is called: of an AC the fan is its speed."""
    parts: Mapping[str, Mapping[str, str]] = lexicon.file("targets")["parts_of_kinds"]
    kinds = {thing.kind for each in before if (thing := index.things.get((each,)))}
    return next((parts[kind][word] for kind in kinds if kind and word in parts.get(kind, {})), "")
