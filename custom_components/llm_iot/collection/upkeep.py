"""Keeps the record of the home within its bounds: of time, and of room on the disk."""

from datetime import datetime, timedelta
import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..processing.numbers import HOUR, by_hour
from ..storage.record import Record
from ..storage.rows import Aggregate
from .catching_up import SINGLE_DAYS
from .record_settings import RecordSettings

_LOGGER = logging.getLogger(__name__)

_THINNED_AFTER = (5, 2, 1)
"""Days after which numbers are kept by hour, one after the other, while there is no room."""


async def async_keep_up(
    hass: HomeAssistant, record: Record, settings: RecordSettings, now: datetime
) -> None:
    """Keep old numbers by hour, and forget what is too old or too much. Raises StorageError."""

    async def run(work: Any, *args: Any) -> Any:
        return await hass.async_add_executor_job(work, *args)

    local = dt_util.as_local(now)
    aggregate = _aggregate(local)
    await run(record.compact, _full_hour(local, SINGLE_DAYS), aggregate)
    gone = await run(record.prune, (now - settings.retention).timestamp())
    _LOGGER.debug("Forgot %d rows that were too old", gone)
    for days in _THINNED_AFTER:
        if await run(record.size) <= settings.most_bytes:
            return
        await run(record.compact, _full_hour(local, days), aggregate)
        await run(record.shrink)
    gone = await run(record.bound, settings.most_bytes)
    if gone:
        _LOGGER.info("Forgot %d rows of the record to keep it within its size", gone)


def _aggregate(local: datetime) -> Aggregate:
    """Return what makes hours of numbers, which are those of the home's clocks."""
    offset = (local.utcoffset() or timedelta()).total_seconds() % HOUR
    return lambda samples, begin, end: by_hour(samples, begin, end, offset)


def _full_hour(local: datetime, days: int) -> float:
    moment = local - timedelta(days=days)
    return moment.replace(minute=0, second=0, microsecond=0).timestamp()
