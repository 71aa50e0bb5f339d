"""Whether a device answers, asked before a command is sent.

An ESPHome command is written to a socket and forgotten: a board that froze a moment ago
looks available for two minutes, and runs the command when it wakes. A question that the
board must answer first keeps such a command from being sent at all.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol, cast

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

ANSWER_TIMEOUT: Final = 1.0
"""Seconds; a board on the same network answers within some ten milliseconds."""


class _Client(Protocol):
    """The part of a device client that is needed: one question with an answer."""

    device_info: Callable[[], Awaitable[object]]


async def async_answers(hass: HomeAssistant, entity_id: str) -> bool:
    """Return False only if the device behind an entity was asked and did not answer.

    True where there is nothing to ask: such commands are confirmed by state alone.
    """
    entry = er.async_get(hass).async_get(entity_id)
    if entry is None or entry.platform != "esphome" or entry.config_entry_id is None:
        return True
    config_entry = hass.config_entries.async_get_entry(entry.config_entry_id)
    client = getattr(getattr(config_entry, "runtime_data", None), "client", None)
    if not callable(getattr(client, "device_info", None)):
        return True
    try:
        async with asyncio.timeout(ANSWER_TIMEOUT):
            await cast("_Client", client).device_info()
    except TimeoutError, OSError:
        return False
    except Exception as err:  # noqa: BLE001  # the client's own error tree is not ours to import
        return (
            "TimeoutAPIError" not in type(err).__name__ and "Connection" not in type(err).__name__
        )
    return True
