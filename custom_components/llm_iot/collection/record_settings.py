"""What the owner of a home allows to be kept of it, and what is told of what is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from homeassistant.core import HomeAssistant

from ..const import (
    CONF_MOST_MEGABYTES,
    CONF_NOT_RECORDED,
    CONF_RECORD,
    CONF_RETENTION_DAYS,
    DEFAULT_MOST_MEGABYTES,
    DEFAULT_RETENTION_DAYS,
    DOMAIN,
)
from ..processing.intake import Counts
from .references import to_entity_ids

MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What is told of a record."""

    counts: Counts
    dropped: int
    """Observations that were lost because too many waited."""
    left: int
    """Observations of what was not exposed any more when they were to be written."""
    kept: dict[str, int]
    """Rows by table, and the bytes of the file."""
    most_bytes: int
    """Bytes that the file may take."""
    first: datetime | None


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """What the owner of a home allows to be kept."""

    enabled: bool = True
    """Whether anything is."""
    retention: timedelta = timedelta(days=DEFAULT_RETENTION_DAYS)
    left_out: frozenset[str] = frozenset()
    """Entity ids of what nothing is kept of."""
    most_bytes: int = DEFAULT_MOST_MEGABYTES * MEGABYTE
    """Bytes that the file may take; what is oldest goes first."""

    @classmethod
    def of(cls, hass: HomeAssistant, options: Mapping[str, Any]) -> RecordSettings:
        """Return the settings that the options of an entry hold."""
        days = options.get(CONF_RETENTION_DAYS, DEFAULT_RETENTION_DAYS)
        most = options.get(CONF_MOST_MEGABYTES, DEFAULT_MOST_MEGABYTES) * MEGABYTE
        left_out = to_entity_ids(hass, options.get(CONF_NOT_RECORDED, ()))
        enabled = options.get(CONF_RECORD, True)
        return cls(enabled, timedelta(days=days), frozenset(left_out), most)


def record_path(hass: HomeAssistant, entry_id: str) -> Path:
    """Return the file of an entry's record of the home."""
    return Path(hass.config.path(".storage", f"{DOMAIN}.{entry_id}.record.db"))
