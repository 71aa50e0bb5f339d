"""A server that development and tests run: started, frozen, stopped, and started again."""

from abc import ABC, abstractmethod
from contextlib import suppress
import os
import signal
from typing import Self

from mirakuru.base import SimpleExecutor
from mirakuru.exceptions import ProcessFinishedWithError


class Supervised(ABC):
    """A program with its process group, which runs while the context lasts."""

    _executor: SimpleExecutor | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @abstractmethod
    def _launch(self) -> SimpleExecutor:
        """Return the running program when it serves. Raises SetupError if it does not."""

    @property
    def pid(self) -> int:
        """The process, and the process group, of the program."""
        if self._executor is None or self._executor.process is None:
            raise RuntimeError(f"{type(self).__name__} is not running")
        return self._executor.process.pid

    def start(self) -> None:
        """Start the program and return when it serves. Raises SetupError if it does not."""
        self._executor = self._launch()

    def stop(self) -> None:
        """End the program, also a frozen one or one that has ended by itself."""
        if self._executor is None:
            return
        with suppress(ProcessLookupError):
            self.thaw()
        # Which code a program that was told to stop returns does not matter.
        with suppress(ProcessFinishedWithError):
            self._executor.stop()
        self._executor = None

    def restart(self) -> None:
        """Stop the program and start it again."""
        self.stop()
        self.start()

    def freeze(self) -> None:
        """Make the program hang: its port stays open and nothing answers."""
        os.killpg(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen program go on."""
        os.killpg(self.pid, signal.SIGCONT)
