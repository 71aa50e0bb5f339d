"""Whether what was commanded has happened, read from the states of the devices."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

from ..capability import Capability
from ..models import DeviceState, Step


@dataclass
class Confirmation:
    """Follows the target of one step; of a group, every member besides."""

    hass: HomeAssistant
    item: Capability
    step: Step
    stuck: bool = False
    """Whether the target showed, after the command, that it will not do it."""
    _before: Mapping[str, DeviceState] = field(init=False)
    """States at the beginning: of the target, and of the members that can do it."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Look at everything as it is before the command."""
        self._before = dict(self._look())

    def _look(self) -> Iterator[tuple[str, DeviceState]]:
        """Yield the target, then the members that can do what the group is to do."""
        if (target := state_of(self.hass, self.step.target)) is None:
            return
        yield self.step.target, target
        if self.item.momentary:
            return
        for member in _members(self.hass, self.step.target):
            state = state_of(self.hass, member)
            if state is not None and (not state.available or self.item.supported(state.attributes)):
                yield member, state

    @callback
    def async_listen(self) -> Callable[[], None]:
        """Follow the states from now on; return the function that stops it."""
        return self.hass.bus.async_listen(
            EVENT_STATE_CHANGED, self._async_changed, event_filter=self._async_is_ours
        )

    @callback
    def _async_is_ours(self, data: EventStateChangedData) -> bool:
        return data["entity_id"] in self._before

    @callback
    def _async_changed(self, event: Event[EventStateChangedData]) -> None:
        """Note that something has changed, and whether it is a failure."""
        target = self.step.target
        if event.data["entity_id"] == target and self.item.fails is not None:
            now = state_of(self.hass, target)
            self.stuck = now is not None and self.item.fails(
                now, self.step.value, self._before[target]
            )
        self._news.set()

    async def async_wait(self) -> None:
        """Wait until it has happened, or cannot happen any more.

        A member that is unavailable is not waited for: it does not follow.
        """
        while not self.stuck and any(map(self._can_follow, self.missing())):
            self._news.clear()
            await self._news.wait()

    def missing(self) -> tuple[str, ...]:
        """Return the entity ids of the target and the members that are not as wanted."""
        return tuple(entity_id for entity_id in self._before if not self._arrived(entity_id))

    def _arrived(self, entity_id: str) -> bool:
        """Return whether one device is where the step wants it.

        Members are all set to what a relative action makes of the group.
        """
        now = state_of(self.hass, entity_id)
        before = self._before[self.step.target if self.item.relative else entity_id]
        return now is not None and self.item.happened(now, self.step.value, before)

    def _can_follow(self, entity_id: str) -> bool:
        now = state_of(self.hass, entity_id)
        return entity_id == self.step.target or (now is not None and now.available)


def state_of(hass: HomeAssistant, entity_id: str) -> DeviceState | None:
    """Return the state of an entity as it is now, None if there is none."""
    if (state := hass.states.get(entity_id)) is None:
        return None
    return DeviceState(state.state, state.attributes, hass.config.units.temperature_unit)


def _members(hass: HomeAssistant, group: str, above: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the members of a group that are of its domain, and those of the groups in it."""
    state = state_of(hass, group)
    for member in state.members if state else ():
        if member in above or member.partition(".")[0] != group.partition(".")[0]:
            continue
        yield member
        yield from _members(hass, member, above | {group})
