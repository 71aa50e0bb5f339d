"""What is asked of a model, and what a server tells of its models."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
import os
from typing import Any, Final

from yarl import URL

from ..tuned.mark import language_of

BYTES_PER_TOKEN: Final = 3.0
"""Fewer than any tokenizer makes of English text."""
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def usable_threads(chosen: int, url: str) -> int:
    """Return how many threads a model may use, 0 for as many as the server likes.

    A server on this very machine leaves one core to Home Assistant by default: threads of
    a model that wait for one which has lost its core slow it down many times over.
    """
    if chosen or URL(url).host not in _THIS_MACHINE:
        return chosen
    return max(1, (os.process_cpu_count() or 1) - 1)


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How one agent uses its chat model; always the same, as a change reloads the model."""

    model: str
    num_ctx: int
    num_thread: int = 0
    """0 leaves the choice to the server."""
    keep_alive: int = -1
    """Seconds; -1 keeps the model loaded."""
    timeout: float = 20.0
    """Seconds until the complete answer."""
    begin_timeout: float = 15.0
    """Seconds until the first part of the answer."""

    def request(self, max_output: int, stop: Sequence[str] = ()) -> Mapping[str, Any]:
        """Return the `options` of a request."""
        ending = {"stop": list(stop)} if stop else {}
        return {
            **ending,
            "temperature": 0,
            "seed": 1,
            "num_ctx": self.num_ctx,
            "num_predict": max_output,
            **self.threads,
        }

    @property
    def threads(self) -> Mapping[str, int]:
        """Return the part of the options that an embedding model takes, too."""
        return {"num_thread": self.num_thread} if self.num_thread else {}


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """An installed model."""

    name: str
    size: int
    """Bytes."""
    capabilities: frozenset[str] = frozenset()
    context_length: int | None = None
    """Tokens."""
    parameters: int | None = None
    modelfile: str = ""
    """How the server would make it again, of a model that was trained for homes; else nothing."""

    @property
    def is_tuned(self) -> bool:
        """Return whether it was trained for homes, and knows the prompt of `tuned/` alone."""
        return self.language > 0

    @property
    def language(self) -> int:
        """Return which language of `tuned/` it writes, 0 if it was not trained for homes."""
        return language_of(self.modelfile)

    @property
    def chats(self) -> bool:
        """Return whether it writes text."""
        return "completion" in self.capabilities

    @property
    def embeds(self) -> bool:
        """Return whether it is made for embeddings."""
        return "embedding" in self.capabilities


@dataclass(frozen=True, slots=True)
class PullProgress:
    """How far a download is."""

    status: str
    fraction: float
    """0 to 1 over all layers seen so far; never goes back."""


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message; roles as in Ollama's chat API."""

    role: str
    content: str


def size_of(messages: Iterable[Message]) -> int:
    """Return the bytes of messages."""
    return sum(len(message.content.encode()) for message in messages)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A request to the model: messages, the schema of the answer, an estimate of its size."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    tokens: int
    """Estimated prompt tokens."""
    max_output: int
    """Most tokens the answer may take."""
    stop: tuple[str, ...] = ()
    """Texts that end the answer, besides the model's own end."""
    is_raw: bool = False
    """Whether the one message is sent as it is, without a chat template and a schema."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The model's answer with what it cost."""

    text: str
    model: str
    prompt_tokens: int
    """Tokens the server evaluated; those found in its prefix cache may be left out.

    An estimate, never too low, for an answer that was not read to its end: its counts come last.
    """
    output_tokens: int
    """Tokens of the answer; for one that was not read to its end, the parts in which it came."""
    load_ms: float
    prompt_ms: float
    output_ms: float
    first_token_ms: float
    done_reason: str
    """`stop` for a complete answer, `length` for one cut off."""
    longest_of_several: int = 0
    """Tokens of the longest prompt of a turn that needed more than one."""

    @property
    def longest_prompt(self) -> int:
        """Return the tokens of the longest prompt of the turn."""
        return self.longest_of_several or self.prompt_tokens

    def after(self, earlier: Completion) -> Completion:
        """Return this answer with what an earlier one of the same turn cost added."""
        return replace(
            self,
            longest_of_several=max(self.longest_prompt, earlier.longest_prompt),
            prompt_tokens=self.prompt_tokens + earlier.prompt_tokens,
            output_tokens=self.output_tokens + earlier.output_tokens,
            load_ms=self.load_ms + earlier.load_ms,
            prompt_ms=self.prompt_ms + earlier.prompt_ms,
            output_ms=self.output_ms + earlier.output_ms,
        )
