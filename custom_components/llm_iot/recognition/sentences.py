"""Home Assistant's own sentences, in all its languages, understood without being acted on.

What the strict templates of its `conversation` integration (`hassil`) find becomes a plan
like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hassil.recognize import RecognizeResult
from homeassistant.components.conversation import (
    ChatLog,
    ConversationInput,
    async_handle_intents,
    async_prepare_agent,
)
from homeassistant.core import HomeAssistant

from ..models import HomeView, Plan, Problem, ProblemCode, Source, Utterance
from .intents import Intent, to_plan

HANDED_OVER = frozenset(
    {
        "HassBroadcast",
        "HassCancelAllTimers",
        "HassCancelTimer",
        "HassClimateGetTemperature",
        "HassDecreaseTimer",
        "HassGetCurrentDate",
        "HassGetCurrentTime",
        "HassGetState",
        "HassGetWeather",
        "HassIncreaseTimer",
        "HassListAddItem",
        "HassListCompleteItem",
        "HassListRemoveItem",
        "HassNevermind",
        "HassPauseTimer",
        "HassRespond",
        "HassShoppingListAddItem",
        "HassShoppingListCompleteItem",
        "HassStartTimer",
        "HassTimerStatus",
        "HassUnpauseTimer",
    }
)
"""Intents that move no device: Home Assistant's own agent answers them."""
_DELAYED = "conversation_command"
"""Slot of a timer that holds a command for its end."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Recognition by Home Assistant's own sentences."""

    hass: HomeAssistant

    async def async_strict(
        self,
        utterance: Utterance,
        view: HomeView,
        user_input: ConversationInput,
        chat_log: ChatLog,
    ) -> Plan | None:
        """Return the plan of one of Home Assistant's own sentences, None if it is none."""
        plan: Plan | None = None

        def keep(result: RecognizeResult) -> bool:
            """Keep the result; True makes the caller do nothing with it."""
            nonlocal plan
            slots = {name: entity.value for name, entity in result.entities.items()}
            intent = Intent(result.intent.name, slots, result.response or "")
            if _DELAYED in slots:  # Home Assistant would carry it out later, past our verifier
                plan = Plan(Source.SENTENCE, problems=(Problem(ProblemCode.LATER),))
                return True
            plan = to_plan(intent, view, utterance.area_id, Source.SENTENCE)
            return plan is not None or intent.name not in HANDED_OVER

        response = await async_handle_intents(self.hass, user_input, chat_log, intent_filter=keep)
        if plan is not None:
            return plan
        if response is None:
            return None
        speech: Mapping[str, Any] = response.speech.get("plain", {})
        return Plan(Source.SENTENCE, handled=str(speech.get("speech", "")))

    async def async_prepare(self) -> None:
        """Load Home Assistant's sentences before the first sentence needs them."""
        await async_prepare_agent(self.hass, None, self.hass.config.language)
