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
    for clause in clauses:
        found.append(clause)
        says = clause.has_verb or clause.manner or clause.own_words or clause.left
        if clause.instead and clause.mentions and not says:
            clause.particles = [_particle("on")]
            found.append(Clause(particles=[_particle("off")], mentions=clause.excepted))
            clause.excepted = []
    return found


def _particle(sense: str) -> Part:
    return Part(0, 0, (), Tag.PARTICLE, sense)
