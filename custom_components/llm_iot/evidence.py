"""What is known about an utterance before a model is asked, and what examples would do.

Plain data, as in `models.py`.
"""

from dataclasses import dataclass

from .models import Device, Plan, Utterance


@dataclass(frozen=True, slots=True)
class Example:
    """A retrieved utterance with its plan, in the words of this home."""

    say: str
    plan: tuple[str, ...]
    """Strings of the plan language."""
    score: float
    """0 to 1, similarity to the utterance."""
    goal: str | None = None
    possible: bool = True
    """Whether the devices of this home can do what its plan says."""
    usual: tuple[str, ...] = ()
    """What of its plan is there by habit."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier sentence of the same conversation, and what it came to."""

    utterance: Utterance
    plan: Plan


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about an utterance before a model is asked."""

    candidates: tuple[Device, ...]
    """Devices the model may name, in the order of the prompt."""
    examples: tuple[Example, ...] = ()
    """Nearest first."""
    facts: tuple[str, ...] = ()
    """A few short lines on what is usual and how things are now, the most relevant first."""
    learned: frozenset[str] = frozenset()
    """Entity ids for which earlier episodes decide, and not the examples."""
    notes: tuple[str, ...] = ()
    """What people asked to be remembered, as far as it matters; the nearest first."""
    part_of_day: str | None = None
    """"evening", say, if what is usual then is known."""
    spares: bool = True
    """Whether the words may leave something out of what they ask for."""
    readings: tuple[Device, ...] = ()
    """What can only be asked and may be asked about, in the order of the prompt."""
    earlier: tuple[Earlier, ...] = ()
    """What was said a moment ago, the newest first."""
    ranked: tuple[str, ...] = ()
    """Entity ids of the candidates, the most fitting first; nothing where that is not known."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What the nearest examples would do."""

    plan: Plan
    weight: float
    """0 to 1: share of the similarity that stands behind the winning plan."""
    nearest: float
    """0 to 1: similarity of the nearest example behind it."""
    goal: str | None = None
    """The goal of that example, if it is of one."""
    general: Plan | None = None
    """What the examples alone would do, where earlier turns changed that."""
    joined: bool = False
    """Whether it is of several clauses, each of which tells a goal of its own."""
