"""Runs the virtual MQTT boards; their relays are known from their logs, as those of the others."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
import os
from pathlib import Path
import signal
import sys
from typing import Self

from mirakuru import Executor
from mirakuru.exceptions import ExecutorError, ProcessFinishedWithError

from dev.boards import PINS, PORTS
from dev.bootstrap import ROOT, SetupError
from dev.pins import PinLog, followed
from dev.wire import Contract, ensure_contracts

START_OR_STOP_S = 20.0
TAKES_COMMANDS = "takes commands"


class MqttProcess(Executor, PinLog):
    """A virtual MQTT board as a process."""

    def __init__(self, name: str, contract: Path, port: int, folder: Path, output: int) -> None:
        """Describe the process; it prints into the file descriptor output."""
        pins = Contract.load(contract).pins
        PinLog.__init__(self, name, folder, dict(zip(PINS[name], pins, strict=True)))
        Executor.__init__(
            self,
            [sys.executable, "-m", "dev.mqtt_board", str(contract), "--port", str(port)],
            cwd=str(ROOT),
            timeout=START_OR_STOP_S,
            sleep=0.02,
            stdout=output,
        )
        self._starts = 1

    def pre_start_check(self) -> bool:
        """Return that no other process is in the way."""
        return False

    def after_start_check(self) -> bool:
        """Return whether the board takes commands."""
        return self.powered_up() and self.has_logged(TAKES_COMMANDS, self._starts)

    def start(self) -> Self:
        """Start the board, and wait until it takes commands; SetupError if it does not."""
        self.forget()
        self._starts = 1 + self.log.read_text(encoding="utf-8").count(TAKES_COMMANDS)
        try:
            return super().start()
        except ExecutorError:
            raise SetupError(
                f"The virtual {self.name} board did not start: please see {self.log}."
            ) from None

    def stop(self, stop_signal: int | None = None, expected_returncode: int | None = None) -> Self:
        """End the board, also one that crashed."""
        with suppress(ProcessFinishedWithError):
            super().stop(stop_signal, expected_returncode)
        return self

    def crash(self) -> None:
        """End the board without a word, so that the broker tells its last will."""
        if self.process is not None:
            os.kill(self.process.pid, signal.SIGKILL)


@contextmanager
def mqtt_board(name: str, port: int, folder: Path) -> Iterator[MqttProcess]:
    """Run one board on the broker at a loopback port; its log is in the folder."""
    contract = ensure_contracts()[name]
    folder.mkdir(parents=True, exist_ok=True)
    with followed(lambda output: MqttProcess(name, contract, port, folder, output)) as running:
        try:
            yield running.start()
        finally:
            running.stop()


@contextmanager
def mqtt_boards(port: int, folder: Path) -> Iterator[dict[str, MqttProcess]]:
    """Run the light, the fan and the TV on the broker at a loopback port."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(mqtt_board(name, port, folder)) for name in PORTS}
