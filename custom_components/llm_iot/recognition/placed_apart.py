"""Places that stand apart from what is there: "kitchen: lamp on", "lights off, kitchen"."""

from collections.abc import Iterable
from dataclasses import replace

from .clauses import Clause
from .mentions import Mention, Reference, located
from .narrowing import only_names
from .rooms import NOTHING
from .tokenizer import COMMA


def head_with_places(clauses: list[Clause]) -> None:
    """Let "kitchen: lamp on and blind down" be about what is in the kitchen.

    Several rooms may stand there: "kitchen and hall, lights on".
    """
    length = next((n for n, each in enumerate(clauses) if each.joined == COMMA and n), 0)
    heads, rest = clauses[:length], clauses[length:]
    if not heads or not rest or rest[0].scope:
        return
    inside = rest[0].mentions[0] if rest[0].mentions else None
    if inside is None or inside.all_places:  # "kitchen, hall and landing lights" are a list
        return
    places = [_place_of(each, inside) for each in heads]
    acts = any(each.has_verb or each.manner for each in rest)
    if acts and None not in places:
        rest[0].scope, rest[0].joined = _together(filter(None, places)), heads[0].joined
        del clauses[:length]


def end_with_places(clauses: list[Clause]) -> None:
    """Let "lights off, kitchen and hall" be about the lights of both rooms.

    With "and" in front the rooms are one more thing: "lights off, and the hall".
    """
    length = next((n for n, each in enumerate(reversed(clauses)) if not _ends_in_place(each)), 0)
    before, tail = clauses[: len(clauses) - length], clauses[len(clauses) - length :]
    if not before or not tail or tail[0].joined != COMMA:
        return
    last = before[-1].mentions[-1] if before[-1].mentions else None
    told = before[-1].has_verb or before[-1].manner
    if last is None or not told or not _is_of_all(last) or before[-1].excepted:
        return
    places = [_place_of(each, last) for each in tail]
    if len(before) == 1 and None not in places:
        before[-1].mentions[-1] = located(last, _together(filter(None, places)))
        del clauses[len(before) :]


def list_in_place(clauses: list[Clause]) -> None:
    """Let "shut down the hall, lights and fans" be about the lights and fans of the hall.

    So it is with "shut everything in the hall, blinds and curtains".
    """
    head, listed = clauses[0] if clauses else None, clauses[1:]
    place = head.mentions[0] if head and len(head.mentions) == 1 else None
    of_all = place is not None and place.reference is Reference.EVERYTHING
    if head is None or place is None or not (place.is_place or of_all):
        return
    if not (head.verbs and listed):
        return
    named = [mention for each in listed for mention in each.mentions]
    bare = all(map(only_names, listed)) and not (head.manner or head.excepted or head.times)
    groups = all(each.plural and not (each.all_places or each.reference) for each in named)
    if bare and groups and listed[0].joined == COMMA:
        head.mentions = [located(each, place) for each in named]
        del clauses[1:]


def _ends_in_place(clause: Clause) -> bool:
    return only_names(clause) and not clause.too and len(clause.mentions) == 1


def _is_of_all(mention: Mention) -> bool:
    """Return whether a kind or everything is mentioned, wherever it is: "the lights"."""
    if mention.places or mention.here or mention.home or mention.unknown:
        return False
    if mention.reference:
        return mention.reference is Reference.EVERYTHING
    return mention.plural and _is_kind(mention)


def _is_kind(mention: Mention) -> bool:
    return len(mention.things) == 1 and bool(mention.things[0].kind) and not mention.unknown


def _place_of(clause: Clause, inside: Mention) -> Mention | None:
    """Return the place that a clause is and nothing else, None if it is anything else.

    Beside a kind, a word for a room is no scene or door that is called so, too.
    """
    mention = clause.mentions[0] if _ends_in_place(clause) else None
    if mention is None or mention.is_place:
        return mention
    thing = mention.head if len(mention.things) == 1 else None
    bare = not (mention.reference or mention.unknown or mention.plural)
    if thing is None or not (thing.place and bare and _is_kind(inside)):
        return None
    return replace(mention, things=(replace(thing, kind=None, named=NOTHING),))


def _together(places: Iterable[Mention]) -> Mention:
    """Return the place that several mentions of places are together."""
    first, *others = places
    if not others:
        return first
    said = tuple(place for each in (first, *others) for place in each.all_places)
    return replace(first, things=(), places=said)
