"""The only place that talks to Ollama: the official client, with deadlines and our errors.

The client has no time-outs of its own, and while it streams it lets errors of its HTTP
library through; both are mended here. Nothing here knows Home Assistant.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from pathlib import Path
import ssl
import time
from typing import Any, Final

import httpx
import ollama

from ..const import MODEL_CONNECT_TIMEOUT
from ..errors import (
    ModelAuthError,
    ModelMissingError,
    ModelResponseError,
    ModelTimeoutError,
    ModelUnreachableError,
    NotOllamaError,
    PromptTruncatedError,
)
from ..tuned.mark import MARK
from .types import Completion, Message, ModelInfo, ModelOptions, Prompt, PullProgress

SERVER_TIMEOUT: Final = 10.0
"""Seconds for questions that need no model."""
EMBED_CHUNK: Final = 32
"""Texts embedded in one request, so that a turn never waits long behind the bank."""
EMBED_TIMEOUT: Final = 30.0
WARM_UP_TIMEOUT: Final = 300.0
"""Seconds a model may take to load; a server that is asked less patiently starts over."""
PULL_STALL_TIMEOUT: Final = 300.0
"""Seconds a download may say nothing; a slow disk needs some to check a large model."""
CREATE_TIMEOUT: Final = 300.0
MAX_ANSWER: Final = 20_000
"""Characters of an answer; a server that goes on beyond them keeps to no limit."""
_COPYING: Final = {"repeat_penalty": 1.0}
"""Options of a plan: it copies names from the prompt, which Ollama holds against it if it is not
told; talk is left what keeps a small model from saying the same for ever."""
_PARALLEL_SHOWS: Final = 4
_MS: Final = 1e-6
"""Nanoseconds to milliseconds."""


class OllamaClient:
    """One Ollama server.

    Build it off the event loop: the HTTP client loads certificates when it is made.
    """

    def __init__(
        self, url: str, api_key: str | None = None, *, verify: ssl.SSLContext | bool = True
    ) -> None:
        """Name the server; nothing is sent yet."""
        self.url = url
        self._client = ollama.AsyncClient(
            host=url,
            headers={"Authorization": f"Bearer {api_key}"} if api_key else {},
            timeout=httpx.Timeout(None, connect=MODEL_CONNECT_TIMEOUT),
            verify=verify,
            trust_env=False,
        )
        if not api_key:  # the client would take one for its own cloud from the environment
            self._client._client.headers.pop("authorization", None)  # noqa: SLF001
        self._chatting = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Return whether a chat is under way."""
        return self._chatting.locked()

    async def version(self, timeout: float = SERVER_TIMEOUT) -> str:  # noqa: ASYNC109  # translated here
        """Return the server's version. Raises NotOllamaError if it is something else."""
        try:
            with _translated():
                async with asyncio.timeout(timeout):
                    answer = await self._client._client.get("/api/version")  # noqa: SLF001
                    if answer.status_code in {401, 403}:
                        raise ModelAuthError
                    version = answer.json()["version"]
        except (ModelResponseError, KeyError, TypeError) as err:
            raise NotOllamaError from err
        return str(version)

    async def models(self) -> tuple[ModelInfo, ...]:
        """Return the installed models with what they can do, by name."""
        with _translated():
            async with asyncio.timeout(SERVER_TIMEOUT):
                listed = await self._client.list()
                gate = asyncio.Semaphore(_PARALLEL_SHOWS)

                async def show(item: Any) -> ModelInfo:
                    async with gate:
                        shown = await self._client.show(item.model)
                    facts = shown.modelinfo or {}
                    length = next(
                        (v for k, v in facts.items() if k.endswith(".context_length")), None
                    )
                    abilities = frozenset(shown.capabilities or ())
                    parameters = facts.get("general.parameter_count")
                    recipe = shown.modelfile or ""
                    return ModelInfo(
                        item.model,
                        int(item.size or 0),
                        abilities,
                        length,
                        parameters,
                        recipe if MARK in recipe else "",
                    )

                found = await asyncio.gather(*(show(item) for item in listed.models))
        return tuple(sorted(found, key=lambda info: info.name))

    async def pull(self, model: str) -> AsyncIterator[PullProgress]:
        """Download a model, yielding progress until it is there."""
        layers: dict[str, tuple[int, int]] = {}
        fraction = 0.0
        with _translated():
            parts = await self._client.pull(model, stream=True)
            while part := await asyncio.wait_for(anext(parts, None), PULL_STALL_TIMEOUT):
                if part.digest and part.total:
                    layers[part.digest] = (part.completed or 0, part.total)
                    have, whole = map(sum, zip(*layers.values(), strict=True))
                    fraction = max(fraction, have / whole)
                yield PullProgress(part.status or "", fraction)

    async def create(
        self, model: str, base: str, adapter: Path, sha256: str, description: str
    ) -> None:
        """Make a model of an installed one and the file of an adapter, replacing one so named."""
        digest = f"sha256:{sha256}"
        with _translated():
            async with asyncio.timeout(CREATE_TIMEOUT):
                # A server that has the file already hangs up on who sends it again.
                there = await self._client._client.head(f"/api/blobs/{digest}")  # noqa: SLF001
                if not there.is_success:
                    await self._client.create_blob(adapter)
                await self._client.create(
                    model, from_=base, adapters={adapter.name: digest}, system=description
                )

    async def delete(self, model: str) -> None:
        """Remove an installed model; what it shares with others stays for them."""
        with _translated():
            async with asyncio.timeout(SERVER_TIMEOUT):
                await self._client.delete(model)

    async def embed(
        self, model: str, texts: Sequence[str], options: ModelOptions
    ) -> list[Sequence[float]]:
        """Return unit vectors in the order of the texts."""
        vectors: list[Sequence[float]] = []
        with _translated():
            for start in range(0, len(texts), EMBED_CHUNK):
                chunk = list(texts[start : start + EMBED_CHUNK])
                async with asyncio.timeout(EMBED_TIMEOUT):
                    answer = await self._client.embed(
                        model, chunk, options=options.threads, keep_alive=options.keep_alive
                    )
                if len(answer.embeddings) != len(chunk):
                    raise ModelResponseError
                vectors += answer.embeddings
        return vectors

    async def chat(
        self,
        prompt: Prompt,
        options: ModelOptions,
        is_complete: Callable[[str], bool] | None = None,
    ) -> Completion:
        """Return the model's answer.

        `is_complete` sees the text so far and may end the answer early; the server then
        stops generating. One request at a time, as the server would only queue them.
        The deadlines of the options count from the call, waiting included.
        Raises an error of our tree for everything that goes wrong, PromptTruncatedError
        for an answer or a prompt that was cut off.
        """
        with _translated():
            async with (
                asyncio.timeout(options.timeout),
                asyncio.timeout(options.begin_timeout) as beginning,
                self._chatting,
            ):
                return await self._stream(prompt, options, is_complete, beginning)

    async def _stream(
        self,
        prompt: Prompt,
        options: ModelOptions,
        is_complete: Callable[[str], bool] | None,
        beginning: asyncio.Timeout,
    ) -> Completion:
        """Read the answer part by part."""
        started = time.monotonic()
        first_token = 0.0
        text = ""
        tokens = 0
        parts = await self._begin(prompt, options)
        last: Any = None
        async with aclosing(parts) as stream:
            async for part in stream:
                last = part
                tokens += 1
                text += (part.response if prompt.is_raw else part.message.content) or ""
                if len(text) > MAX_ANSWER:
                    raise ModelResponseError
                if text and not first_token:
                    first_token = (time.monotonic() - started) * 1000
                    beginning.reschedule(None)
                if part.done or (is_complete and is_complete(text)):
                    break
        if last is None or not (last.done or (is_complete and is_complete(text))):
            raise ModelResponseError
        completion = Completion(
            text=text,
            model=options.model,
            prompt_tokens=last.prompt_eval_count or prompt.tokens,
            output_tokens=last.eval_count or tokens,
            load_ms=(last.load_duration or 0) * _MS,
            prompt_ms=(last.prompt_eval_duration or 0) * _MS,
            output_ms=(last.eval_duration or 0) * _MS,
            first_token_ms=first_token,
            done_reason=last.done_reason or "stop",
        )
        if completion.done_reason == "length" or completion.prompt_tokens >= options.num_ctx:
            raise PromptTruncatedError
        return completion

    async def _begin(self, prompt: Prompt, options: ModelOptions) -> AsyncGenerator[Any]:
        """Return the parts of the answer to a prompt."""
        request: dict[str, Any] = {
            "stream": True,
            "options": {**options.request(prompt.max_output, prompt.stop), **_COPYING},
            "keep_alive": options.keep_alive,
        }
        if prompt.is_raw:
            (message,) = prompt.messages
            asked: Any = self._client.generate(options.model, message.content, raw=True, **request)
        else:
            messages, schema = _as_dicts(prompt.messages), dict(prompt.schema)
            asked = self._client.chat(
                options.model, messages, think=False, format=schema, **request
            )
        parts: AsyncGenerator[Any] = await asked
        return parts

    async def talk(
        self, messages: Sequence[Message], options: ModelOptions, max_output: int
    ) -> AsyncGenerator[str]:
        """Yield the model's text as it comes, without a schema.

        The deadlines of the options count from the call, waiting included; what the caller
        does between two parts counts, too. A text that reaches `max_output` simply ends.
        Raises errors of our tree, also after parts of the text. Closing the iterator makes
        the server stop.
        """
        started = asyncio.get_running_loop().time()
        deadline = started + options.timeout
        until = min(deadline, started + options.begin_timeout)
        with _translated():
            async with asyncio.timeout_at(until):
                await self._chatting.acquire()
            try:
                parts = await self._client.chat(
                    options.model,
                    _as_dicts(messages),
                    stream=True,
                    think=False,
                    options=dict(options.request(max_output)),
                    keep_alive=options.keep_alive,
                )
                async with aclosing(parts) as stream:  # type: ignore[type-var]  # an async generator
                    part: Any = None
                    while part is None or not part.done:
                        async with asyncio.timeout_at(until):
                            part = await anext(stream, None)
                        if part is None:
                            raise ModelResponseError
                        if text := part.message.content:
                            until = deadline
                            yield text
            finally:
                self._chatting.release()

    async def warm_up(
        self,
        messages: Sequence[Message],
        options: ModelOptions,
        is_raw: bool = False,  # noqa: FBT001, FBT002  # a session passes it on
    ) -> int:
        """Load the model and leave the constant part of the prompt in its prefix cache.

        Returns how many tokens that part has, 0 if the server does not say so.
        """
        request: dict[str, Any] = {
            "options": dict(options.request(1)),
            "keep_alive": options.keep_alive,
        }
        with _translated():
            async with asyncio.timeout(WARM_UP_TIMEOUT), self._chatting:
                if is_raw:
                    text = "".join(message.content for message in messages)
                    made = await self._client.generate(options.model, text, raw=True, **request)
                    return made.prompt_eval_count or 0
                answer = await self._client.chat(
                    options.model, _as_dicts(messages), think=False, **request
                )
                return answer.prompt_eval_count or 0

    async def close(self) -> None:
        """Close the connections."""
        await self._client._client.aclose()  # noqa: SLF001  # the client has no close of its own


def _as_dicts(messages: Sequence[Message]) -> list[dict[str, str]]:
    """Return chat messages as the client takes them."""
    return [{"role": message.role, "content": message.content} for message in messages]


@contextmanager
def _translated() -> Iterator[None]:
    """Turn every failure of the client into an error of ours."""
    try:
        yield
    except TimeoutError as err:
        raise ModelTimeoutError from err
    except ollama.ResponseError as err:
        raise _response_error(err) from err
    except httpx.ConnectTimeout as err:
        raise ModelUnreachableError from err
    except httpx.TimeoutException as err:
        raise ModelTimeoutError from err
    except (ConnectionError, httpx.HTTPError, OSError) as err:
        raise ModelUnreachableError from err
    except ValueError as err:  # half a line of JSON, or an answer of another shape
        raise ModelResponseError(error=type(err).__name__) from err


def _response_error(err: ollama.ResponseError) -> Exception:
    """Return our error for a status and text of the server."""
    if err.status_code in {401, 403}:
        return ModelAuthError()
    if err.status_code == 404 or "not found" in err.error:  # noqa: PLR2004  # HTTP
        return ModelMissingError(error=err.error)
    return ModelResponseError(error=err.error)
