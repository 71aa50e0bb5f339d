"""What Ollama's own process for a model tells: how much of a prompt it read anew, its memory."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
import re
from tempfile import TemporaryDirectory
from typing import Final

from ollama import Client
import psutil

from dev.ollama import OllamaServer, running_server

_SLOT: Final = re.compile(rb'msg="loading cache slot".* prompt=(\d+) .*remaining=(\d+)')
"""In the server's log for developers: tokens of a prompt, and those its cache does not hold."""
_FROM: Final = re.compile(r"^FROM .*(sha256-[0-9a-f]{64})$", re.MULTILINE)


@dataclass
class Watched:
    """A server with what can be learned of it; nothing but its URL if somebody else runs it."""

    url: str
    log: Path | None = None
    pid: int | None = None
    _read: int = 0
    """Bytes of the log that were looked at."""

    def count_uncached(self) -> int | None:
        """Return how many tokens of the largest prompt since the last look were read anew.

        A turn embeds a sentence and asks about it with more around it: the larger one is the
        chat model's. None if there was no prompt, or there is no log.
        """
        if self.log is None:
            return None
        with self.log.open("rb") as file:
            file.seek(self._read)
            text = file.read()
            self._read = file.tell()
        prompts = [(int(whole), int(new)) for whole, new in _SLOT.findall(text)]
        return max(prompts)[1] if prompts else None

    def memory(self, model: str) -> int | None:
        """Return the resident bytes of the process that runs a model, None if it is not seen."""
        if self.pid is None:
            return None
        with closing(Client(self.url, trust_env=False)) as client:
            weights = _FROM.search(client.show(model).modelfile or "")
        for process in psutil.Process(self.pid).children(recursive=True) if weights else ():
            with suppress(psutil.Error):
                if weights and weights[1] in " ".join(process.cmdline()):
                    return int(process.memory_info().rss)
        return None


@contextmanager
def watched_server() -> Iterator[Watched]:
    """Lend the server at OLLAMA_HOST, else one that runs for this long and tells more."""
    if url := running_server():
        yield Watched(url)
        return
    with TemporaryDirectory(prefix="llm_iot-") as folder:
        log = Path(folder, "ollama.log")
        with OllamaServer(log=log, verbose=True) as server:
            yield Watched(server.url, log, server.pid)
