"""Backups of Home Assistant: our files stay as they are while one copies them."""

import logging

from homeassistant.core import HomeAssistant

from .collection.history import History
from .const import DOMAIN
from .coordinator import LlmIotConfigEntry
from .errors import StorageError
from .storage.base import Store

_LOGGER = logging.getLogger(__name__)


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Hold the files; turns and the record go on, and write beside them."""
    for kept in _kept(hass):
        try:
            await kept.async_hold()
        except StorageError as err:  # a file that is not in use does not change either
            _LOGGER.debug("Nothing to hold for the backup: %s", err)


async def async_post_backup(hass: HomeAssistant) -> None:
    """Let the files be written again."""
    for kept in _kept(hass):
        try:
            await kept.async_release()
        except StorageError as err:
            _LOGGER.debug("Nothing to release after the backup: %s", err)


def _kept(hass: HomeAssistant) -> list[Store | History]:
    """Return what has a file of its own."""
    entries: list[LlmIotConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    return [
        kept for entry in entries for kept in (entry.runtime_data.store, entry.runtime_data.history)
    ]
