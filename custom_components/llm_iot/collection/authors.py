"""Who changed something: a person, an automation, the agent, or the device itself."""

from collections import OrderedDict
from typing import Any, Final

from homeassistant.components.automation import EVENT_AUTOMATION_TRIGGERED
from homeassistant.components.script import EVENT_SCRIPT_STARTED
from homeassistant.const import ATTR_NAME
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)

from ..own_turns import OwnTurns
from ..past import Cause, CauseKind

_DEVICE: Final = Cause(CauseKind.DEVICE)
_REMEMBERED: Final = 512
"""Contexts that are remembered: what they bring about follows within seconds."""


class Authors:
    """Remembers whose contexts there were, to tell who is behind a change of state."""

    def __init__(self, hass: HomeAssistant, turns: OwnTurns) -> None:
        """Begin with nothing known but the turns of the agents."""
        self._hass = hass
        self.turns = turns
        self._automations: OrderedDict[str, str] = OrderedDict()

    @callback
    def async_listen(self) -> CALLBACK_TYPE:
        """Follow automations and scripts; return the function that stops it."""
        stops = [
            self._hass.bus.async_listen(event, self._async_began)
            for event in (EVENT_AUTOMATION_TRIGGERED, EVENT_SCRIPT_STARTED)
        ]

        @callback
        def stop() -> None:
            for each in stops:
                each()

        return stop

    @callback
    def _async_began(self, event: Event[dict[str, Any]]) -> None:
        """Remember the context of an automation or a script."""
        _remember(self._automations, event.context.id, str(event.data.get(ATTR_NAME, "")))

    @callback
    def async_cause(self, event: Event[EventStateChangedData]) -> Cause:
        """Return who is behind a change of state.

        A context without user and parent is that of the device: its switch, its remote
        control, its maker's app, or its own doing. So is that of a turn which has ended.
        """
        context, data = event.context, event.data
        if self.turns.async_is_doing(context, data["entity_id"], data["new_state"]):
            return Cause(CauseKind.AGENT, user_id=context.user_id)
        name = self._automations.get(context.id)
        if name is not None or context.parent_id is not None:
            name = name or self._automations.get(context.parent_id or "")
            return Cause(CauseKind.AUTOMATION, name or None, context.user_id)
        if context.user_id is not None and not self.turns.async_has(context):
            return Cause(CauseKind.PERSON, user_id=context.user_id)
        return _DEVICE


def _remember[V](known: OrderedDict[str, V], context_id: str, value: V) -> None:
    known[context_id] = value
    while len(known) > _REMEMBERED:
        known.popitem(last=False)
