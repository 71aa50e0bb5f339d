"""From words to devices: what a sentence mentions, and which devices of the home it means.

A mention is a run of parts such as "all the lamps in the kitchen". What it means is every
device of which all its words can be said: by a name, the kind, the room or the floor.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..kinds import Kinds
from ..models import Device
from .index import NOTHING, HomeIndex, Numbers, Place, Thing
from .lexicon import Lexicon, Tag
from .tagging import Part, spelled, tag
from .tokenizer import tokenize, words_of


class Reach(StrEnum):
    """How many devices a mention means."""

    ONE = "one"
    ALL = "all"
    BOTH = "both"


class Reference(StrEnum):
    """Words that mean devices without naming them."""

    IT = "it"
    THEM = "them"
    OTHER = "other"
    REST = "rest"
    EVERYTHING = "everything"
    ONE = "one"
    """"The one", "the bedroom one": a device of the kind spoken of."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Some words that mean devices."""

    start: int
    end: int
    """Tokens that it spans, the end excluded."""
    things: tuple[Thing, ...] = ()
    """What is said of the devices, in order: names, words out of names, kinds, places."""
    places: tuple[Place, ...] = ()
    """Rooms and floors that the devices are in, any of them."""
    reach: Reach = Reach.ONE
    count: int | None = None
    """How many: "the two lamps"."""
    reference: Reference | None = None
    here: bool = False
    """Whether the speaker's room is named ("in here")."""
    home: bool = False
    """Whether the whole home is named ("in the house")."""
    definite: bool = False
    """Whether it begins with a determiner: "kitchen light and the fan"."""
    unknown: tuple[str, ...] = ()
    """Words that nothing in this home is called."""
    said: tuple[str, ...] = ()
    """The words for the devices, in order."""
    unknown_place: str | None = None
    """A place that the devices are to be in and that this home lacks."""

    @property
    def head(self) -> Thing | None:
        """Return what the mention is in the first place: the last kind, else the last thing."""
        kinds = [thing for thing in self.things if thing.kind]
        return kinds[-1] if kinds else self.things[-1] if self.things else None

    @property
    def plural(self) -> bool:
        """Return whether several devices are meant."""
        head = self.head
        return self.reach is not Reach.ONE or bool(head and head.plural)

    @property
    def is_place(self) -> bool:
        """Return whether a place and nothing in it is mentioned."""
        head = self.head
        if self.reference or self.unknown:
            return False
        if head is None:
            return bool(self.places) or self.here or self.home
        return all(thing.place and not thing.kind and not thing.named for thing in self.things)

    @property
    def all_places(self) -> tuple[Place, ...]:
        """Return the places of a mention of places, however they are said."""
        return self.places + tuple(thing.place for thing in self.things if thing.place)

    @property
    def words(self) -> str:
        """Return what is said of the devices, for a sentence about it."""
        return " ".join(self.said)


class Fit(StrEnum):
    """How well a mention fits the home."""

    CLEAR = "clear"
    SEVERAL = "several"
    """One device is meant and several fit."""
    UNKNOWN_DEVICE = "unknown_device"
    UNKNOWN_PLACE = "unknown_place"


@dataclass(frozen=True, slots=True)
class Choice:
    """The devices that a mention means."""

    fit: Fit
    devices: tuple[Device, ...] = ()
    subject: str = ""
    """What the home lacks."""


type Able = Callable[[Device], bool]
"""Whether what is asked for can be done to a device at all."""


@dataclass(frozen=True)
class Targets:
    """Reads mentions and finds their devices in one home."""

    index: HomeIndex
    lexicon: Lexicon
    kinds: Kinds
    essential: frozenset[str] = field(init=False)
    """Kinds that "everything" leaves alone."""
    carriers: frozenset[str] = field(init=False)
    """Kinds that are called after what hangs on them: the plug of a coffee machine."""

    def __post_init__(self) -> None:
        """Take the kinds with a special role from the words of the language."""
        data = self.lexicon.file("targets")
        object.__setattr__(self, "essential", frozenset(data["essential_kinds"]))
        object.__setattr__(self, "carriers", frozenset(data["carriers_of_others"]))

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return everything that a sentence mentions, in order."""
        tokens = spelled(tokenize(text), self.index, self.lexicon)
        return self.read(tag(tokens, self.index, self.lexicon))

    def read(self, parts: Sequence[Part]) -> tuple[Mention, ...]:
        """Return the mentions in a row of parts."""
        found: list[Mention] = []
        position = 0
        while position < len(parts):
            mention, after = self.mention_at(parts, position)
            if mention:
                found.append(mention)
            position = max(after, position + 1)
        return tuple(found)

    def mention_at(self, parts: Sequence[Part], start: int) -> tuple[Mention | None, int]:
        """Return the mention that begins at a part and the part behind it; None without one."""
        return _Reader(self, parts).mention(start)

    def candidates(self, things: Iterable[Thing]) -> Numbers:
        """Return the devices that all of some things can be said of."""
        found = self.index.everything
        for thing in things:
            found &= self.members(thing)
        return found

    def members(self, thing: Thing) -> Numbers:
        """Return the devices that one thing can be said of."""
        by_word = self.index.by_word
        named = by_word.get(thing.words[0], NOTHING)
        for word in thing.words[1:]:
            named &= by_word.get(word, NOTHING)
        place = thing.place.devices if thing.place else NOTHING
        return thing.named | named | self.index.of_kind(thing.kind) | place

    def choose(self, mention: Mention, area_id: str | None, able: Able | None = None) -> Choice:
        """Return which devices a mention means to somebody in a room.

        References are not resolved here: they need the conversation. Where several
        devices fit, those that can do what is asked for (`able`) are meant.
        """
        if mention.unknown_place:
            return Choice(Fit.UNKNOWN_PLACE, subject=mention.unknown_place)
        if mention.unknown:
            return Choice(Fit.UNKNOWN_DEVICE, subject=mention.words)
        fitting = self._within(self._fitting(mention), mention, area_id)
        if not fitting:
            return Choice(Fit.UNKNOWN_DEVICE, subject=self._subject(mention))
        fitting = self._narrowed(fitting, mention, area_id)
        if able:
            fitting = frozenset(n for n in fitting if able(self.index.devices[n])) or fitting
        several = len(fitting) > 1 and not mention.plural
        several |= mention.reach is Reach.BOTH and len(fitting) != 2  # noqa: PLR2004
        several |= mention.count is not None and len(fitting) != mention.count
        return Choice(Fit.SEVERAL if several else Fit.CLEAR, self.index.pick(fitting))

    def of_kind(self, things: Iterable[Thing], kind: str) -> Numbers:
        """Return the devices of a kind that all of some things can be said of."""
        return self.candidates(things) & self.index.of_kind(kind)

    def everything_fitting(self, mention: Mention, area_id: str | None) -> tuple[Device, ...]:
        """Return every device that the words of a mention can be said of."""
        return self.index.pick(self._within(self._fitting(mention), mention, area_id))

    def among(self, mention: Mention, group: Iterable[Device]) -> tuple[Device, ...]:
        """Return which devices of a group a mention means; all that fit where it is not clear."""
        members = set(group)
        fitting = self._within(self._fitting(mention), mention, None)
        fitting = frozenset(n for n in fitting if self.index.devices[n] in members)
        if not mention.plural:
            fitting = self._exact(mention, fitting, whole=True) or fitting
            fitting = self._by_the_very_word(fitting, mention)
        return self.index.pick(fitting)

    def _subject(self, mention: Mention) -> str:
        """Return what the home lacks: a kind, or a kind in a place."""
        places = " ".join(place.name.casefold() for place in mention.places)
        return " ".join(part for part in (places, mention.words) if part)

    def _within(self, numbers: Numbers, mention: Mention, area_id: str | None) -> Numbers:
        """Return those in the places that the mention names."""
        if mention.places:
            inside = frozenset(n for place in mention.places for n in place.devices)
            named = frozenset(n for n in numbers if self._name_holds(n, mention.places))
            numbers &= inside | named
        if mention.here and area_id:
            numbers &= self.index.in_area(area_id)
        return numbers

    def _name_holds(self, number: int, places: Iterable[Place]) -> bool:
        """Return whether a device without a room has the name of a place in its own."""
        device = self.index.devices[number]
        if device.area_id:
            return False
        words = {word for name in device.names for word in words_of(name)}
        return any(set(words_of(place.name)) <= words for place in places)

    def _fitting(self, mention: Mention) -> Numbers:
        """Return the devices that all words of a mention can be said of, as their heads want it."""
        found = self.candidates(mention.things)
        head = mention.head
        if head is None:
            return NOTHING
        exact = self._exact(mention, found)
        if head.kind is None:
            return found
        kind = self.index.of_kind(head.kind)
        if found & kind or exact:
            return found & kind | exact
        if kind:
            return NOTHING
        return frozenset(n for n in found if self.index.devices[n].kind in self.carriers)

    def _exact(self, mention: Mention, numbers: Numbers, *, whole: bool = False) -> Numbers:
        """Return the devices whose whole name is said, with or without their room."""
        words = tuple(word for thing in mention.things for word in thing.words)
        devices = self.index.devices
        return frozenset(n for n in numbers if self._is_called(devices[n], words, whole=whole))

    def _is_called(self, device: Device, words: tuple[str, ...], *, whole: bool) -> bool:
        """Return whether words are a name of a device, apart from its room if not whole."""
        if whole:
            return any(words == words_of(name) for name in (device.name, *device.names))
        room = set(words_of(device.area)) if device.area else set()
        said = tuple(word for word in words if word not in room) or words
        for name in (device.name, *device.names):
            own = words_of(name)
            if words == own or said == (tuple(w for w in own if w not in room) or own):
                return True
        return False

    def _narrowed(self, numbers: Numbers, mention: Mention, area_id: str | None) -> Numbers:
        """Return those that are meant of several that fit.

        Without a place the speaker's room goes first, then a whole name.
        """
        exact = self._exact(mention, numbers)
        here = numbers & self.index.in_area(area_id)
        anywhere = not mention.places and not mention.home and not self._names_place(mention)
        if anywhere and self._only_kind(mention):
            exact = self._exact(mention, numbers, whole=not here or mention.plural)
            if mention.reach is not Reach.ALL and here:
                numbers, exact = here, exact & here
        if mention.plural:
            whole = exact and mention.reach is Reach.ONE and len(mention.places) < 2  # noqa: PLR2004
            return exact if whole else numbers
        if len(exact) == 1:
            return exact
        numbers = exact or numbers
        if len(numbers) > 1 and anywhere and here & numbers:
            numbers &= here
        return self._by_the_very_word(numbers, mention)

    def _names_place(self, mention: Mention) -> bool:
        """Return whether a place is said in front of the kind: "kitchen light"."""
        head = mention.head
        return any(thing.place and thing is not head for thing in mention.things)

    def _only_kind(self, mention: Mention) -> bool:
        """Return whether nothing but a kind is said."""
        return all(thing.kind for thing in mention.things) and len(mention.things) == 1

    def _by_the_very_word(self, numbers: Numbers, mention: Mention) -> Numbers:
        """Return the only one that has the very word in its name, else all.

        "The lamp" is the floor lamp and not the ceiling light; "the light" can be both.
        """
        head = mention.head
        if len(numbers) < 2 or head is None or head.kind is None:  # noqa: PLR2004
            return numbers
        if " ".join(head.words) == self.kinds.word(head.kind):
            return numbers
        alike = numbers & self.members(replace(head, kind=None, place=None, named=NOTHING))
        return alike if len(alike) == 1 else numbers


@dataclass
class _Reader:
    """Reads one mention off a row of parts."""

    targets: Targets
    parts: Sequence[Part]

    def mention(self, start: int) -> tuple[Mention | None, int]:
        """Return the mention that begins at a part, and the part behind it."""
        position, mention = self._opening(start)
        position, mention = self._content(position, mention)
        if mention.reach is Reach.BOTH and not (mention.things or mention.unknown):
            mention = replace(mention, reference=Reference.THEM)
        if not (mention.things or mention.unknown or mention.reference):
            if mention.here or mention.home or mention.places:
                return self._closed(mention, start, position)
            return None, start
        position, mention = self._behind(position, mention)
        return self._closed(mention, start, position)

    def _closed(self, mention: Mention, start: int, end: int) -> tuple[Mention, int]:
        mention = replace(mention, start=self.parts[start].start, end=self.parts[end - 1].end)
        return mention, end

    def _tag(self, position: int) -> Tag | None:
        return self.parts[position].tag if position < len(self.parts) else None

    def _opening(self, position: int) -> tuple[int, Mention]:
        """Read quantifiers and determiners, or a reference."""
        mention = Mention(0, 0)
        while (found := self._tag(position)) is not None:
            part = self.parts[position]
            if found is Tag.ALL:
                mention = replace(mention, reach=Reach.ALL)
            elif found is Tag.BOTH:
                mention = replace(mention, reach=Reach.BOTH)
            elif found is Tag.DETERMINER:
                mention = replace(mention, definite=True)
            elif found is Tag.NUMBER and self._counts(position):
                mention = replace(mention, count=int(part.number or 0))
            elif found is Tag.IN and part.words == ("of",) and mention.reach is not Reach.ONE:
                pass
            else:
                break
            position += 1
        reference = _REFERENCES.get(found) if found else None
        if reference:
            several = reference in {Reference.THEM, Reference.REST, Reference.EVERYTHING}
            reach = Reach.ALL if several else mention.reach
            mention = replace(mention, reference=reference, reach=reach)
            return position + 1, mention
        if found in {Tag.HERE, Tag.HOME}:
            here = found is Tag.HERE
            return position + 1, replace(mention, here=here, home=not here)
        return position, mention

    def _counts(self, position: int) -> bool:
        """Return whether a number says how many: "the two lamps"."""
        following = self.parts[position + 1] if position + 1 < len(self.parts) else None
        thing = following.thing if following else None
        number = self.parts[position].number or 0
        return bool(thing and thing.plural) and number > 1 and number == int(number)

    def _content(self, position: int, mention: Mention) -> tuple[int, Mention]:
        """Read the names, kinds and places that stand side by side."""
        if mention.reference and mention.reference is not Reference.REST:
            return position, mention
        while position < len(self.parts):
            part = self.parts[position]
            if part.tag is Tag.THING and part.thing:
                if part.thing.adverb and mention.things and not self._more(position + 1):
                    break
                if self._begins_another(mention, part.thing):
                    break
                mention = replace(mention, things=(*mention.things, part.thing))
                mention = replace(mention, said=(*mention.said, *part.words))
            elif part.tag is Tag.UNKNOWN:
                mention = replace(mention, unknown=(*mention.unknown, *part.words))
                mention = replace(mention, said=(*mention.said, *part.words))
            elif part.tag is Tag.ONE and (mention.things or mention.definite):
                mention = replace(mention, reference=Reference.ONE)
                if part.words[0].endswith("s"):
                    mention = replace(mention, reach=Reach.ALL)
                return position + 1, mention
            else:
                break
            position += 1
        return position, mention

    def _more(self, position: int) -> bool:
        """Return whether the noun goes on behind a place: "upstairs" in "the upstairs light"."""
        return self._tag(position) is Tag.THING

    def _begins_another(self, mention: Mention, thing: Thing) -> bool:
        """Return whether two whole names stand side by side: "hall light kitchen light"."""
        said = mention.things
        if not said or not said[-1].named or not thing.named:
            return False
        return not self.targets.candidates((*said, thing))

    def _behind(self, position: int, mention: Mention) -> tuple[int, Mention]:
        """Read where the devices are: "in the kitchen and the hall", "upstairs", "here"."""
        while position < len(self.parts):
            part = self.parts[position]
            if part.tag is Tag.HERE:
                mention = replace(mention, here=True)
            elif part.tag is Tag.HOME:
                mention = replace(mention, home=True)
            elif part.tag is Tag.THING and part.thing and part.thing.adverb and part.thing.place:
                mention = replace(mention, places=(*mention.places, part.thing.place))
            elif part.tag is Tag.IN:
                after, mention = self._place_behind(position, mention)
                if after == position:
                    break
                position = after
                continue
            elif part.tag is Tag.AND and mention.places and not mention.things[:0]:
                after, further = self._further_place(position, mention)
                if after == position:
                    break
                position, mention = after, further
                continue
            else:
                break
            position += 1
        return position, mention

    def _place_behind(self, position: int, mention: Mention) -> tuple[int, Mention]:
        """Read "in the kitchen"; the position stays if no place follows."""
        after = position + 1
        while self._tag(after) in {Tag.DETERMINER, Tag.ALL, Tag.IN}:
            after += 1
        if self._tag(after) in {Tag.HERE, Tag.HOME}:
            here = self._tag(after) is Tag.HERE
            return after + 1, replace(mention, here=mention.here or here, home=not here)
        if after < len(self.parts):
            part = self.parts[after]
            if part.tag is Tag.THING and part.thing and part.thing.place:
                return after + 1, replace(mention, places=(*mention.places, part.thing.place))
            if part.tag is Tag.UNKNOWN and self.parts[position].words[-1] in _INSIDE:
                return self._unknown_place(after, mention)
        return position, mention

    def _unknown_place(self, position: int, mention: Mention) -> tuple[int, Mention]:
        """Read a place that this home does not have."""
        words: list[str] = []
        while position < len(self.parts) and self._tag(position) in {Tag.UNKNOWN, Tag.THING}:
            words += self.parts[position].words
            position += 1
        return position, replace(mention, unknown_place=" ".join(words))

    def _further_place(self, position: int, mention: Mention) -> tuple[int, Mention]:
        """Read "and the hall" behind "in the kitchen"; the position stays if it is no place."""
        after = position + 1
        while self._tag(after) in {Tag.DETERMINER, Tag.IN}:
            after += 1
        part = self.parts[after] if after < len(self.parts) else None
        thing = part.thing if part else None
        if not (thing and thing.place and not thing.kind) or self._tag(after + 1) is Tag.THING:
            return position, mention
        return after + 1, replace(mention, places=(*mention.places, thing.place))


_REFERENCES = {
    Tag.PRONOUN: Reference.IT,
    Tag.PRONOUNS: Reference.THEM,
    Tag.OTHER: Reference.OTHER,
    Tag.REST: Reference.REST,
    Tag.EVERYTHING: Reference.EVERYTHING,
}
_INSIDE = frozenset({"in", "inside", "at", "within", "throughout"})
