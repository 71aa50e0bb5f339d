"""The schedule: planned commands, kept over restarts and carried out when they are due."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
import logging
from typing import Final

from homeassistant.core import CALLBACK_TYPE, CoreState, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..errors import StorageError
from ..models import (
    Problem,
    ProblemCode,
)
from ..outcomes import Cause, Outcome, Result
from ..planned import Fate, Planned, takes_over
from ..way_back import shows
from .planned_store import PlannedStore

_LOGGER = logging.getLogger(__name__)

MAX_ITEMS: Final = 100
"""Planned commands of one agent."""
MAX_AHEAD: Final = timedelta(days=366)
MAX_LATE: Final = timedelta(minutes=10)
"""How late a command is still carried out, after a restart or when the clock was set."""
TOO_LATE_TO_PLAN: Final = timedelta(minutes=1)
"""How far in the past a time may be: "in ten seconds" passes while a turn lasts."""
SETTLE_TIME: Final = timedelta(seconds=30)
"""What devices are given to come back after a start of Home Assistant."""
_LOOK_AGAIN: Final = timedelta(minutes=1)
"""A timer runs by the time that passes, so a clock that is set forward leaves it behind."""
_STOP_TIMEOUT: Final = 10.0
"""Seconds that commands under way are given when the schedule stops."""

_OFF: Final = "off"

type _Items = Mapping[str, Planned]
type CarryOut = Callable[[Planned, Fate], Awaitable[None]]
"""Carries out something planned, or tells why it is not; must not raise."""


class Schedule:
    """What is planned with one agent.

    An item that is due is marked in the store before it is carried out, and removed
    afterwards, so that it is carried out at most once whatever happens meanwhile.
    """

    def __init__(
        self, hass: HomeAssistant, store: PlannedStore, agent_id: str, carry_out: CarryOut
    ) -> None:
        """Take over what the store holds; nothing runs before `async_start`."""
        self._hass = hass
        self._store = store
        self._agent_id = agent_id
        self._carry_out = carry_out
        self._items: _Items = {item.id: item for item in store.items(agent_id)}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._listeners: list[Callable[[], None]] = []
        self._stop_waiting: CALLBACK_TYPE | None = None
        self._alarm: CALLBACK_TYPE | None = None
        self._not_before: datetime | None = None
        self._lock = asyncio.Lock()

    @callback
    def async_start(self) -> None:
        """Begin to watch the time, once Home Assistant has started."""
        settle = timedelta() if self._hass.state is CoreState.running else SETTLE_TIME

        @callback
        def started(_hass: HomeAssistant) -> None:
            self._not_before = dt_util.utcnow() + settle
            for item in self._items.values():
                if item.running:
                    self._begin(item, Fate.INTERRUPTED)
            self._wake(dt_util.utcnow())

        self._stop_waiting = async_at_started(self._hass, started)

    async def async_stop(self) -> None:
        """Stop watching the time; commands under way come to their end first."""
        self._not_before = None
        if self._stop_waiting:
            self._stop_waiting()
        self._arm()
        if self._running:
            _, late = await asyncio.wait(self._running.values(), timeout=_STOP_TIMEOUT)
            for task in late:
                task.cancel()

    @callback
    def async_listen(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Tell of changes; return the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def planned(self) -> tuple[Planned, ...]:
        """Return what is planned, the next first."""
        waiting = (item for item in self._items.values() if not self._is_running(item))
        return tuple(sorted(waiting, key=lambda item: item.due))

    def find(self, targets: Collection[str] = ()) -> tuple[Planned, ...]:
        """Return what is planned for any of some devices; everything for none."""
        wanted = frozenset(targets)
        return tuple(item for item in self.planned() if not wanted or item.targets & wanted)

    def ways_back(self) -> tuple[Planned, ...]:
        """Return the ways back of commands for a time."""
        return tuple(item for item in self.planned() if item.is_way_back)

    def find_problem(self, items: Sequence[Planned]) -> Problem | None:
        """Return why some items cannot be planned; None if they can."""
        now = dt_util.utcnow()
        times = [time for item in items for time in (item.due, item.until) if time]
        if any(time < now - TOO_LATE_TO_PLAN for time in times):
            return Problem(ProblemCode.IN_THE_PAST)
        if any(time > now + MAX_AHEAD for time in times):
            return Problem(ProblemCode.TOO_FAR, str(MAX_AHEAD.days))
        if len(_with(self._items, items)) > MAX_ITEMS:
            return Problem(ProblemCode.TOO_MANY_PLANNED, str(MAX_ITEMS))
        if self._hass.is_stopping:  # Home Assistant writes only at the very end of its stop
            return Problem(ProblemCode.NOT_KEPT)
        return None

    async def async_add(self, items: Sequence[Planned]) -> Problem | None:
        """Plan something; it is on the disk unless a problem is returned, which keeps none of it.

        A way back takes the place of an earlier one for the same devices.
        """
        async with self._lock:
            if problem := self.find_problem(items):
                return problem
            try:
                await self._async_keep(_with(self._items, items))
            except StorageError:
                return Problem(ProblemCode.NOT_KEPT)
        return None

    async def async_cancel(self, ids: Collection[str]) -> tuple[Planned, ...]:
        """Drop what is planned under some ids and return it.

        Raises StorageError if that cannot be kept; then nothing is dropped.
        """
        async with self._lock:
            dropped = tuple(item for item in self.planned() if item.id in ids)
            if dropped:
                await self._async_keep(_but(self._items, {item.id for item in dropped}))
        return dropped

    async def async_note(
        self,
        outcomes: Iterable[Outcome],
        added: Sequence[Planned] = (),
        already: Collection[str] = (),
    ) -> tuple[Planned, ...]:
        """Take note of what a turn did, and return the older ways back that stay for its devices.

        A way back goes when the device is no longer as the command for a time wanted it, or
        is turned off; an adjustment such as "brighter" leaves it, and so does another command
        for a time. Of the items `added` by the same turn, the ways back go of devices that
        did not move. `already` holds the devices that were as the turn wanted them.
        """
        done = list(outcomes)
        moved = {outcome.step.target for outcome in done if not _did_nothing(outcome)}
        new = {item.id for item in added}
        for_a_time = {target for item in added if item.is_way_back for target in item.targets}
        async with self._lock:
            kept: dict[str, Planned] = {}
            for key, item in self._items.items():
                unmoved = item.targets - moved.union(already)
                over = unmoved if key in new else _ended(item, done) - for_a_time
                left = item if self._is_running(item) else _without_way_back(item, over)
                if left:
                    kept[key] = left
            if kept != self._items:
                await self._async_try_to_keep(kept)
        about = {outcome.step.target for outcome in done}.union(already)
        return tuple(
            item for item in self.ways_back() if item.id not in new and item.targets & about
        )

    def _is_running(self, item: Planned) -> bool:
        return item.running or item.id in self._running

    async def _async_keep(self, items: _Items) -> None:
        """Make something the new schedule, on the disk first; raises StorageError."""
        await self._store.async_write(
            self._agent_id,
            [replace(item, running=self._is_running(item)) for item in items.values()],
        )
        self._change(items)

    async def _async_try_to_keep(self, items: _Items) -> None:
        """Make something the new schedule, even if it cannot be written."""
        try:
            await self._async_keep(items)
        except StorageError:
            _LOGGER.exception("What is planned could not be written")
            self._change(items)

    @callback
    def _change(self, items: _Items) -> None:
        self._items = items
        self._arm()
        for listener in tuple(self._listeners):
            listener()

    @callback
    def _arm(self) -> None:
        """Set the alarm to the next item, or to when the clock is looked at again."""
        if self._alarm:
            self._alarm()
            self._alarm = None
        waiting = self.planned()
        if not waiting or self._not_before is None:
            return
        look_again = dt_util.utcnow() + _LOOK_AGAIN
        due = max(waiting[0].due, self._not_before)
        self._alarm = async_track_point_in_utc_time(self._hass, self._wake, min(due, look_again))

    @callback
    def _wake(self, _now: datetime) -> None:
        """Begin what is due."""
        self._alarm = None
        if self._hass.is_stopping:
            return  # what is due now is carried out after the restart
        now = dt_util.utcnow()
        if self._not_before is not None and now >= self._not_before:
            for item in self.planned():
                if item.due <= now:
                    self._begin(item, _fate(item, now))
        self._arm()

    @callback
    def _begin(self, item: Planned, fate: Fate) -> None:
        """Carry out one item in a task of its own; it counts as running from here on."""
        self._running[item.id] = self._hass.async_create_task(
            self._async_run(item.id, fate), f"{DOMAIN} planned command", eager_start=False
        )

    async def _async_run(self, item_id: str, fate: Fate) -> None:
        """Carry out one item, unless it was cancelled in the last moment."""
        async with self._lock:
            if item := self._items.get(item_id):
                await self._async_try_to_keep(self._items)
        if item:
            await self._async_carry_out(item, fate)
        async with self._lock:
            left = _but(self._items, {item_id})
            del self._running[item_id]
            await self._async_try_to_keep(left)

    async def _async_carry_out(self, item: Planned, fate: Fate) -> None:
        """Carry out one item with the authority of the person who asked for it."""
        if fate is Fate.DUE and not await self._async_is_user(item.origin.user_id):
            fate = Fate.NOT_A_USER
        try:
            await self._carry_out(item, fate)
        except Exception:  # a fault of one command is not a fault of the others
            _LOGGER.exception("A planned command could not be carried out")

    async def _async_is_user(self, user_id: str | None) -> bool:
        """Return whether a person may still use the home; a voice without a user may."""
        if user_id is None:
            return True
        user = await self._hass.auth.async_get_user(user_id)
        return user is not None and user.is_active


def _fate(item: Planned, now: datetime) -> Fate:
    """Return whether an item that is due is carried out, or came too late."""
    over = item.until is not None and item.until <= now
    return Fate.MISSED if over or now - item.due > MAX_LATE else Fate.DUE


def _with(items: _Items, new: Sequence[Planned]) -> _Items:
    """Return what is planned with new items, whose ways back take the place of others."""
    kept: dict[str, Planned] = {}
    for key, item in items.items():
        over = {
            target
            for each in new
            if each.is_way_back
            for target in each.targets
            if takes_over(each.due, [s for s in each.meanwhile if s.target == target], item)
        }
        if left := item if item.running else _without_way_back(item, over):
            kept[key] = left
    return kept | {item.id: item for item in new}


def _but(items: _Items, ids: Collection[str]) -> _Items:
    return {key: item for key, item in items.items() if key not in ids}


def _without_way_back(item: Planned, targets: Collection[str]) -> Planned | None:
    """Return an item without the ways back of some devices; None if nothing is left."""
    if not item.is_way_back or item.targets.isdisjoint(targets):
        return item
    steps = tuple(step for step in item.steps if step.target not in targets)
    meanwhile = tuple(step for step in item.meanwhile if step.target not in targets)
    return replace(item, steps=steps, meanwhile=meanwhile) if steps else None


def _did_nothing(outcome: Outcome) -> bool:
    """Return whether a device surely is as it was before its command."""
    if outcome.cause is Cause.NO_ANSWER:
        return True
    return outcome.result is Result.FAILED and not (
        outcome.state and shows([outcome.step], outcome.state)
    )


def _ended(item: Planned, outcomes: Iterable[Outcome]) -> frozenset[str]:
    """Return the devices that newer commands took out of a command for a time."""
    ended = set()
    for outcome in outcomes:
        target = outcome.step.target
        if _did_nothing(outcome) or target not in item.targets:
            continue
        wanted = [step for step in item.meanwhile if step.target == target]
        changed = outcome.state is not None and not shows(wanted, outcome.state)
        if changed or outcome.step.action == _OFF:
            ended.add(target)
    return frozenset(ended)
