"""The model made for homes: a small base model with the adapter that comes with this component.

The adapter is trained by `training/`; the base is downloaded by the server itself. Both stay
in the person's own Ollama.
"""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final

from ..errors import ModelResponseError
from ..tuned.mark import ADAPTER_SHA256, DESCRIPTION, NAME
from ..tuned.prompt import MAX_OUTPUT, NUM_CTX, STOP, whole
from .client import OllamaClient
from .types import Message, ModelInfo, ModelOptions, Prompt, PullProgress

ADAPTER: Final = Path(__file__).parents[1] / "tuned" / "adapter.gguf"
OFFERED: Final = ADAPTER.is_file()
"""Whether this component brings the adapter; components are imported off the event loop."""
BASES: Final = (
    "smollm2:135m-instruct-q8_0",
    "smollm2:135m-instruct-q4_0",
    "smollm2:135m-instruct-q4_1",
    "smollm2:135m",
)
"""Models of which the adapter is one, the first to be downloaded if none is there.

In Q8_0 a prompt is read about twice as fast as in Q4_1, and the file is half as large again. Q4_0
is as fast and the smallest, but costs two of a hundred sentences.
"""
_DOWNLOAD_SHARE: Final = 0.9
_MADE_SHARE: Final = 0.95
"""Of the whole progress."""
_TRIAL_HOME: Final = "light/hall lamp/kitchen light\nfan/bedroom fan\n"
_TRIALS: Final = {
    "turn on the hall lamp": '["hall lamp on"]',
    "switch the bedroom fan off": '["bedroom fan off"]',
    "kitchen light 40 percent": '["kitchen light 40"]',
}
"""What any model of this adapter answers; one whose base is another one writes something else."""
_TRIAL_TIMEOUT: Final = 120.0


async def async_make(
    client: OllamaClient, models: Sequence[ModelInfo]
) -> AsyncIterator[PullProgress]:
    """Make the model on a server and try it, yielding progress; `models` are installed there.

    What is there of this name is replaced. Raises an error of our tree, ModelResponseError if
    the server cannot take an adapter, or if what it made of it does not do what it should.
    """
    installed = {info.name for info in models}
    base = next((name for name in BASES if name in installed), None)
    if base is None:
        base = BASES[0]
        async for part in client.pull(base):
            yield PullProgress(part.status, part.fraction * _DOWNLOAD_SHARE)
    yield PullProgress("creating", _DOWNLOAD_SHARE)
    await client.create(NAME, base, ADAPTER, ADAPTER_SHA256, DESCRIPTION)
    yield PullProgress("trying", _MADE_SHARE)
    await async_try(client)
    yield PullProgress("success", 1.0)


async def async_try(client: OllamaClient) -> None:
    """Have the model plan a few commands. Raises ModelResponseError if it gets one wrong."""
    options = ModelOptions(
        NAME, NUM_CTX, timeout=_TRIAL_TIMEOUT, begin_timeout=_TRIAL_TIMEOUT, keep_alive=60
    )
    for text, wanted in _TRIALS.items():
        message = Message("user", f"{_TRIAL_HOME}{text}\n")
        prompt = Prompt((message,), {}, 0, MAX_OUTPUT, STOP, is_raw=True)
        answer = whole((await client.chat(prompt, options)).text)
        if answer != wanted:
            raise ModelResponseError(error=f"{answer!r:.60} for {text!r}")


async def async_remove(client: OllamaClient) -> None:
    """Remove the model from a server. One of its name that is not ours stays. Raises ModelError."""
    if any(model.name == NAME and model.is_tuned for model in await client.models()):
        await client.delete(NAME)


def is_outdated(model: ModelInfo) -> bool:
    """Return whether a model is ours, made with the adapter of another version."""
    return OFFERED and model.name == NAME and DESCRIPTION not in model.modelfile
