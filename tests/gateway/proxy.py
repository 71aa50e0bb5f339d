"""A network between a client and a broker: slow, or one that loses everything."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Self


class Proxy:
    """Passes on what is sent, later; while it swallows, nothing passes and nobody is told."""

    def __init__(self, port: int, delay: float = 0) -> None:
        """Lead to a port of this machine; delay is in seconds, for each direction."""
        self.port = 0
        self.swallow = False
        self.delay = delay
        self._target = port
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        self._keep(self._pass_on(reader, back))
        self._keep(self._pass_on(there, writer))

    def _keep(self, passing: Coroutine[Any, Any, None]) -> None:
        self._tasks.add(asyncio.create_task(passing))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on until an end closes; what was lost once makes the connection useless."""
        lost = False
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                await asyncio.sleep(self.delay)
                lost = lost or self.swallow
                if not lost:
                    writer.write(data)
                    await writer.drain()
        writer.close()
