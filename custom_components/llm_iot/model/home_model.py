"""The model made for homes: a small base model with the adapter that comes with this component.

The adapter is trained by `training/`; the base is downloaded by the server itself. Both stay
in the person's own Ollama.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from ..tuned.mark import MARK, NAME
from .client import OllamaClient
from .types import ModelInfo, PullProgress

ADAPTER: Final = Path(__file__).parents[1] / "tuned" / "adapter.gguf"
OFFERED: Final = ADAPTER.is_file()
"""Whether this component brings the adapter; components are imported off the event loop."""
BASES: Final = ("smollm2:135m-instruct-q4_1", "smollm2:135m")
"""Models of which the adapter is one, the first to be downloaded if none is there."""
_DOWNLOAD_SHARE: Final = 0.95
"""Of the whole progress."""


async def async_make(
    client: OllamaClient, models: tuple[ModelInfo, ...]
) -> AsyncIterator[PullProgress]:
    """Make the model on a server, yielding progress; `models` are installed there.

    What is there of this name is replaced, so that a newer adapter takes the place of an older
    one. Raises an error of our tree, ModelResponseError if the server cannot take an adapter.
    """
    installed = {info.name for info in models}
    base = next((name for name in BASES if name in installed), None)
    if base is None:
        base = BASES[0]
        async for part in client.pull(base):
            yield PullProgress(part.status, part.fraction * _DOWNLOAD_SHARE)
    yield PullProgress("creating", _DOWNLOAD_SHARE)
    await client.create(NAME, base, ADAPTER, MARK)
    yield PullProgress("success", 1.0)
