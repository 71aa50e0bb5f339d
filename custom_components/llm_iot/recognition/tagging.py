"""Which words of a sentence do what: the cheapest reading of all its tokens.

Words have several roles ("lock the lock", "on the first floor", "switch on the switch").
Every role of every phrase is a span; the reading is the row of spans that costs least,
where longer spans, and spans that go with their neighbours, are cheap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..spans import ends_of
from .index import HomeIndex, Thing
from .lexicon import Lexicon, Tag, Words
from .named_rather import begins_room, ends_in_name, is_of_it, is_rather_named
from .numerals import number_at
from .tokenizer import COMMA, MARKS
from .when import time_number


@dataclass(frozen=True, slots=True)
class Part:
    """A run of tokens with its role."""

    start: int
    end: int
    words: tuple[str, ...]
    tag: Tag
    sense: str = ""
    thing: Thing | None = None
    number: float | None = None
    """Its value; the middle of a range."""
    ends: tuple[float, float] | None = None
    """The ends of a range."""
    verbal: bool = False
    """Whether the words of a thing could also be a verb: "lock"."""
    nominal: bool = False
    """Whether a verb begins with the word for a thing: "light up"."""
    dual: bool = False
    """Whether a preposition is also something else: "on", "by"."""
    ordering: bool = False
    """Whether the name of a place begins with a verb: "open office"."""
    prepositional: bool = False
    """Whether a particle is also a preposition: "on"."""
    continues: frozenset[str] = frozenset()
    """Words behind which a word out of a name stands in that name."""

    @property
    def text(self) -> str:
        """Return the words as one text."""
        return " ".join(self.words)


_COST: Final = 1.0
_PART_OF_NAME: Final = 1.6
"""A single word out of a name costs more than the whole name."""
_FILLER: Final = 1.05
_UNKNOWN: Final = 8.0
_ODD: Final = 1.5
"""What it costs when two neighbours do not go together."""
_ORDER: Final = 4.0
"""What it costs to take a verb for the begin of a name where a noun need not stand."""
_FITTING: Final = -0.3
_IN_ORDER: Final = -0.8
"""A word out of a name, behind the one that it follows there: "desk 21"."""
_DUAL: Final = 0.5
"""A particle is more usual than the same word as a preposition."""
_ACTING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.PARTICLE, Tag.LEAVE, Tag.STAY, Tag.AGAIN})
_OF_FANS: Final = frozenset({Tag.ATTRIBUTE, Tag.CHOICE})
"""Roles of phrases that may begin with the end of a name: "fan speed", "fan only"."""
_PLACING: Final = frozenset({Tag.HOME, Tag.HERE, Tag.CHOICE})
"""Roles of phrases that may end with the begin of a room: "in the open (office)"."""
_GOING: Final = frozenset({Tag.VERB, Tag.FILLER})
"""Roles of words that may end a name, too: the "go to" of "Hue Go to 30"."""
_OPENING: Final = frozenset({Tag.AND, Tag.THEN, Tag.FILLER, Tag.CORRECTION, Tag.REFUSE, Tag.TIME})
_AFTER_DETERMINER: Final = frozenset(
    {Tag.THING, Tag.UNKNOWN, Tag.ALL, Tag.BOTH, Tag.ONE, Tag.NUMBER, Tag.ATTRIBUTE, Tag.COLOUR}
    | {Tag.LEVEL, Tag.REST, Tag.OTHER, Tag.WHITE, Tag.AMOUNT, Tag.DETERMINER, Tag.RELATIVE}
    | {Tag.CHOICE, Tag.ONLY}
)
_AFTER_IN: Final = frozenset(
    {Tag.THING, Tag.UNKNOWN, Tag.DETERMINER, Tag.ALL, Tag.BOTH, Tag.HERE, Tag.HOME, Tag.IN}
    | {Tag.PRONOUN, Tag.PRONOUNS, Tag.EVERYTHING, Tag.OTHER, Tag.CHOICE}
)
_NOMINAL: Final = frozenset({Tag.IN, Tag.DETERMINER, Tag.ALL, Tag.BOTH})
"""Roles behind which a noun stands."""
_NAMED_BEHIND: Final = _NOMINAL | {Tag.VERB, Tag.CARRIER}
"""Roles behind which no further verb stands, so that a name begins: "turn on open office"."""
_AFTER_NOUN: Final = frozenset(
    {Tag.PARTICLE, Tag.TO, Tag.AND, Tag.IN, Tag.BE, Tag.NUMBER, Tag.RELATIVE, Tag.AMOUNT}
)
"""Roles of what follows a noun rather than the same word as a verb: "light and lamp on"."""
_WAYS: Final = frozenset({"raise", "lower"})
"""Senses of "up" and "down", behind which a number says how far: "up one"."""
_VALUES: Final = frozenset({Tag.NUMBER, Tag.LEVEL, Tag.COLOUR, Tag.WHITE, Tag.CHOICE, Tag.AMOUNT})


_SILENT: Final = frozenset({Tag.FILLER, Tag.AGAIN})
_REMEMBERED: Final = 64
"""Readings that are kept: those of the sentence that is being understood."""


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """The cheapest way to a part."""

    part: Part | None
    cost: float
    before: _Node | None = None


def tag(tokens: Sequence[str], index: HomeIndex, lexicon: Lexicon) -> tuple[Part, ...]:
    """Return the cheapest reading of the tokens."""
    return _read(tuple(tokens), index, lexicon)


def spoken(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that say something: in "the lamps both in the hall and in here" all but one.

    What a thing is called goes on with its places there.
    """
    told = [each for each in parts if each.tag not in _SILENT]
    around = zip((None, *told), told, (*told[1:], None), strict=False)
    return [
        part
        for before, part, behind in around
        if not (part.tag is Tag.BOTH and _have(Tag.THING, before) and _have(Tag.IN, behind))
    ]


def _have(role: Tag, part: Part | None) -> bool:
    return part is not None and part.tag is role


@lru_cache(_REMEMBERED)
def _read(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> tuple[Part, ...]:
    """Return the reading; of one sentence the same words are asked for by several readers."""
    ending: list[list[_Node]] = [[] for _ in range(len(tokens) + 1)]
    ending[0].append(_Node(None, 0.0))
    for position in range(len(tokens)):
        if not ending[position]:
            continue
        for part in _parts_at(tokens, position, index, lexicon):
            cost, before = min(
                ((node.cost + _together(node.part, part), node) for node in ending[position]),
                key=lambda each: each[0],
            )
            ending[part.end].append(_Node(part, cost + _cost(part), before))
    node: _Node | None = min(ending[-1], key=_cost_at_end)
    found: list[Part] = []
    while node is not None and node.part is not None:
        found.append(node.part)
        node = node.before
    return tuple(reversed(found))


def _cost_at_end(node: _Node) -> float:
    """Return what a reading costs that ends here: with a preposition it is an odd one.

    So it is with a verb that is also a thing: "light", "fan and light".
    """
    part = node.part
    is_open = part is not None and part.tag in {Tag.IN, Tag.DETERMINER}
    is_open |= part is not None and part.nominal and part.tag is Tag.VERB
    return node.cost + (_ODD if is_open else 0.0)


def _parts_at(
    tokens: Sequence[str], start: int, index: HomeIndex, lexicon: Lexicon
) -> Sequence[Part]:
    """Return every role that the words from a token on can have."""
    token = tokens[start]
    if only := _only_part(token, start):
        return (only,)
    found = list(_phrases_at(tokens, start, index, lexicon))
    if not found and index.several_have(token):  # "both Hues"
        thing = Thing((token.removesuffix("s"),), plural=True)
        found.append(Part(start, start + 1, (token,), Tag.THING, thing=thing))
    found += filter(None, (_some(tokens, start, lexicon), _shade(tokens, start, lexicon)))
    about = int(token in lexicon.file("targets")["approximately"])  # "about sixty"
    found += filter(None, (_level(tokens, start + 1, lexicon),)) if about else ()
    if spoken := number_at(tokens, start + about, lexicon.language):
        value, end = _with_fraction(*spoken, tokens, lexicon)
        found.append(Part(start, end, tuple(tokens[start:end]), Tag.NUMBER, number=value))
    return found or (Part(start, start + 1, (token,), Tag.UNKNOWN),)


def _phrases_at(
    tokens: Sequence[str], start: int, index: HomeIndex, lexicon: Lexicon
) -> Iterator[Part]:
    """Yield the phrases of the language and the names of the home at a token, longest first."""
    token = tokens[start]
    nominal = (token,) in index.things
    lengths = {1, *lexicon.table.lengths(token), *index.table.lengths(token)}
    for length in sorted(lengths, reverse=True):
        end = start + length
        if end > len(tokens):
            continue
        words = tuple(tokens[start:end])
        entries = lexicon.entries(words)
        prepositional = any(entry.tag is Tag.IN for entry in entries)
        for entry in entries:
            if is_rather_named(entry.tag, words, index, lexicon):
                continue
            if entry.tag in _OF_FANS and ends_in_name(words, tokens[:start], index):
                continue
            behind = tokens[end : end + 1]
            if entry.tag is Tag.CORRECTION and is_of_it(words, behind, index, lexicon):
                continue
            if entry.tag in _PLACING and begins_room(tokens, end - 1, index):
                continue
            if entry.tag is Tag.VERB and nominal and _both_are(tokens[end : end + 2], lexicon):
                continue
            yield Part(
                start,
                end,
                words,
                entry.tag,
                entry.sense,
                nominal=nominal or (entry.tag is Tag.RELATIVE and token in index.by_word),
                dual=entry.tag is Tag.IN and len(entries) > 1,
                prepositional=entry.tag is Tag.PARTICLE and prepositional,
                continues=_before(words[:1], index) if entry.tag in _GOING else frozenset(),
            )
        if thing := _thing(words, index):
            headed = start == 0 and tuple(tokens[end : end + 1]) == (COMMA,)  # "open office, ..."
            begins = length > 1 and bool(thing.place) and not headed
            yield Part(
                start,
                end,
                words,
                Tag.THING,
                thing=thing,
                verbal=any(entry.tag in {Tag.VERB, Tag.CARRIER} for entry in entries),
                ordering=begins and lexicon.sense(words[:1], Tag.VERB) is not None,
                continues=_before(words, index),
            )


def _both_are(behind: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether "both on" follows: "fan and light both on" names a light."""
    both, state = behind[:1], behind[1:]
    return lexicon.sense(both, Tag.BOTH) is not None and (
        lexicon.sense(state, Tag.PARTICLE) is not None
    )


def _before(words: Words, index: HomeIndex) -> frozenset[str]:
    """Return the words that a single word follows in names, if it is none itself."""
    return frozenset() if words in index.things else index.before.get(words[0], frozenset())


def _thing(words: Words, index: HomeIndex) -> Thing | None:
    """Return what is called by some words, or has the only one of them in a name."""
    if words in index.things:
        return index.things[words]
    return Thing(words) if len(words) == 1 and words[0] in index.by_word else None


def _only_part(token: str, start: int) -> Part | None:
    """Return the role of a token that has one only: a mark, a time, a range of values."""
    if token in MARKS:
        mark = Tag.AND if token == COMMA else Tag.THEN
        return Part(start, start + 1, (token,), mark, sense=token)
    if (number := time_number(token)) is not None:
        return Part(start, start + 1, (token,), Tag.TIME, sense=str(number))
    if ends := ends_of(token):
        return Part(start, start + 1, (token,), Tag.NUMBER, number=sum(ends) / 2, ends=ends)
    return None


def _some(tokens: Sequence[str], start: int, lexicon: Lexicon) -> Part | None:
    """Return the number that is said without one before a unit: "half a degree"."""
    counts = lexicon.file("targets").get("counts", {})
    for length in range(min(3, len(tokens) - start - 1), 0, -1):
        value = counts.get(" ".join(tokens[start : start + length]))
        unit = tokens[start + length]
        if value is not None and len(unit) > 1 and lexicon.sense((unit,), Tag.UNIT):
            end = start + length
            return Part(start, end, tuple(tokens[start:end]), Tag.NUMBER, number=value)
    return None


def _level(tokens: Sequence[str], start: int, lexicon: Lexicon) -> Part | None:
    """Return the level behind "about", with it: "about half way"."""
    end = start + lexicon.length(tokens, {Tag.LEVEL}, start)
    words = tuple(tokens[start - 1 : end])
    sense = lexicon.sense(words[1:], Tag.LEVEL)
    return None if sense is None else Part(start - 1, end, words, Tag.LEVEL, sense)


def _shade(tokens: Sequence[str], start: int, lexicon: Lexicon) -> Part | None:
    """Return the colour that is said with a shade of it: "soft pink", "nice deep red"."""
    shades = lexicon.file("targets").get("shades_of_colours", ())
    end = start
    while end < len(tokens) and tokens[end] in shades:
        end += 1
    colour = lexicon.sense(tokens[end : end + 1], Tag.COLOUR) if end > start else None
    if colour is None:
        return None
    return Part(start, end + 1, tuple(tokens[start : end + 1]), Tag.COLOUR, sense=colour)


def _with_fraction(
    value: float, end: int, tokens: Sequence[str], lexicon: Lexicon
) -> tuple[float, int]:
    """Return a number with "and a half" or "point five" behind it."""
    data = lexicon.file("targets")
    for phrase in data["and_a_half"]:
        words = tuple(phrase.split())
        if tuple(tokens[end : end + len(words)]) == words:
            return value + 0.5, end + len(words)
    if tokens[end : end + 1] and tokens[end] in data["point"]:
        digit = number_at(tokens, end + 1, lexicon.language)
        if digit and digit[0] in range(10):
            return value + digit[0] / 10, digit[1]
    return value, end


def _cost(part: Part) -> float:
    """Return what a part costs by itself."""
    if part.tag is Tag.UNKNOWN:
        return _UNKNOWN
    if part.tag is Tag.FILLER:
        return _FILLER
    if part.thing and not (part.thing.named or part.thing.kind or part.thing.place):
        return _PART_OF_NAME
    return _COST


def _together(before: Part | None, part: Part) -> float:
    """Return what it costs that one part follows another."""
    ordered = _ORDER if part.ordering and (not before or before.tag not in _NAMED_BEHIND) else 0.0
    if before is None or before.tag in _OPENING:
        return ordered or _first(part)
    cost = ordered + (_DUAL if part.dual else 0.0)
    if before.tag is Tag.IN:
        # "On in the hall" is no place on a place, and nothing is on upstairs.
        twice = before.dual and (part.tag is Tag.IN or bool(part.thing and part.thing.adverb))
        cost += _FITTING if part.tag in _AFTER_IN and not twice else _ODD
    if before.tag in {Tag.TO, Tag.BY} and part.tag in _VALUES:
        cost += _FITTING
    if before.tag is Tag.PARTICLE and before.sense in _WAYS and part.tag is Tag.NUMBER:
        cost += _FITTING
    if before.tag is Tag.NUMBER and part.tag is Tag.UNIT:
        cost += _FITTING
    if before.tag is Tag.THING and before.words[-1] in part.continues:
        cost += _IN_ORDER if part.tag is Tag.THING else _ODD  # "both Hue Go to 30"
    if _is_odd(before, part):
        cost += _ODD
    if part.nominal and part.tag is Tag.COLOUR and before.tag in {Tag.THING, Tag.DETERMINER}:
        cost += _DUAL
    if part.nominal and part.tag is Tag.CHOICE and before.tag is Tag.VERB and before.sense == "on":
        cost += _DUAL  # "activate night" is the scene, and no way to arm
    return cost


def _first(part: Part) -> float:
    """Return what it costs that a part begins something: "speaker and PC off" is no percentage."""
    if part.tag is Tag.UNIT or (part.nominal and part.tag is Tag.EXCEPT):
        return _ODD  # "and bar lights" are those of a bar
    if part.tag is Tag.PARTICLE:
        return -_FITTING  # "home gym fan" is the fan of the home gym
    return _ODD / 3 if part.tag is Tag.THING and part.verbal else 0.0


def _is_odd(before: Part, part: Part) -> bool:
    """Return whether two neighbours do not go together."""
    if before.tag is Tag.DETERMINER:
        named = part.tag is Tag.RELATIVE and part.nominal  # the beer cooler
        return named or part.tag not in _AFTER_DETERMINER
    if before.tag is Tag.PRONOUN:
        return part.tag is Tag.THING
    if before.tag is Tag.AGAIN and part.tag is Tag.THING:
        return True  # "back door lock" is no door lock once more
    if before.tag in {Tag.BY, Tag.TO} and part.tag is Tag.DETERMINER:
        return True  # "by the pool" and "at the dock" are places
    if before.tag is Tag.THING and before.verbal:
        return part.tag in {Tag.DETERMINER, Tag.ALL}  # but "the light both on"
    if before.tag in {Tag.ONE, Tag.NUMBER} and part.tag is Tag.VERB and len(part.words) > 1:
        return True  # "one step up" is how far
    if part.nominal and part.tag in {Tag.VERB, Tag.UNIT}:  # "Tom's PC" is no percentage
        return part.tag is Tag.VERB or before.tag is not Tag.NUMBER
    return before.nominal and before.tag is Tag.VERB and part.tag in _AFTER_NOUN
