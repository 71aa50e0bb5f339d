"""A real Chroma server for tests and benchmarks."""

from pathlib import Path
import signal
import subprocess
import sys
from typing import Self

from mirakuru import HTTPExecutor

from dev.ollama import free_port

START_TIMEOUT = 60  # seconds


class ChromaServer:
    """`chroma run` over a folder, on a free port of this machine, while the context lasts."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        """Name the folder; the port is chosen at the start if it is not given."""
        self.folder = folder
        self.port = port or free_port()
        program = Path(sys.executable).with_name("chroma")
        self._process = HTTPExecutor(
            [str(program), "run", "--path", str(folder), "--port", str(self.port)],
            url=f"{self.url}/api/v2/heartbeat",
            status="2..",
            timeout=START_TIMEOUT,
            stop_signal=signal.SIGTERM,
            expected_returncode=-signal.SIGTERM,
            stdout=subprocess.DEVNULL,  # a pipe that nobody reads stops a server that fills it
            stderr=subprocess.DEVNULL,
        )

    @property
    def url(self) -> str:
        """Return where the server is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._process.start()

    def stop(self) -> None:
        """Stop the server, also a frozen one."""
        self._process.kill(wait=True)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server."""
        assert self._process.process is not None  # noqa: S101  # it was started
        self._process.process.send_signal(number)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
