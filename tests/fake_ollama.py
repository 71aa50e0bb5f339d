"""An Ollama server for tests: the real protocol over a real socket, with faults on demand."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
import json
import math
from typing import Any, Final, cast
import zlib

from aiohttp import web

DIMENSIONS: Final = 64

type Json = dict[str, Any]


class Fault(StrEnum):
    """What a path of the server does instead of answering."""

    REFUSE = "refuse"
    """Drop the connection without an answer; `stop()` refuses it to begin with."""
    HANG = "hang"
    """Say nothing until `release()`."""
    UNAUTHORIZED = "unauthorized"
    SERVER_ERROR = "server_error"
    GARBAGE = "garbage"
    """Answer as some other web server would."""
    HALF_LINE = "half_line"
    """Break off in the middle of the second line of a stream."""
    ERROR_LINE = "error_line"
    """Report an error in the second line of a stream that began well."""


@dataclass(frozen=True, slots=True)
class FakeModel:
    """A model of the server."""

    name: str
    size: int = 98_000_000
    capabilities: tuple[str, ...] = ("completion",)
    context_length: int = 2048
    parameters: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in."""

    path: str
    body: Json
    authorization: str | None


CHAT_MODEL: Final = FakeModel("smollm2:135m")
EMBEDDING_MODEL: Final = FakeModel("all-minilm:latest", 46_000_000, ("embedding",), 256)


@dataclass
class FakeOllama:
    """An Ollama server on the loopback interface."""

    models: dict[str, FakeModel] = field(default_factory=dict)
    """What is installed, by full name."""
    library: dict[str, FakeModel] = field(default_factory=dict)
    """What can be downloaded, by full name."""
    faults: dict[str, Fault] = field(default_factory=dict)
    """By path."""
    requests: list[Request] = field(default_factory=list)
    api_key: str | None = None
    """The key that is asked for."""
    answer: str = "[]"
    """What every chat is answered with."""
    compose: Callable[[Json], str] | None = None
    """Makes the answer to the body of a chat instead."""
    vector: Callable[[str], list[float]] | None = None
    """Makes the embedding of a text instead."""
    part: int = 4
    """Characters of a chat answer in one line of the stream."""
    done_reason: str = "stop"
    prompt_tokens: int = 100
    pause: float = 0.0
    """Seconds between the lines of a stream."""
    error: str = "something broke"
    """The text of errors on demand."""
    version: str = "0.11.4"
    port: int = 0
    """Chosen at the first start, and kept."""
    _runner: web.AppRunner | None = None
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """Return the address of the server."""
        return f"http://127.0.0.1:{self.port}"

    def add(self, *models: FakeModel) -> None:
        """Install models."""
        self.models |= {model.name: model for model in models}

    def requests_to(self, path: str) -> list[Request]:
        """Return the requests that a path has got so far."""
        return [request for request in self.requests if request.path == path]

    def release(self) -> None:
        """Let every request that hangs go on as if nothing had been."""
        self._released.set()
        self._released = asyncio.Event()

    async def start(self) -> None:
        """Listen."""
        app = web.Application(middlewares=[self._gate])
        app.router.add_get("/", self._root)
        app.router.add_get("/api/version", self._version)
        app.router.add_get("/api/tags", self._tags)
        for name in ("show", "pull", "embed", "chat"):
            app.router.add_post(f"/api/{name}", getattr(self, f"_{name}"))
        self._runner = web.AppRunner(app, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening; connections from now on are refused."""
        self.release()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @web.middleware
    async def _gate(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Record a request, then let it fail or have it answered."""
        body = await request.json() if request.can_read_body else {}
        key = request.headers.get("Authorization")
        self.requests.append(Request(request.path, body, key))
        if self.api_key and key != f"Bearer {self.api_key}":
            return web.json_response({"error": "unauthorized"}, status=401)
        match self.faults.get(request.path):
            case Fault.REFUSE:
                cast("asyncio.Transport", request.transport).abort()
            case Fault.HANG:
                await self._released.wait()
            case Fault.UNAUTHORIZED:
                return web.json_response({"error": "unauthorized"}, status=401)
            case Fault.SERVER_ERROR:
                return web.json_response({"error": self.error}, status=500)
            case Fault.GARBAGE:
                return web.Response(text="<html>It works!</html>", content_type="text/html")
        return await handler(request)

    async def _root(self, _: web.Request) -> web.Response:
        return web.Response(text="Ollama is running")

    async def _version(self, _: web.Request) -> web.Response:
        return web.json_response({"version": self.version})

    async def _tags(self, _: web.Request) -> web.Response:
        listed = [
            {"name": model.name, "model": model.name, "size": model.size, "digest": "d"}
            for model in self.models.values()
        ]
        return web.json_response({"models": listed})

    async def _show(self, request: web.Request) -> web.Response:
        model = self._find(await request.json())
        return web.json_response(
            {
                "capabilities": model.capabilities,
                "details": {"family": "llama", "format": "gguf"},
                "model_info": {
                    "llama.context_length": model.context_length,
                    "general.parameter_count": model.parameters,
                },
            }
        )

    async def _embed(self, request: web.Request) -> web.Response:
        body = await request.json()
        self._find(body)
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        vectors = [(self.vector or bag_of_words)(text) for text in texts]
        return web.json_response({"model": body["model"], "embeddings": vectors})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self._find(body)
        base = {"model": body["model"], "created_at": "2026-01-01T00:00:00Z"}
        answer = self.compose(body) if self.compose else self.answer
        parts = [answer[at : at + self.part] for at in range(0, len(answer), self.part)]
        end = {
            **base,
            "message": {"role": "assistant", "content": ""},
            "done": True,
            "done_reason": self.done_reason,
            "total_duration": 50_000_000,
            "load_duration": 1_000_000,
            "prompt_eval_count": self.prompt_tokens,
            "prompt_eval_duration": 20_000_000,
            "eval_count": len(parts),
            "eval_duration": 29_000_000,
        }
        if not body.get("stream", True):
            whole = {"role": "assistant", "content": answer}
            return web.json_response({**end, "message": whole})
        lines: list[Json] = [
            {**base, "message": {"role": "assistant", "content": part}, "done": False}
            for part in parts
        ]
        return await self._stream(request, [*lines, end])

    async def _pull(self, request: web.Request) -> web.StreamResponse:
        name = (await request.json())["model"]
        model = self.library.get(name if ":" in name else f"{name}:latest")
        return await self._stream(request, self._download(model))

    def _download(self, model: FakeModel | None) -> Iterator[Json]:
        """Yield the lines of a download; the model is installed before the last."""
        yield {"status": "pulling manifest"}
        if model is None:
            yield {"error": "pull model manifest: file does not exist"}
            return
        layer = {"status": "pulling d", "digest": "sha256:d", "total": model.size}
        for quarter in range(1, 5):
            yield layer | {"completed": model.size * quarter // 4}
        yield {"status": "verifying sha256 digest"}
        self.add(model)
        yield {"status": "success"}

    async def _stream(self, request: web.Request, lines: Iterable[Json]) -> web.StreamResponse:
        """Send lines of JSON, or what the fault of the path leaves of them."""
        fault = self.faults.get(request.path)
        response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await response.prepare(request)
        for number, line in enumerate(lines):
            text = json.dumps(line) + "\n"
            if number and fault is Fault.HALF_LINE:
                await response.write(text[: len(text) // 2].encode())
                break
            if number and fault is Fault.ERROR_LINE:
                await response.write(json.dumps({"error": self.error}).encode() + b"\n")
                break
            await response.write(text.encode())
            await asyncio.sleep(self.pause)
        await response.write_eof()
        return response

    def _find(self, body: Json) -> FakeModel:
        """Return the model that a request names."""
        name = body["model"]
        found = self.models.get(name if ":" in name else f"{name}:latest")
        if found is None:
            raise web.HTTPNotFound(
                text=json.dumps({"error": f"model '{name}' not found"}),
                content_type="application/json",
            )
        return found


def bag_of_words(text: str) -> list[float]:
    """Return a unit vector: texts that share words are near each other."""
    vector = [0.0] * DIMENSIONS
    for word in text.lower().split():
        vector[zlib.crc32(word.encode()) % DIMENSIONS] += 1.0
    length = math.hypot(*vector) or 1.0
    return [value / length for value in vector]
