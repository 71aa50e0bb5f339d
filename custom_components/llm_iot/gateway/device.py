"""One device behind the gateway: its state, whether it is there, and the command under way."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
import logging
import math
import time
from typing import Any, Final
from uuid import uuid4

from ..errors import GatewayError, GatewayUnreachableError
from .description import CORRELATION, Control, Description, Reading

_LOGGER = logging.getLogger(__name__)

CONFIRM_TIMEOUT: Final = 5.0
"""Seconds a device is given to show a command in its status before the next one is sent."""

type Send = Callable[[str, Mapping[str, Any]], Awaitable[None]]
"""Publishes a command of a device, and returns when the broker has it. Raises GatewayError."""


@dataclass(slots=True)
class _Command:
    """What is to be sent next, and everybody who waits for that."""

    values: dict[str, Any] = field(default_factory=dict)
    sent: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def fail(self, error: GatewayError) -> None:
        """Tell everybody who waits that it was not sent."""
        self.sent.set_exception(error)
        self.sent.exception()  # who waited may be gone, and then nobody else would look


class Device:
    """A device; only what it says itself changes its state."""

    def __init__(self, description: Description, send: Send) -> None:
        """Begin without a state: nothing is known until the device speaks."""
        self.description = description
        self.status: dict[str, Any] = {}
        self.config: Mapping[str, Any] | None = None
        """What the device has told of itself."""
        self.keys: frozenset[str] = frozenset()
        """The keys of controls that a status has had."""
        self.readings: dict[str, Reading] = {}
        """What can be read of the device, by key."""
        self.unconfirmed = 0
        """How many commands no status has followed in time."""
        self.told = -math.inf
        """When its listeners were told last, by the monotonic clock."""
        self._send = send
        self._fresh = False
        self._online: bool | None = None
        self._silent = False
        self._heard = time.monotonic()
        self._listeners: list[Callable[[], None]] = []
        self._next: _Command | None = None
        self._worker: asyncio.Task[None] | None = None
        self._correlation: str | None = None
        self._confirmed = asyncio.Event()
        self._commanded = -math.inf

    @property
    def available(self) -> bool:
        """Return whether the state is that of a device that is there."""
        return self._fresh and self._online is not False and not self._silent

    @property
    def is_awaited(self) -> bool:
        """Return whether somebody may be waiting for what the device makes of a command."""
        return time.monotonic() - self._commanded < CONFIRM_TIMEOUT

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call a listener after every change; return the function that stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self) -> None:
        """Tell the listeners that something has changed."""
        self.told = time.monotonic()
        for listener in tuple(self._listeners):
            listener()

    def take_status(self, status: dict[str, Any], correlation: object) -> None:
        """Take over a checked status; one with the id of the command under way confirms it.

        Whoever calls tells of it.
        """
        self._hear()
        self.status = status
        self._fresh = True
        # A device that repeats no id confirms with whatever it says next.
        if correlation is None or correlation == self._correlation:
            self._confirmed.set()

    def take_availability(self, *, online: bool | None) -> None:
        """Take over what is said of its presence, by itself or its last will; None is nothing.

        Whoever calls tells of it.
        """
        self._hear()
        self._online = online

    def lose_status(self) -> None:
        """Have no state any more, until the device speaks again; whoever calls tells of it."""
        self._fresh = False
        self._online = None

    def check_heartbeat(self, limit: float | None) -> bool:
        """Count the device as gone if it has been silent for longer than a limit in seconds.

        Return whether that has changed; whoever calls tells of it.
        """
        limit = self.description.heartbeat or limit
        silent = limit is not None and time.monotonic() - self._heard > limit
        is_new = silent is not self._silent
        self._silent = silent
        return is_new

    async def async_command(self, values: Mapping[str, Any]) -> None:
        """Send a command, and return when the broker has it. Raises GatewayError.

        One command is under way at a time. Those that come meanwhile become one, in which
        the newest value counts; to switch off makes all else of it void.
        """
        if not self.available:
            raise GatewayUnreachableError
        if self._next is None:
            self._next = _Command()
        command = self._next
        if values.get(Control.POWER) == "off":
            command.values.clear()
        command.values |= values
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name=f"command {self.description.id}")
        await asyncio.wait([command.sent])  # who stops waiting does not stop it for the others
        command.sent.result()

    def stop(self) -> None:
        """Give up what is not sent yet: whoever waits for it is told, and nothing comes late."""
        if self._worker is not None:
            self._worker.cancel()
        self._fail_next(GatewayUnreachableError())

    def _hear(self) -> None:
        self._heard = time.monotonic()
        self._silent = False

    def _fail_next(self, error: GatewayError) -> None:
        command, self._next = self._next, None
        if command is not None:
            command.fail(error)

    async def _work(self) -> None:
        """Send what there is to send, one after the other."""
        while (command := self._next) is not None:
            self._next = None
            self._correlation = uuid4().hex[:12]
            self._confirmed.clear()
            self._commanded = time.monotonic()
            values = command.values | {CORRELATION: self._correlation}
            try:
                await self._send(self.description.id, values)
            except GatewayError as err:
                command.fail(err)
                self._fail_next(err)
                return
            except BaseException:
                command.fail(GatewayUnreachableError())
                raise
            command.sent.set_result(None)
            try:
                async with asyncio.timeout(CONFIRM_TIMEOUT):
                    await self._confirmed.wait()
            except TimeoutError:
                self.unconfirmed += 1
                _LOGGER.debug("No status followed the command to %s", self.description.id)
