"""One agent's use of the server: its models, its options, and whether they answer."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Any, Final

from ..errors import ModelError, ModelMissingError, ModelTimeoutError
from ..tuned.mark import LANGUAGE, NAME as HOME_MODEL
from .client import OllamaClient
from .types import (
    BYTES_PER_TOKEN,
    Completion,
    Message,
    ModelInfo,
    ModelOptions,
    Prompt,
    size_of,
)

EMBED_DEADLINE: Final = 3.0
"""Seconds a turn waits for the vector of an utterance; words alone do then."""
PROBE_TIMEOUT: Final = 1.0
"""Seconds a server that failed a moment ago has to show that it is back."""
_HEARD: Final = 16
"""Utterances whose vectors are remembered until they are kept with their episodes."""
_SHORTEST: Final = 1.0
"""Bytes that a token has at least."""
_UNCOUNTED: Final = 2.5
"""Bytes of a token while the server has counted none: as few as names of other languages have."""
LARGE: Final = 1_000_000_000
"""Parameters from which a model does more than adapt the nearest example."""


class ModelSession:
    """The chat model and the embedding model of one agent.

    After a failure the next use first asks the server whether it is there, so that a
    server that is gone costs a turn a second and not the whole deadline, and one that is
    back is used at once.
    """

    def __init__(
        self,
        client: OllamaClient,
        options: ModelOptions,
        embedding_model: str | None = None,
        on_result: Callable[[ModelError | None], None] = lambda _error: None,
        models: Callable[[str], ModelInfo | None] = lambda _model: None,
    ) -> None:
        """Bind the models; `on_result` hears how every use ended.

        `models` tells of a model by its name, as far as something is known.
        """
        self._client = client
        self.options = options
        self.embedding_model = embedding_model
        self._on_result = on_result
        self._models = models
        self._suspect = False
        self._shortest: float | None = None
        """Bytes of a token in the prompt with the shortest so far, None while there was none."""
        self._constant = _UNCOUNTED
        """The same in the constant part alone, which is names and little else."""
        self._heard: dict[str, Sequence[float]] = {}
        """Vectors of what was said last, the oldest first."""

    @property
    def info(self) -> ModelInfo | None:
        """Return what is known of the chat model, None while nothing is."""
        return self._models(self.options.model)

    def is_large(self) -> bool:
        """Return whether the chat model is large enough to reason about a goal."""
        return bool(self.info and (self.info.parameters or 0) >= LARGE)

    def is_tuned(self) -> bool:
        """Return whether the chat model was trained for homes."""
        return self.language() > 0

    def language(self) -> int:
        """Return which language of `tuned/` the chat model writes, 0 for a general model.

        While nothing is known of the server's models, one with the name that our own flow gives
        is taken for what the flow makes: it can make nothing of a general prompt.
        """
        if self.info:
            return self.info.language
        return LANGUAGE if self.options.model == HOME_MODEL else 0

    def bytes_per_token(self) -> float:
        """Return how many bytes a token of a prompt has, in that with the shortest tokens so far.

        A home whose names are no English words has shorter ones than can be known beforehand.
        """
        return min(BYTES_PER_TOKEN, self._shortest or self._constant)

    async def embed(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """Return unit vectors, off the path of a turn. Raises ModelError.

        What was said a moment ago, and is now kept as an episode, has its vector already.
        """
        if self.embedding_model is None:
            raise ModelMissingError
        known = {text: self._heard[text] for text in texts if text in self._heard}
        if wanted := [text for text in texts if text not in known]:
            found = await self._use(self._client.embed, self.embedding_model, wanted, self.options)
            known |= dict(zip(wanted, found, strict=True))
        return [known[text] for text in texts]

    async def embed_utterance(self, text: str) -> Sequence[float]:
        """Return the vector of what was said, or raise ModelError within a turn's patience."""
        try:
            async with asyncio.timeout(EMBED_DEADLINE):
                (vector,) = await self.embed([text])
        except TimeoutError as err:
            self._note(ModelTimeoutError())
            raise ModelTimeoutError from err
        self._heard[text] = vector
        while len(self._heard) > _HEARD:
            del self._heard[next(iter(self._heard))]
        return vector

    async def complete(
        self, prompt: Prompt, is_complete: Callable[[str], bool] | None = None
    ) -> Completion:
        """Return the chat model's answer. Raises ModelError."""
        completion = await self._use(self._client.chat, prompt, self.options, is_complete)
        if completion.prompt_tokens and prompt.is_raw:
            counted = _bytes_per_token(prompt.messages, completion.prompt_tokens)
            self._shortest = min(self._shortest or counted, counted)
        return completion

    async def talk(self, messages: Sequence[Message], max_output: int) -> AsyncGenerator[str]:
        """Yield the chat model's text as it comes, without a schema. Raises ModelError."""
        begun = False
        try:
            if self._suspect:
                await self._client.version(PROBE_TIMEOUT)
            async with aclosing(self._client.talk(messages, self.options, max_output)) as parts:
                async for part in parts:
                    if not begun:
                        begun = True
                        self._note(None)
                    yield part
        except ModelError as err:
            self._note(err)
            raise

    async def warm_up(self, messages: Sequence[Message], *, is_raw: bool = False) -> None:
        """Load the model and leave these messages in its prefix cache. Raises ModelError."""
        tokens = await self._use(self._client.warm_up, messages, self.options, is_raw)
        if tokens and is_raw:
            self._constant = _bytes_per_token(messages, tokens)

    async def _use[T](self, ask: Callable[..., Awaitable[T]], *arguments: Any) -> T:
        """Ask the server and take note of how it went."""
        try:
            if self._suspect:
                await self._client.version(PROBE_TIMEOUT)
            answer = await ask(*arguments)
        except ModelError as err:
            self._note(err)
            raise
        self._note(None)
        return answer

    def _note(self, error: ModelError | None) -> None:
        self._suspect = error is not None
        self._on_result(error)


def _bytes_per_token(messages: Sequence[Message], tokens: int) -> float:
    return max(_SHORTEST, size_of(messages) / tokens)
