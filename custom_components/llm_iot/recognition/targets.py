"""Which devices of the home a mention means.

They are those that all its words can be said of: by a name, the kind, the room or the floor.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..kinds import Kinds
from ..models import Device
from .called_here import is_called_here
from .choice import Able, Choice, Fit
from .index import HomeIndex, Thing
from .lexicon import Lexicon, Tag
from .main_light import main_lights, without_main
from .mention_reader import mention_at
from .mentions import Mention, Reach, Reference
from .rooms import NOTHING, Numbers, Place
from .sorts import Sorts
from .spelling import spelled
from .tagging import Part, tag
from .tokenizer import tokenize, words_of

__all__ = ["Able", "Choice", "Fit", "Mention", "Reach", "Reference", "Targets"]

_NEVER_NAMING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.AND, Tag.THEN, Tag.TO, Tag.UNIT})
"""Roles of words that no mention begins with."""


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
    sorts: Sorts = field(init=False)
    relative: frozenset[str] = field(init=False)
    """Words that begin what tells one of several things from the others: "that"."""

    def __post_init__(self) -> None:
        """Take the kinds with a special role from the words of the language."""
        data = self.lexicon.file("targets")
        object.__setattr__(self, "sorts", Sorts(self.index, self.lexicon, self.kinds))
        object.__setattr__(self, "essential", frozenset(data["essential_kinds"]))
        object.__setattr__(self, "carriers", frozenset(data["carriers_of_others"]))
        object.__setattr__(self, "relative", frozenset(data["relative"]))

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
        if start < len(parts) and parts[start].tag in _NEVER_NAMING:
            return None, start
        return mention_at(parts, start, self.candidates, self.index.things)

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
        kind = self.index.of_kind(thing.kind)
        if thing.specific:
            for word in thing.words[:-1]:
                kind &= self.index.said_of(word)
        for word in thing.apart:
            kind -= by_word.get(word, NOTHING)
        if thing.kind and not self.index.of_kind(thing.kind) and len(thing.words) == 1:
            for synonym in set(self.kinds.data[thing.kind]["words"]) - thing.apart:
                named |= by_word.get(synonym, NOTHING)
        return thing.named | named | kind | place | self._of_mass(thing) | self._united(thing)

    def _of_mass(self, thing: Thing) -> Numbers:
        """Return what else a word means: radiators, for "the heating" or "the thermostat"."""
        data, words = self.lexicon.file("targets"), " ".join(thing.words)
        kinds = (*data["masses"].get(words, ()), *data["kin"].get(words, ()))
        numbers = {number for kind in kinds for number in self.index.of_kind(kind)}
        return frozenset(n for n in numbers if self.index.devices[n].domain == "climate")

    def _united(self, thing: Thing) -> Numbers:
        """Return what a word means besides its kind: TVs, too, of "media players"."""
        kinds = self.lexicon.file("targets")["unions"].get(" ".join(thing.words), ())
        return frozenset(n for kind in kinds for n in self.index.of_kind(kind))

    def choose(self, mention: Mention, area_id: str | None, able: Able | None = None) -> Choice:
        """Return which devices a mention means to somebody in a room.

        References are not resolved here: they need the conversation. Where several
        devices fit, those that can do what is asked for (`able`) are meant.
        """
        mention = self.with_here(mention, area_id)
        if mention.unknown_place:
            return Choice(Fit.UNKNOWN_PLACE, subject=mention.unknown_place)
        fitting = NOTHING if mention.unknown else self._fitting(mention, area_id)
        if not fitting:
            return self._lacking(mention, area_id)
        if able and not any(able(self.index.devices[n]) for n in fitting):
            fitting = self._by_another_kind(mention, area_id, able) or fitting
        kin, fitting = fitting, self._narrowed(fitting, mention, area_id)
        placed = bool(mention.places) or self._names_place(mention)
        if placed and (not fitting or self.sorts.are_of_another(fitting, mention)):
            return Choice(Fit.CLEAR, self.index.pick(fitting or kin), otherwise_called=True)
        if not fitting:
            return Choice(Fit.UNKNOWN_DEVICE, subject=self._subject(mention))
        if able:
            fitting = frozenset(n for n in fitting if able(self.index.devices[n])) or fitting
        several = len(fitting) > 1 and not mention.plural
        several |= mention.wanted is not None and len(fitting) != mention.wanted
        return Choice(Fit.SEVERAL if several else Fit.CLEAR, self.index.pick(fitting))

    def _lacking(self, mention: Mention, area_id: str | None) -> Choice:
        """Return that nothing is called so, but for "the main light" of a room."""
        if heaters := self._heaters(mention, area_id):
            several = len(heaters) > 1 and not mention.plural
            return Choice(Fit.SEVERAL if several else Fit.CLEAR, self.index.pick(heaters))
        words = self.lexicon.file("targets")["main_lights"]
        light = without_main(mention, words)
        if light and light.head and (light.all_places or area_id):
            here = replace(light, here=not light.all_places)
            fitting = self._within(self._fitting(here, area_id), here, area_id)
            lights = main_lights(self.index.pick(fitting), light.head.words, words)
            if lights:
                return Choice(Fit.CLEAR if len(lights) == 1 else Fit.SEVERAL, lights)
        subject = mention.words if mention.unknown else self._subject(mention)
        return Choice(Fit.UNKNOWN_DEVICE, subject=subject)

    def _heaters(self, mention: Mention, area_id: str | None) -> Numbers:
        """Return what "the heating" means in a room that has no thermostat: its heater."""
        head, masses = mention.head, self.lexicon.file("targets")["masses"]
        kinds = masses.get(" ".join(head.words), ()) if head else ()
        if not kinds or mention.unknown or not all(t is head or t.place for t in mention.things):
            return NOTHING
        found = frozenset(n for kind in kinds for n in self.index.of_kind(kind))
        for thing in mention.things[:-1]:
            found &= thing.place.devices if thing.place else NOTHING
        return self._within(found, mention, area_id)

    def with_here(self, mention: Mention, area_id: str | None) -> Mention:
        """Return "the lights in here and in the hall" with the speaker's room as one of both."""
        room = next((each for each in self.index.places if each.area_id == area_id), None)
        if not (mention.here and mention.places and area_id and room):
            return mention
        return replace(mention, places=(room, *mention.places), here=False)

    def one_in_each_place(self, mention: Mention, able: Able) -> tuple[Device, ...]:
        """Return the one of each place: "light off in the hall and in the bath"; else none."""
        if len(mention.places) < 2 or mention.plural:  # noqa: PLR2004
            return ()
        found = [
            self.choose(replace(mention, places=(each,)), None, able) for each in mention.places
        ]
        clear = all(each.fit is Fit.CLEAR and len(each.devices) == 1 for each in found)
        return tuple(each.devices[0] for each in found) if clear else ()

    def of_kind(self, things: Iterable[Thing], kind: str) -> Numbers:
        """Return the devices of a kind that all of some things can be said of."""
        return self.candidates(things) & self.index.of_kind(kind)

    def everything_fitting(self, mention: Mention, area_id: str | None) -> tuple[Device, ...]:
        """Return every device that the words of a mention can be said of."""
        if not self._is_mass(mention):
            return self.index.pick(self._fitting(mention, area_id))
        return self.index.pick(self._within(self.candidates(mention.things), mention, area_id))

    def among(self, mention: Mention, group: Iterable[Device]) -> tuple[Device, ...]:
        """Return which devices of a group a mention means; all that fit where it is not clear."""
        members = set(group)
        if mention.reference is Reference.ONE or self._is_mass(mention):
            fitting = self._within(self.candidates(mention.things), mention, None)
        else:
            fitting = self._fitting_among(mention, members)
        fitting = frozenset(n for n in fitting if self.index.devices[n] in members)
        if mention.plural:
            fitting = self._of_that_word(fitting, mention)
        elif not self._is_mass(mention):
            fitting = self._by_the_very_word(self._exact(mention, fitting) or fitting, mention)
        return self.index.pick(fitting)

    def _fitting_among(self, mention: Mention, members: Container[Device]) -> Numbers:
        """Return what a mention means, in the likeliest way in which it is one of some devices.

        "The window" of all lights is the window light, and no window.
        """
        found = self.candidates(mention.things)
        for each in (*self._readings(mention, None), found):
            near = self._within(each, mention, None)
            if any(self.index.devices[number] in members for number in near):
                return near
        return self._fitting(mention, None)

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

    def _fitting(self, mention: Mention, area_id: str | None) -> Numbers:
        """Return the devices in its places that all words of a mention can be said of.

        Those go first that are what its head says, then those that it is only also said of.
        """
        near = [self._within(each, mention, area_id) for each in self._readings(mention, area_id)]
        found = next(filter(None, near), NOTHING)
        if mention.wanted and len(found) < mention.wanted:  # a radiator is a thermostat, too
            alike = frozenset().union(*near[:2])
            return alike if len(alike) == mention.wanted else found
        return found

    def _readings(self, mention: Mention, area_id: str | None) -> Iterator[Numbers]:
        """Yield the devices that the words of a mention can be said of, the likeliest first."""
        found = self.candidates(mention.things)
        head = mention.head
        if head is None:
            return
        if head.kind is None:
            yield found
            return
        kin = self.index.of_kind(head.kind) | self._united(head)
        yield found & kin | self._exact(mention, found, area_id)
        yield found & self._of_mass(head)
        yield self._standing_for(found, head.kind)
        if mention.is_name:
            yield found

    def _standing_for(self, numbers: Numbers, kind: str | None) -> Numbers:
        """Return the devices of other kinds that are called one of a kind.

        The plug of the coffee machine is; so are "Front door" and "Front door lock".
        """
        devices = self.index.devices
        return frozenset(n for n in numbers if kind and self._stands_for(devices[n], kind))

    def _stands_for(self, device: Device, kind: str) -> bool:
        own = self.kinds.words_of(device.kind)
        names = [words for name in device.names if (words := words_of(name))]
        last = {words[-1] for words in names}
        if device.kind not in self.lexicon.file("targets")["hung_before"]:  # "Window shades"
            last |= {words[-2] for words in names if len(words) > 1 and words[-1] in own}
        return device.kind in self.carriers or bool(last & self.kinds.words_of(kind))

    def _by_another_kind(self, mention: Mention, area_id: str | None, able: Able) -> Numbers:
        """Return what stands for the kind that is said and can do what is asked for."""
        found = self.candidates(mention.things)
        standing = self._standing_for(found, mention.head.kind if mention.head else None)
        within = self._within(standing, mention, area_id)
        return frozenset(n for n in within if able(self.index.devices[n]))

    def _exact(self, mention: Mention, numbers: Numbers, area_id: str | None = None) -> Numbers:
        """Return the devices whose whole name is said.

        The room may be left out of the name of a device in the speaker's room, or in one
        that is named apart from it.
        """
        words = tuple(word for thing in mention.things for word in thing.words)
        whole = self.index.things.get(words)
        rooms = {place.area_id for place in mention.all_places} | {area_id}
        near = frozenset(n for room in rooms for n in self.index.in_area(room))
        devices = self.index.devices
        in_room = frozenset(n for n in numbers & near if is_called_here(devices[n], words))
        return in_room | (whole.named & numbers if whole else NOTHING)

    def _narrowed(self, numbers: Numbers, mention: Mention, area_id: str | None) -> Numbers:
        """Return those that are meant of several that fit.

        Without a place the speaker's room goes first, then a whole name. "The lights in the
        hall" are all there, even if one is called "Hall lights".
        """
        exact = self._exact(mention, numbers, area_id)
        here = numbers & self.index.in_area(area_id)
        anywhere = not mention.places and not mention.home and not self._names_place(mention)
        enough = bool(here) and len(here) >= (mention.wanted or 0)  # "both" are not one here
        if anywhere and enough and self._only_kind(mention) and mention.reach is not Reach.ALL:
            numbers, exact = here, exact & here
        if mention.plural:
            kind = self._only_kind(mention)
            there = mention.places[1:] or (kind and (mention.places or mention.here))
            one = mention.reach is Reach.ONE and not (mention.home or there)
            if kind:  # "the lights" are no "Kitchen lights" alone, even where one speaks there
                exact &= mention.things[0].named
            return exact if exact and one else self._of_that_word(numbers, mention)
        if len(mention.places) > 1:
            return numbers  # "the light in the hall and the bath" is one in each
        if len(exact) == 1:
            return exact
        numbers = exact or self._called_so(numbers, mention)
        if len(numbers) > 1 and anywhere and here & numbers:
            numbers &= here
        return self._by_the_very_word(numbers, mention)

    def _called_so(self, numbers: Numbers, mention: Mention) -> Numbers:
        """Return those with all the words in a name of theirs, all where none has.

        "The kitchen light" is the kitchen main light and not any light of the kitchen.
        """
        words = [word for thing in mention.things for word in thing.words]
        called = numbers
        for word in words if len(words) > 1 else ():
            called &= self.index.by_word.get(word, NOTHING)
        return called or numbers

    def _is_mass(self, mention: Mention) -> bool:
        """Return whether what is said is no single thing: "the heating"."""
        head = mention.head
        masses = self.lexicon.file("targets")["masses"]
        return head is not None and " ".join(head.words) in masses and len(mention.things) == 1

    def _names_place(self, mention: Mention) -> bool:
        """Return whether a place is said in front of the kind: "kitchen light"."""
        return any(thing.place and thing is not mention.head for thing in mention.things)

    def _only_kind(self, mention: Mention) -> bool:
        """Return whether nothing but a kind is said."""
        return all(thing.kind for thing in mention.things) and len(mention.things) == 1

    def _of_that_word(self, numbers: Numbers, mention: Mention) -> Numbers:
        """Return those of a group that have its word in their names, all where none has.

        "The curtains" are no blinds, where some are called curtains; "the lights" are all.
        """
        head = mention.head
        if head is None or head.kind is None or len(head.words) > 1 or self._is_mass(mention):
            return numbers
        word = head.words[0]
        usual = self.kinds.word(head.kind)
        if word in {usual, f"{usual}s"}:
            others = self.sorts.told_apart(head.kind)
            parts = [numbers & place.devices for place in mention.places] or [numbers]
            return frozenset().union(*(part - others or part for part in parts))
        forms = {word, word.removesuffix("s"), f"{word}s"}
        called = frozenset(n for form in forms for n in self.index.by_word.get(form, NOTHING))
        if not numbers & called and self.sorts.are_called(head, called):
            return NOTHING
        if mention.wanted is not None and len(numbers & called) != mention.wanted:
            return numbers
        return numbers & called or numbers

    def _by_the_very_word(self, numbers: Numbers, mention: Mention) -> Numbers:
        """Return the only one that has the very word in its name, else all.

        "The lamp" is the floor lamp and not the ceiling light; "the light" can be both. "The
        speaker" is no radio, though a radio is a kind of speaker.
        """
        head = mention.head
        if len(numbers) < 2 or head is None or head.kind is None:  # noqa: PLR2004
            return numbers
        if self._is_mass(mention) or not self.sorts.tells(head):
            return numbers
        alike = numbers & self.members(replace(head, kind=None, place=None, named=NOTHING))
        alike = alike or numbers & self.index.short_for(head.words[0])  # "amp": the amplifier
        return alike if len(alike) == 1 else numbers
