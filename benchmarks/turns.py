"""A turn without Home Assistant: nothing is understood by its means, and steps are handed over."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from custom_components.llm_iot.dialogue import Dialogue
from custom_components.llm_iot.models import (
    HomeView,
    Plan,
    Reply,
    Request,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.outcomes import Outcome, Verdict
from custom_components.llm_iot.past import PastAnswer, PastQuery
from custom_components.llm_iot.planned import Drafts
from custom_components.llm_iot.policy import Policy
from custom_components.llm_iot.response.pin import PinCheck, PinResult
from custom_components.llm_iot.turn import Turn

type Execute = Callable[[Sequence[Step]], Awaitable[Sequence[Outcome]]]


@dataclass(frozen=True)
class PlainEars:
    """Understand what they were told to."""

    understood: Plan | None = None

    async def strict(self, view: HomeView) -> Plan | None:  # noqa: ARG002  # the protocol's
        """Return the plan."""
        return self.understood


@dataclass(frozen=True)
class PlainBegun:
    """Nothing was put off."""

    drafts: Drafts = field(default_factory=Drafts)


@dataclass(frozen=True)
class PlainHands:
    """Carry out steps and can do nothing else."""

    carry_out: Execute
    allowed: Policy = field(default_factory=Policy)
    code: str | None = None

    @property
    def country(self) -> str | None:
        """Return that it is not known."""
        return None

    async def policy(self) -> Policy:
        """Return what is allowed."""
        return self.allowed

    async def check_code(self, text: str) -> PinCheck:
        """Compare with the code; a text without digits is none."""
        if not text.isdecimal():
            return PinCheck(PinResult.NOT_A_CODE)
        return PinCheck(PinResult.RIGHT if text == self.code else PinResult.WRONG)

    async def begin(self, plan: Plan, view: HomeView, *, agreed: bool) -> PlainBegun:  # noqa: ARG002
        """Keep nothing."""
        return PlainBegun()

    async def execute(self, steps: Sequence[Step]) -> Sequence[Outcome]:
        """Hand the steps over."""
        return await self.carry_out(steps)

    async def end(
        self,
        begun: PlainBegun,  # noqa: ARG002
        verdicts: Sequence[Verdict],  # noqa: ARG002
        outcomes: Sequence[Outcome],  # noqa: ARG002
    ) -> str:
        """Say nothing."""
        return ""

    async def end_undo(
        self,
        begun: PlainBegun,  # noqa: ARG002
        verdicts: Sequence[Verdict],  # noqa: ARG002
        outcomes: Sequence[Outcome],  # noqa: ARG002
    ) -> Reply:
        """Say nothing."""
        return Reply("")

    def plan_back(self, request: Request, view: HomeView) -> Plan:  # noqa: ARG002
        """Return a plan of nothing."""
        return Plan(Source.UNDO)

    async def answer_request(self, request: Request, view: HomeView) -> Reply:  # noqa: ARG002
        """Say nothing."""
        return Reply("")

    async def recall(
        self,
        queries: Sequence[PastQuery],  # noqa: ARG002
        view: HomeView,  # noqa: ARG002
    ) -> Sequence[PastAnswer]:
        """Remember nothing."""
        return ()

    async def read_back(self, request: Request, view: HomeView) -> str | None:  # noqa: ARG002
        """Ask for no yes."""
        return None

    async def talk(self, text: str) -> str | None:  # noqa: ARG002
        """Say nothing."""
        return None


def plain_turn(
    utterance: Utterance,
    hands: PlainHands,
    *,
    understood: Plan | None = None,
    dialogue: Dialogue | None = None,
    now: datetime | None = None,
) -> Turn:
    """Return a turn of one utterance; `understood` is what Home Assistant makes of it."""
    return Turn(
        utterance, dialogue or Dialogue(), now or datetime.now(UTC), PlainEars(understood), hands
    )
