"""Who changes a device that a turn has just moved: a person, or a machine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.event import async_call_later, async_track_state_change_event

from .own_turns import OwnTurns

WATCH_TIME: Final = timedelta(minutes=5)
"""How long a change by hand counts as a word on what a turn did."""
_MOST_CONTEXTS: Final = 512

type OnChange = Callable[[str, bool], None]
"""Is given the entity id, and whether Home Assistant knows the person."""


@dataclass
class HandWatch:
    """Watches devices for changes that a person makes.

    By its context, a change comes from a person if a user is behind it and nothing that
    another change set off; or if nobody sent a command at all, which is how a switch on the
    wall shows. A command without a user is an automation's, a script's or an integration's.
    What comes in the context of one of our turns and is not the turn's doing is a switch, too.
    """

    hass: HomeAssistant
    turns: OwnTurns
    _others: dict[str, None] = field(default_factory=dict)
    """Ids of contexts that are no person's and no turn's; the oldest first."""
    _stops: dict[object, list[CALLBACK_TYPE]] = field(default_factory=dict)
    _stop_calls: CALLBACK_TYPE | None = None

    @callback
    def async_watch(self, targets: Iterable[str], on_change: OnChange) -> None:
        """Tell of every change of some devices by hand, for five minutes."""
        token = object()

        @callback
        def changed(event: Event[EventStateChangedData]) -> None:
            if event.data["new_state"] is not None and self._is_by_hand(event):
                is_known = event.context.user_id is not None
                is_known = is_known and not self.turns.async_has(event.context)
                on_change(event.data["entity_id"], is_known)

        @callback
        def end(_now: datetime) -> None:
            self._end(token)

        self._stops[token] = [
            async_track_state_change_event(self.hass, list(targets), changed),
            async_call_later(self.hass, WATCH_TIME, end),
        ]
        if self._stop_calls is None:
            self._stop_calls = self.hass.bus.async_listen(EVENT_CALL_SERVICE, self._note_call)

    @callback
    def async_stop(self) -> None:
        """Watch nothing any more."""
        for token in list(self._stops):
            self._end(token)

    @callback
    def _end(self, token: object) -> None:
        for stop in self._stops.pop(token, ()):
            stop()
        if not self._stops and self._stop_calls:
            self._stop_calls()
            self._stop_calls = None

    @callback
    def _note_call(self, event: Event) -> None:
        """Take note of a command that neither a user gave nor a turn."""
        if event.context.user_id is not None or self.turns.async_lasts(event.context):
            return
        self._others[event.context.id] = None
        while len(self._others) > _MOST_CONTEXTS:
            del self._others[next(iter(self._others))]

    def _is_by_hand(self, event: Event[EventStateChangedData]) -> bool:
        context, data = event.context, event.data
        if context.parent_id is not None or context.id in self._others:
            return False
        return not self.turns.async_is_doing(context, data["entity_id"], data["new_state"])
