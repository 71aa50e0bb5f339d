"""What Home Assistant's recorder knows of the time before we looked, or while we did not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import batched
from typing import Final

from homeassistant.components.recorder import history
from homeassistant.components.recorder.statistics import (
    StatisticsRow,
    statistics_during_period,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.recorder import get_instance

from .. import measures
from ..models import Device, DeviceState
from ..processing.intake import Observation
from ..processing.numbers import HOUR, Piece
from ..processing.series import SeriesKey

_AT_ONCE: Final = 20
"""Entities that are asked about together."""
_ROWS: Final = 300
"""States that are read at once, nearly. Many that are held at a time grow old, and Python's search
for garbage among all that is old holds up the event loop for up to a second."""
_STRETCH: Final = timedelta(hours=12)
"""The time that is asked about first."""
_SHORTEST: Final = timedelta(minutes=10)
_LONGEST: Final = timedelta(days=10)
_MOST_CHANGE: Final = 4.0
_JUST_BEFORE: Final = timedelta(microseconds=1)
"""The recorder leaves out what is of the very moment at which a stretch begins."""
_RECORDER: Final = "recorder"


def is_possible(hass: HomeAssistant) -> bool:
    """Return whether there is a recorder to ask."""
    return _RECORDER in hass.config.components


def keep_days(hass: HomeAssistant) -> int:
    """Return for how many days the recorder keeps states."""
    return get_instance(hass).keep_days


def running_since(hass: HomeAssistant) -> datetime:
    """Return since when the recorder has been recording without a break."""
    return get_instance(hass).recorder_runs_manager.recording_start


def following(begin: datetime, end: datetime, last: timedelta | None, rows: int) -> datetime:
    """Return up to when to ask next: as long as will bring about as many states as it should.

    `last` is how long was asked about before, and `rows` how many states that has brought.
    """
    if last is None:
        return min(begin + _STRETCH, end)
    change = max(1 / _MOST_CHANGE, min(_MOST_CHANGE, _ROWS / max(1, rows)))
    length = max(_SHORTEST, min(_LONGEST, last * change))
    return min((begin + length).replace(second=0, microsecond=0), end)


def groups(devices: Mapping[str, Device]) -> Iterator[dict[str, Device]]:
    """Return the parts in which devices are asked about."""
    for some in batched(devices.items(), _AT_ONCE, strict=False):
        yield dict(some)


async def async_written(hass: HomeAssistant) -> None:
    """Wait until the recorder has written all that it has seen."""
    await get_instance(hass).async_block_till_done()


async def async_states(
    hass: HomeAssistant,
    devices: Mapping[str, Device],
    begin: datetime,
    end: datetime,
    *,
    opening: bool,
) -> Sequence[State]:
    """Return what the recorder has written of some devices, in order for each of them.

    `opening` asks for the states at the begin as well.
    """

    def read() -> list[State]:
        found = history.get_significant_states(
            hass,
            begin - _JUST_BEFORE,
            end,
            list(devices),
            include_start_time_state=opening,
            significant_changes_only=False,
        )
        return [row for rows in found.values() for row in rows if isinstance(row, State)]

    return await get_instance(hass).async_add_executor_job(read)


def observations(
    hass: HomeAssistant, states: Iterable[State], begin: datetime
) -> Iterator[Observation]:
    """Yield what was seen, none of it before a moment; one is made when it is needed."""
    unit, earliest = hass.config.units.temperature_unit, begin.timestamp()
    for state in states:
        yield Observation(
            state.entity_id,
            DeviceState(state.state, state.attributes, unit),
            max(state.last_updated_timestamp, earliest),
        )


async def async_hours(
    hass: HomeAssistant, devices: Mapping[str, Device], begin: datetime, end: datetime
) -> dict[SeriesKey, list[Piece]]:
    """Return the long-term statistics of the sensors among some devices, by hour."""
    wanted = {
        entity_id: measure.name
        for entity_id, device in devices.items()
        if (measure := measures.measure_of(device))
    }
    if not wanted or begin >= end:
        return {}

    def read() -> dict[SeriesKey, list[Piece]]:
        rows = statistics_during_period(
            hass, begin, end, set(wanted), "hour", None, {"mean", "min", "max", "state", "change"}
        )
        found = {}
        for entity_id, hours in rows.items():
            state = hass.states.get(entity_id)
            unit = str(state.attributes.get("unit_of_measurement") or "") if state else ""
            pieces = [piece for hour in hours if (piece := _piece(hour))]
            if pieces:
                found[SeriesKey(entity_id, wanted[entity_id], unit)] = pieces
        return found

    return await get_instance(hass).async_add_executor_job(read)


def _piece(row: StatisticsRow) -> Piece | None:
    """Return a row of hourly statistics; of a meter only what it grew and where it ended."""
    start = row["start"]
    mean, low, high = row.get("mean"), row.get("min"), row.get("max")
    growth = row.get("change") or 0.0
    if mean is None:
        mean = low = high = row.get("state")
    if mean is None:
        return None
    low, high = (mean if low is None else low), (mean if high is None else high)
    return Piece(start, HOUR, mean * HOUR, low, start, high, start, growth)
