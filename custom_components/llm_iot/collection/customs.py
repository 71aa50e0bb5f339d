"""What is usual in the home: the habits of its record, learnt anew every night."""

from datetime import datetime
import logging
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..errors import StorageError
from ..processing.habits import Habits, Usual
from .history import History

_LOGGER = logging.getLogger(__name__)

_HOUR: Final = 4
_MINUTE: Final = 20
"""When in the night: after an evening of people who go to bed late, and beside no full hour."""


class Customs:
    """Keeps the habits of a home."""

    def __init__(self, hass: HomeAssistant, history: History) -> None:
        """Begin with no habits."""
        self._hass = hass
        self._history = history
        self._habits = Habits()

    @callback
    def async_start(self, entry: ConfigEntry) -> None:
        """Learn in the background, now and every night until the entry is unloaded."""
        entry.async_create_background_task(self._hass, self._async_first(), f"{DOMAIN} habits")
        entry.async_on_unload(
            async_track_time_change(
                self._hass, self._async_nightly, hour=_HOUR, minute=_MINUTE, second=0
            )
        )

    @callback
    def async_usual(self) -> Usual:
        """Return what is usual at this moment."""
        return Usual(self._habits, dt_util.now())

    async def async_learn(self) -> None:
        """Learn the habits anew; what was learnt before stays if the record cannot be read."""
        try:
            self._habits = await self._history.async_habits()
        except StorageError as err:
            _LOGGER.debug("The habits could not be learnt: %s", err)

    async def _async_first(self) -> None:
        await self._history.async_started()
        await self.async_learn()

    async def _async_nightly(self, _now: datetime) -> None:
        await self.async_learn()
