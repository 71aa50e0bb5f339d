"""What is named once and meant again elsewhere: "bedroom blinds to 40 and kitchen to 70"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from .actions import UnclearActionError
from .clauses import Clause
from .lexicon import Lexicon, Tag
from .mentions import Mention, Reference, located
from .narrowing import moved, only_names
from .tokenizer import COMMA
from .values import are_alike

_PLAIN: Final = frozenset({"on", "off"})
"""What is said of the lights of a room where the room alone is named."""


def name_again(clauses: list[Clause], lexicon: Lexicon) -> None:
    """Give clauses that name only a place the things that were named in front of them."""
    _repeat_elsewhere(clauses)
    _name_in_places(clauses, lexicon)
    _name_elsewhere(clauses)
    _keep_to_place(clauses)


def is_over(clause: Clause) -> bool:
    """Return whether a clause ends with what is done: "lamp on" in "lamp on, fan and TV off"."""
    if not clause.particles or not clause.mentions:
        return False
    return clause.particles[-1].start > clause.mentions[-1].start


def _repeat_elsewhere(clauses: list[Clause]) -> None:
    """Do all that was said before in another place: "hall blind up, light on, same in the den".

    Raises UnclearActionError where something of it was said of no place.
    """
    for number, clause in enumerate(clauses):
        named = clause.mentions or ([clause.scope] if clause.scope else [])
        place = named[0] if len(named) == 1 and named[0].is_place else None
        says = clause.has_verb or clause.manner or clause.left
        if not (clause.about and number) or place is None or says:
            continue
        clauses[number : number + 1] = [
            replace(each, mentions=[_there(one, place) for one in each.mentions], scope=None)
            for each in clauses[:number]
        ]
        return


def _there(mention: Mention, place: Mention) -> Mention:
    """Return what is named as the same in another place."""
    there = moved(mention, place)
    if there is not place:
        return there
    if mention.is_place or mention.reference or mention.all_places or not mention.head:
        raise UnclearActionError
    return located(replace(mention, here=False), place)


def _name_in_places(clauses: Sequence[Clause], lexicon: Lexicon) -> None:
    """Let "the heating off in the hall and on in the kitchen" be about the heating of both.

    So are the blinds in "bedroom blinds to 40 and kitchen to 70", and those of the den in "all
    blinds down, but halfway in the den".
    """
    for before, clause in pairwise(clauses):
        again = before.mentions[-1] if before.mentions else None
        states = not before.verbs and _states(clause, lexicon)
        if again is None or again.reference or (clause.verbs and not states):
            continue
        if clause.scope and not clause.mentions and (again.places or _is_group(again)):
            if states or bool(clause.particles) != bool(clause.manner):
                clause.mentions = [located(replace(again, places=()), clause.scope)]
            continue
        place = clause.mentions[0] if len(clause.mentions) == 1 else None
        moves = before.particles or clause.particles
        kind = again.head is not None and again.head.kind and not again.is_place
        alike = not moves and are_alike(before.manner, clause.manner)
        if kind and place and place.is_place and alike:
            things = tuple(thing for thing in again.things if thing.kind or not thing.place)
            clause.mentions = [located(replace(again, things=things, places=()), place)]
            continue
        like = _moves_or_sets(clause) or (clause.too and only_names(clause) and is_over(before))
        if like and place and place.is_place and not again.is_place:
            clause.model = again  # "hall blinds down, kitchen up", "hall AC off, den too"


def _is_group(mention: Mention) -> bool:
    """Return whether a kind is named of which there are several places: "all the blinds"."""
    kind = mention.head is not None and mention.head.kind is not None
    placed = mention.all_places or mention.here or mention.there
    return mention.plural and kind and len(mention.things) == 1 and not placed


def _moves_or_sets(clause: Clause) -> bool:
    """Return whether more is said than "on" or "off", which in a room is said of its lights."""
    says = [each.sense for each in clause.particles] or [each.tag for each in clause.manner]
    return bool(says) and not (clause.verbs or _PLAIN & set(says))


def _states(clause: Clause, lexicon: Lexicon) -> bool:
    """Return whether a verb is a state, too: "closed in the hall but open in the kitchen"."""
    senses = [lexicon.sense(verb.words, Tag.PARTICLE) for verb in clause.verbs]
    return bool(senses) and None not in senses


def _name_elsewhere(clauses: Sequence[Clause]) -> None:
    """Let "the radiators off in the hall, and the bath" be about the radiators of both."""
    for before, clause in pairwise(clauses):
        again = before.mentions[-1] if before.mentions else None
        bare = only_names(replace(clause, corrects=False)) and len(clause.mentions) == 1
        if bare and again and again.places and is_over(before):
            clause.mentions = [moved(again, clause.mentions[0])]


def _keep_to_place(clauses: Sequence[Clause]) -> None:
    """Let "make it dark in the hall, all lights off" be about the lights of the hall."""
    for before, clause in pairwise(clauses):
        about = before.mentions[-1] if before.mentions else None
        group = clause.mentions[0] if len(clause.mentions) == 1 else None
        placed = about and (about.places or about.here)
        if not (about and about.reference is Reference.IT and placed):
            continue
        if group and group.plural and clause.joined == COMMA:
            clause.mentions = [located(group, replace(about, reference=None))]
