"""Where planned commands are kept, so that they survive a restart."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
import logging
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..errors import StorageError
from ..planned import Planned

_LOGGER = logging.getLogger(__name__)

VERSION: Final = 1
MINOR_VERSION: Final = 1

type _Data = dict[str, dict[str, list[dict[str, Any]]]]


class _File(Store[_Data]):
    """The file: `{"agents": {subentry id: [planned, ...]}}`."""

    @override
    async def _async_migrate_func(
        self, old_major_version: int, old_minor_version: int, old_data: _Data
    ) -> _Data:
        """Bring older data into the form of today.

        There is only one major version so far. A newer minor version adds what this one
        does without, so its data is taken as it is.
        """
        if old_major_version != VERSION:
            raise NotImplementedError
        return old_data


class PlannedStore:
    """The planned commands of the agents of one entry, in a file that backups include.

    Written whole and at once: what `async_write` has returned from is on the disk.
    """

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file; nothing is read before `async_load`."""
        self._file = _File(
            hass,
            VERSION,
            f"{DOMAIN}.{entry_id}.planned",
            private=True,
            atomic_writes=True,
            minor_version=MINOR_VERSION,
        )
        self._agents: dict[str, list[dict[str, Any]]] = {}
        self._readable = True
        self._lock = asyncio.Lock()

    async def async_load(self, agent_ids: Collection[str]) -> None:
        """Read the file, and forget what was planned with agents that are gone.

        A file that cannot be read is left alone, and nothing can be planned.
        """
        try:
            data = await self._file.async_load()
            stored = dict(data["agents"]) if data else {}
        except HomeAssistantError, NotImplementedError, OSError, LookupError, TypeError, ValueError:
            _LOGGER.exception("What is planned cannot be read from %s", self._file.path)
            self._readable = False
            return
        self._agents = {agent: items for agent, items in stored.items() if agent in agent_ids}
        if len(self._agents) < len(stored):
            await self._file.async_save(self._data())

    def items(self, agent_id: str) -> tuple[Planned, ...]:
        """Return what is planned with one agent, without what cannot be understood."""
        return tuple(_read(self._agents.get(agent_id, ())))

    async def async_write(self, agent_id: str, items: Sequence[Planned]) -> None:
        """Keep what is planned with one agent; raises StorageError if it is not on the disk."""
        async with self._lock:
            if not self._readable:
                raise StorageError
            kept = self._agents
            self._agents = {**kept, agent_id: [item.as_dict() for item in items]}
            await self._file.async_save(self._data())
            # Home Assistant only logs a write that failed, so what was written is read back.
            try:
                written = await self._file.async_load() == self._data()
            except HomeAssistantError, OSError:
                written = False
            if not written:
                self._agents = kept
                raise StorageError

    async def async_remove(self) -> None:
        """Remove the file."""
        await self._file.async_remove()

    def _data(self) -> _Data:
        return {"agents": self._agents}


def _read(items: Iterable[dict[str, Any]]) -> Iterable[Planned]:
    """Yield what was planned; one item that is damaged does not take the others with it."""
    for data in items:
        try:
            yield Planned.from_dict(data)
        except KeyError, TypeError, ValueError, AttributeError:
            _LOGGER.warning("Something planned cannot be read and is left out")
