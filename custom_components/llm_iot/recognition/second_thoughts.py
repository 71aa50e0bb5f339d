"""Corrections within one sentence: "the lamp off, no, the light"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from .actions import Actions
from .clauses import Clause, UnreadableError
from .index import Thing
from .lexicon import Tag, Words
from .mentions import located
from .narrowing import moved, place_of_a_group
from .rooms import NOTHING, Place
from .sharing import is_owner
from .targets import Mention, Reference
from .tokenizer import MARKS

AGAIN: Final = frozenset({Reference.IT, Reference.THEM})
"""References to what was named last."""
_VALUES: Final = frozenset({Tag.NUMBER, Tag.LEVEL, Tag.UNIT})
"""Roles of words for a value of one and the same sort."""

_AMOUNTS: Final = frozenset({Tag.NUMBER, Tag.LEVEL})


@dataclass(frozen=True)
class SecondThoughts:
    """Works them into the clauses."""

    actions: Actions
    things: Mapping[Words, Thing]
    """What is called how in this home."""

    def settle(self, clauses: list[Clause]) -> None:
        """Put what was said instead in the place of what it corrects."""
        self._drop_broken_off(clauses)
        self._overrule(clauses)
        position = 1
        while position < len(clauses):
            clause, before = clauses[position], clauses[position - 1]
            if not clause.corrects or clause.left:
                position += not self._leaves_another(clauses, position)
                continue
            if clause.empty and clause.scope and before.mentions and before.mentions[-1].places:
                bare = replace(before.mentions[-1], places=())  # "off upstairs, no, downstairs"
                before.mentions[-1] = located(bare, clause.scope)
                del clauses[position]
                continue
            if clause.empty and clauses[0].corrects and position == len(clauses) - 1:
                del clauses[position]  # "I meant Dad's, not that one"
                continue
            if clause.empty:
                raise UnreadableError
            if not clause.verbs and clause.mentions and not clause.particles:
                clause.scope = clause.scope or before.scope or place_of_a_group(before, clause)
                clause.shared_place = self._place_before(before, clause)
                clause.mentions = self._of_the_kind_before(before, clause)
                clause.verbs, clause.particles = before.verbs, before.particles
                clause.manner = clause.manner or before.manner
                clause.leads, clause.times = before.leads, clause.times or before.times
                clause.corrects = not clause.excepted
                del clauses[position - 1]
            elif clause.mentions or clause.verbs:
                if clause.verbs and all(each.reference in AGAIN for each in clause.mentions):
                    clause.mentions = before.mentions or clause.mentions
                del clauses[position - 1]
            else:
                if clause.particles and any(verb.tag is Tag.VERB for verb in before.verbs):
                    before.verbs, before.manner = [], []  # "dim the lamp, no, off"
                before.manner = clause.manner or before.manner
                before.particles = clause.particles or before.particles
                del clauses[position]

    def _leaves_another(self, clauses: list[Clause], position: int) -> bool:
        """Drop one thing of which another is to stay so: "the lamp on, I mean keep the door shut".

        "All lights off, no wait, leave the hall on" makes an exception. Returns whether it did.
        """
        clause, before = clauses[position], clauses[position - 1]
        one = [m for m in before.mentions if m.things and not (m.plural or m.is_place)]
        names = any(m.things and not m.reference for m in clause.mentions)
        if not (clause.corrects and one and len(one) == len(before.mentions) and names):
            return False
        clause.left = not clause.particles
        del clauses[position - 1]
        return True

    def _drop_broken_off(self, clauses: list[Clause]) -> None:
        """Drop a verb that another takes the place of at once: "turn off turn on the lamp".

        Without a thing of its own it would mean what was spoken of last.
        """
        for before, clause in reversed(list(pairwise(clauses))):
            sense = before.verbs[0].sense if before.verbs else ""
            others = [verb.sense for verb in clause.verbs[:1] if verb.sense]
            alike = bool(sense) and others in ([sense], [self.actions.opposite(sense)])
            alone = replace(before, verbs=[], leads=False, action=None).empty and not before.times
            if alike and alone and clause.mentions and not (clause.joined or before.scope):
                clauses.remove(before)

    def _overrule(self, clauses: list[Clause]) -> None:
        """Let what is said last of a thing hold: "the lamp on 75, er, set it to 50".

        Not what is to come later, and both of what goes together: "turn it on, make it red".
        """
        for before, clause in reversed(list(pairwise(clauses))):
            again = [each.reference for each in clause.mentions]
            placed = clause.scope or any(each.all_places for each in clause.mentions)
            plain = not (before.times or clause.times or before.left or clause.left or placed)
            if clause.follows or clause.too or not plain or not before.mentions:
                continue
            place = clauses.index(before)
            around = (*clauses[max(place - 1, 0) : place], *clauses[place + 2 : place + 3])
            if all(map(_is_whole, around)) and self._is_other_value(before, clause):
                before.manner = clause.manner
                clauses.remove(clause)
                continue
            if again and AGAIN.issuperset(again) and self._undoes(before, clause):
                clause.mentions = before.mentions
                clauses.remove(before)

    def _is_other_value(self, before: Clause, clause: Clause) -> bool:
        """Return whether a value alone follows a pause: "the fan at half, er, 35 percent"."""
        paused = bool(clause.joined) and MARKS.issuperset(clause.joined.split())
        alone = not (clause.has_verb or clause.mentions or clause.own_words)
        around = (before, {Tag.TO, Tag.ATTRIBUTE}), (clause, {Tag.TO})
        said = [[p.tag for p in each.manner if p.tag not in small] for each, small in around]
        return paused and alone and all(tags and _VALUES.issuperset(tags) for tags in said)

    def _undoes(self, before: Clause, clause: Clause) -> bool:
        """Return whether two clauses ask for what excludes each other: 75 and 50, on and off."""
        both = before, clause
        numbers = [{p.number or p.sense for p in each.manner if p.tag in _AMOUNTS} for each in both]
        said = [[part.sense for part in (*each.verbs, *each.particles)] for each in both]
        opposites = {self.actions.opposite(sense) for sense in said[0]}
        if all(numbers):
            return numbers[0] != numbers[1] and set(said[1]) <= {*said[0], "set", ""}
        return not any(numbers) and bool(opposites & set(said[1]))

    def _placed(self, group: Mention, kind: Thing) -> Mention:
        """Return what is called by its room, "the kitchen radio", as the radio of that room."""
        room = None if group.all_places or len(group.things) > 1 else self._room_said(group)
        return replace(group, things=(kind,), places=(room,)) if room else group

    def _room_said(self, mention: Mention) -> Place | None:
        """Return the room that a name begins with."""
        fronts = (mention.said[:end] for end in range(len(mention.said) - 1, 0, -1))
        rooms = (thing.place for front in fronts if (thing := self.things.get(front)))
        return next(filter(None, rooms), None)

    def _place_before(self, before: Clause, clause: Clause) -> Mention | None:
        """Return where another thing is meant if it is there: "the hall off, I mean the fan"."""
        last = before.mentions[-1] if before.mentions else None
        placed = any(each.all_places for each in clause.mentions) or clause.scope
        if last is None or placed or last.all_places:
            return None if placed else last
        room = self._room_said(last)
        return replace(last, places=(room,)) if room else None

    def _of_the_kind_before(self, before: Clause, clause: Clause) -> list[Mention]:
        """Return "my lights off, I mean Tom's" as Tom's lights: whose they are is all that is new.

        And "the hall speaker off, no, the kitchen one" as the kitchen speaker, "the lamp in the
        hall, no, the kitchen" as the lamp in the kitchen.
        """
        group = before.mentions[-1] if before.mentions else None
        head = group.head if group and not group.reference else None
        kind = head if head is None or head.kind else self.things.get(head.words[-1:])
        if group is None or kind is None or not kind.kind:
            return clause.mentions
        kinds = (replace(kind, place=None, named=NOTHING),)
        return [
            replace(each, things=(*each.things, *kinds), reach=group.reach)
            if is_owner(each)
            else replace(each, things=(*each.things, *kinds), reference=None)
            if each.reference is Reference.ONE and (each.things or each.places)
            else moved(self._placed(group, kind), each)
            for each in clause.mentions
        ]


def _is_whole(clause: Clause) -> bool:
    """Return whether a clause says what is to be done, and with what; a row of names does not."""
    acts = clause.particles or clause.manner or any(v.tag is Tag.VERB for v in clause.verbs)
    return bool(acts and clause.mentions)
