"""A board that keeps the wire contract over a real connection, for tests of the gateway."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
import json
import socket
from typing import Any, Self

import aiomqtt

DEADLINE = 10.0
"""Seconds that anything in these tests may take."""


class Board:
    """A device: it obeys what it can, and tells its state after every command.

    It remembers the commands that it got, as a pin log would.
    """

    def __init__(
        self,
        device_id: str,
        status: Mapping[str, Any],
        config: Mapping[str, Any] | None = None,
    ) -> None:
        """Begin with a state."""
        self.base = f"home/{device_id}"
        self.status = dict(status)
        self.commands: list[dict[str, Any]] = []
        self.is_deaf = False
        """Whether its relay is stuck: it hears commands and says nothing."""
        self._config = config
        self._client: aiomqtt.Client | None = None
        self._news = asyncio.Condition()

    @property
    def client(self) -> aiomqtt.Client:
        """Return its connection."""
        assert self._client is not None
        return self._client

    @asynccontextmanager
    async def running(self, port: int, **options: Any) -> AsyncIterator[Self]:
        """Be connected for this long, with the last will of the contract."""
        will = aiomqtt.Will(f"{self.base}/availability", b"offline", qos=1, retain=True)
        async with aiomqtt.Client("127.0.0.1", port, will=will, **options) as self._client:
            await self.client.subscribe(f"{self.base}/command", qos=1)
            await self.tell("availability", b"online")
            if self._config is not None:
                await self.tell("config", self._config)
            await self.tell("status", self.status)
            listening = asyncio.create_task(self._listen())
            try:
                yield self
            finally:
                listening.cancel()
                await asyncio.wait([listening])

    def die(self) -> None:
        """Lose the connection without a good-bye, as without current."""
        sock = self.client._client.socket()  # noqa: SLF001  # no library offers to die
        assert isinstance(sock, socket.socket)
        sock.shutdown(socket.SHUT_RDWR)

    async def tell(self, channel: str, value: Any, *, retain: bool = True) -> None:
        """Publish something; what is no bytes is sent as JSON."""
        payload = value if isinstance(value, bytes) else json.dumps(value)
        await self.client.publish(f"{self.base}/{channel}", payload, qos=1, retain=retain)

    async def until_commanded(self, count: int = 1) -> None:
        """Wait until it has got so many commands."""
        async with asyncio.timeout(DEADLINE), self._news:
            await self._news.wait_for(lambda: len(self.commands) >= count)

    async def _listen(self) -> None:
        async for message in self.client.messages:
            assert isinstance(message.payload, bytes)
            command = json.loads(message.payload)
            assert not message.retain
            assert message.qos == 1
            if not self.is_deaf:
                self.status.update({key: command[key] for key in command.keys() - {"id"}})
                await self.tell("status", self.status | {"id": command["id"]})
            async with self._news:
                self.commands.append(command)
                self._news.notify_all()
