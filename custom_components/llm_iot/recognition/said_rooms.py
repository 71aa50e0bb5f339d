"""The room of what a sentence named before: where things are that are named without one.

"Turn on the kitchen light and the fan" is about the fan of the kitchen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..models import Device
from .clauses import Clause, UnreadableError
from .index import Thing
from .lexicon import Words
from .mentions import Mention, Reach, located
from .references import References, names_its_room
from .rooms import Place
from .sharing import is_owner
from .targets import Able, Choice, Fit, Targets
from .tokenizer import MARKS, words_of


@dataclass
class SaidRooms:
    """Remembers rooms while one sentence is worked out."""

    targets: Targets
    references: References
    _group: Mention | None = None
    """The last mention if it was of several things and told where they are."""
    _named: bool = False
    """Whether the last mention named the room of its devices."""
    _lost_in: Place | None = None
    """The room of the last mention, if the home has no such thing there."""
    _in_front: Place | None = None
    """The place that the last mention began with: "the upstairs lights"."""
    _said: bool = False
    """Whether it did so apart from them: "the lamp in the hall"."""
    _here: bool = False
    """Whether it was what is in the room of whoever speaks: "the blinds in here"."""
    _said_before: bool = False
    """Whether the one before it did."""
    _places_before: tuple[Place, ...] = ()
    """The places that the one before it named."""
    _owner: Thing | None = None
    """Whose the devices of the last mention are: "Nora's lamp"."""
    _possessor: Thing | None = None
    """The same where that is a whole name."""

    def note(self, mention: Mention, choice: Choice) -> None:
        """Remember the room of a mention, of which this is what it means."""
        self._places_before = self.references.said_places
        self.references.said_places, self.references.around = mention.all_places, mention.places
        self._group = mention if mention.plural and mention.places else None
        self._here = mention.here
        self._named = bool(mention.places) or self._names_room(mention, choice.devices)
        self._owner, self._possessor = _owner_of(mention), self._possessor_of(mention)
        self._in_front = mention.things[0].place if len(mention.things) > 1 else None
        self._said_before = self._said
        goes_on = self._said and self.references.all_in_the_last_room(choice.devices)
        self._said = self._named or goes_on
        lost = choice.fit in {Fit.UNKNOWN_DEVICE, Fit.UNKNOWN_PLACE}
        places = (thing.place for thing in mention.things if thing.place)
        self._lost_in = next(places, None) if lost else None

    def note_place(self, mention: Mention) -> None:
        """Remember a place of which something was said: "light up the hall"."""
        self.references.said_places = mention.all_places
        self._said_before, self._said = self._said, True

    def of_the_last(self, mention: Mention) -> Mention:
        """Return "the rest of the room" as that of the room that was spoken of, if one was.

        Raises UnreadableError where whoever speaks is in another one.
        """
        place = self.references.last_room() if mention.here else None
        if place is None:
            return mention
        if self.references.area_id not in {None, place.area_id}:
            raise UnreadableError
        return replace(mention, here=False, places=(place,))

    def _theirs(self, mention: Mention) -> Mention | None:
        """Return a mention of what belongs to whom the last did: "granny's TV and lights"."""
        definite = mention.definite and not mention.theirs
        bare = not (definite or mention.places or mention.here or mention.all_places)
        owner = self._owner or (self._possessor if mention.theirs else None)
        if owner is None or not bare or mention.reach is not Reach.ONE:
            return None
        theirs = replace(mention, things=(owner, *mention.things))
        return theirs if self.targets.everything_fitting(theirs, None) else None

    def _possessor_of(self, mention: Mention) -> Thing | None:
        """Return the first word of a whole name that several have: "Anna's", of her lamp."""
        words = mention.things[0].words if len(mention.things) == 1 else ()
        first, index = words[:1], self.targets.index
        several = len(words) > 1 and len(index.by_word.get(words[0], ())) > 1
        return Thing(first) if several and first not in index.things else None

    def _names_room(self, mention: Mention, devices: Sequence[Device]) -> bool:
        return names_its_room(mention, devices, self.targets.index)

    def chosen(
        self, mention: Mention, following: Mention | None, area_id: str | None, able: Able
    ) -> Choice:
        """Return what a mention means; of several what is in the room that is named next.

        So are "the lights" of "lights off and blinds down in the hall", if the room of whoever
        speaks is not known, and then also those of "blinds down in the hall and the lights off".
        """
        choice = self.targets.choose(mention, area_id, able)
        if mention.all_places or mention.here or mention.home:
            return choice
        beside = self._beside(mention, area_id) if len(choice.devices) > 1 else None
        if beside:
            return self.targets.choose(beside, area_id, able)
        if not following:
            return choice
        group = mention.plural and mention.reach is Reach.ONE and area_id is None
        if choice.fit is not Fit.SEVERAL and not group:
            return choice
        near = self.targets.choose(located(mention, following), area_id, able)
        return near if near.fit is Fit.CLEAR and not near.otherwise_called else choice

    def _beside(self, mention: Mention, area_id: str | None) -> Mention | None:
        """Return a group where the last mention was said to be, None where nothing of it is there.

        All of them are, too, behind "in here"; otherwise all of them are those of the home.
        """
        place = self.references.last_room() if self._named else None
        if self._here and mention.plural:
            beside = replace(mention, here=True)
            found = self.targets.everything_fitting(beside, area_id)
        elif place and area_id is None and mention.plural and mention.reach is Reach.ONE:
            beside = replace(mention, places=(place,))
            found = self.targets.everything_fitting(beside, None)
        else:
            return None
        return beside if found else None

    def near_the_last(self, mention: Mention, following: Mention | None, able: Able) -> Mention:
        """Return a mention in the room of the one before: "the kitchen light and fan".

        A group is where another of its kind is, before it or `following` it with its place.
        """
        for group in filter(None, (self._group, following)):
            if _goes_on_from(group, mention):
                return replace(mention, places=group.places)
        head = mention.head
        if head and len(head.named) == 1 and not (head.kind or head.place):
            return mention  # by the whole name of one thing, wherever that is
        if theirs := self._theirs(mention):
            return theirs
        place = self._lost_in or (self.references.last_room() if self._named else None)
        place = place or self._in_front
        if is_owner(mention) or self._says_room(mention):  # "Anna's lamp off, Max's on"
            return mention
        definite = mention.definite and not self._is_called_there(mention, place, able)
        apart = definite or mention.places or mention.here
        if apart or place is None or mention.reach is not Reach.ONE or mention.all_places:
            return mention
        near = replace(mention, places=(place,))
        there = self.targets.everything_fitting(near, None)
        last = self.references.spoken[-1] if self.references.spoken else ()
        single = last if len(last) == 1 else ()  # of a group that was named one may be meant
        others = [each for each in there if each not in single]
        again = bool(there) and not others  # "WC light and LED strip": the strip is another one
        if again or self._is_elsewhere(mention, others):
            return mention
        if there:
            return near
        if head and head.named and self.targets.sorts.tells(head):
            return mention
        anywhere = self.targets.everything_fitting(mention, None)
        return mention if sum(map(able, anywhere)) == 1 else near

    def _is_elsewhere(self, mention: Mention, there: Sequence[Device]) -> bool:
        """Return whether a thing is none of the room of the one before, as something has its name.

        Of "bathroom light and LED strip on" the strip is not the light of the bathroom again.
        """
        head = mention.head
        if head is None or not self.targets.sorts.tells(head):
            return False
        called = partial(_is_called_so, head.words)
        anywhere = self.targets.everything_fitting(mention, None)
        return any(map(called, anywhere)) and not any(map(called, there))

    def _is_called_there(self, mention: Mention, place: Place | None, able: Able) -> bool:
        """Return whether "the lamp" can be one of the room that was named.

        A thing elsewhere may be called "lamp" and nothing else, but it was not spoken of.
        """
        head = mention.head
        if not (self._named and place and head and head.kind) or self.references.area_id:
            return False
        if len(mention.things) != 1 or mention.plural:
            return False
        there = self.targets.everything_fitting(replace(mention, places=(place,)), None)
        return any(able(each) and self._is_called(mention, each) for each in there)

    def _is_called(self, mention: Mention, device: Device) -> bool:
        words = mention.things[0].words
        names = map(words_of, device.names)
        return any(name[-len(words) :] == words for name in names)

    def _says_room(self, mention: Mention) -> bool:
        """Return whether a kind is called after a room: "bathroom fan"."""
        rooms = self.targets.lexicon.file("targets")["rooms"]
        kinds = (thing.words for thing in mention.things if thing.kind)
        return any(len(words) > 1 and words[0] in rooms for words in kinds)

    def near_by(self, clause: Clause, mention: Mention, able: Able) -> Sequence[Device]:
        """Return the one of each room that is named, or what is beside what was meant before."""
        everywhere = self.targets.with_here(mention, self.references.area_id)
        if placed := self.targets.one_in_each_place(everywhere, able):
            return placed
        if self._said_before and (
            near_by := self.references.beside_the_last(mention, able, self._places_before)
        ):
            return near_by
        goes_on = bool(set(clause.joined.split()) - MARKS)
        goes_on |= self.references.asked_place() is not None  # "what's on in the hall?"
        return self.references.beside_the_previous(mention, able) if goes_on else ()


def _is_called_so(words: Words, device: Device) -> bool:
    """Return whether words are in a name of a device, as they are said."""
    names = map(words_of, device.names)
    size = len(words)
    return any(words == n[at : at + size] for n in names for at in range(len(n) - size + 1))


def _owner_of(mention: Mention) -> Thing | None:
    """Return the word that tells whose things are meant, None without one."""
    first = mention.things[0] if len(mention.things) > 1 else None
    return None if first is None or first.kind or first.place or first.named else first


def _goes_on_from(group: Mention, mention: Mention) -> bool:
    """Return whether another group of the same kind is named, and not where it is."""
    head, other = mention.head, group.head
    bare = not (mention.all_places or mention.here or mention.home or mention.reference)
    several = mention.plural and group.plural and mention.reach is Reach.ONE
    if head is None or other is None or not (bare and several and head.kind):
        return False
    return head.kind == other.kind and head.words != other.words
