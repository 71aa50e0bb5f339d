"""The home as it was: watches every change, keeps a record of it, and answers from that."""

import asyncio
from collections import deque
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
import logging
from typing import Any, Final, NamedTuple, cast

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, EVENT_STATE_CHANGED
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..errors import StorageError
from ..models import Device, DeviceState, HomeView
from ..own_turns import OwnTurns
from ..past import Cause, CauseKind, PastAnswer, PastQuery
from ..processing.habits import GOALS, Habits, learn
from ..processing.intake import Counts, Intake, Observation
from ..processing.recall import recall
from ..processing.series import Change, SeriesKey
from ..storage.record import Batch, Record
from .authors import Authors
from .catching_up import CatchingUp, keep
from .home import Home
from .record_settings import RecordFacts, RecordSettings
from .upkeep import async_keep_up

_LOGGER = logging.getLogger(__name__)

FLUSH_INTERVAL: Final = timedelta(seconds=5)
"""How often what was seen is written; a question writes it at once."""
READY_TIMEOUT: Final = 10.0
"""Seconds that a question waits for a record that is still brought up to date."""
AT_ONCE: Final = 300
"""Observations that are written without waiting for the time: what many of them leave to be
cleaned up at once would hold up the event loop."""
MOST_WAITING: Final = 100_000
"""Observations that wait to be written; more are counted and dropped."""
_USER_ID: Final = "user_id"
"""Attribute of a person's state."""
UPKEEP_INTERVAL: Final = timedelta(hours=6)
"""How often the record is brought within its bounds of time and room."""


class _Seen(NamedTuple):
    """What was seen and waits to be written: one object, as thousands may wait.

    What many objects that grow old cost is Python's search for garbage among them.
    """

    entity_id: str
    state: str | None
    attributes: Mapping[str, Any] | None
    at: float
    cause: Cause


def _observations(seen: Iterable[_Seen], unit: str) -> Iterator[Observation]:
    """Yield what was seen; an observation is made when it is needed."""
    for entity_id, state, attributes, at, cause in seen:
        shown = None if state is None else DeviceState(state, attributes or {}, unit)
        yield Observation(entity_id, shown, at, cause)


class History:
    """Follows the exposed part of a home."""

    def __init__(
        self,
        hass: HomeAssistant,
        home: Home,
        record: Record,
        settings: RecordSettings | None = None,
        turns: OwnTurns | None = None,
    ) -> None:
        """Name the parts; nothing is watched before `async_start`."""
        self._settings = settings or RecordSettings()
        self._hass = hass
        self._home = home
        self._record = record
        self.authors = Authors(hass, turns or OwnTurns(hass))
        self._devices: dict[str, Device] = {}
        self._waiting: deque[_Seen] = deque()
        self._intake: Intake | None = None
        self._dropped = self._left = 0
        self._writing = asyncio.Lock()
        self._catching_up = CatchingUp(hass, record, self._settings.retention)
        self._starting: asyncio.Task[None] | None = None
        self._working: set[asyncio.Task[None]] = set()
        """What is at work on the past of things that were exposed later, and what writes."""
        self._gone: set[str] = set()
        """Entity ids of what is not exposed any more, and of which nothing more will be seen."""
        self._stops: list[CALLBACK_TYPE] = []
        self._stale = True
        """Whether there may be other entities than those that are known here."""
        self._failed = False

    @callback
    def async_listen(self) -> None:
        """Begin to watch: from here on nothing is missed."""
        bus = self._hass.bus
        self._stops = [
            self.authors.async_listen(),
            bus.async_listen(EVENT_STATE_CHANGED, self._async_changed, self._is_watched),
            bus.async_listen(EVENT_HOMEASSISTANT_FINAL_WRITE, self._async_write_finally),
        ]

    @callback
    def async_start_in_background(self, entry: ConfigEntry) -> None:
        """Begin to watch, and bring the record up to date in the background."""
        if not self._settings.enabled:
            return
        self.async_listen()
        self._starting = entry.async_create_background_task(
            self._hass, self.async_start(), f"{DOMAIN} history"
        )

    async def async_start(self) -> None:
        """Open the record and bring it up to date."""
        try:
            await self._async_run(self._record.open)
            await self._async_run(self._record.forget, self._settings.left_out)
            self._async_look()
            self._intake = await self._catching_up.async_all(dict(self._devices))
            await self._async_flush()
        except StorageError as err:
            self._note_failure(err)
            return
        for work, interval in (
            (self._async_flush_regularly, FLUSH_INTERVAL),
            (self._async_keep_up, UPKEEP_INTERVAL),
        ):
            self._stops.append(
                async_track_time_interval(self._hass, work, interval, cancel_on_shutdown=True)
            )
        await self._async_keep_up(dt_util.utcnow())

    async def async_ready(self) -> None:
        """Wait for a record that is still brought up to date, as long as a person would."""
        if tasks := self._at_work:
            await asyncio.wait(tasks, timeout=READY_TIMEOUT)

    async def async_started(self) -> None:
        """Wait until the record is as up to date as it can be."""
        if tasks := self._at_work:
            await asyncio.wait(tasks)

    @property
    def _at_work(self) -> set[asyncio.Task[None]]:
        """Return what brings the record up to date."""
        return self._working | ({self._starting} if self._starting else set())

    async def async_stop(self) -> None:
        """Stop watching; what was seen is written."""
        if tasks := self._at_work:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        for stop in self._stops:
            stop()
        self._stops.clear()
        if self._intake is not None:
            try:
                await self._async_flush(last=True)
            except StorageError as err:
                self._note_failure(err)
        await self._async_run(self._record.close)

    async def async_hold(self) -> None:
        """Leave the file as it is while a backup copies it. Raises StorageError."""
        await self._async_run(self._record.hold)

    async def async_release(self) -> None:
        """Let the file be written again after a backup. Raises StorageError."""
        await self._async_run(self._record.release)

    @callback
    def async_home_changed(self) -> None:
        """Take note that there may be other entities now; the next write looks."""
        self._stale = True

    async def async_recall(
        self, queries: Sequence[PastQuery], view: HomeView, user_id: str | None
    ) -> tuple[PastAnswer, ...]:
        """Return the answers to questions of a person. Raises StorageError."""
        await self.async_ready()
        await self._async_flush()
        await self.async_ready()  # what was exposed a moment ago has a past, too
        asked = [
            replace(query, speaker=self._user_of(query.by_person) if query.by_person else user_id)
            for query in queries
        ]
        answers = await self._async_run(
            lambda: [recall(query, view, self._record) for query in asked]
        )
        return tuple(self._with_names(answer) for answer in answers)

    async def async_delete(self) -> None:
        """Delete all that is kept; what happens from now on is kept again. Raises StorageError."""
        if not self._settings.enabled:
            await self._async_run(self._record.remove)
            return
        async with self._writing:
            if self._intake is None:
                raise StorageError(error="the record is not read yet")
            await self._async_run(self._record.clear, dt_util.utcnow().timestamp())
            self._waiting.clear()
            self._intake, self._devices, self._stale = Intake({}, {}), {}, True

    async def async_habits(self) -> Habits:
        """Return the habits that the record shows. Raises StorageError."""
        view, now = self._home.async_view(), dt_util.now()
        return cast("Habits", await self._async_run(learn, view, self._record, now))

    async def async_note_goal(self, goal: str) -> None:
        """Take note that a goal was said and carried out; without a record it is forgotten."""
        change = Change(dt_util.utcnow().timestamp(), goal, Cause(CauseKind.AGENT))
        try:
            await self._async_run(self._record.write, Batch(changes={SeriesKey(GOALS): [change]}))
        except StorageError as err:
            self._note_failure(err)

    async def async_facts(self) -> RecordFacts:
        """Return what is kept. Raises StorageError."""
        kept = await self._async_run(self._record.counts)
        first = await self._async_run(self._record.first_moment)
        return RecordFacts(
            self._intake.counts if self._intake else Counts(),
            self._dropped,
            self._left,
            dict(kept),
            self._settings.most_bytes,
            dt_util.utc_from_timestamp(first) if first else None,
        )

    @callback
    def _is_watched(self, data: EventStateChangedData) -> bool:
        """Return whether a change is of something that is exposed, or may be by now."""
        return data["entity_id"] in self._devices or self._stale

    @callback
    def _async_look(self) -> None:
        """Look which entities there are; those that are new are observed as they are now.

        What they did before is taken over in the background.
        """
        if not self._stale:
            return
        self._stale = False
        before = self._devices
        self._devices = {
            entity_id: device
            for entity_id, device in self._home.async_view().anything.items()
            if entity_id not in self._settings.left_out
        }
        self._gone |= before.keys() - self._devices.keys()
        now = dt_util.utcnow()
        new = self._devices.keys() - before.keys()
        for entity_id in new:
            if state := self._hass.states.get(entity_id):
                self._observe(entity_id, state, Cause(), now.timestamp())
        if new and self._intake is not None:
            devices = {entity_id: self._devices[entity_id] for entity_id in new}
            self._begin(self._catching_up.async_past(new, devices, now))

    @callback
    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do some work on the record in the background."""

        async def guarded() -> None:
            try:
                await work
            except StorageError as err:
                self._note_failure(err)

        task = self._hass.async_create_background_task(guarded(), f"{DOMAIN} record")
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    @callback
    def _async_changed(self, event: Event[EventStateChangedData]) -> None:
        """Take note of a change; everything else is done off the event loop."""
        cause = self.authors.async_cause(event)
        entity_id, state = event.data["entity_id"], event.data["new_state"]
        self._observe(entity_id, state, cause, event.time_fired_timestamp)

    @callback
    def _observe(self, entity_id: str, state: State | None, cause: Cause, at: float) -> None:
        if len(self._waiting) >= MOST_WAITING:
            self._dropped += 1
            return
        value, attributes = (state.state, state.attributes) if state else (None, None)
        self._waiting.append(_Seen(entity_id, value, attributes, at, cause))
        if len(self._waiting) == AT_ONCE and self._intake is not None:
            self._begin(self._async_flush())

    async def _async_flush_regularly(self, _now: datetime) -> None:
        """Write what was seen; a failure is told once, and nothing is lost by it."""
        try:
            await self._async_flush()
        except StorageError as err:
            self._note_failure(err)
        else:
            self._failed = False

    async def _async_write_finally(self, _event: Event[Any]) -> None:
        """Write what was seen until Home Assistant stops."""
        await self._async_flush_regularly(dt_util.utcnow())

    async def _async_flush(self, *, last: bool = False) -> None:
        """Write what was seen until now. Raises StorageError."""
        intake = self._intake
        if intake is None:
            raise StorageError(error="the record is not read yet")
        async with self._writing:
            self._async_look()
            waiting, self._waiting = self._waiting, deque()
            gone, self._gone = self._gone, set()
            self._left += sum(each.entity_id in gone for each in waiting)
            now = None if last else dt_util.utcnow().timestamp()
            if gone:
                intake.lose(dt_util.utcnow().timestamp(), gone)
            seen = _observations(waiting, self._hass.config.units.temperature_unit)
            await self._async_run(
                partial(keep, self._record, intake, seen, self._devices, now, watching=True)
            )

    async def _async_keep_up(self, now: datetime) -> None:
        """Keep the record within its bounds of time and room."""
        try:
            await async_keep_up(self._hass, self._record, self._settings, now)
        except StorageError as err:
            self._note_failure(err)

    def _note_failure(self, error: StorageError) -> None:
        if not self._failed:
            _LOGGER.warning("The record of the home cannot be used: %s", error)
        self._failed = True

    def _user_of(self, entity_id: str) -> str | None:
        """Return the id of a person's user, None if that person has none."""
        state = self._hass.states.get(entity_id)
        return state.attributes.get(_USER_ID) if state else None

    def _with_names(self, answer: PastAnswer) -> PastAnswer:
        """Return an answer that names persons instead of their users."""
        people = {
            state.attributes.get(_USER_ID): state.name
            for state in self._hass.states.async_all("person")
        }
        findings = tuple(
            replace(finding, cause=replace(finding.cause, name=people[finding.cause.user_id]))
            if finding.cause.name is None and finding.cause.user_id in people
            else finding
            for finding in answer.findings
        )
        return replace(answer, findings=findings)

    async def _async_run(self, work: Any, *args: Any) -> Any:
        return await self._hass.async_add_executor_job(work, *args)
