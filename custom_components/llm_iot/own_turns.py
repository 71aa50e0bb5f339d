"""What our turns bring about, told from what a hand does right after them."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from homeassistant.core import Context, HomeAssistant, State, callback

from .actuation.confirmation import state_of
from .models import DeviceState, Step
from .way_back import row_of

_REMEMBERED: Final = 64
"""Turns that are remembered: what comes in the context of one follows within seconds."""


@dataclass(slots=True)
class _Turn:
    """What one turn asked for, and what came of it."""

    lasts: bool = True
    steps: dict[str, tuple[tuple[Step, ...], DeviceState]] = field(default_factory=dict)
    """By device what is to be seen of it, and how it was before."""
    shown: dict[str, str] = field(default_factory=dict)
    """By entity id the last state that was its doing."""


@dataclass(slots=True)
class OwnTurns:
    """Knows the contexts of our turns, and whether a state in one of them is the turn's doing.

    For five seconds after a command Home Assistant gives the context of the command to every
    state that the device shows, so that a hand at its switch comes in our context. While a turn
    lasts, all that happens in its context is its doing. From then on it is only what was asked
    for and comes late; and of what was not named, like the members of a scene, the first state.
    """

    hass: HomeAssistant
    _turns: OrderedDict[str, _Turn] = field(default_factory=OrderedDict)
    """By id of the context, the oldest first."""

    @contextmanager
    def under_way(self, context: Context) -> Iterator[None]:
        """Let a turn last in a context; one that has moved nothing is forgotten with its end."""
        turn = self._turns.setdefault(context.id, _Turn())
        turn.lasts = True
        while len(self._turns) > _REMEMBERED:
            self._turns.popitem(last=False)
        try:
            yield
        finally:
            turn.lasts = False
            if not turn.steps:
                self._turns.pop(context.id, None)

    @callback
    def async_expect(self, context: Context, steps: Sequence[Step]) -> None:
        """Take note of what a turn is about to carry out, and of how the devices are now."""
        turn = self._turns.setdefault(context.id, _Turn())
        for target in dict.fromkeys(step.target for step in steps):
            if (before := state_of(self.hass, target)) is not None:
                wanted = tuple(
                    step
                    for step in steps
                    if step.target == target and (item := row_of(step)) and item.confirmable(before)
                )
                turn.steps[target] = wanted, before

    @callback
    def async_has(self, context: Context) -> bool:
        """Return whether a context is that of a turn."""
        return context.id in self._turns

    @callback
    def async_lasts(self, context: Context) -> bool:
        """Return whether a context is that of a turn that has not ended."""
        turn = self._turns.get(context.id)
        return turn is not None and turn.lasts

    @callback
    def async_is_doing(self, context: Context, entity_id: str, state: State | None) -> bool:
        """Return whether a state in some context is the doing of a turn; to be asked of each."""
        if (turn := self._turns.get(context.id)) is None or state is None:
            return False
        if turn.lasts:
            turn.shown[entity_id] = state.state
            return True
        steps, before = turn.steps.get(entity_id, ((), None))
        if not steps or before is None:
            return turn.shown.setdefault(entity_id, state.state) == state.state
        now = DeviceState(state.state, state.attributes, before.temperature_unit)
        return all(
            item.happened(now, step.value, before) for step in steps if (item := row_of(step))
        )
