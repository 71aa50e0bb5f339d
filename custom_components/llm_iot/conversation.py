"""The conversation agent: chat log in, reply out."""

import logging
from typing import Final, Literal, override

from homeassistant.components.conversation import (
    AssistantContent,
    ChatLog,
    ConversationEntity,
    ConversationEntityFeature,
    ConversationInput,
    ConversationResult,
)
from homeassistant.const import MATCH_ALL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.intent import (
    IntentResponse,
    IntentResponseErrorCode,
    IntentResponseTarget,
    IntentResponseTargetType,
    IntentResponseType,
)

from .agent import Agent
from .coordinator import LlmIotConfigEntry
from .entity import LlmIotEntity
from .models import (
    ProblemCode,
    Source,
)
from .outcomes import Outcome, Result
from .turn_report import TurnPath, TurnReport

_LOGGER = logging.getLogger(__name__)

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up an entity per agent."""
    for subentry_id, agent in entry.runtime_data.agents.items():
        async_add_entities([LlmIotAgentEntity(entry, agent)], config_subentry_id=subentry_id)


class LlmIotAgentEntity(ConversationEntity, LlmIotEntity):
    """A conversation agent."""

    _attr_name = None
    _attr_translation_key = "conversation"
    _attr_supported_features = ConversationEntityFeature.CONTROL

    def __init__(self, entry: LlmIotConfigEntry, agent: Agent) -> None:
        """Bind the entity to its agent."""
        super().__init__(agent.subentry)
        self._entry = entry
        self._agent = agent
        self._attr_unique_id = agent.subentry.subentry_id

    @property
    @override
    def supported_languages(self) -> list[str] | Literal["*"]:
        """Return that any language may be spoken: clear commands work in all of them."""
        return MATCH_ALL

    @override
    async def async_prepare(self, language: str | None = None) -> None:
        """Have everything ready by the time the sentence is complete."""
        preparation = self._entry.runtime_data.preparation
        preparation.async_request()
        await preparation.async_wait()

    @override
    async def _async_handle_message(
        self, user_input: ConversationInput, chat_log: ChatLog
    ) -> ConversationResult:
        """Answer one sentence."""
        response = IntentResponse(language=user_input.language)
        report: TurnReport | None = None
        asks = False
        try:
            report = await self._agent.async_turn(user_input, chat_log)
        except Exception:  # a fault of our own must still end in a spoken sentence
            _LOGGER.exception("Unexpected error in a turn")
            text = self._agent.pipeline.speakers.of(user_input.language).unexpected().text
            response.async_set_error(IntentResponseErrorCode.UNKNOWN, text)
        else:
            text = report.reply.text
            _fill(response, report, self.hass)
            asks = report.path is TurnPath.ASKED
        if report is None or report.plan.source is not Source.TALK:  # talk is there already
            chat_log.async_add_assistant_content_without_tools(
                AssistantContent(agent_id=user_input.agent_id, content=text)
            )
        return ConversationResult(response, chat_log.conversation_id, continue_conversation=asks)


def _fill(response: IntentResponse, report: TurnReport, hass: HomeAssistant) -> None:
    """Put what a turn did into Home Assistant's own form of a response."""
    if report.reply.is_error:
        response.async_set_error(_error_code(report), report.reply.text)
        return
    response.async_set_speech(report.reply.text)
    if report.plan.asks and not report.plan.steps:
        response.response_type = IntentResponseType.QUERY_ANSWER
        targets = list(report.plan.asked_about)
    else:
        targets = [step.target for step in report.plan.steps]
    response.async_set_states([state for target in targets if (state := hass.states.get(target))])
    response.async_set_results(
        success_results=[_target(each) for each in report.outcomes if each.result is Result.DONE],
        failed_results=[
            _target(each) for each in report.outcomes if each.result is not Result.DONE
        ],
    )


def _target(outcome: Outcome) -> IntentResponseTarget:
    entity_id = outcome.step.target
    return IntentResponseTarget(entity_id, IntentResponseTargetType.ENTITY, entity_id)


_NOT_FOR_US: Final = frozenset(
    {
        ProblemCode.NOT_UNDERSTOOD,
        ProblemCode.NO_ANSWER,
        ProblemCode.BEYOND,
        ProblemCode.UNSURE,
    }
)


def _error_code(report: TurnReport) -> IntentResponseErrorCode:
    """Return the code for what stood in the way."""
    codes = {problem.code for problem in report.plan.problems}
    if codes & _NOT_FOR_US:
        return IntentResponseErrorCode.NO_INTENT_MATCH
    if codes & {ProblemCode.UNKNOWN_DEVICE, ProblemCode.AMBIGUOUS, ProblemCode.NOTHING_EXPOSED}:
        return IntentResponseErrorCode.NO_VALID_TARGETS
    return IntentResponseErrorCode.FAILED_TO_HANDLE
