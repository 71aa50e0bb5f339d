"""One thing in the place of another: "let's have the lamp instead of the ceiling light"."""

from collections.abc import Sequence

from .clauses import Clause
from .lexicon import Tag
from .tagging import Part


def exchange(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses with what makes way as something to be turned off.

    Where it is said what is to be done, it is done to what is named and to nothing else: "turn
    off the TV instead of the radio".
    """
    found: list[Clause] = []
    for before, clause in zip((None, *clauses), clauses, strict=False):
        found.append(clause)
        if before and _goes_on(before, clause):
            clause.manner = before.manner
        says = clause.has_verb or clause.manner or clause.own_words or clause.left
        if clause.instead and clause.mentions and not says:
            clause.particles = [_particle("on")]
            found.append(Clause(particles=[_particle("off")], mentions=clause.excepted))
            clause.excepted = []
    return found


def _goes_on(before: Clause, clause: Clause) -> bool:
    """Return whether just a place and a state follow: "music off here but on in the bath"."""
    told = {part.tag for part in before.manner}
    placed = before.scope and clause.scope and not (before.mentions or clause.mentions)
    says_more = clause.verbs or clause.manner or clause.own_words or clause.times or clause.left
    return bool(placed and clause.particles and told == {Tag.ATTRIBUTE} and not says_more)


def _particle(sense: str) -> Part:
    return Part(0, 0, (), Tag.PARTICLE, sense)
