"""The runs of words that mean devices: "all the lamps in the kitchen"."""

from dataclasses import dataclass, replace
from enum import StrEnum

from .index import Thing
from .rooms import Place


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
    there: bool = False
    """Whether they are where what was spoken of is ("the light there")."""
    home: bool = False
    """Whether the whole home is named ("in the house")."""
    theirs: bool = False
    """Whether it is somebody's of whom was spoken: "her lamp"."""
    definite: bool = False
    """Whether it begins with a determiner: "kitchen light and the fan"."""
    unknown: tuple[str, ...] = ()
    """Words that nothing in this home is called."""
    said: tuple[str, ...] = ()
    """The words for the devices, in order."""
    whole: bool = False
    """Whether it is all that is there: "the rest of the room", "it all" if nothing was named."""
    elsewhere: bool = False
    """Whether they are where what was spoken of, or else the speaker, is not."""
    unknown_place: str | None = None
    """A place that the devices are to be in and that this home lacks."""

    @property
    def wanted(self) -> int | None:
        """Return how many devices are meant, where the words tell: two by "both"."""
        return 2 if self.reach is Reach.BOTH else self.count

    @property
    def head(self) -> Thing | None:
        """Return what the mention is in the first place: the last kind, else the last thing."""
        kinds = [thing for thing in self.things if thing.kind]
        return kinds[-1] if kinds else self.things[-1] if self.things else None

    @property
    def plural(self) -> bool:
        """Return whether several devices are meant."""
        head = self.head
        rooms = any(t.plural and not (t.kind or t.named) for t in self.things)  # "the bedrooms"
        return self.reach is not Reach.ONE or bool(head and head.plural) or rooms

    @property
    def is_name(self) -> bool:
        """Return whether it can only be a name.

        It has two rooms ("garage entry"), a number ("plug 2"), or ends in a word that only names
        have: "TV backlight" is no TV.
        """
        rooms = sum(thing.place is not None for thing in self.things)
        last = self.things[-1] if self.things else None
        own = last is not None and not (last.kind or last.place)
        return own or rooms > 1 or any(thing.words[-1].isdecimal() for thing in self.things)

    @property
    def is_place(self) -> bool:
        """Return whether a place and nothing in it is mentioned."""
        head = self.head
        if self.reference or self.unknown:
            return False
        if head is None:
            return bool(self.places) or self.here or self.home or self.there
        return all(thing.place and not thing.kind and not thing.named for thing in self.things)

    @property
    def all_places(self) -> tuple[Place, ...]:
        """Return the places of a mention of places, however they are said.

        "On the ground floor in the kitchen" is only the kitchen.
        """
        said = self.places + tuple(thing.place for thing in self.things if thing.place)
        return tuple(
            place for place in said if not any(place.devices > each.devices for each in said)
        )

    @property
    def words(self) -> str:
        """Return what is said of the devices, for a sentence about it."""
        return " ".join(self.said)


def located(mention: Mention, place: Mention) -> Mention:
    """Return a mention with a place that was said apart from it."""
    if mention.places or mention.here or mention.there:
        return mention
    return replace(
        mention,
        places=place.all_places,
        here=place.here,
        there=place.there,
        home=mention.home or place.home,
    )


def narrowed(places: tuple[Place, ...], place: Place) -> tuple[Place, ...]:
    """Return places with another one behind them: "upstairs in the bath" is only the bath."""
    if len(places) != 1:
        return (*places, place)
    if place.devices <= places[0].devices:
        return (place,)
    return places if places[0].devices <= place.devices else (*places, place)
