"""Where the things of a clause are, while it is being read."""

from dataclasses import replace

from .clause_draft import ClauseDraft
from .lexicon import Tag
from .mentions import Mention
from .rooms import NOTHING
from .tagging import Part
from .tokenizer import MARKS
from .values import VALUE_TAGS

_ENDS_IT = frozenset({"off", "open", "close"})
"""Senses of words that can only be what is to be so: "on" and "down" may tell where."""
_PLAIN = frozenset({"on", "off"})
_DOING = frozenset({Tag.VERB, Tag.CARRIER})

_MOST_NAMES = 3
"""Words for the person that something is done for: "the little one"."""


class ClausePlaces(ClauseDraft):
    """A draft that knows places: "lights off in the attic and in the hall"."""

    def stands_in(self, mention: Mention, after: int) -> bool:
        """Take "and in the hall" behind "lights on the first floor" as one more place of them.

        Returns whether it is one: behind both has to stand what they are to be.
        """
        clause = self.clause
        last = clause.mentions[-1] if clause.mentions else None
        joins = bool(set(self.separator.split()) - MARKS)
        acts = self.tag_at(after) in {Tag.PARTICLE, *VALUE_TAGS}
        if last is None or not (last.places and joins and acts) or clause.manner:
            return False
        if [self.stood_on_floor(each) for each in clause.particles] != [True]:
            return False
        clause.mentions[-1] = replace(last, places=(*last.places, *mention.all_places))
        clause.particles, self.separator = [], ""
        return True

    def with_scope(self, mention: Mention) -> Mention:
        """Return a place in front with the one before it: "in the attic and in the hall"."""
        scope = self.clause.scope
        joins = bool(set(self.separator.split()) - MARKS)
        if scope is None or not joins or not self.clause.empty or self.clause.times:
            return mention
        places = (*scope.all_places, *mention.all_places)
        here = scope.here or mention.here
        return replace(scope, things=(), places=places, here=here)

    def with_places_in_front(self, mention: Mention) -> Mention:
        """Return what is in a place, too, that is joined in front of it.

        "(In the attic) and in the hall lights on" is about both.
        """
        scope = self.clause.scope
        joins = bool(set(self.separator.split()) - MARKS)
        if scope is None or not (joins and mention.places and self.clause.empty):
            return mention
        self.clause.scope, self.separator = None, ""
        return replace(mention, places=(*scope.all_places, *mention.places))

    def as_further_place(self, mention: Mention, after: int) -> Mention:
        """Return "the kitchen" behind "lights on in the hall and" as a room, and no scene."""
        clause = self.clause
        last = clause.mentions[-1] if clause.mentions else None
        thing = mention.head if len(mention.things) == 1 else None
        bare = not (mention.plural or mention.unknown or mention.reference)
        if thing is None or not (thing.place and bare) or not self._is_listed(after):
            return mention
        several = last is not None and last.places and last.plural and not thing.kind
        leads = last is None and clause.scope is not None and clause.empty
        if not (several or (leads and self.tag_at(after) in _DOING)):
            return mention
        return replace(mention, things=(replace(thing, kind=None, named=NOTHING),))

    def _is_listed(self, after: int) -> bool:
        """Return whether what ends at a position is one more of a list: "and the kitchen too"."""
        ends = self.ends(after) or self.tag_at(after) in _DOING
        return bool(self.separator) and (ends or self.tag_at(after) is Tag.TOO)

    def sets_elsewhere(self, position: int) -> bool:
        """Return whether a number is that of another place: "to 20 downstairs and 18 upstairs".

        So is the brightness, if it was told of one by then.
        """
        clause, number = self.clause, self.tag_at(position) is Tag.NUMBER
        again = self.tag_at(position) is Tag.ATTRIBUTE and clause.scope is not None
        if again and any(part.tag is Tag.ATTRIBUTE for part in clause.manner):
            return True
        plain = all(part.tag is not Tag.ATTRIBUTE for part in clause.manner)
        if not (number and clause.scope and clause.manner and plain):
            return False
        return self.places_next(position + 1 + (self.tag_at(position + 1) is Tag.UNIT))

    def leads_to_place(self, position: int) -> bool:
        """Return whether "in" at a position says where something is.

        In "in the hall light on" the room is that of a name.
        """
        after = position + 1
        if self.places_next(after) or self.narrows_next(after):
            return True
        after += self.tag_at(after) is Tag.DETERMINER
        thing = self.parts[after].thing if after < len(self.parts) else None
        inside = self.parts[position].text == self.targets.lexicon.file("targets")["inside"]
        front = bool(self.separator) or not (self.clause.has_verb or self.clause.mentions)
        return inside and front and thing is not None and bool(thing.named)

    def add_place(self, mention: Mention, after: int) -> bool:
        """Take a place as one more: "off in the attic and the basement".

        Returns whether it is one; `after` is the position behind it.
        """
        clause = self.clause
        last = clause.mentions[-1] if clause.mentions else clause.scope
        placed = last and (last.places or last.all_places or last.here) and clause.has_verb
        if last is None or not (placed and self.separator) or not self.ends(after):
            return False
        if clause.mentions:
            clause.mentions[-1] = replace(last, places=(*last.places, *mention.all_places))
        elif clause.leads and clause.manner:
            clause.scope = replace(last, places=(*last.places, *mention.all_places))
        else:
            return False
        self.separator = ""
        return True

    def goes_on_in_place(self, position: int) -> bool:
        """Return whether a place follows the part at a position: "down in the cellar"."""
        if self.tag_at(position + 1) is Tag.IN:
            return True
        behind = self.parts[position + 1 : position + 2]
        return bool(behind) and behind[0].prepositional and self.places_next(position + 2)

    def is_placed(self) -> bool:
        """Return whether it is said where what was named last is."""
        return bool(self.clause.mentions) and bool(self.clause.mentions[-1].places)

    def is_aside(self, particle: Part) -> bool:
        """Return whether a particle in front of a place says no more than where it is.

        The contrary of what is so elsewhere begins another clause: "off in the hall on in the den".
        """
        told = [each.sense for each in self.clause.particles]
        if self.is_placed() and set(told) <= _PLAIN and {*told, particle.sense} == _PLAIN:
            self.separator = self.separator or "and"
            return False
        return bool(self.clause.mentions) and particle.sense not in _ENDS_IT

    def tells_another(self, position: int) -> bool:
        """Return whether what is told is no matter of what was named: "lamp on, volume down".

        In "TV off and the volume of the radio to 20" it is said of what.
        """
        part, clause = self.parts[position], self.clause
        named = clause.mentions[-1].things if clause.mentions else ()
        acts = clause.has_verb or clause.particles
        if part.tag is Tag.ATTRIBUTE and named and acts and self.is_of_another(position):
            return True
        if part.tag is not Tag.ATTRIBUTE or clause.leads or not (clause.has_verb and named):
            return False
        domains = self.targets.lexicon.file("actions")["attributes"].get(part.sense, ())
        devices = self.targets.index.pick(self.targets.candidates(named))
        return bool(devices) and all(device.domain not in domains for device in devices)

    def is_of_another(self, position: int) -> bool:
        """Return whether it is said what an attribute is of: "the volume of the radio"."""
        links = self.targets.lexicon.file("targets")["noun_again"]["links"]
        return any(part.text in links for part in self.parts[position + 1 : position + 2])

    def is_over_before(self, position: int) -> bool:
        """Return whether a verb with a thing of its own begins anew: "lamp at 20 pause the TV"."""
        clause = self.clause
        told = [part.start for part in (*clause.particles, *clause.manner)]
        over = bool(clause.mentions) and max(told, default=0) > clause.mentions[-1].start
        behind = position + 1 + (self.tag_at(position + 1) is Tag.DETERMINER)
        return over and self.tag_at(behind) is Tag.THING

    def beneficiary(self, position: int) -> int:
        """Return where "for the baby" ends behind a command, 0 where no such words stand."""
        clause, part = self.clause, self.parts[position]
        says = clause.mentions and (clause.has_verb or clause.manner)
        if part.tag is not Tag.IN or part.words[-1] != "for" or not says:
            return 0
        after = begin = position + 1 + (self.tag_at(position + 1) is Tag.DETERMINER)
        while after < begin + _MOST_NAMES and self._is_somebody(after):
            after += 1
        meant = after > begin and self.tag_at(after - 1) is not Tag.AMOUNT  # not "for a bit"
        return after if meant and self.ends(after) else 0

    def _is_somebody(self, position: int) -> bool:
        """Return whether a part can be a word for a person: "the little one", "my wife"."""
        part = self.parts[position] if position < len(self.parts) else None
        thing = part.thing if part else None
        named = thing is not None and bool(thing.named or thing.kind or thing.place)
        words = {Tag.THING, Tag.UNKNOWN, Tag.ONE, Tag.AMOUNT}
        if self.tag_at(position - 1) is Tag.DETERMINER:
            words.add(Tag.VERB)  # "the coal man", where coal is heard as "cool"
        return part is not None and part.tag in words and not named
