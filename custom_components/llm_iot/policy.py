"""What the owner of a home allows: rules, risks and permissions, as data of one moment.

`collection/` reads them from Home Assistant; the verifier and the gate only look at this.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .capability import Risk


class Effect(StrEnum):
    """What a rule does to the actions that it is about."""

    FORBID = "forbid"
    ASK = "ask"
    LIMIT = "limit"
    """A value outside the rule's range becomes its nearer end."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the owner whose condition holds now."""

    name: str
    effect: Effect
    targets: frozenset[str]
    """Entity ids."""
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that limits what a plan may do at one moment, for one person."""

    rules: tuple[Rule, ...] = ()
    risks: Mapping[str, Risk] = field(default_factory=dict)
    """Risk by entity id, where the owner set it himself."""
    permitted: frozenset[str] | None = None
    """Entity ids that the person may control; None for all."""
    broad: int = 8
    """Most devices that a plan moves without asking, unless the words name them all."""
    needs_code: bool = False
    """Whether critical actions need the PIN besides a yes."""
