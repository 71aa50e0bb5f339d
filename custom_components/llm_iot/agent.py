"""One agent at work: a pipeline bound to this home, its models and its settings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
import logging

from homeassistant.components.conversation import ChatLog, ConversationInput
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from .collection.history import History
from .collection.policies import Policies
from .const import CONF_GENERAL, CONF_LEARN, CONF_SHARE_TEXT, DEFAULT_LEARN, EVENT_TURN
from .dialogue import Dialogue, Dialogues
from .hands import HomeEars, HomeHands
from .later import Later
from .learning import Learning
from .memory import Memory
from .model.session import ModelSession
from .model.types import Message
from .models import HomeView, Plan, Utterance
from .pipeline import Pipeline
from .planned import Origin, Planned
from .processing.report import as_event, as_trace, goal_of, without_pin
from .recognition.sentences import Sentences
from .response.pin import PinGuard, conceal
from .talk import Talk
from .turn import Turn
from .turn_report import TurnReport

_LOGGER = logging.getLogger(__name__)


@dataclass
class Agent:
    """The runtime of one `conversation` subentry."""

    hass: HomeAssistant
    subentry: ConfigSubentry
    session: ModelSession
    pipeline: Pipeline
    sentences: Sentences
    policies: Policies
    pin: PinGuard | None
    """None if the owner has set no PIN."""
    memory: Memory
    history: History | None = None
    later: Later = field(init=False)
    dialogues: Dialogues = field(default_factory=Dialogues)
    warmed_with: tuple[Message, ...] | None = None
    """Constant part of the prompt that the model holds in its cache, as far as is known."""
    _turns: set[asyncio.Future[None]] = field(default_factory=set)

    @property
    def learns(self) -> bool:
        """Return whether it may learn, or its owner has paused that."""
        return bool(self.subentry.data.get(CONF_LEARN, DEFAULT_LEARN))

    async def async_turn(self, user_input: ConversationInput, chat_log: ChatLog) -> TurnReport:
        """Take what a person said to its reply, and leave the report of it."""
        utterance = Utterance(
            user_input.text,
            user_input.language,
            _area_of_speaker(self.hass, user_input),
            user_input.context.user_id,
        )
        origin = Origin(
            utterance,
            user_input.context.user_id,
            user_input.satellite_id or user_input.device_id,
            chat_log.conversation_id,
        )

        def talking() -> Talk | None:
            if not self.subentry.data.get(CONF_GENERAL):
                return None
            claims = self.pipeline.speakers.of(utterance.language).texts["claims"]
            return Talk(self.session, claims, chat_log, user_input.agent_id)

        turn = Turn(
            utterance,
            self.dialogues.of(chat_log.conversation_id, user_input.context.user_id),
            dt_util.now(),
            HomeEars(self.sentences, utterance, user_input, chat_log),
            self._hands(user_input.context, origin, talking),
        )
        with self.memory.turns.under_way(user_input.context):
            report = await self._async_watched(turn)
        self._async_publish(report, user_input.context, chat_log)
        if self.history and (goal := goal_of(report)):
            await self.history.async_note_goal(goal)
        if self.learns:
            self.memory.async_note(self._without_pin(report), origin)
        return report

    async def async_run_planned(self, planned: Planned, plan: Plan) -> TurnReport:
        """Take the plan of something that is due through the stages of a turn.

        It has the authority of the person who asked for it, and what that person was asked
        about then counts as agreed.
        """
        context = Context(user_id=planned.origin.user_id)
        turn = Turn(
            planned.origin.utterance,
            Dialogue(),
            dt_util.now(),
            _Deaf(),
            self._hands(context, planned.origin, lambda: None),
        )
        with self.memory.turns.under_way(context):
            report = await self._async_watched(turn, plan, agreed=planned.confirmed)
        self._async_publish(report, context)
        return report

    async def async_drain(self, timeout: float) -> None:  # noqa: ASYNC109  # not an error when it passes
        """Wait for the turns that are under way."""
        if self._turns:
            await asyncio.wait(self._turns, timeout=timeout)

    def _hands(
        self, context: Context, origin: Origin, talking: Callable[[], Talk | None]
    ) -> HomeHands:
        """Return what a turn can do to the home."""
        learning = Learning(
            self.hass, self.policies.entry, self.memory, self.pipeline.speakers, self.learns
        )
        return HomeHands(
            self.hass,
            context,
            origin,
            self.policies,
            self.later,
            learning,
            self.memory.turns,
            self.pin,
            self.history,
            talking,
        )

    async def _async_watched(
        self, turn: Turn, plan: Plan | None = None, *, agreed: bool = False
    ) -> TurnReport:
        """Run a turn, or a plan that is due, so that an unloading waits for it."""
        ended = self.hass.loop.create_future()
        self._turns.add(ended)
        try:
            if plan is None:
                return await self.pipeline.async_run(turn)
            return await self.pipeline.async_carry_out(turn, plan, agreed=agreed)
        finally:
            self._turns.discard(ended)
            ended.set_result(None)

    def _without_pin(self, report: TurnReport) -> TurnReport:
        """Return a report that nobody can read a PIN from."""
        return without_pin(report, conceal) if self.pin else report

    @callback
    def _async_publish(
        self, report: TurnReport, context: Context, chat_log: ChatLog | None = None
    ) -> None:
        """Tell trace, event bus and debug log what the turn was; none of them hears a PIN."""
        report = self._without_pin(report)
        trace = as_trace(report)
        if chat_log is not None:
            chat_log.async_trace(trace)
        _LOGGER.debug("Turn: %s", trace)
        event = as_event(report, share_text=bool(self.subentry.data.get(CONF_SHARE_TEXT)))
        self.hass.bus.async_fire(
            EVENT_TURN, {"agent": self.subentry.subentry_id, **event}, context=context
        )


class _Deaf:
    """Understands nothing: a plan that is due was understood before."""

    async def strict(self, view: HomeView) -> Plan | None:  # noqa: ARG002
        """Return None."""
        return None


@callback
def _area_of_speaker(hass: HomeAssistant, user_input: ConversationInput) -> str | None:
    """Return the area of the satellite or device that heard the person."""
    if user_input.satellite_id:
        entities = er.async_get(hass)
        if entry := entities.async_get(user_input.satellite_id):
            return er.async_get_effective_area_id(hass, entry)
    if user_input.device_id and (device := dr.async_get(hass).async_get(user_input.device_id)):
        return dr.async_get_effective_area_id(hass, device)
    return None
