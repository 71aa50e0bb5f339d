"""Which of several things is meant alone: "the lamps off, only the left one"."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from .clauses import Clause
from .mentions import Mention, Reference, located


def only_names(clause: Clause) -> bool:
    """Return whether a clause names things and says nothing of them."""
    says = clause.has_verb or clause.manner or clause.own_words or clause.times or clause.told
    marks = clause.left or clause.refused or clause.negated or clause.either or clause.only
    others = clause.excepted or clause.scope or clause.corrects or clause.about or clause.demanded
    return bool(clause.mentions) and not (says or marks or others)


def narrow(clauses: list[Clause]) -> None:
    """Let "the lamps off, only the left one" mean the left lamp and no other."""
    for before, clause in _restricted(clauses):
        kept = before.left or before.refused  # "not the lamps here, only those there"
        group = before.mentions[0]
        if not kept and group.plural and not group.reference:
            before.mentions = [_among(group, each) for each in clause.mentions]
            clauses.remove(clause)


def redirect(clauses: list[Clause]) -> None:
    """Let "don't turn the lights off upstairs, just downstairs" turn them off downstairs."""
    for before, clause in _restricted(clauses):
        group = before.mentions[0]
        if before.refused and not group.reference:
            group = replace(group, places=(), here=False, there=False, home=False)
            before.mentions = [_among(group, each) for each in clause.mentions]
            before.refused = False
            clauses.remove(clause)


def contrast(clauses: list[Clause]) -> None:
    """Let "not the big light, just the lamp on" say nothing of the other lights."""
    for before, clause in pairwise(clauses):
        if before.negated and only_names(replace(before, negated=False, left=False)):
            clause.only = False


def _restricted(clauses: list[Clause]) -> Iterator[tuple[Clause, Clause]]:
    """Yield each clause of one mention, the last first, with what says which of it is meant."""
    for before, clause in reversed(list(pairwise(clauses))):
        bare = clause.only and only_names(replace(clause, only=False))
        if bare and before.has_verb and len(before.mentions) == 1:
            yield before, clause


def _among(group: Mention, mention: Mention) -> Mention:
    """Return which of a group is meant: of "the lamps" by "the left one", or by its room."""
    if mention.is_place:
        return located(group, mention)
    if mention.reference is not Reference.ONE:
        return mention if mention.places else replace(mention, places=group.places)
    things = (*mention.things, *group.things)
    places = mention.places or group.places
    return replace(mention, things=things, places=places, reference=None)


def moved(group: Mention, place: Mention) -> Mention:
    """Return what is named in one place as the same in another: "the lamp in the hall, the bath".

    Anything but a place, and a place behind something that is in none, is returned as it is.
    """
    rooms = place.all_places if place.is_place else ()
    kinds = tuple(thing for thing in group.things if thing.kind or not thing.place)
    if not (rooms and kinds and group.all_places) or group.is_place or group.reference:
        return place
    kinds = tuple(replace(thing, place=None) for thing in kinds)
    return replace(group, things=kinds, places=rooms, said=kinds[-1].words)


def place_of_a_group(before: Clause, clause: Clause) -> Mention | None:
    """Return where a group is that is said otherwise: "all upstairs, I mean the blinds"."""
    group = before.mentions[-1] if before.mentions else None
    placed = group is not None and group.plural and (group.all_places or group.here)
    bare = all(each.plural and not each.all_places for each in clause.mentions)
    return group if placed and bare else None
