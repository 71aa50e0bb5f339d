"""What a sentence asks of the past, as plain data."""

from dataclasses import dataclass
from enum import StrEnum

from ..past import CauseKind, PastForm, Period
from .lexicon import Words


class Follow(StrEnum):
    """How a sentence goes on from the question before it."""

    NO = "no"
    USUAL = "usual"
    """"Is that more than usual?"."""
    WHO = "who"
    WHEN = "when"
    ELSE = "else"
    """Another time, thing or place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a sentence asks of the past."""

    form: PastForm | None = None
    """None where the measure tells it: what only grows has a total, the rest a mean."""
    core: Words = ()
    """A question of the present about the same things, or what it goes on with."""
    period: Period | None = None
    """None where no time is told."""
    against: Period | None = None
    """Another time whose value is to be told, too."""
    by_speaker: bool = False
    by: CauseKind | None = None
    """What sort of doer alone counts."""
    counted: bool = False
    """Whether it asks how many things there were."""
    most: bool = False
    """Whether it is about the one that was so for the longest, or came to be so most often."""
    who: bool = False
    usual: bool = False
    deed: bool = False
    """Whether it asks what somebody did, so that what is so now belongs to the answer."""
    persons: bool = False
    """Whether it can be about nothing but persons: "who was home"."""
    limit: bool = False
    """Whether it is about a number that was above or below another one."""
    lasting: bool = False
    """Whether it is asked in the present: "how long is it on"."""
    numeric: bool = False
    """Whether it is about a number."""
    bare: bool = False
    """Whether nothing but a measure and a time is said: "bedroom temperature yesterday"."""
    was: bool = False
    """Whether a verb says that it is past."""
    just: bool = False
    """Whether it is about what was done a moment ago."""
    told: frozenset[str] = frozenset()
    """Words that tell when."""
    follow: Follow = Follow.NO
