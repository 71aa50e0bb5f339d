"""What is left as it is beside others: "leave the lamp on, the other lights in the hall off"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .clauses import Clause
from .mentions import Mention, Reference, located
from .targets import Fit, Targets

_OTHERS: Final = frozenset({Reference.OTHER, Reference.REST})


def beside_others(
    clauses: Sequence[Clause], targets: Targets, area_id: str | None
) -> Sequence[Clause]:
    """Return clauses with what is left alone where the others are, if one such thing is there.

    Only what is beside it can be "the other lights in the hall".
    """
    others = [
        mention
        for clause in clauses
        if not (clause.left or clause.refused)
        for mention in clause.mentions
        if mention.reference in _OTHERS and not mention.elsewhere
    ]
    placed = [each for each in others if each.all_places or each.here]
    if len(placed) != 1 or len(others) != 1:
        return clauses

    def found(mention: Mention) -> Mention:
        unplaced = not (mention.reference or mention.all_places or mention.here)
        there = located(mention, placed[0]) if unplaced else mention
        return there if targets.choose(there, area_id).fit is Fit.CLEAR else mention

    return [
        replace(clause, mentions=list(map(found, clause.mentions))) if clause.left else clause
        for clause in clauses
    ]
