"""Reads the runs of words that mean devices off a row of parts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .all_of_room import in_room, of_all
from .index import Thing
from .lexicon import Tag, Words
from .mentions import Mention, Reach, Reference, narrowed
from .rooms import NOTHING, Numbers, Place
from .tagging import Part


def mention_at(
    parts: Sequence[Part],
    start: int,
    candidates: Callable[[Iterable[Thing]], Numbers],
    things: Mapping[Words, Thing],
) -> tuple[Mention | None, int]:
    """Return the mention that begins at a part and the part behind it; None without one.

    `candidates` gives the devices that all of some things can be said of, `things` are all
    things of the home by their words.
    """
    return _Reader(parts, candidates, things).mention(start)


@dataclass
class _Reader:
    """Reads one mention off a row of parts."""

    parts: Sequence[Part]
    candidates: Callable[[Iterable[Thing]], Numbers]
    things: Mapping[Words, Thing]

    def mention(self, start: int) -> tuple[Mention | None, int]:
        """Return the mention that begins at a part, and the part behind it."""
        position, mention = self._opening(start)
        position, mention = self._content(position, mention)
        mention = of_all(mention, self.things)
        if mention.reach is Reach.BOTH and not (mention.things or mention.unknown):
            mention = replace(mention, reference=Reference.THEM)
        if not (mention.things or mention.unknown or mention.reference):
            if mention.here and self._tag(position) is Tag.IN:
                after, placed = self._place_behind(position, mention)
                if placed.places:  # "here in the hall"
                    return self._closed(replace(placed, here=False), start, after)
            if mention.here or mention.home or mention.places or mention.there:
                return self._closed(mention, start, position)
            return None, start
        mention = self._as_place(start, _rest_of_places(mention))
        position, mention = self._behind(position, mention)
        return self._closed(mention, start, position)

    def _as_place(self, start: int, mention: Mention) -> Mention:
        """Return a mention behind "in" as that of a place: "in the garage" is in no door.

        And "in the kitchen" is in no scene that is called so.
        """
        inside = start > 0 and self.parts[start - 1].tag is Tag.IN
        thing = mention.head
        if not inside or thing is None or len(mention.things) > 1:
            return mention
        if self.parts[start - 1].words[-1] in _INSIDE - {"at"}:
            mention = in_room(mention, self.things)
            if mention.places:
                return mention
        if not thing.place or mention.reference or mention.unknown:
            return mention
        place = replace(thing, kind=None, plural=False, named=NOTHING)
        return replace(mention, things=(place,))

    def _closed(self, mention: Mention, start: int, end: int) -> tuple[Mention, int]:
        head = mention.head
        single = head is not None and not (head.plural or mention.reference)
        named = head is not None and len(head.named) == 1 and self._tag(end + 1) is not None
        single |= named and self._tag(end) is Tag.AND  # "both drapes and the lamp"
        if mention.reach is Reach.BOTH and single and not self._are_two(mention, end):
            mention = replace(mention, reach=Reach.ONE)  # "both the lamp and the fan"
        mention = replace(mention, start=self.parts[start].start, end=self.parts[end - 1].end)
        return mention, end

    def _are_two(self, mention: Mention, end: int) -> bool:
        """Return whether words out of names mean two things by themselves: "both Hue Go"."""
        alone = not mention.definite and self._tag(end) is not Tag.AND
        return alone and len(self.candidates(mention.things)) == 2  # noqa: PLR2004

    def _tag(self, position: int) -> Tag | None:
        return self.parts[position].tag if position < len(self.parts) else None

    def _opening(self, position: int) -> tuple[int, Mention]:
        """Read quantifiers and determiners, or a reference."""
        mention = Mention(0, 0)
        while (further := self._determined(position, mention)) is not None:
            position, mention = position + 1, further
        found = self._tag(position)
        reference = self._reference(position)
        if reference:
            several = reference in _SEVERAL or self._is_of_places(position)
            reach = Reach.ALL if several else mention.reach
            sense = self.parts[position].sense if reference is Reference.THEM else ""
            reach = Reach.BOTH if sense == Reach.BOTH else reach
            whole = sense == Reach.ALL
            whole |= reference is Reference.REST and self._is_rest_of_place(position + 1)
            mention = replace(mention, reference=reference, reach=reach, whole=whole)
            mention = replace(mention, elsewhere=found is Tag.ELSEWHERE)
            return self._behind_of(position + 1, mention), mention
        if found in _PLACED:
            return position + 1, _placed(mention, found)
        return position, mention

    def _determined(self, position: int, mention: Mention) -> Mention | None:
        """Return a mention with a quantifier or determiner; None if none stands there."""
        found = self._tag(position)
        part = self.parts[position] if found else None
        if part is None:
            return None
        if found is Tag.ALL:
            return replace(mention, reach=Reach.ALL)
        if found is Tag.DETERMINER:
            near = part.sense == "near" and mention.reach is Reach.ALL  # "all these lights"
            there = part.sense == "there"  # "its own blind"
            here = mention.here or near
            theirs = mention.theirs or part.sense == "theirs"
            mention = replace(mention, definite=True, here=here, theirs=theirs)
            return replace(mention, there=mention.there or there)
        if found is Tag.BOTH:
            return replace(mention, reach=Reach.BOTH)
        if found is Tag.NUMBER and self._counts(position):
            return replace(mention, count=int(part.number or 0))
        if part.sense == "determining" and self._is_several(position + 1):
            return replace(mention, definite=True)  # "them curtains"
        of = found is Tag.IN and part.words == _OF and mention.reach is not Reach.ONE
        return mention if of else None

    def _reference(self, position: int) -> Reference | None:
        """Return what the part at a position refers to, None if it names something.

        "The other lights" are the rest of them, "those in the hall" the ones there.
        """
        found = self._tag(position)
        reference = _REFERENCES.get(found) if found else None
        if reference is Reference.OTHER and self._is_several(position + 1):
            return Reference.REST
        return Reference.ONE if self._is_of_places(position) else reference

    def _is_of_places(self, position: int) -> bool:
        """Return whether "those" are told by where they are: "those in the hall"."""
        behind = self.parts[position + 1 : position + 2]
        if self._tag(position) is not Tag.PRONOUNS or not behind:
            return False
        near = self._tag(position + 2) in {Tag.DETERMINER, Tag.ALL} and behind[0].prepositional
        inside = near or behind[0].tag is Tag.IN  # "turn those on in the hall" is another thing
        return inside and self._place_behind(position + 1, Mention(0, 0))[0] > position + 1

    def _behind_of(self, position: int, mention: Mention) -> int:
        """Return where the noun begins: "the rest of the lights"."""
        of = position < len(self.parts) and self.parts[position].words == _OF
        if mention.reference is not Reference.REST or not of:
            return position
        after = position + 1
        while self._tag(after) is Tag.DETERMINER:
            after += 1
        named = self._tag(after) is Tag.THING and not self._is_rest_of_place(position)
        return after if named else position

    def _is_rest_of_place(self, position: int) -> bool:
        """Return whether "of the kitchen" follows: the rest of it is of any kind.

        Of "the kitchen lights" it is of that kind.
        """
        if self._tag(position) is Tag.HERE:
            return True  # "of the room"
        of = position < len(self.parts) and self.parts[position].words == _OF
        after = position + 1
        while of and self._tag(after) is Tag.DETERMINER:
            after += 1
        if of and self._more(after + 1) and self._is_several(after):
            return False
        return of and (self._tag(after) is Tag.HERE or self._place_at(after) is not None)

    def _counts(self, position: int) -> bool:
        """Return whether a number says how many: "the two lamps"."""
        number = self.parts[position].number or 0
        return self._is_several(position + 1) and number > 1 and number == int(number)

    def _is_several(self, position: int) -> bool:
        """Return whether the noun that begins at a position means several things."""
        while self._tag(position) is Tag.THING and self._goes_on(position + 1):
            position += 1
        thing = self.parts[position].thing if self._tag(position) is Tag.THING else None
        return bool(thing and thing.plural)

    def _goes_on(self, position: int) -> bool:
        """Return whether a noun goes on here; "downstairs" at its end only says where."""
        things = self._things(position) if self._tag(position) is Tag.THING else ()
        return any(not thing.adverb or self._more(position + 1) for thing in things)

    def _content(self, position: int, mention: Mention) -> tuple[int, Mention]:
        """Read the names, kinds and places that stand side by side."""
        if mention.reference and mention.reference is not Reference.REST:
            return position, mention
        begin = position
        while position < len(self.parts):
            part = self.parts[position]
            if part.tag is Tag.THING and part.thing:
                if self._is_headed(begin, mention):
                    break
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

    def _is_headed(self, begin: int, mention: Mention) -> bool:
        """Return whether a place alone stands in front: "in the kitchen lights off"."""
        while begin and self._tag(begin - 1) in {Tag.DETERMINER, Tag.ALL}:
            begin -= 1
        front = {Tag.AND, Tag.THEN, None}
        inside = begin > 0 and self._tag(begin - 1) is Tag.IN
        leads = inside and (self._tag(begin - 2) if begin > 1 else None) in front
        thing = mention.head if len(mention.things) == 1 else None
        return (
            leads and thing is not None and bool(thing.place and not (thing.named and thing.kind))
        )

    def _more(self, position: int) -> bool:
        """Return whether the noun goes on behind a place: "upstairs" in "the upstairs light"."""
        return self._tag(position) is Tag.THING

    def _begins_another(self, mention: Mention, thing: Thing) -> bool:
        """Return whether two whole names stand side by side: "hall light kitchen light"."""
        said = mention.things
        if not said or not said[-1].named or not thing.named:
            return False
        if said[-1].place and thing.kind and not said[-1].kind:
            return False  # of "kitchen lamp" the kitchen is no scene of that name
        return not self.candidates((*said, thing))

    def _behind(self, position: int, mention: Mention) -> tuple[int, Mention]:
        """Read where the devices are: "in the kitchen and the hall", "upstairs", "here"."""
        while position < len(self.parts):
            part = self.parts[position]
            if part.tag in _PLACED:
                mention = _placed(mention, part.tag)
            elif part.tag is Tag.ELSEWHERE:
                mention = replace(mention, reference=Reference.REST, reach=Reach.ALL)
                mention = replace(mention, elsewhere=True)
            elif after := self._narrower(position, mention):
                mention = replace(mention, things=(*mention.things, *self._things(after)))
                mention = replace(mention, said=(*mention.said, *self.parts[after].words))
                position = after
            elif part.tag is Tag.THING and part.thing and part.thing.adverb and part.thing.place:
                mention = replace(mention, places=narrowed(mention.places, part.thing.place))
            elif part.tag is Tag.IN:
                after, mention = self._place_behind(position, mention)
                if after == position:
                    break
                position = after
                continue
            elif self._adds(part) and (mention.places or mention.here):
                after, further = self._further_place(position, mention)
                if after == position:
                    break
                position, mention = after, further
                continue
            else:
                break
            position += 1
        return position, mention

    def _adds(self, part: Part) -> bool:
        """Return whether a part adds something: "but the kitchen" leaves it out."""
        return part.tag is Tag.AND and part.text != "but"

    def _things(self, position: int) -> tuple[Thing, ...]:
        thing = self.parts[position].thing
        return (thing,) if thing else ()

    def _narrower(self, position: int, mention: Mention) -> int:
        """Return where a word out of the name stands behind "on the", 0 without one.

        "The lamp on the left" is the left lamp, "the one on the desk" the desk lamp.
        """
        part = self.parts[position]
        one = mention.things or mention.reference is Reference.ONE
        if not (part.tag is Tag.IN or part.prepositional) or not one:
            return 0
        after = position + 1
        if self._tag(after) is not Tag.DETERMINER or self._tag(after + 1) is not Tag.THING:
            return 0
        things = self._things(after + 1)
        if any(thing.place or (thing.kind and thing.named) for thing in things):
            return 0
        own = any(set(thing.words) & set(mention.said) for thing in things)
        return after + 1 if not own and self.candidates((*mention.things, *things)) else 0

    def _place_behind(self, position: int, mention: Mention) -> tuple[int, Mention]:
        """Read "in the kitchen"; the position stays if no place follows."""
        after = position + 1
        while self._tag(after) in {Tag.DETERMINER, Tag.ALL, Tag.IN}:
            after += 1
        if (found := self._tag(after)) in _PLACED:
            return after + 1, _placed(mention, found)
        if after < len(self.parts):
            part = self.parts[after]
            if part.tag is Tag.THING and part.thing and part.thing.place:
                if self._is_contrary(part.thing.place, after + 1):
                    return self._unknown_place(after, mention)
                places = narrowed(mention.places, part.thing.place)
                further = self._place_at(after + 1)
                if further and further.devices <= part.thing.place.devices:
                    after, places = after + 1, narrowed(places, further)
                return after + 1, replace(mention, places=places)
            if part.tag is Tag.UNKNOWN and self.parts[position].words[-1] in _INSIDE:
                return self._unknown_place(after, mention)
        return position, mention

    def _is_contrary(self, place: Place, position: int) -> bool:
        """Return whether another place follows that is not in the first: "the attic bathroom"."""
        other = self._place_at(position)
        return other is not None and not (
            other.devices <= place.devices or place.devices <= other.devices
        )

    def _place_at(self, position: int) -> Place | None:
        """Return the place that a part names, None if it names something else, too."""
        part = self.parts[position] if position < len(self.parts) else None
        thing = part.thing if part else None
        if thing is None or thing.adverb or thing.kind or thing.named:
            return None
        return thing.place

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
        if thing and thing.adverb and self.parts[after - 1].dual:
            return position, mention  # "off in the hall and on upstairs"
        if not (thing and thing.place and not thing.kind) or self._tag(after + 1) is Tag.THING:
            return position, mention
        return after + 1, replace(mention, places=(*mention.places, thing.place))


def _rest_of_places(mention: Mention) -> Mention:
    """Return "the others upstairs" as the others there, not as what is called upstairs."""
    bare = all(thing.place and not thing.kind and not thing.named for thing in mention.things)
    if mention.reference is not Reference.REST or not bare:
        return mention
    return replace(mention, things=(), places=mention.all_places)


def _placed(mention: Mention, tag: Tag | None) -> Mention:
    """Return a mention with the place of a word that names none: "here", "there"."""
    return replace(
        mention,
        here=mention.here or tag is Tag.HERE,
        there=mention.there or tag is Tag.THERE,
        home=mention.home or tag is Tag.HOME,
    )


_PLACED = frozenset({Tag.HERE, Tag.HOME, Tag.THERE})
_OF = ("of",)
_SEVERAL = frozenset({Reference.THEM, Reference.REST, Reference.EVERYTHING})
_REFERENCES = {
    Tag.PRONOUN: Reference.IT,
    Tag.PRONOUNS: Reference.THEM,
    Tag.OTHER: Reference.OTHER,
    Tag.REST: Reference.REST,
    Tag.ELSEWHERE: Reference.REST,
    Tag.EVERYTHING: Reference.EVERYTHING,
}
_INSIDE = frozenset({"in", "inside", "at", "within", "throughout"})
