"""A value that is said once for several: "dim the lamp and the light to 30"."""

from collections.abc import Sequence
from itertools import pairwise

from .actions import SET, Action, UnclearActionError
from .clauses import Clause
from .lexicon import Lexicon, Tag
from .pairing import Takes
from .tokenizer import COMMA, STOP
from .values import read_manner

_STARTING = frozenset({"on", "start", "play"})
_MOVING = frozenset({"open", "close"})
"""Senses of verbs that say of some things only how far they are to go."""
_NUMERIC = frozenset({Tag.TO, Tag.NUMBER, Tag.UNIT})


def share_values(clauses: Sequence[Clause], lexicon: Lexicon, takes: Takes) -> None:
    """Give a verb the value that follows its last device.

    What cannot be set to it is complete without it ("turn on the kettle and the lamp to 40"), and
    so is what is opened in front of something that cannot be. Raises UnclearActionError where
    the value may be meant for the last device only.
    """
    _share_attribute(clauses)
    valued = lexicon.file("actions")["value_senses"]
    for place, clause in enumerate(clauses):
        if clause.has_verb or not clause.manner or not clause.mentions:
            continue
        if clause.joined == COMMA and place and clauses[place - 1].verbs:
            continue  # "open the window, fan to 20"
        run = _run(clauses, place)
        lead = run[-1]
        if lead is clause or not _waits(lead) or lead.verbs[0].sense not in valued:
            continue
        sense = lead.verbs[0].sense
        apart = lexicon.sense(tuple(clause.joined.split()), Tag.THEN) is not None
        if apart or STOP in clause.joined or not _does(clause, sense, takes):
            continue
        if sense in _STARTING:
            theirs = any(mention.theirs for mention in clause.mentions)
            if theirs or _can_be_set(run[1:], clause, takes):
                raise UnclearActionError
            continue
        for each in run:
            each.verbs, each.manner, each.leads = lead.verbs, clause.manner, True


def _does(clause: Clause, sense: str, takes: Takes) -> bool:
    """Return whether what a clause names can be opened, or turned on, where that is the verb."""
    plain = sense in _MOVING | _STARTING
    return not plain or all(takes(mention, Action(sense)) for mention in clause.mentions)


def _can_be_set(before: Sequence[Clause], clause: Clause, takes: Takes) -> bool:
    """Return whether something before a clause can be set to the value of that clause."""
    action = Action(SET, read_manner(clause.manner))
    return any(takes(mention, action) for each in before for mention in each.mentions)


def _share_attribute(clauses: Sequence[Clause]) -> None:
    """Let a number elsewhere be of what was set before: "volume downstairs to 50, upstairs to 20".

    Alone, it would be a temperature there.
    """
    for before, clause in pairwise(clauses):
        placed = clause.scope and before.scope and not (clause.mentions or before.mentions)
        what = [part for part in before.manner if part.tag is Tag.ATTRIBUTE]
        bare = {part.tag for part in clause.manner}
        if placed and what and Tag.NUMBER in bare <= _NUMERIC and not clause.has_verb:
            clause.manner = [*what, *clause.manner]


def _run(clauses: Sequence[Clause], place: int) -> list[Clause]:
    """Return a clause and those before it, back to the one that says what is to be done."""
    run = [clauses[place]]
    for earlier in reversed(clauses[:place]):
        run.append(earlier)
        if earlier.verbs or earlier.manner or earlier.particles:
            break
    return run


def _waits(lead: Clause) -> bool:
    """Return whether a verb may have its value further on.

    One behind what it is done to is complete: "the curtains open and the AC on cool".
    """
    if lead.manner or not lead.verbs or lead.particles:
        return False
    return not lead.mentions or lead.leads
