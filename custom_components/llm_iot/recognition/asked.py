"""What a question asks, read off its parts; nothing is looked up in the home yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..queries import Aggregate, Comparison, Detail, QueryForm
from ..readings import contrary
from .around_parts import ends, is_inside, is_number, is_place, is_subject
from .lexicon import Tag
from .rooms import Place
from .tagging import Part
from .targets import Mention, Reference, Targets

FILE: Final = "questions"
"""Where the words of questions stand, apart from other words of the language."""
ON: Final = "on"
DETAILS: Final = frozenset(Detail)
"""What is asked for as a measure and told in words."""
DEED: Final = "deed"
"""The form of a question whether somebody did something: only what is so now is known."""
PRONOUNS: Final = frozenset({Reference.IT, Reference.THEM})


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of the home is meant: things, and places."""

    mentions: tuple[Mention, ...] = ()
    """Of things; mentions of places are in `places`."""
    places: tuple[Place, ...] = ()
    here: bool = False
    home: bool = False
    """Whether the whole home is named."""
    outside: bool = False
    unknown_place: str | None = None

    @property
    def somewhere(self) -> bool:
        """Return whether any place is named."""
        return bool(self.places) or self.here or self.outside


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the senses of its words (`words/<language>/questions.json`)."""

    forms: frozenset[str] = frozenset()
    scope: Scope = Scope()
    against: Scope | None = None
    """What stands behind "than"."""
    condition: str | None = None
    measure: str | None = None
    comparison: Comparison | None = None
    threshold: float | None = None
    unit: str = ""
    extreme: QueryForm | None = None
    """MOST or LEAST."""
    aggregate: Aggregate | None = None
    times: frozenset[str] = frozenset()
    """Whether it is about the past, the future or a reason."""
    negated: bool = False
    pronoun: bool = False
    """Whether "it" or "them" is said."""
    follows: bool = False
    """Whether it begins as the continuation of another question."""
    unknown: bool = False
    """Whether there are words that nothing is known of."""
    tells: bool = False
    """Whether a thing is named before anything is asked: "the light is on"."""
    indefinite: bool = False
    """Whether it is about any thing of a sort: "what is a fan"."""
    all_of_them: bool = False
    """Whether "all" is said of what is measured: "all batteries"."""
    level: bool = False
    """Whether it ends with "at", so that of a room a number is asked for: "what is it at"."""
    either: bool = False
    """Whether it asks which of the two sides has more, or less: "upstairs or downstairs"."""
    called: tuple[str | None, ...] = ()
    """The adverbs that those sides are said by, None for other words."""

    @property
    def is_numeric(self) -> bool:
        """Return whether it is about a number that things show."""
        numbers = self.measure or self.comparison or self.extreme or self.aggregate
        low = self.condition == "low" or (self.level and not self.scope.mentions)
        of_unit = bool(self.unit) and "what" in self.forms and self.condition is None
        return bool(numbers) or self.threshold is not None or low or of_unit

    @property
    def says_what(self) -> bool:
        """Return whether it says what is asked of things, and not only of which."""
        return self.condition is not None or self.is_numeric

    @property
    def is_follow_up(self) -> bool:
        """Return whether it only says what else an earlier question is asked of."""
        return (self.follows or "about" in self.forms) and not self.says_what

    @property
    def only_counts(self) -> bool:
        """Return whether it asks how many an earlier answer told of: "how many is that"."""
        counts = "count" in self.forms and not self.says_what
        return counts and self.scope == Scope() and not self.times


@dataclass
class _Draft:
    """What has been read so far."""

    forms: set[str] = field(default_factory=set)
    sides: list[Scope] = field(default_factory=lambda: [Scope()])
    conditions: list[str] = field(default_factory=list)
    before_place: list[str] = field(default_factory=list)
    """What stood before a place and need not be a condition: "on", the "up" of "up in the loft"."""
    measures: list[str] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    extremes: list[QueryForm] = field(default_factory=list)
    aggregates: list[Aggregate] = field(default_factory=list)
    times: set[str] = field(default_factory=set)
    minus: bool = False
    nots: int = 0
    pronoun: bool = False
    follows: bool = False
    unknown: bool = False
    tells: bool = False
    indefinite: bool = False
    all_of_them: bool = False
    level: bool = False
    either: bool = False
    """Whether "or" was said."""


_SKIPPED: Final = frozenset(
    {Tag.FILLER, Tag.IN, Tag.OR, Tag.THEN, Tag.DETERMINER, Tag.ALL, Tag.ONE, Tag.BOTH}
)
"""Roles that say nothing by themselves."""
_WAYS: Final = frozenset({"up", "down", "out"})
"""Conditions that may tell the way to a place: "up in the loft"."""
_ON_SOMETHING: Final = frozenset({"playing", "paused"})
"""Conditions behind which "on" tells where: "playing on the radio"."""
_SETTING: Final = "setting"


def read_asked(parts: Sequence[Part], targets: Targets) -> Asked | None:
    """Return what a question asks; None if its words do not go together."""
    draft = _Draft()
    position = 0
    while position < len(parts):
        position = _read_part(parts, position, targets, draft)
    return _asked(draft)


def _read_part(parts: Sequence[Part], position: int, targets: Targets, draft: _Draft) -> int:
    """Take one part, or a mention of several, into the draft; return what comes behind it."""
    part = parts[position]
    if part.tag is Tag.BY:
        if not is_number(parts, position + 1):
            draft.sides.append(Scope())
        return position + 1
    words = targets.lexicon.file(FILE)
    draft.either |= part.tag is Tag.OR
    if part.tag is Tag.IN and ends(parts, position + 1):
        _take_last(part, words, draft)
    if part.text in words["there_is"] and _asks_which(parts[:position], words):
        return position + 1  # "which lights have we got on" asks for more than whether
    if part.tag is Tag.NOT and draft.either:
        return position + 1  # "or not" asks for nothing else
    if take := _TAKES.get(part.tag):
        take(draft, part)
        _take_asking(part, words, draft)
        if part.tag is Tag.PARTICLE:
            _take_before_place(parts, position, draft)
        return position + 1
    if part.tag is Tag.AND:
        draft.follows |= position == 0
        return position + 1
    mention, after = targets.mention_at(parts, position)
    if mention is None:
        draft.unknown |= part.tag not in _SKIPPED
        draft.all_of_them |= part.tag is Tag.ALL
        return position + 1
    draft.indefinite |= any(word in words["indefinite"] for word in part.words)
    inside = is_inside(parts, position)
    draft.sides[-1] = _with_mention(draft.sides[-1], mention, inside=inside)
    named = bool(draft.sides[-1].mentions) or is_subject(parts, position, after)
    draft.tells |= named and not draft.forms
    draft.pronoun |= mention.reference in PRONOUNS
    return max(after, position + 1)


def _take_asking(part: Part, words: Mapping[str, Sequence[str]], draft: _Draft) -> None:
    """Take the form that a measure or a condition begins with: "how warm", "did I lock"."""
    whether = part.words[0] in words["asking_whether"]
    if part.tag is Tag.ATTRIBUTE and (whether or part.words[0] in words["asking"]):
        draft.forms.add("what")
    if part.tag is Tag.PARTICLE and whether:
        draft.forms.add("is")
    if part.tag is Tag.CARRIER and part.text in words["denying"] and draft.forms - {part.sense}:
        draft.nots += 1  # "which doors aren't locked", but not "aren't the doors locked"
    done = any(part.text.startswith(f"{doer} ") for doer in words["doers"])
    if done and not set(part.words) & set(words["lasting"]):
        draft.forms.add(DEED)


def _asks_which(parts: Sequence[Part], words: Mapping[str, Sequence[str]]) -> bool:
    """Return whether words ask which things, or how many: "which lights"."""
    return any(part.text in words["asking_which"] for part in parts)


def _take_last(part: Part, words: Mapping[str, Sequence[str]], draft: _Draft) -> None:
    """Take a preposition that ends a question: "who is in", "what is the nursery at"."""
    if part.text in words["at_home"]:
        draft.conditions.append("home")
    draft.level |= part.text in words["levels"] and "what" in draft.forms


def _take_before_place(parts: Sequence[Part], position: int, draft: _Draft) -> None:
    """Take note of what need not be a condition: "on the first floor", "on Mars", "up in"."""
    sense, behind = parts[position].sense, parts[position + 1 : position + 2]
    if sense in _WAYS and behind and behind[0].tag is Tag.IN:
        draft.before_place.append(sense)
    if sense != ON:
        return
    after = position > 0 and parts[position - 1].sense in _ON_SOMETHING
    if is_place(parts, position + 1) or (after and not ends(parts, position + 1)):
        draft.before_place.append(ON)
    elif (behind and behind[0].tag is Tag.UNKNOWN) or _shows_it(parts, position + 1, draft):
        draft.conditions.remove(ON)


def _shows_it(parts: Sequence[Part], position: int, draft: _Draft) -> bool:
    """Return whether a thing follows that shows another one: "the reading on the purifier"."""
    tags = [part.tag for part in parts[position : position + 2]]
    shown = bool(draft.sides[-1].mentions or draft.measures)
    return shown and tags == [Tag.DETERMINER, Tag.THING]


def _with_mention(scope: Scope, mention: Mention, *, inside: bool) -> Scope:
    """Return a scope with one more mention; "in the garage" is a place and not its door."""
    placed = mention.is_place or (
        inside and bool(mention.things) and all(thing.place for thing in mention.things)
    )
    only_places = placed or mention.reference in PRONOUNS
    places = mention.all_places if placed else mention.places if only_places else ()
    return replace(
        scope,
        mentions=scope.mentions if only_places else (*scope.mentions, mention),
        places=(*scope.places, *places),
        here=scope.here or mention.here,
        home=scope.home or mention.home,
        unknown_place=mention.unknown_place or scope.unknown_place,
    )


def _asked(draft: _Draft) -> Asked | None:
    """Return the draft as a question, None where it contradicts itself."""
    conditions = list(draft.conditions)
    elsewhere = draft.follows and not draft.forms  # "and on the ground floor"
    for each in draft.before_place:
        numbers = draft.measures or draft.comparisons or draft.extremes
        if elsewhere or numbers or len(conditions) > 1:
            conditions.remove(each)
    if draft.either and len(conditions) == 2 and contrary(conditions[0]) == conditions[1]:  # noqa: PLR2004
        conditions = []  # "open or closed" asks for the state, whichever it is
        draft.forms.add("what")
    if conditions == ["out"] and (draft.measures or draft.comparisons):
        conditions = []
        _take_outside(draft, None)
    if "count" in draft.forms and draft.units and not (draft.numbers or conditions):
        draft.forms ^= {"count", "what"}  # "how many decibels" asks for no things
    measures = [each for each in dict.fromkeys(draft.measures) if each != _SETTING]
    if _SETTING in draft.measures:
        measures = [_as_setting(each) for each in measures] or [_SETTING]
    if details := DETAILS.intersection(measures):
        measures = list(details)  # "which effect is it showing"
    single = (conditions, measures, set(draft.comparisons), draft.numbers, draft.units)
    if any(len(each) > 1 for each in single) or len(draft.sides) > 2:  # noqa: PLR2004  # a comparison
        return None
    return Asked(
        forms=frozenset(draft.forms),
        scope=draft.sides[0],
        against=draft.sides[1] if len(draft.sides) > 1 else None,
        condition=conditions[0] if conditions else None,
        measure=measures[0] if measures else None,
        comparison=draft.comparisons[0] if draft.comparisons else None,
        threshold=draft.numbers[0] if draft.numbers else None,
        unit=draft.units[0] if draft.units else "",
        extreme=draft.extremes[0] if draft.extremes else None,
        aggregate=draft.aggregates[0] if draft.aggregates else None,
        times=frozenset(draft.times),
        negated=draft.nots % 2 == 1,
        pronoun=draft.pronoun,
        follows=draft.follows,
        unknown=draft.unknown or draft.minus,
        tells=draft.tells,
        indefinite=draft.indefinite,
        all_of_them=draft.all_of_them,
        level=draft.level,
    )


def _as_setting(measure: str) -> str:
    """Return what a thing is set to rather than what it measures."""
    return f"target_{measure}" if measure in {"temperature", "humidity"} else measure


def _take_measure(draft: _Draft, sense: str) -> str:
    """Take the measure of a sense such as "temperature above"; return the rest of it."""
    measure, _, rest = sense.rpartition(" ")
    if measure:
        draft.measures.append(measure)
    return rest


def _take_comparison(draft: _Draft, part: Part) -> None:
    draft.comparisons.append(Comparison(_take_measure(draft, part.sense)))


def _take_extreme(draft: _Draft, part: Part) -> None:
    draft.extremes.append(QueryForm(_take_measure(draft, part.sense)))


def _take_form(draft: _Draft, part: Part) -> None:
    """Take a form; "did I forget to turn" asks whether it is not so."""
    form, _, turned = part.sense.partition(" ")
    draft.forms.add(form)
    draft.nots += bool(turned)


def _take_outside(draft: _Draft, _part: Part | None) -> None:
    draft.sides[-1] = replace(draft.sides[-1], outside=True)


def _take_minus(draft: _Draft, _part: Part) -> None:
    draft.minus = True


def _take_number(draft: _Draft, part: Part) -> None:
    number = part.number or 0.0
    draft.numbers.append(-number if draft.minus else number)
    draft.minus = False


def _take_other(draft: _Draft, _part: Part) -> None:
    """Take a word that means neither a thing nor a place of the home: "you"."""
    draft.unknown = True


def _take_not(draft: _Draft, _part: Part) -> None:
    draft.nots += 1


_TAKES: Final[Mapping[Tag, Callable[[_Draft, Part], None]]] = {
    Tag.CARRIER: _take_form,
    Tag.ATTRIBUTE: lambda draft, part: draft.measures.append(part.sense),
    Tag.PARTICLE: lambda draft, part: draft.conditions.append(part.sense),
    Tag.RELATIVE: _take_comparison,
    Tag.LEVEL: _take_extreme,
    Tag.AMOUNT: lambda draft, part: draft.aggregates.append(Aggregate(part.sense)),
    Tag.UNIT: lambda draft, part: draft.units.append(part.sense),
    Tag.EXCEPT: _take_minus,
    Tag.NUMBER: _take_number,
    Tag.CHOICE: _take_outside,
    Tag.CONDITION: lambda draft, part: draft.times.add(part.sense),
    Tag.NOT: _take_not,
    Tag.REFUSE: _take_other,
}
