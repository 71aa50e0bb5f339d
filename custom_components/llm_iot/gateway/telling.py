"""When Home Assistant is told that devices have changed: at once, or gathered if they talk a lot.

Each change of a state costs Home Assistant, and whatever listens to it, far more than the message
that brought it. So a house of talkative devices is shown as it is, and not each step there.
"""

import asyncio
from collections.abc import Iterable
from itertools import islice
import math
import time
from typing import Final

from .device import Device

INTERVAL: Final = 1.0
"""Seconds that what a device says may wait; one that was not told of for so long does not."""
SPARE: Final = 50.0
"""Times a second that all devices together may be told of sooner than that."""
LOOK: Final = 0.01
"""Seconds between two looks for devices that have waited long enough."""
MAX_LOOK: Final = 8
"""Devices that are told of at one look, so that those that came together go apart. It is enough
for all devices of a gateway once in INTERVAL."""
MAX_TOLD: Final = 32
"""Devices that are told of in one step of the event loop, each of which may have several entities;
an entity costs it some 0.1 ms."""


class Telling:
    """Tells of the devices of one gateway; what a device is at that moment is what is told."""

    def __init__(self) -> None:
        """Begin with nothing to tell."""
        self._many: dict[Device, None] = {}
        """Devices that have changed together and are told of one after the other."""
        self._waiting: dict[Device, None] = {}
        """Devices that have been told of too short a time ago."""
        self._spare = 0.0
        self._counted = -math.inf
        """When the spare times were counted last."""
        self._timer: asyncio.TimerHandle | None = None

    def now(self, device: Device) -> None:
        """Tell of a device at once."""
        self._waiting.pop(device, None)
        device.tell()

    def change(self, device: Device) -> None:
        """Tell of what a device has said: at once if it seldom does, or if it is waited for.

        Otherwise the spare times count; when they are used up, it is told after INTERVAL with
        what it has said until then.
        """
        now = time.monotonic()
        if device.is_awaited or now - device.told >= INTERVAL or self._takes_spare(now):
            self.now(device)
            return
        self._waiting[device] = None
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LOOK, self._look)

    def soon(self, devices: Iterable[Device]) -> None:
        """Tell that many devices have changed, which they have at once, a few in a step."""
        begins = not self._many
        for device in devices:
            self._waiting.pop(device, None)
            self._many[device] = None
        self._rest()
        if begins:
            self._tell_some()

    def forget(self, device: Device) -> None:
        """Tell nothing more of a device."""
        self._many.pop(device, None)
        self._waiting.pop(device, None)
        self._rest()

    def _takes_spare(self, now: float) -> bool:
        """Return whether there was a spare time, which is used then."""
        self._spare = min(SPARE, self._spare + (now - self._counted) * SPARE)
        self._counted = now
        if self._spare < 1:
            return False
        self._spare -= 1
        return True

    def _look(self) -> None:
        """Tell of the devices that have waited long enough, and look again while any waits."""
        self._timer = None
        latest = time.monotonic() - INTERVAL
        due = tuple(islice((each for each in self._waiting if each.told <= latest), MAX_LOOK))
        for device in due:
            del self._waiting[device]
        if self._waiting:
            self._timer = asyncio.get_running_loop().call_later(LOOK, self._look)
        for device in due:
            device.tell()

    def _rest(self) -> None:
        """Look no more if nobody waits."""
        if self._timer is not None and not self._waiting:
            self._timer.cancel()
            self._timer = None

    def _tell_some(self) -> None:
        """Tell of a few; of the others in the next step of the event loop."""
        for device in tuple(islice(self._many, MAX_TOLD)):
            del self._many[device]
            device.tell()
        if self._many:
            asyncio.get_running_loop().call_soon(self._tell_some)
