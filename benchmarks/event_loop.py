"""A look at the event loop from inside, and the same load without us."""

from array import array
import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import gc
from itertools import count
import threading
import time
from typing import Final

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.util.async_ import create_eager_task

TICK: Final = 0.005
"""Seconds between two looks at the event loop."""
_OLDEST: Final = 2
"""The generation of Python's collector that is all there is."""


def _times(*seconds: float) -> array[float]:
    """Return times in a place at which Python's collector does not look."""
    return array("d", seconds)


@dataclass
class Watch:
    """Looks at the event loop from inside: how late it is, and how long it calculates."""

    late: array[float] = field(default_factory=_times)
    """Seconds that each look came late, which other programs of the machine cause, too."""
    busy: array[float] = field(default_factory=_times)
    """Seconds of processor time between two looks, in which the loop did at least one step.

    Python's collections of garbage are left out.
    """
    held: array[float] = field(default_factory=_times)
    """The same with the collections."""
    pauses: array[float] = field(default_factory=lambda: _times(0.0))
    """Seconds of processor time of each collection of garbage, in whatever thread: all wait."""
    full: int = 0
    """How many of the collections were of all that Home Assistant holds."""
    idle: tuple[float, float] = (0.0, 0.0)
    """Seconds that a process came late which did nothing meanwhile: the longest, and p99.9."""
    before: float = 0.0
    """Seconds of processor time of one collection of all that there was before."""

    _own: float = 0.0
    """Seconds of the collections in the thread of the loop."""

    async def run(self) -> None:
        """Look until cancelled, and once more then."""
        gc.callbacks.append(self._collecting)
        try:
            while True:
                began, worked, known = time.monotonic(), time.thread_time(), self._own
                try:
                    await asyncio.sleep(TICK)
                    self.late.append(time.monotonic() - began - TICK)
                finally:
                    held = time.thread_time() - worked
                    self.held.append(held)
                    self.busy.append(held - (self._own - known))
        finally:
            gc.callbacks.remove(self._collecting)

    def _collecting(self, phase: str, info: Mapping[str, int]) -> None:
        """Take note of a collection: when it begins, and its end. There is never more than one."""
        if phase == "start":
            self._began = time.thread_time()
            return
        took = time.thread_time() - self._began
        self.pauses.append(took)
        self.full += info["generation"] == _OLDEST
        if threading.current_thread() is threading.main_thread():
            self._own += took


@asynccontextmanager
async def async_watch() -> AsyncIterator[Watch]:
    """Look at the event loop for as long as the block lasts, its first and last step included.

    It begins without old garbage. Python collects all that there is again when what outlived the
    younger generations is a quarter of it; how long that takes is for the size of the home to say.
    """
    gc.collect()
    began = time.thread_time()
    gc.collect()
    watch = Watch(before=time.thread_time() - began)
    watching = create_eager_task(watch.run())
    try:
        yield watch
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


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
def async_count_changes(hass: HomeAssistant) -> Callable[[], int]:
    """Count changes of states; return the function that ends it and returns how many there were."""
    counter = count()

    @callback
    def changed(_event: Event[EventStateChangedData]) -> None:
        next(counter)

    stop = hass.bus.async_listen(EVENT_STATE_CHANGED, changed)

    def end() -> int:
        stop()
        return next(counter)

    return end


@callback
def _heed(event: Event[EventStateChangedData]) -> None:
    """Do nothing with a change."""
