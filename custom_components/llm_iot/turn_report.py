"""What a turn was: everything that passed between its stages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .evidence import Evidence, Vote
from .model.types import Completion, Prompt
from .models import HomeView, Plan, Reply, Source, Utterance
from .outcomes import Outcome, Verdict


class TurnPath(StrEnum):
    """How a turn was decided."""

    RECOGNITION = "recognition"
    AGREEMENT = "agreement"
    VOTE = "vote"
    MODEL = "model"
    TALK = "talk"
    """The model answered a question that is not about the home."""
    ASKED = "asked"
    """It ended with a question of ours."""
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TurnReport:
    """Everything a turn was: for the trace, the event, the log and later turns."""

    utterance: Utterance
    path: TurnPath
    plan: Plan
    reply: Reply
    verdicts: tuple[Verdict, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    evidence: Evidence | None = None
    vote: Vote | None = None
    prompt: Prompt | None = None
    completion: Completion | None = None
    error: str | None = None
    """Translation key of the error that was met on the way, if any."""
    stage_ms: Mapping[str, float] = field(default_factory=dict)
    """Time spent in each stage, in milliseconds, in the order they ran."""
    before: HomeView | None = None
    """The home before anything moved; None if nothing was to move."""
    asked_with: Utterance | None = None
    """What the plan came from, if this turn only answered our question about it."""
    guess: Source | None = None
    """Where that plan came from."""
