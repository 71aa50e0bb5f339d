"""Home Assistant's own sentences, in all its languages, understood without being acted on.

Strict templates first (`hassil`), then, for English, the matcher that tolerates other
wordings, near-miss names and several devices (`gazetteer-matcher`): both ship with the
`conversation` integration. What they find becomes a plan like any other.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gazetteer_matcher import GazetteerMatcher, Interpretation
from hassil.recognize import RecognizeResult
from homeassistant.components.conversation import (
    ChatLog,
    ConversationInput,
    async_handle_intents,
    async_prepare_agent,
)
from homeassistant.core import HomeAssistant

from ..kinds import Kinds
from ..models import Device, HomeView, Plan, Problem, ProblemCode, Source, Utterance
from ..places import with_known_names
from ..wording import (
    asks_for_the_past,
    has_exception,
    is_english,
    is_for_later,
    is_refusal,
)
from .coverage import accounts_for
from .directions import contradicts, directions
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


@dataclass
class Sentences:
    """Recognition by Home Assistant's own sentences."""

    hass: HomeAssistant
    kinds: Kinds
    _matcher: GazetteerMatcher | None = None
    _matched_version: int = -1
    _building: asyncio.Lock = field(default_factory=asyncio.Lock)

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

    async def async_tolerant(self, utterance: Utterance, view: HomeView) -> Plan | None:
        """Return the plan of a sentence in other words, None if it is not accepted whole."""
        if not is_english(utterance) or _is_turned_round(utterance):
            return None
        matcher = await self._async_matcher(view)
        interpret = partial(matcher.interpret, with_known_names(utterance.text, view))
        area = utterance.area_id if utterance.area_id in view.areas else None
        found: Interpretation = await self.hass.async_add_executor_job(
            partial(interpret, context_area=area)
        )
        if not found.accepted:
            return None
        plans = [
            to_plan(
                Intent(frame.intent, frame.slots, frame.response_key or ""),
                view,
                utterance.area_id,
                Source.GAZETTEER,
            )
            for frame in found.frames
        ]
        if not plans or any(plan is None or plan.problems for plan in plans):
            return plans[0] if len(plans) == 1 else None
        merged = Plan(
            Source.GAZETTEER,
            tuple(step for plan in plans if plan for step in plan.steps),
            tuple(query for plan in plans if plan for query in plan.queries),
        )
        said = directions(utterance, view, self.kinds)
        if contradicts(merged, said) or not accounts_for(merged, utterance, view, self.kinds):
            return None
        return merged

    async def async_prepare(self, view: HomeView) -> None:
        """Load Home Assistant's sentences and build the matcher before a sentence needs them."""
        await async_prepare_agent(self.hass, None, self.hass.config.language)
        await self._async_matcher(view)

    async def _async_matcher(self, view: HomeView) -> GazetteerMatcher:
        """Return the matcher of this home, rebuilt after names or areas changed."""
        async with self._building:
            if self._matcher is None or self._matched_version != view.version:
                build = partial(_build, self._matcher, view)
                self._matcher = await self.hass.async_add_executor_job(build)
                self._matched_version = view.version
            return self._matcher


def _is_turned_round(utterance: Utterance) -> bool:
    """Return whether small words turn the sentence round that the matcher does not look at."""
    return (
        has_exception(utterance.text)
        or is_refusal(utterance)
        or is_for_later(utterance)
        or asks_for_the_past(utterance)
    )


def _build(previous: GazetteerMatcher | None, view: HomeView) -> GazetteerMatcher:
    """Build a matcher over a home, with the data files of the last one."""
    floors = {device.floor: {"name": device.floor} for device in view.devices if device.floor}
    of_area = {device.area_id: device.floor for device in view.devices if device.area_id}
    home: dict[str, Any] = {
        "floors": floors,
        "areas": {
            area_id: {"name": name, "aliases": [], "floor": of_area.get(area_id)}
            for area_id, name in view.areas.items()
        },
        "entities": {device.entity_id: _entity(device) for device in view.devices},
    }
    if previous is None:
        return GazetteerMatcher(home=home)
    config = previous.config
    return GazetteerMatcher(
        home=home,
        vocabulary=config.vocabulary,
        intents=config.intents,
        responses=config.responses,
    )


def _entity(device: Device) -> dict[str, Any]:
    """Return a device as the matcher wants it."""
    entity = {
        "name": device.name,
        "aliases": list(device.names[1:]),
        "domain": device.domain,
        "area": device.area_id,
    }
    return {**entity, "device_class": device.device_class} if device.device_class else entity
