"""A look at the event loop from inside, and the same load without us."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import gc
import threading
import time
from typing import Final

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

TICK: Final = 0.005
"""Seconds between two looks at the event loop."""


@dataclass
class Watch:
    """Looks at the event loop from inside: how late it is, and how long it calculates."""

    late: list[float] = field(default_factory=list)
    """Seconds that each look came late, which other programs of the machine cause, too."""
    busy: list[float] = field(default_factory=list)
    """Seconds of processor time between two looks, in which the loop did at least one step.

    Python's collections of garbage are counted by themselves.
    """
    pauses: list[float] = field(default_factory=lambda: [0.0])
    """Seconds of processor time of each collection of garbage."""
    before: float = 0.0
    """Seconds of processor time of one collection of all that there was before."""

    async def run(self) -> None:
        """Look until cancelled."""
        gc.callbacks.append(self._collecting)
        try:
            while True:
                began, worked, known = time.monotonic(), time.thread_time(), len(self.pauses)
                await asyncio.sleep(TICK)
                self.late.append(time.monotonic() - began - TICK)
                self.busy.append(time.thread_time() - worked - sum(self.pauses[known:]))
        finally:
            gc.callbacks.remove(self._collecting)

    def _collecting(self, phase: str, _: object) -> None:
        """Take note of a collection in the thread of the loop: when it begins, and its end."""
        if threading.current_thread() is not threading.main_thread():
            return
        if phase == "start":
            self._began = time.thread_time()
        else:
            self.pauses.append(time.thread_time() - self._began)


@asynccontextmanager
async def async_watch() -> AsyncIterator[Watch]:
    """Look at the event loop for as long as the block lasts.

    What there was before is no matter of the load: it is kept out of the collections meanwhile,
    and how long one of all that takes is told by itself. It grows with what Home Assistant holds.
    """
    gc.collect()  # so that there is no old garbage
    began = time.thread_time()
    gc.collect()
    watch = Watch(before=time.thread_time() - began)
    gc.freeze()
    watching = asyncio.create_task(watch.run())
    try:
        yield watch
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        gc.unfreeze()


async def async_set_states(hass: HomeAssistant, entities: int, rate: float, seconds: float) -> None:
    """Let states change in Home Assistant alone: no device, no network, no code of ours.

    Somebody listens to all of them, as the recorder does in every home: without anyone who does,
    Home Assistant makes no event of a change.
    """
    stop = hass.bus.async_listen(EVENT_STATE_CHANGED, _heed)
    began, told = time.monotonic(), 0
    while (passed := time.monotonic() - began) < seconds:
        due = int(passed * rate)
        for number in range(told, due):
            hass.states.async_set(f"sensor.plain{number % entities}", str(number))
        told = due
        await asyncio.sleep(TICK)
    stop()


@callback
def _heed(event: Event[EventStateChangedData]) -> None:
    """Do nothing with a change."""
