"""A turn while it is under way: what goes in, what it may use, what it has found out so far."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
import time
from typing import Any, Protocol

from .dialogue import Dialogue
from .evidence import Evidence, Vote
from .model.types import Completion, Prompt
from .models import HomeView, Plan, Reply, Request, Step, Utterance
from .outcomes import Outcome, Verdict
from .past import PastAnswer, PastQuery
from .planned import Drafts
from .policy import Policy
from .response.pin import PinCheck
from .storage.base import Vector
from .turn_report import TurnPath


class Model(Protocol):
    """What a turn asks of the language model; failures are raised as ModelError."""

    @property
    def embedding_model(self) -> str | None:
        """Return the name of the embedding model, None without one."""

    def is_large(self) -> bool:
        """Return whether the chat model is large enough to reason about a goal."""

    def is_tuned(self) -> bool:
        """Return whether the chat model was trained for homes."""

    def language(self) -> int:
        """Return which language of `tuned/` it writes, 0 if it was not trained for homes."""

    def bytes_per_token(self) -> float:
        """Return how many bytes of a prompt its tokens have, by the shortest ones so far."""

    async def embed_utterance(self, text: str) -> Vector:
        """Return the unit vector of what was said."""

    async def complete(
        self, prompt: Prompt, is_complete: Callable[[str], bool] | None = None
    ) -> Completion:
        """Return the model's answer."""


class Ears(Protocol):
    """How a turn understands a sentence by Home Assistant's own means."""

    async def strict(self, view: HomeView) -> Plan | None:
        """Return the plan of one of Home Assistant's own sentences, None if it is none."""


class Begun(Protocol):
    """A plan of which what is put off was written down, before anything moves."""

    @property
    def drafts(self) -> Drafts:
        """Return what was written down; with problems nothing was, and nothing may move."""


class Hands[BegunT: Begun](Protocol):
    """What a turn can do to the home, with the authority of the person who spoke."""

    @property
    def country(self) -> str | None:
        """Return the ISO code of the country that the home is in, if it is known."""

    async def policy(self) -> Policy:
        """Return what the owner of the home allows at this moment."""

    async def check_code(self, text: str) -> PinCheck:
        """Tell whether a text is the PIN."""

    async def begin(self, plan: Plan, view: HomeView, *, agreed: bool) -> BegunT:
        """Write down what a plan puts off; `view` is the home before anything moves."""

    async def execute(self, steps: Sequence[Step]) -> Sequence[Outcome]:
        """Carry out verified steps and confirm them."""

    async def end(
        self, begun: BegunT, verdicts: Sequence[Verdict], outcomes: Sequence[Outcome]
    ) -> str:
        """Take note of what a plan did; return what is said of what it puts off."""

    async def end_undo(
        self, begun: BegunT, verdicts: Sequence[Verdict], outcomes: Sequence[Outcome]
    ) -> Reply:
        """Take note of an undo; return what is said of it."""

    def plan_back(self, request: Request, view: HomeView) -> Plan:
        """Return the plan that undoes the last turns."""

    async def answer_request(self, request: Request, view: HomeView) -> Reply:
        """Tell what is planned, or cancel it."""

    async def recall(self, queries: Sequence[PastQuery], view: HomeView) -> Sequence[PastAnswer]:
        """Return what the record of the home says to questions. Raises StorageError."""

    async def read_back(self, request: Request, view: HomeView) -> str | None:
        """Return the question that a request waits for a yes to, None if it waits for none."""

    async def talk(self, text: str) -> str | None:
        """Return the model's answer to a question about anything else, None if it gives none.

        Raises ModelError.
        """


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance, with the ways into and out of the home that belong to it alone."""

    utterance: Utterance
    dialogue: Dialogue
    now: datetime
    """Aware time at which it was said."""
    ears: Ears
    hands: Hands[Any]


@dataclass
class Progress:
    """What a turn has found out so far, for its report."""

    path: TurnPath = TurnPath.RECOGNITION
    evidence: Evidence | None = None
    vote: Vote | None = None
    prompt: Prompt | None = None
    completion: Completion | None = None
    error: str | None = None
    stage_ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time that a block takes to a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            elapsed = (time.perf_counter() - started) * 1000
            self.stage_ms[name] = self.stage_ms.get(name, 0.0) + elapsed
