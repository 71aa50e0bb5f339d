"""The home as it was: watches every change, keeps a record of it, and answers from that."""

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
import logging
from typing import Any, Final, cast

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, EVENT_STATE_CHANGED
from homeassistant.core import (
    CALLBACK_TYPE,
    Context,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..const import (
    CONF_NOT_RECORDED,
    CONF_RECORD,
    CONF_RETENTION_DAYS,
    DEFAULT_RETENTION_DAYS,
    DOMAIN,
)
from ..errors import StorageError
from ..models import Device, DeviceState, HomeView
from ..past import Cause, CauseKind, PastAnswer, PastQuery
from ..processing.habits import GOALS, Habits, learn
from ..processing.intake import Counts, Intake, Observation
from ..processing.numbers import HOUR, by_hour
from ..processing.recall import recall
from ..processing.series import Change, SeriesKey
from ..storage.record import Batch, Record
from . import backfill
from .authors import Authors
from .home import Home
from .references import to_entity_ids

_LOGGER = logging.getLogger(__name__)

FLUSH_INTERVAL: Final = timedelta(seconds=5)
"""How often what was seen is written; a question writes it at once."""
READY_TIMEOUT: Final = 10.0
"""Seconds that a question waits for a record that is still brought up to date."""
MOST_WAITING: Final = 100_000
"""Observations that wait to be written; more are counted and dropped."""
SINGLE_DAYS: Final = 10
"""Days for which numbers are kept one by one."""
_MAINTENANCE_INTERVAL: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What is told of a record."""

    counts: Counts
    dropped: int
    """Observations that were lost because too many waited."""
    kept: dict[str, int]
    """Rows by table, and the bytes of the file."""
    first: datetime | None


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """What the owner of a home allows to be kept."""

    enabled: bool = True
    """Whether anything is."""
    retention: timedelta = timedelta(days=DEFAULT_RETENTION_DAYS)
    left_out: frozenset[str] = frozenset()
    """Entity ids of what nothing is kept of."""

    @classmethod
    def of(cls, hass: HomeAssistant, options: Mapping[str, Any]) -> RecordSettings:
        """Return the settings that the options of an entry hold."""
        days = options.get(CONF_RETENTION_DAYS, DEFAULT_RETENTION_DAYS)
        left_out = to_entity_ids(hass, options.get(CONF_NOT_RECORDED, ()))
        enabled = options.get(CONF_RECORD, True)
        return cls(enabled, timedelta(days=days), frozenset(left_out))


class History:
    """Follows the exposed part of a home."""

    def __init__(
        self,
        hass: HomeAssistant,
        home: Home,
        record: Record,
        settings: RecordSettings = RecordSettings(),
    ) -> None:
        """Name the parts; nothing is watched before `async_start`."""
        self._settings = settings
        self._hass = hass
        self._home = home
        self._record = record
        self.authors = Authors(hass)
        self._devices: dict[str, Device] = {}
        self._waiting: deque[Observation] = deque()
        self._intake: Intake | None = None
        self._dropped = 0
        self._writing = asyncio.Lock()
        self._starting: asyncio.Task[None] | None = None
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
            self._intake = await self._async_caught_up()
            await self._async_flush()
        except StorageError as err:
            self._note_failure(err)
            return
        for work, interval in (
            (self._async_flush_regularly, FLUSH_INTERVAL),
            (self._async_maintain, _MAINTENANCE_INTERVAL),
        ):
            self._stops.append(
                async_track_time_interval(self._hass, work, interval, cancel_on_shutdown=True)
            )
        await self._async_maintain(dt_util.utcnow())

    async def async_ready(self) -> None:
        """Wait for a record that is still brought up to date, as long as a person would."""
        if self._starting is not None:
            await asyncio.wait([self._starting], timeout=READY_TIMEOUT)

    async def async_started(self) -> None:
        """Wait until the record is as up to date as it can be."""
        if self._starting is not None:
            await asyncio.wait([self._starting])

    async def async_stop(self) -> None:
        """Stop watching; what was seen is written."""
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.wait([self._starting])
        for stop in self._stops:
            stop()
        self._stops.clear()
        if self._intake is not None:
            try:
                await self._async_flush(last=True)
            except StorageError as err:
                self._note_failure(err)
        await self._async_run(self._record.close)

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
        asked = [replace(query, speaker=user_id) for query in queries]
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
            dict(kept),
            dt_util.utc_from_timestamp(first) if first else None,
        )

    @callback
    def _is_watched(self, data: EventStateChangedData) -> bool:
        """Return whether a change is of something that is exposed, or may be by now."""
        return data["entity_id"] in self._devices or self._stale

    @callback
    def _async_look(self) -> None:
        """Look which entities there are; those that are new are observed as they are now."""
        if not self._stale:
            return
        self._stale = False
        before = self._devices
        self._devices = {
            entity_id: device
            for entity_id, device in self._home.async_view().anything.items()
            if entity_id not in self._settings.left_out
        }
        for entity_id in self._devices.keys() - before.keys():
            if state := self._hass.states.get(entity_id):
                self._observe(entity_id, state, Cause(), dt_util.utcnow().timestamp())

    @callback
    def _async_changed(self, event: Event[EventStateChangedData]) -> None:
        """Take note of a change; everything else is done off the event loop."""
        cause = self.authors.async_cause(event.context)
        entity_id, state = event.data["entity_id"], event.data["new_state"]
        self._observe(entity_id, state, cause, event.time_fired_timestamp)

    @callback
    def _observe(self, entity_id: str, state: State | None, cause: Cause, at: float) -> None:
        if len(self._waiting) >= MOST_WAITING:
            self._dropped += 1
            return
        unit = self._hass.config.units.temperature_unit
        seen = DeviceState(state.state, state.attributes, unit) if state else None
        self._waiting.append(Observation(entity_id, seen, at, cause))

    async def _async_caught_up(self) -> Intake:
        """Return what takes up after the time that was not watched, of which the recorder knows.

        Raises StorageError.
        """
        now = dt_util.utcnow()
        watched = await self._async_run(self._record.watched_until)
        last = await self._async_run(self._record.last_values)
        intake = Intake(*(last if watched is not None else ({}, {})))
        devices = dict(self._devices)
        if not backfill.is_possible(self._hass):
            if watched is not None:
                intake.lose(watched)
            return intake
        if watched is None:
            begin = await self._async_import(devices, now)
        else:
            begin = dt_util.utc_from_timestamp(watched)
            running = backfill.running_since(self._hass)
            if running > begin:  # nobody saw what happened while Home Assistant was down
                intake.lose(watched)
                begin = running
        for first, last in backfill.stretches(begin, now):
            opening = first == begin
            seen = await backfill.async_states(self._hass, devices, first, last, opening=opening)
            await self._async_run(self._keep, intake, seen, devices, last.timestamp())
        return intake

    async def _async_import(self, devices: dict[str, Device], now: datetime) -> datetime:
        """Take over the long-term statistics into a new record; return where they end."""
        days = min(backfill.keep_days(self._hass), SINGLE_DAYS)
        begin = _full_hour(now - timedelta(days=days))
        hours = await backfill.async_hours(
            self._hass, devices, now - self._settings.retention, begin
        )
        batch = Batch(hours=hours, by_hour_until=begin.timestamp())
        await self._async_run(self._record.write, batch)
        return begin

    def _keep(
        self,
        intake: Intake,
        seen: Iterable[Observation],
        devices: Mapping[str, Device],
        now: float | None,
    ) -> None:
        """Write what was seen up to a moment, or all if nothing more will be; blocking.

        What cannot be written is kept for the next time. Raises StorageError.
        """
        for observation in seen:
            if device := devices.get(observation.entity_id):
                intake.observe(device, observation)
        kept = intake.end() if now is None else intake.take(now)
        watched = dt_util.utcnow().timestamp() if now is None else now
        try:
            self._record.write(Batch(kept.changes, kept.samples, watched=watched))
        except StorageError:
            intake.put_back(kept)
            raise

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
            seen, self._waiting = self._waiting, deque()
            now = None if last else dt_util.utcnow().timestamp()
            await self._async_run(self._keep, intake, seen, self._devices, now)

    async def _async_maintain(self, now: datetime) -> None:
        """Keep old numbers by hour, and forget what is too old."""
        local = dt_util.as_local(now)
        single = _full_hour(local - timedelta(days=SINGLE_DAYS))
        offset = (local.utcoffset() or timedelta()).total_seconds() % HOUR
        try:
            await self._async_run(
                self._record.compact,
                single.timestamp(),
                lambda samples, begin, end: by_hour(samples, begin, end, offset),
            )
            gone = await self._async_run(
                self._record.prune, (now - self._settings.retention).timestamp()
            )
        except StorageError as err:
            self._note_failure(err)
        else:
            _LOGGER.debug("Forgot %d rows that were too old", gone)

    def _note_failure(self, error: StorageError) -> None:
        if not self._failed:
            _LOGGER.warning("The record of the home cannot be used: %s", error)
        self._failed = True

    def _with_names(self, answer: PastAnswer) -> PastAnswer:
        """Return an answer that names persons instead of their users."""
        people = {
            state.attributes.get("user_id"): state.name
            for state in self._hass.states.async_all("person")
        }
        findings = tuple(
            replace(finding, cause=replace(finding.cause, name=people[finding.cause.user_id]))
            if finding.cause.name is None and finding.cause.user_id in people
            else finding
            for finding in answer.findings
        )
        return replace(answer, findings=findings)

    @callback
    def async_note_turn(self, context: Context) -> None:
        """Take note that what happens in a context is done by the agent."""
        self.authors.async_note_turn(context)

    async def _async_run(self, work: Any, *args: Any) -> Any:
        return await self._hass.async_add_executor_job(work, *args)


def _full_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
