"""What the record takes over from Home Assistant's recorder.

The time before the first look, the time that was not watched, and the past of what is exposed
later. What is in the record already is neither read again nor reckoned anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..errors import StorageError
from ..models import Device
from ..processing.habits import GOALS
from ..processing.intake import Intake, Observation
from ..storage.record import Batch, Record
from . import backfill

_HOURS_FOR_A_STATE: Final = 5
"""Rows of statistics that are read in place of one state: they are quickly done with."""
SINGLE_DAYS: Final = 10
"""Days for which numbers are kept one by one."""


@dataclass(frozen=True)
class CatchingUp:
    """Brings a record up to date."""

    hass: HomeAssistant
    record: Record
    retention: timedelta

    async def async_all(self, devices: Mapping[str, Device]) -> Intake:
        """Return what takes up after the time that was not watched, of which the recorder knows.

        Raises StorageError.
        """
        now = dt_util.utcnow()
        watched = await self._async_run(self.record.watched_until)
        last = await self._async_run(self.record.last_values)
        intake = Intake(*(last if watched is not None else ({}, {})))
        if watched is not None:  # nobody looks any more at what is not exposed any more
            intake.lose(watched, intake.entity_ids - devices.keys() - {GOALS})
        if not backfill.is_possible(self.hass):
            if watched is not None:
                intake.lose(watched)
            return intake
        if watched is None:
            begin = self._begin_of_states(now)
            await self._async_hours(devices, now - self.retention, begin)
            await self._async_run(self.record.write, Batch(by_hour_until=begin.timestamp()))
        else:
            begin = dt_util.utc_from_timestamp(watched)
            await self.async_past(devices.keys() - intake.entity_ids, devices, begin)
            running = backfill.running_since(self.hass)
            if running > begin:  # nobody saw what happened while Home Assistant was down
                intake.lose(watched)
                begin = running
        await self._async_states(intake, devices, begin, now, watching=True)
        return intake

    async def async_past(
        self, entity_ids: Iterable[str], devices: Mapping[str, Device], until: datetime
    ) -> None:
        """Take over what some things did before a moment, from where the record ends for each.

        Nothing from before the record was last deleted. Raises StorageError.
        """
        wanted = {each: devices[each] for each in entity_ids if each in devices}
        if not wanted or not backfill.is_possible(self.hass):
            return
        known = await self._async_run(self.record.known_until, wanted, until.timestamp())
        cleared = dt_util.utc_from_timestamp(await self._async_run(self.record.cleared_at) or 0.0)
        earliest = max(self._begin_of_states(until), cleared)
        fresh = {each: device for each, device in wanted.items() if each not in known}
        await self._async_hours(fresh, max(dt_util.utcnow() - self.retention, cleared), earliest)
        groups: dict[datetime, dict[str, Device]] = defaultdict(dict)
        for entity_id, device in wanted.items():
            last = dt_util.utc_from_timestamp(known.get(entity_id, 0.0))
            groups[max(earliest, last)][entity_id] = device
        for begin, some in groups.items():
            await self._async_states(Intake({}, {}), some, begin, until, watching=False)

    def _begin_of_states(self, now: datetime) -> datetime:
        """Return from when on states are taken over one by one."""
        days = min(backfill.keep_days(self.hass), SINGLE_DAYS)
        return (now - timedelta(days=days)).replace(minute=0, second=0, microsecond=0)

    async def _async_hours(
        self, devices: Mapping[str, Device], begin: datetime, end: datetime
    ) -> None:
        """Take over the long-term statistics of a time."""
        for some in backfill.groups(devices):
            first, length, rows = begin, None, 0
            while first < end:
                last = backfill.following(first, end, length, rows // _HOURS_FOR_A_STATE)
                if hours := await backfill.async_hours(self.hass, some, first, last):
                    await self._async_run(self.record.write, Batch(hours=hours))
                rows = sum(map(len, hours.values()))
                first, length = last, last - first

    async def _async_states(
        self,
        intake: Intake,
        devices: Mapping[str, Device],
        begin: datetime,
        end: datetime,
        *,
        watching: bool,
    ) -> None:
        """Write what the recorder kept of a time; of what is watched, the intake goes on.

        The time counts as watched when all of it is written: what is cut off begins anew.
        """
        await backfill.async_written(self.hass)
        write = partial(keep, self.record, intake)
        for some in backfill.groups(devices):
            first, length, rows = begin, None, 0
            while first < end:
                last = backfill.following(first, end, length, rows)
                states = await backfill.async_states(
                    self.hass, some, first, last, opening=first == begin
                )
                seen = backfill.observations(self.hass, states, first)
                until = last.timestamp() if watching or last < end else None
                await self._async_run(partial(write, seen, some, until, watching=False))
                first, length, rows = last, last - first, len(states)
        if watching:
            await self._async_run(partial(write, (), {}, end.timestamp(), watching=True))

    async def _async_run(self, work: Any, *args: Any) -> Any:
        return await self.hass.async_add_executor_job(work, *args)


def keep(  # noqa: PLR0913  # all that is needed to write
    record: Record,
    intake: Intake,
    seen: Iterable[Observation],
    devices: Mapping[str, Device],
    until: float | None,
    *,
    watching: bool,
) -> None:
    """Write what was seen up to a moment, or all if nothing more will be; blocking.

    `watching` tells that this is all that there was to see. What cannot be written is kept for
    the next time. Raises StorageError.
    """
    for observation in seen:
        if device := devices.get(observation.entity_id):
            intake.observe(device, observation)
    kept = intake.end() if until is None else intake.take(until)
    watched = dt_util.utcnow().timestamp() if until is None else until
    try:
        record.write(Batch(kept.changes, kept.samples, watched=watched if watching else None))
    except StorageError:
        intake.put_back(kept)
        raise
