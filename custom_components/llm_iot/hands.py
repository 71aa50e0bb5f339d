"""What one turn can do to the home: the seam between the pipeline and Home Assistant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from homeassistant.components.conversation import ChatLog, ConversationInput
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util

from .actuation.executor import Actuator
from .collection.history import History
from .collection.policies import Policies
from .errors import StorageError
from .later import Begun, Later
from .learning import LEARNING, Learning
from .models import (
    HomeView,
    Plan,
    Reply,
    Request,
    Step,
    Utterance,
)
from .outcomes import Outcome, Verdict
from .own_turns import OwnTurns
from .past import PastAnswer, PastQuery
from .planned import Origin
from .policy import Policy
from .recognition.sentences import Sentences
from .response.pin import PinCheck, PinGuard, PinResult
from .talk import Talk


@dataclass(frozen=True, slots=True)
class HomeEars:
    """Home Assistant's own means of understanding one sentence."""

    sentences: Sentences
    utterance: Utterance
    user_input: ConversationInput
    chat_log: ChatLog

    async def strict(self, view: HomeView) -> Plan | None:
        """Return the plan of one of Home Assistant's own sentences, None if it is none."""
        return await self.sentences.async_strict(
            self.utterance, view, self.user_input, self.chat_log
        )


@dataclass(frozen=True, slots=True)
class HomeHands:
    """Acts on the home with the authority of one person."""

    hass: HomeAssistant
    context: Context
    origin: Origin
    policies: Policies
    later: Later
    learning: Learning
    turns: OwnTurns
    pin: PinGuard | None = None
    """None if the owner has set no PIN."""
    history: History | None = None
    """None if no record of the home is kept."""
    talking: Callable[[], Talk | None] = lambda: None
    """Gives the means to talk about anything else, None where the agent may not."""

    @property
    def country(self) -> str | None:
        """Return the ISO code of the country that the home is in, if it is known."""
        return self.hass.config.country

    async def policy(self) -> Policy:
        """Return what the owner of the home allows at this moment."""
        return await self.policies.async_policy(self.context.user_id)

    async def check_code(self, text: str) -> PinCheck:
        """Tell whether a text is the PIN; without one nothing is."""
        if self.pin is None:
            return PinCheck(PinResult.NOT_A_CODE)
        partner = self.origin.user_id or self.origin.device_id
        return await self.pin.async_check(text, partner, dt_util.utcnow())

    async def begin(self, plan: Plan, view: HomeView, *, agreed: bool) -> Begun:
        """Write down what a plan puts off; `view` is the home before anything moves."""
        return await self.later.async_begin(plan, view, self.origin, confirmed=agreed)

    async def execute(self, steps: Sequence[Step]) -> Sequence[Outcome]:
        """Carry out verified steps and confirm them."""
        self.turns.async_expect(self.context, steps)
        return await Actuator(self.hass).async_execute(steps, self.context)

    async def end(
        self, begun: Begun, verdicts: Sequence[Verdict], outcomes: Sequence[Outcome]
    ) -> str:
        """Take note of what a plan did; return what is said of what it puts off."""
        return await self.later.async_end(begun, verdicts, outcomes)

    async def end_undo(
        self, begun: Begun, verdicts: Sequence[Verdict], outcomes: Sequence[Outcome]
    ) -> Reply:
        """Take note of an undo; return what is said of it."""
        return await self.later.async_undone(begun, verdicts, outcomes)

    def plan_back(self, request: Request, view: HomeView) -> Plan:
        """Return the plan that undoes the last turns."""
        return self.later.undo.plan_back(view, self.origin, request)

    async def answer_request(self, request: Request, view: HomeView) -> Reply:
        """Tell what is planned or was learned, or change it."""
        if request.kind in LEARNING:
            return await self.learning.async_answer(request, view, self.origin)
        return await self.later.async_answer(request, view, self.origin)

    async def recall(self, queries: Sequence[PastQuery], view: HomeView) -> Sequence[PastAnswer]:
        """Return what the record of the home says to questions. Raises StorageError."""
        if self.history is None:
            raise StorageError(error="no record is kept")
        return await self.history.async_recall(queries, view, self.context.user_id)

    async def read_back(self, request: Request, view: HomeView) -> str | None:
        """Return the question that a request waits for a yes to, None if it waits for none."""
        if request.kind in LEARNING:
            return await self.learning.async_read_back(request, view, self.origin)
        return None

    async def talk(self, text: str) -> str | None:
        """Return the model's answer to a question about anything else, None if it gives none.

        Raises ModelError.
        """
        talk = self.talking()
        return (await talk.async_answer(text) or None) if talk else None
