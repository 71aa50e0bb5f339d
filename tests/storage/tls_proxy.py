"""A proxy before a Chroma server, as Chroma itself leaves encryption and tokens to one."""

import asyncio
import ssl
import threading
from typing import Self

from aiohttp import ClientSession, web

HEADER, TOKEN = "X-Chroma-Token", "a long secret"


class TlsProxy:
    """Speaks TLS, and passes on what has the token in its header."""

    def __init__(self, target: str, context: ssl.SSLContext) -> None:
        """Name the server behind it."""
        self._target = target
        self._context = context
        self.refused = 0
        """Requests without the token."""
        self.url = ""
        self._ready = threading.Event()

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._async_serve()))
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _async_serve(self) -> None:
        """Serve in a loop of its own, as clients that break off leave something in it."""
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/{path:.*}", self._pass_on)
        runner = web.AppRunner(app, shutdown_timeout=0)
        async with ClientSession() as self._session:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self._context).start()
            self.url = f"https://127.0.0.1:{runner.addresses[0][1]}"
            self._ready.set()
            await self._stop.wait()
            await runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        if request.headers.get(HEADER) != TOKEN:
            self.refused += 1
            return web.Response(status=401)
        kept = ("Content-Type", "Accept")
        headers = {name: request.headers[name] for name in kept if name in request.headers}
        async with self._session.request(
            request.method,
            f"{self._target}{request.path_qs}",
            data=await request.read(),
            headers=headers,
        ) as answer:
            body = await answer.read()
            sent = {"Content-Type": answer.headers.get("Content-Type", "application/json")}
            return web.Response(status=answer.status, body=body, headers=sent)
