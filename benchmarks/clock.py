"""A clock that goes as clocks do, and can be put forward: what is due by then happens."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
import time
from typing import Any, Final
from unittest.mock import patch

import freezegun
from freezegun import freeze_time
from homeassistant.util.async_ import get_scheduled_timer_handles
from pytest_homeassistant_custom_component import patch_time

BEGIN: Final = datetime(2026, 10, 14, 12, tzinfo=UTC)
"""A Wednesday."""
_DEADLINES: Final = ("aiohttp.", "anyio.", "asyncio.timeouts")
"""Modules whose timers limit what is under way, such as an answer of the model."""
_FINISH_S: Final = 120.0
"""Longest time that is given to what begins when time is put forward."""
_WAKING: Final = 5
"""Turns of the loop in which what slept wakes up and begins what it slept for."""
real_time: Final = partial(time.monotonic)
"""Seconds that really pass, whatever the clock shows; a partial, as functions are replaced."""


@dataclass
class Clock:
    """The time that Home Assistant sees."""

    _frozen: Any

    @property
    def now(self) -> datetime:
        """Return what the clock shows."""
        return datetime.now(UTC)

    async def async_advance(self, by: timedelta) -> None:
        """Let time pass at once, and everything happen that is due by then, to its end."""
        running = asyncio.all_tasks()
        loop = asyncio.get_running_loop()
        end = loop.time() + by.total_seconds()
        due = [
            handle
            for handle in get_scheduled_timer_handles(loop)
            if not handle.cancelled() and handle.when() <= end and not _is_deadline(handle)
        ]
        self._frozen.move_to(self.now + by)
        for handle in sorted(due, key=asyncio.TimerHandle.when):
            if not handle.cancelled():
                handle._run()  # noqa: SLF001  # as Home Assistant's own tests do
                handle.cancel()
        await _async_finish(running)

    async def async_advance_to(self, time_of_day: str) -> None:
        """Let time pass until the clock shows a time of day."""
        hour, minute = map(int, time_of_day.split(":"))
        wanted = self.now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if wanted <= self.now:
            wanted += timedelta(days=1)
        await self.async_advance(wanted - self.now)


def _is_deadline(handle: asyncio.TimerHandle) -> bool:
    """Return whether a handle is to end something that takes too long, which it does not."""
    owner = getattr(getattr(handle, "_callback", None), "__self__", None)
    return owner is not None and type(owner).__module__.startswith(_DEADLINES)


async def _async_finish(running: set[asyncio.Task[Any]]) -> None:
    """Wait until only those tasks are left that were running already, or nothing gets on."""
    end = real_time() + _FINISH_S
    while real_time() < end:
        for _ in range(_WAKING):
            await asyncio.sleep(0)
        if not (begun := asyncio.all_tasks() - running):
            return
        await asyncio.wait(begun, timeout=_FINISH_S)


@contextmanager
def clock() -> Iterator[Clock]:
    """Put a clock in the place of the system's, except where the running loop measures.

    So a deadline is about the time that something really takes.
    """
    with (
        # As Home Assistant's own tests do: its dates print, compare and fold as real ones.
        patch.object(freezegun.api, "FakeDate", patch_time.HAFakeDate),
        patch.object(freezegun.api, "FakeDatetime", patch_time.HAFakeDatetime),
        patch.object(
            freezegun.api, "datetime_to_fakedatetime", patch_time.ha_datetime_to_fakedatetime
        ),
        freeze_time(BEGIN, tick=True) as frozen,
        patch.object(asyncio.get_running_loop(), "time", real_time),
    ):
        yield Clock(frozen)
