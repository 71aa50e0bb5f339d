"""One agent at work: a pipeline bound to this home, its models and its settings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
import logging
from typing import Any

from homeassistant.components.conversation import ChatLog, ConversationInput
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .actuation.executor import Actuator
from .actuation.planned_store import PlannedStore
from .actuation.schedule import Schedule
from .collection.home import Home
from .const import (
    CONF_BEGIN_TIMEOUT,
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    CONF_INSTRUCTIONS,
    CONF_KEEP_ALIVE,
    CONF_NUM_CTX,
    CONF_NUM_THREAD,
    CONF_SHARE_TEXT,
    CONF_TIMEOUT,
    DEFAULT_BEGIN_TIMEOUT,
    DEFAULT_KEEP_ALIVE,
    DEFAULT_NUM_CTX,
    DEFAULT_NUM_THREAD,
    DEFAULT_TIMEOUT,
    EVENT_TURN,
)
from .errors import ModelError
from .later import Later
from .model.client import OllamaClient
from .model.session import ModelSession
from .model.types import Message, ModelOptions, usable_threads
from .models import HomeView, Plan, TurnReport, Utterance
from .pipeline import Pipeline, Turn
from .planned import Planned
from .processing.report import as_event, as_trace
from .prompting.retrieval import Retriever
from .recognition.obstacles import Obstacles
from .recognition.sentences import Sentences
from .resources import Resources
from .storage.base import Store

_LOGGER = logging.getLogger(__name__)


@dataclass
class Agent:
    """The runtime of one `conversation` subentry."""

    hass: HomeAssistant
    subentry: ConfigSubentry
    session: ModelSession
    pipeline: Pipeline
    sentences: Sentences
    later: Later = field(init=False)
    warmed_with: tuple[Message, ...] | None = None
    """Constant part of the prompt that the model holds in its cache, as far as is known."""
    _turns: set[asyncio.Future[None]] = field(default_factory=set)

    async def async_turn(self, user_input: ConversationInput, chat_log: ChatLog) -> TurnReport:
        """Take what a person said to its reply, and leave the report of it."""
        utterance = Utterance(
            user_input.text, user_input.language, _area_of_speaker(self.hass, user_input)
        )
        actuator = Actuator(self.hass)
        turn = Turn(
            utterance,
            lambda view: self.sentences.async_recognize(utterance, view, user_input, chat_log),
            lambda steps: actuator.async_execute(steps, user_input.context),
        )
        report = await self._async_run(turn)
        trace = as_trace(report)
        chat_log.async_trace(trace)
        self._async_publish(report, trace, user_input.context)
        return report

    async def async_run_planned(self, planned: Planned, plan: Plan) -> TurnReport:
        """Take the plan of something that is due through the stages of a turn.

        It has the authority of the person who asked for it.
        """
        context = Context(user_id=planned.origin.user_id)
        actuator = Actuator(self.hass)
        begun = await self.later.async_begin(
            plan, self.pipeline.home(), planned.origin, confirmed=planned.confirmed
        )
        if begun.drafts.problems:
            plan = replace(plan, steps=(), deferred=(), problems=begun.drafts.problems)

        async def ready(_view: HomeView) -> Plan:
            return plan

        turn = Turn(
            planned.origin.utterance,
            ready,
            lambda steps: actuator.async_execute(steps, context),
        )
        report = await self._async_run(turn)
        await self.later.async_end(begun, report.verdicts, report.outcomes)
        self._async_publish(report, as_trace(report), context)
        return report

    async def _async_run(self, turn: Turn) -> TurnReport:
        """Run a turn that an unloading waits for."""
        ended = self.hass.loop.create_future()
        self._turns.add(ended)
        try:
            return await self.pipeline.async_run(turn)
        finally:
            self._turns.discard(ended)
            ended.set_result(None)

    async def async_drain(self, timeout: float) -> None:  # noqa: ASYNC109  # not an error when it passes
        """Wait for the turns that are under way."""
        if self._turns:
            await asyncio.wait(self._turns, timeout=timeout)

    @callback
    def _async_publish(self, report: TurnReport, trace: dict[str, Any], context: Context) -> None:
        """Tell event bus and debug log what the turn was."""
        _LOGGER.debug("Turn: %s", trace)
        event = as_event(report, share_text=bool(self.subentry.data.get(CONF_SHARE_TEXT)))
        self.hass.bus.async_fire(
            EVENT_TURN, {"agent": self.subentry.subentry_id, **event}, context=context
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """What the agents of one entry share."""

    hass: HomeAssistant
    client: OllamaClient
    home: Home
    store: Store
    planned: PlannedStore
    sentences: Sentences
    resources: Resources


def build_agent(
    parts: Parts,
    subentry: ConfigSubentry,
    on_model_result: Callable[[ModelError | None], None],
    parameters: Callable[[str], int | None],
) -> Agent:
    """Return the agent of a subentry."""
    data = subentry.data
    options = ModelOptions(
        model=data[CONF_CHAT_MODEL],
        num_ctx=int(data.get(CONF_NUM_CTX, DEFAULT_NUM_CTX)),
        num_thread=usable_threads(
            int(data.get(CONF_NUM_THREAD, DEFAULT_NUM_THREAD)), parts.client.url
        ),
        keep_alive=int(data.get(CONF_KEEP_ALIVE, DEFAULT_KEEP_ALIVE)),
        timeout=float(data.get(CONF_TIMEOUT, DEFAULT_TIMEOUT)),
        begin_timeout=float(data.get(CONF_BEGIN_TIMEOUT, DEFAULT_BEGIN_TIMEOUT)),
    )
    resources = parts.resources
    session = ModelSession(
        parts.client, options, data.get(CONF_EMBEDDING_MODEL), on_model_result, parameters
    )
    pipeline = Pipeline(
        home=parts.home.async_view,
        model=session,
        retriever=Retriever(parts.store, resources.templates, resources.kinds),
        obstacles=Obstacles(resources.kinds),
        speakers=resources.speakers,
        num_ctx=options.num_ctx,
        instructions=data.get(CONF_INSTRUCTIONS),
    )
    agent = Agent(parts.hass, subentry, session, pipeline, parts.sentences)
    later = Later(
        parts.hass,
        subentry.title,
        parts.home.async_view,
        resources.speakers,
        agent.async_run_planned,
    )
    later.schedule = Schedule(
        parts.hass, parts.planned, subentry.subentry_id, later.async_carry_out
    )
    agent.later = later
    return agent


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
