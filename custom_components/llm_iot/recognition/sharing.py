"""What each clause is to do: its own verb and value, or those of a neighbour.

"Turn on the lamp and the fan", "the lamp and the fan off", "turn the lamp on and the fan
off": a clause without a verb of its own takes that of a neighbour, if only one can be meant.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from .actions import SET, Action, UnclearActionError
from .clauses import Clause
from .lexicon import Lexicon, Tag
from .mentions import Mention, Reach, Reference
from .named_once import is_over, name_again
from .narrowing import contrast, narrow, only_names, redirect
from .pairing import Takes
from .placed_apart import end_with_places, head_with_places, list_in_place
from .shared_values import share_values
from .tokenizer import COMMA, STOP
from .values import NO_MANNER, UnreadableValueError, read_manner

_OTHERS: Final = frozenset({Reference.OTHER, Reference.REST})


def own_action(clause: Clause, lexicon: Lexicon) -> Action | None:
    """Return what a clause itself says is to be done, None if it leaves that open.

    Raises UnclearActionError for verbs, particles and values that do not go together.
    """
    try:
        manner = read_manner(clause.manner)
    except UnreadableValueError as err:
        raise UnclearActionError from err
    sense = _sense(clause, lexicon)
    says_how = bool(manner.values or manner.relative or clause.own_words)
    if sense is None:
        return Action(SET, manner) if says_how else None
    ways_to_open = lexicon.file("actions")["openings"]
    if manner.relative == "raise" and sense in ways_to_open:  # "close it a bit further"
        way = "raise" if ways_to_open[sense] == "up" else "lower"
        manner = replace(manner, relative=way, more=True)
    elif manner.relative and sense != SET:
        directions = lexicon.file("actions")["relative"]
        ways = directions.get(sense), directions.get(manner.relative)
        if ways[0] is None:
            raise UnclearActionError
        if ways[0] == ways[1] or manner.relative == "raise":
            keeps = sense if manner.relative == "raise" else manner.relative
            manner = replace(manner, relative=keeps, more=True)
        else:
            raise UnclearActionError
    if sense == SET and not says_how:
        return None
    return Action(sense, manner)


def _sense(clause: Clause, lexicon: Lexicon) -> str | None:
    """Return the sense of verb and particle together; None if there is neither."""
    if len(clause.verbs) > 1:
        raise UnclearActionError
    particle = clause.particles[0] if clause.particles else None
    if not clause.verbs:
        return particle.sense if particle else None
    verb = clause.verbs[0]
    if particle is None:
        return verb.sense or SET
    joined = lexicon.sense((*verb.words, *particle.words), Tag.VERB)
    if joined:
        return joined
    agrees = lexicon.file("actions")["agreeing"].get(verb.sense)  # "run it on high"
    if verb.tag is Tag.CARRIER or particle.sense in {verb.sense, agrees}:
        return particle.sense
    raise UnclearActionError


def share_actions(clauses: list[Clause], lexicon: Lexicon, takes: Takes) -> None:
    """Give every clause its action, that of a neighbour where it has none of its own.

    Raises UnclearActionError where both neighbours offer one.
    """
    _name_topic(clauses)
    _name_first(clauses)
    head_with_places(clauses)
    list_in_place(clauses)
    end_with_places(clauses)
    _call_by_name(clauses)
    name_again(clauses, lexicon)
    _leave_alike(clauses, lexicon)
    contrast(clauses)
    redirect(clauses)
    narrow(clauses)
    _go_on(clauses)
    _share_kind(clauses)
    share_values(clauses, lexicon, takes)
    for clause in clauses:
        clause.action = own_action(clause, lexicon)
    _contrast(clauses, lexicon)
    _share_time(clauses)
    _share_room(clauses)
    own = [clause.action is not None for clause in clauses]
    for place, clause in enumerate(clauses):
        if own[place] or clause.told or clause.left or not clause.mentions:
            continue
        behind = _behind(clauses, own, place)
        before = None if clause.verbs else _before(clauses, own, place)
        if before and behind and _is_apart(clauses, place):
            behind = None
        if before and behind and before.action != behind.action and not is_over(before):
            raise UnclearActionError
        if source := behind or before:
            _take_over(clause, source, front=behind is not None)
            _share_place(clauses, place)
            _share_exception(clauses, place)


def _is_apart(clauses: Sequence[Clause], place: int) -> bool:
    """Return whether a pause parts a clause from the next: "turn on A and B, and C off"."""
    following = clauses[place + 1].joined.split() if place + 1 < len(clauses) else []
    return COMMA in following and COMMA not in clauses[place].joined.split()


def _contrast(clauses: Sequence[Clause], lexicon: Lexicon) -> None:
    """Give "only row C" what is contrary to what the others are to do: "the other rows off"."""
    for clause, following in pairwise(clauses):
        others = any(each.reference in _OTHERS for each in following.mentions)
        if clause.only and clause.action is None and following.action and others:
            contrary = lexicon.file("actions")["opposites"].get(following.action.sense)
            if contrary is None or following.action.manner != NO_MANNER:
                raise UnclearActionError
            clause.action = Action(contrary)


def _share_room(clauses: Sequence[Clause]) -> None:
    """Tell clauses of the room that the last one names: "lamp on and blinds down in the hall"."""
    for clause, following in reversed(tuple(pairwise(clauses))):
        place = next((each for each in following.mentions[-1:] if each.places), None)
        place = place or following.next_place
        bare = not any(each.places or each.reference for each in clause.mentions)
        bare &= not following.left  # "lights off, leave the ones in the hall"
        if place and bare and STOP not in following.joined.split():
            clause.next_place = place


def _name_topic(clauses: list[Clause]) -> None:
    """Put what was named in front in the place of "it", "them" or "both" at the end.

    "The lamp and the fan, turn both off": the words in front ask for nothing by themselves.
    """
    last, topics = clauses[-1] if clauses else None, clauses[:-1]
    if last is None or not topics or len(last.mentions) != 1 or not last.verbs or last.only:
        return
    mention = last.mentions[0]
    names = [each for topic in topics for each in topic.mentions]
    if mention.reference not in {Reference.IT, Reference.THEM}:
        return
    several = 2 if mention.reach is Reach.BOTH else len(names)
    wanted = 1 if mention.reference is Reference.IT else several
    if len(names) != wanted or not all(map(only_names, topics)):
        return
    last.mentions = names
    del clauses[:-1]


def _name_first(clauses: list[Clause]) -> None:
    """Drop what is named in front and again with what it is to do: "fan and TV: fan on, TV off"."""
    first = next((n for n, each in enumerate(clauses) if not only_names(each)), len(clauses))
    named = [mention for each in clauses[:first] for mention in each.mentions]
    again = [mention for each in clauses[first:] for mention in each.mentions]
    if not named or not all(any(_is_short(one, each) for one in again) for each in named):
        return
    for clause in clauses[first:]:
        clause.mentions = [
            one if one.places else next((each for each in named if _is_short(one, each)), one)
            for one in clause.mentions
        ]
    del clauses[:first]


def _is_short(short: Mention, mention: Mention) -> bool:
    """Return whether a mention says another one again, at least its first words.

    What is called just so itself is another thing: "the hall fan light and the hall fan".
    """
    if len(short.things) == len(mention.things) == 1:
        one, other = short.things[0].named, mention.things[0].named
        if one and other and one.isdisjoint(other):
            return False
    return bool(short.said) and mention.said[: len(short.said)] == short.said


def _call_by_name(clauses: list[Clause]) -> None:
    """Let "Robby, start cleaning" be about Robby: what is called is told what to do."""
    if len(clauses) != 2 or clauses[1].joined != COMMA:  # noqa: PLR2004
        return
    name, command = clauses
    bare = not (command.mentions or command.scope or command.own_words or command.refused)
    called = only_names(name) and not any(each.is_place for each in name.mentions)
    if called and bare and command.verbs:
        command.mentions = name.mentions
        del clauses[0]


def _leave_alike(clauses: list[Clause], lexicon: Lexicon) -> None:
    """Let "but leave the kitchen and the hall" leave both alone, unless more is said of one.

    How they are is said once: "leave the lamp and the fan on". Of "only the lamp and the fan"
    one clause is made, as each by itself would not be the only one.
    """
    parts: list[Clause] = []
    for place, (before, clause) in enumerate(pairwise(clauses), start=2):
        following = clauses[place] if place < len(clauses) else None
        alone = following is None or bool(following.verbs) or following.only
        alone = alone or (following is not None and COMMA in following.joined.split())
        joins = bool(set(clause.joined.split()) - {COMMA, STOP})
        contrasts = set(clause.joined.split()) & set(lexicon.file("targets")["but"])
        shares = not contrasts and _says_state_of_both(before, clause)
        if not (before.left and before.mentions and joins and alone):
            continue
        if only_names(clause) or shares:
            clause.left = True
            before.particles = before.particles or clause.particles
            clause.particles = clause.particles or before.particles
            before.times = before.times or clause.times
        if clause.left and before.only:
            before.mentions += clause.mentions
            parts.append(clause)
    clauses[:] = [clause for clause in clauses if not any(clause is each for each in parts)]


def _says_state_of_both(before: Clause, clause: Clause) -> bool:
    """Return whether a way behind the second of two things is that of both: "A and B on"."""
    says = before.has_verb or before.manner or before.own_words or before.times
    if says or not clause.particles or any(each.reference for each in clause.mentions):
        return False
    return only_names(replace(clause, particles=[], times=[]))


def _go_on(clauses: Sequence[Clause]) -> None:
    """Let a way and a time alone be about what was named before: "on at six and off at seven".

    So is it behind a value, or with one: "to 30 at eight and to 60 at nine".
    """
    for before, clause in pairwise(clauses):
        bare = not (clause.mentions or clause.verbs or clause.scope)
        timed = bool(before.times and clause.times)
        says = clause.particles or clause.manner
        if bare and timed and says and before.mentions and (before.has_verb or before.manner):
            clause.mentions = before.mentions


def _share_time(clauses: Sequence[Clause]) -> None:
    """Let a time in front hold for all that follows: "at seven open the blinds and ..."."""
    first = clauses[0] if clauses else None
    if first is None or not first.time_leads:
        return
    for clause in clauses[1:]:
        if clause.times or STOP in clause.joined.split():
            return
        clause.times = first.times


def _take_over(clause: Clause, source: Clause, *, front: bool) -> None:
    """Let a clause do what a neighbour does, at the same time."""
    clause.action = source.action
    clause.refused |= source.refused and not clause.only
    clause.own_words = clause.own_words or source.own_words
    if front and source.mentions and source.mentions[-1].places:
        clause.shared_place = source.mentions[-1]
    if not front and clause.times and not source.times and not clause.time_leads:
        source.times = clause.times
    clause.times = clause.times or source.times


def _share_place(clauses: Sequence[Clause], place: int) -> None:
    """Let the place behind the last of several devices hold for those before it."""
    last = clauses[place].mentions[-1]
    if not last.places:
        return
    for earlier in reversed(clauses[:place]):
        if earlier.shared_place or not earlier.mentions or earlier.mentions[-1].places:
            break
        earlier.shared_place = last
        if earlier.verbs or earlier.particles:
            break


def _share_exception(clauses: Sequence[Clause], place: int) -> None:
    """Let what is left out of the last of several groups be left out of all of them."""
    last = clauses[place]
    for earlier in reversed(clauses[:place]) if last.excepted else ():
        if earlier.excepted or not all(mention.plural for mention in earlier.mentions):
            break
        earlier.excepted = last.excepted
        if earlier.verbs or earlier.particles:
            break


def _share_kind(clauses: Sequence[Clause]) -> None:
    """Give a room the kind of what follows: "the kitchen and hall lights"."""
    for clause, following in reversed(list(pairwise(clauses))):
        if not clause.mentions or not following.mentions or following.verbs:
            continue
        mention, model = clause.mentions[-1], following.mentions[0]
        first = model.things[0] if model.things else None
        rooms = len(mention.things) == 1 and bool(mention.is_place or mention.things[0].place)
        kinds = [thing for thing in model.things[1:] if thing.kind]
        if kinds and is_owner(mention) and is_owner(replace(model, things=model.things[:1])):
            things = (*mention.things, *model.things[1:])
            said = (*mention.said, *model.said[1:])
            clause.mentions[-1] = replace(mention, things=things, said=said)
            continue
        if rooms and first and first.place and not first.kind and len(model.things) > 1:
            things = (*mention.things, *model.things[1:])
            clause.mentions[-1] = replace(mention, things=things, reach=model.reach)
        elif rooms and first and first.named and model.head and model.head.kind:
            raise UnclearActionError
        elif mention.is_place and not (model.is_place or clause.particles or clause.manner):
            clause.model = model if model.things else None


def is_owner(mention: Mention) -> bool:
    """Return whether a word out of names is all that is said: "Anna's and Max's lamps"."""
    thing = mention.things[0] if len(mention.things) == 1 else None
    bare = not (mention.unknown or mention.reference or mention.places)
    return bool(thing and bare and not (thing.named or thing.kind or thing.place))


def _before(clauses: Sequence[Clause], own: Sequence[bool], place: int) -> Clause | None:
    """Return the clause in front whose verb can hold for this one, too."""
    for index in range(place - 1, -1, -1):
        if own[index]:
            found = clauses[index]
            return None if found.left or found.told else found
    return None


def _behind(clauses: Sequence[Clause], own: Sequence[bool], place: int) -> Clause | None:
    """Return the clause behind whose particle or value can hold for this one, too.

    "The fan on, the lamp too, the TV off": what is said to be so too is like what is in front.
    """
    if clauses[place].too:
        return None
    for index in range(place + 1, len(clauses)):
        following = clauses[index]
        if own[index]:
            return None if following.leads or following.left else following
        if following.verbs or following.too:
            return None
    return None
