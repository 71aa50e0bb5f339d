"""What this home's things are called: names, kinds, rooms and floors, ready to be looked up.

Built once per version of the home, off the event loop; read-only afterwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise

from ..kinds import Kinds
from ..models import Device, HomeView
from .lexicon import Lexicon, Words
from .phrase_table import PhraseTable
from .rooms import NOTHING, Numbers, Place, owned_by, plural, spoken_places
from .tokenizer import by_initial, words_of
from .written import in_full


@dataclass(frozen=True, slots=True)
class Thing:
    """What a run of words can mean in this home: any of these, which may all be filled."""

    words: Words
    named: Numbers = NOTHING
    """Devices with exactly this name."""
    kind: str | None = None
    plural: bool = False
    """Whether the words are the plural of a kind."""
    specific: bool = False
    """Whether the kind is said with a word that tells one from another: "desk lamp"."""
    place: Place | None = None
    adverb: bool = False
    """Whether the place is said without "in": "upstairs"."""
    apart: frozenset[str] = frozenset()
    """Words of names of the kind that it cannot be said of: no sauna is a jacuzzi."""


@dataclass(frozen=True, eq=False)
class HomeIndex:
    """The words of one home."""

    version: int
    devices: tuple[Device, ...]
    things: Mapping[Words, Thing]
    """Names, kinds and places by their words."""
    by_word: Mapping[str, Numbers]
    """Devices that have a word in a name, or are in the room of whom it tells: "Nora's"."""
    by_kind: Mapping[str, Numbers]
    by_area: Mapping[str, Numbers]
    places: tuple[Place, ...]
    known: frozenset[str]
    """Words that mean something as they stand, so that they are never taken for misspelt."""

    _taken: list[tuple[HomeView, Mapping[Words, Numbers]]] = field(default_factory=list)

    @property
    def taken_words(self) -> tuple[HomeView, Mapping[Words, Numbers]] | None:
        """Return the words that devices took when the home was last looked at, with that view."""
        return self._taken[-1] if self._taken else None

    def keep_taken_words(self, view: HomeView, words: Mapping[Words, Numbers]) -> None:
        """Keep the words that devices take, in place of those before."""
        self._taken[:] = [(view, words)]

    def is_plural(self, word: str) -> bool:
        """Return whether a word means several devices: "lights"."""
        thing = self.things.get((word,))
        return thing is not None and thing.plural

    @cached_property
    def before(self) -> Mapping[str, frozenset[str]]:
        """Return by each word of a name the words that it follows in names."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for words in self.names:
            for first, second in pairwise(words):
                found[second].add(first)
            if front := self._before_room(words):
                found[words[-1]].add(front)
        return {word: frozenset(each) for word, each in found.items()}

    @cached_property
    def labels(self) -> Mapping[str, frozenset[str]]:
        """Return by each word that stands before numbers in names and places those numbers."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for words in (*self.names, *(words_of(place.name) for place in self.places)):
            for word, number in pairwise(words):
                if number.isdecimal() and not word.isdecimal():
                    found[word].add(number)
            if (front := self._before_room(words)) and words[-1].isdecimal():
                found[front].add(words[-1])
        return {word: frozenset(each) for word, each in found.items()}

    def _before_room(self, words: Words) -> str:
        """Return what a number or letter tells apart behind a room: "Rollo LR 1" is "rollo 1"."""
        for begin in range(1, len(words) - 1):
            room = self.things.get(words[begin:-1])
            if room and room.place and not room.kind:
                return words[begin - 1]
        return ""

    @cached_property
    def lettered(self) -> Mapping[str, frozenset[str]]:
        """Return by each word that stands before single letters in names those letters."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for words in self.names:
            if len(words) > 1 and len(words[-1]) == 1 and words[-1].isalpha():
                found[words[-2]].add(words[-1])
        return {word: frozenset(each) for word, each in found.items()}

    @cached_property
    def numbered(self) -> Mapping[Words, bool]:
        """Return what numbers stand behind, and whether it is a place: "meeting room"."""
        found: dict[Words, bool] = {}
        rooms = frozenset(words_of(place.name) for place in self.places)
        for words in (*self.names, *rooms):
            for place in range(1, len(words)):
                if words[place].isdecimal():
                    found[words[place - 1 : place]] = found[words[:place]] = words in rooms
        return found

    @cached_property
    def names(self) -> tuple[Words, ...]:
        """Return the names of devices as their words; of several together ("the rows") none."""
        return tuple(
            words
            for words, thing in self.things.items()
            if thing.named and (thing.kind or not thing.plural)
        )

    def several_have(self, word: str) -> bool:
        """Return whether a plural is of a word that several names have: "the Hues"."""
        single = word.removesuffix("s")
        return single != word and len(self.by_word.get(single, NOTHING)) > 1

    def label_places(self, tokens: Words) -> frozenset[int]:
        """Return where numbers stand that are those of names: "lamp 2"."""
        return frozenset(
            place
            for place, word in enumerate(tokens)
            if place and word.isdecimal() and tokens[place - 1] in self.before.get(word, ())
        )

    def stem(self, words: Words, label: str) -> Words:
        """Return what stands before a number or letter in a name, of words that one ends in.

        Of "turn on kitchen light" it is "kitchen light" if one is called "kitchen light 2", and
        else the last word.
        """
        ends = (words[begin:] for begin in range(len(words)))
        return next((end for end in ends if self._is_called((*end, label))), words[-1:])

    def _is_called(self, words: Words) -> bool:
        """Return whether a device or a room has this name: "meeting room 2"."""
        thing = self.things.get(words)
        return thing is not None and (bool(thing.named) or thing.place is not None)

    def is_name(self, words: Words) -> bool:
        """Return whether a device has this name."""
        thing = self.things.get(words)
        return thing is not None and bool(thing.named)

    @cached_property
    def names_only(self) -> frozenset[str]:
        """Return the words that only names have, those of rooms of this home included."""
        common = {w for words, thing in self.things.items() if thing.kind for w in words}
        return self.own_words - common - self.known

    @cached_property
    def proper(self) -> Mapping[str, tuple[Words, ...]]:
        """Return by each word that only names have the names of several words with it."""
        found: defaultdict[str, list[Words]] = defaultdict(list)
        for words in self.names:
            for word in self.names_only & set(words) if len(words) > 1 else ():
                found[word].append(words)
        return {word: tuple(names) for word, names in found.items()}

    @cached_property
    def openings(self) -> frozenset[Words]:
        """Return what names and places begin with, their whole included."""
        told = (words for words, thing in self.things.items() if thing.named or thing.place)
        return frozenset(words[:end] for words in told for end in range(1, len(words) + 1))

    @cached_property
    def table(self) -> PhraseTable[Thing]:
        """Return what is named, to be found by where its words begin."""
        return PhraseTable(self.things)

    @cached_property
    def longest(self) -> int:
        """Return how many tokens the longest name has."""
        return max((len(words) for words in self.things), default=1)

    @cached_property
    def domains(self) -> frozenset[str]:
        """Return the domains of the devices."""
        return frozenset(device.domain for device in self.devices)

    @cached_property
    def everything(self) -> Numbers:
        """Return all devices."""
        return frozenset(range(len(self.devices)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return every word that is part of a name, a kind or a place."""
        return frozenset(self.by_word) | {word for words in self.things for word in words}

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Return the words of this home itself: of its names, places and kinds that it has."""
        things = (thing for thing in self.things.values() if thing.kind is None or thing.named)
        words = {word for thing in things for word in thing.words} | set(self.by_word)
        kinds = (thing for thing in self.things.values() if thing.kind in self.by_kind)
        return frozenset(words | {word for thing in kinds for word in thing.words})

    @cached_property
    def by_initial(self) -> Mapping[str, tuple[str, ...]]:
        """Return the words of this home by their first letter, numbers left out."""
        return by_initial(self.own_words)

    def short_for(self, word: str) -> Numbers:
        """Return the devices that have a longer word in a name that begins so: "amplifier"."""
        long = (each for each in self.by_initial.get(word[0], ()) if each.startswith(word))
        return frozenset(n for each in long for n in self.by_word.get(each, NOTHING))

    def said_of(self, word: str) -> Numbers:
        """Return the devices that a word tells apart: by a name, or by the room they are in."""
        thing = self.things.get((word,))
        inside = thing.place.devices if thing and thing.place else NOTHING
        return self.by_word.get(word, NOTHING) | inside

    def in_area(self, area_id: str | None) -> Numbers:
        """Return the devices of a room; none without one."""
        return self.by_area.get(area_id, NOTHING) if area_id else NOTHING

    def of_kind(self, kind: str | None) -> Numbers:
        """Return the devices of a kind."""
        return self.by_kind.get(kind, NOTHING) if kind else NOTHING

    def pick(self, numbers: Iterable[int]) -> tuple[Device, ...]:
        """Return the devices with these numbers, in the order of the home."""
        return tuple(self.devices[number] for number in sorted(numbers))


def build_index(
    view: HomeView, kinds: Kinds, lexicon: Lexicon, devices: Iterable[Device] | None = None
) -> HomeIndex:
    """Return the index of a home; of other things of it where they are given.

    Blocking: about a tenth of a millisecond per device.
    """
    listed = tuple(view.devices if devices is None else devices)
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    by_kind: defaultdict[str, set[int]] = defaultdict(set)
    by_area: defaultdict[str, set[int]] = defaultdict(set)
    names: defaultdict[Words, set[int]] = defaultdict(set)
    short = lexicon.file("targets")["written_short"]
    for number, device in enumerate(listed):
        by_kind[device.kind].add(number)
        if device.area_id:
            by_area[device.area_id].add(number)
        written = {words for name in (device.name, *device.names) if (words := words_of(name))}
        called = written | {in_full(words, short) for words in written}
        for words in called:
            names[words].add(number)
        for word in chain(*called, _class_words(device, lexicon)):
            by_word[word].add(number)
    areas = {area_id: frozenset(found) for area_id, found in by_area.items()}
    for word, numbers in owned_by(view, areas, lexicon).items():
        by_word[word] |= numbers
    places = dict(spoken_places(view, listed, areas, lexicon))
    things = {
        words: Thing(words, adverb=adverb, place=place) for words, (place, adverb) in places.items()
    }
    _add_kinds(things, kinds, lexicon)
    for words, family in _families(names).items():
        room, kind = things.get(words[:-1]), things.get(words[-1:])
        if not (room and room.place and kind and kind.kind):  # "kitchen lights" are all of there
            things.setdefault(words, Thing(words, named=family, plural=True))
    for words, only in _without_numbers(names, things).items():
        things.setdefault(words, Thing(words, named=only))
    for words, found in names.items():
        things[words] = replace(things.get(words, Thing(words)), named=frozenset(found))
    return HomeIndex(
        version=view.version,
        devices=listed,
        things=things,
        by_word={word: frozenset(found) for word, found in by_word.items()},
        by_kind={kind: frozenset(found) for kind, found in by_kind.items()},
        by_area=areas,
        places=tuple({id(place): place for place, _ in places.values()}.values()),
        known=frozenset(lexicon.file("targets")["rooms"]) | lexicon.vocabulary | lexicon.everyday,
    )


def _add_kinds(things: dict[Words, Thing], kinds: Kinds, lexicon: Lexicon) -> None:
    """Add what kinds of devices are called."""
    general = frozenset(lexicon.file("targets")["general_modifiers"])
    apart = _apart(lexicon)
    for kind, entry in kinds.data.items():
        listed_words = frozenset(words_of(word) for word in entry["words"])
        spoken = listed_words | frozenset(map(_several, listed_words))
        common = {
            word for words in spoken if len(words) == 1 and words not in apart for word in words
        }
        for words in spoken:
            things[words] = replace(
                things.get(words, Thing(words)),
                kind=kind,
                plural=_is_plural(words, spoken),
                specific=_is_specific(words, spoken, general),
                apart=apart.get(words, frozenset()) - common,
            )


def _class_words(device: Device, lexicon: Lexicon) -> Iterator[str]:
    """Yield what a device is by its class, where that tells one sort of its kind from another.

    So a "Vorhang" is known to be a curtain, and no shutter.
    """
    sort = device.device_class or ""
    if sort in lexicon.file("targets")["told_apart"].get(device.kind, ()):
        yield from (sort, plural(sort))


def _families(names: Mapping[Words, Iterable[int]]) -> dict[Words, Numbers]:
    """Return the devices of one name but for a number or letter: "the rows", of row A and row B."""
    found: defaultdict[Words, list[int]] = defaultdict(list)
    members: defaultdict[Words, int] = defaultdict(int)
    for words, numbers in names.items():
        if len(words) > 1 and (words[-1].isdecimal() or len(words[-1]) == 1):
            family = (*words[:-2], plural(words[-2]))
            found[family] += numbers
            members[family] += 1
    return {words: frozenset(found[words]) for words, size in members.items() if size > 1}


def _without_numbers(
    names: Mapping[Words, Iterable[int]], things: Mapping[Words, Thing]
) -> dict[Words, Numbers]:
    """Return devices by their names without the number behind, where no other has such a one.

    "Hue Go" is enough for "Hue Go 1"; what only says a kind or a place, "kitchen light", is not.
    """
    found: defaultdict[Words, set[int]] = defaultdict(set)
    for words, numbers in names.items():
        base = words[:-1]
        known = all((word,) in things or len(word) == 1 for word in base)
        if len(base) > 1 and words[-1].isdecimal() and len(base[-1]) > 1 and not known:
            found[base].update(numbers)
    return {words: frozenset(numbers) for words, numbers in found.items() if len(numbers) == 1}


def _apart(lexicon: Lexicon) -> dict[Words, frozenset[str]]:
    """Return words for things of one kind with the words that only others of it are called."""
    found: dict[Words, frozenset[str]] = {}
    for group in lexicon.file("targets")["apart"]:
        for phrases in group:
            own = {word for phrase in phrases for word in words_of(phrase)}
            others = {word for each in group for phrase in each for word in words_of(phrase)}
            found |= {words_of(phrase): frozenset(others - own) for phrase in phrases}
    return found


def _several(words: Words) -> Words:
    """Return the plural of a synonym; one that ends in "s" is one already."""
    return words if words[-1].endswith("s") else (*words[:-1], plural(words[-1]))


def _is_plural(words: Words, spoken: Iterable[Words]) -> bool:
    """Return whether a synonym is the plural of another one of its kind."""
    last = words[-1]
    endings = (
        (last.removesuffix("s"),),
        (last.removesuffix("es"),),
        (last.removesuffix("ies") + "y",),
    )
    return any(words[:-1] + ending in spoken for ending in endings if ending[0] != last)


def _is_specific(words: Words, spoken: frozenset[Words], general: frozenset[str]) -> bool:
    """Return whether a synonym is another one with a word in front that tells it apart."""
    front = words[:-1]
    return words[-1:] in spoken and front not in spoken and not set(front) <= general
