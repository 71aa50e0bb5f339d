"""A program that writes notes and tells what was acknowledged to it, to be killed by tests.

It forks a writer for every line that it reads, as starting Python anew takes seconds.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import signal
import subprocess
import sys
from typing import Any

from custom_components.llm_iot.storage.base import Entry
from custom_components.llm_iot.storage.sqlite import SqliteStore

SKIPPED = 2
"""Of each five notes, this one is deleted again."""
END = "end"

type Said = tuple[str, int]
"""What was acknowledged: `kept` or `deleted`, and the number of the note."""


class Writers:
    """The program, as a test sees it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Take the running program."""
        self._process = process

    def write(self, path: Path, name: str, count: int, kill_after: int | None = None) -> list[Said]:
        """Run a writer to its end, or kill it after so many answers; return all it told."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path} {name} {count}\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        said: list[Said] = []
        while (line := self._process.stdout.readline().strip()) != END:
            what, number = line.split()
            said.append((what, int(number)))
            if len(said) == kill_after:
                os.kill(pid, signal.SIGKILL)
        return said


@contextmanager
def writers() -> Iterator[Writers]:
    """Lend a running program."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        yield Writers(process)
        process.kill()


def _tell(text: str) -> None:
    os.write(sys.stdout.fileno(), f"{text}\n".encode())  # a line is whole even before a kill


async def _at_once(work: Callable[..., Any], *args: object) -> Any:
    return work(*args)


async def _async_write(path: Path, name: str, count: int) -> None:
    store = SqliteStore(path, _at_once)
    await store.async_open()
    for number in range(count):
        key = f"{name}-{number}"
        await store.async_put("notes", [Entry(key, f"note {key} to be kept", "x" * 3000)])
        _tell(f"kept {number}")
        await store.async_add_vectors("notes", "m", {key: [0.0] * 384})
        if number % 5 == SKIPPED:
            await store.async_delete("notes", [key])
            _tell(f"deleted {number}")
    await store.async_close()


def _main() -> None:
    for line in sys.stdin:
        path, name, count = line.split()
        pid = os.fork()
        if not pid:
            asyncio.run(_async_write(Path(path), name, int(count)))
            os._exit(0)
        _tell(str(pid))
        os.waitpid(pid, 0)
        _tell(END)


if __name__ == "__main__":
    _main()
