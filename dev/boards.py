"""Runs the virtual boards and reads from their own logs what their relays do."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
import os
from pathlib import Path
import signal
import socket
from typing import Self

from mirakuru import TCPExecutor
from mirakuru.exceptions import ExecutorError, ProcessFinishedWithError

from dev.bootstrap import SetupError
from dev.esphome import HOUSE, SHORT, ensure_programs
from dev.pins import PinLog, followed

PORTS = {"light": 17061, "fan": 17062, "tv": 17063}
ONE_RELAY = {"relay": 5}
WINDINGS = {"speed_1": 5, "speed_2": 4, "speed_3": 14}
PINS = {
    "light": ONE_RELAY,
    "fan": WINDINGS,
    "tv": ONE_RELAY,
    "heater": ONE_RELAY,
    "short_light": ONE_RELAY,
    "short_fan": WINDINGS,
    "short_heater": ONE_RELAY,
}
START_OR_STOP_S = 10.0


class Board(TCPExecutor, PinLog):
    """A board as a process; board() gives it the log reader that its relays are known from."""

    def __init__(self, name: str, program: Path, folder: Path, output: int) -> None:
        """Describe the process; it prints into the file descriptor output."""
        PinLog.__init__(self, name, folder, PINS[name])
        TCPExecutor.__init__(
            self,
            [str(program)],
            "127.0.0.1",
            port_of(name),
            timeout=START_OR_STOP_S,
            sleep=0.02,
            envvars={"ESPHOME_PREFDIR": str(folder)},
            stdout=output,
        )
        self.button = folder / f"virtual-{name.removeprefix('short_')}.button"
        """The wall button is pressed for as long as this file exists."""

    @property
    def pid(self) -> int:
        """Return the process id; SetupError if the board is not running."""
        if self.process is None:
            raise SetupError(f"The virtual {self.name} board is not running.")
        return self.process.pid

    @contextmanager
    def pressed(self) -> Iterator[None]:
        """Hold the wall button down."""
        self.button.touch()
        try:
            yield
        finally:
            self.button.unlink()

    def start(self) -> Self:
        """Start the board, also after it ended, and wait until it serves; SetupError if not."""
        if self.running():
            return self
        self.kill()  # forgets a process that ended by itself
        self.forget()
        try:
            return super().start()
        except ExecutorError:
            raise SetupError(
                f"The virtual {self.name} board did not start: please see {self.log}, and that "
                f"no other program uses port {self.port}."
            ) from None

    def after_start_check(self) -> bool:
        """Return whether the board accepts connections and its first writes were read."""
        return super().after_start_check() and self.powered_up()

    def stop(self, stop_signal: int | None = None, expected_returncode: int | None = None) -> Self:
        """End the board, also a frozen or crashed one: politely at first, then by force."""
        self.thaw()
        with suppress(ProcessFinishedWithError):
            super().stop(stop_signal, expected_returncode)
        return self

    def freeze(self) -> None:
        """Make the board hang: its port stays open and nothing answers."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen board go on."""
        if self.running():
            os.kill(self.pid, signal.SIGCONT)


@contextmanager
def board(name: str, folder: Path) -> Iterator[Board]:
    """Run one board; its preferences and its log are in the folder."""
    check_free(name)
    program = ensure_programs(HOUSE if name in HOUSE else SHORT)[name]
    folder.mkdir(parents=True, exist_ok=True)
    with followed(lambda output: Board(name, program, folder, output)) as running:
        try:
            yield running.start()
        finally:
            running.stop()


@contextmanager
def boards(folder: Path) -> Iterator[dict[str, Board]]:
    """Run the light, the fan and the TV; SetupError if a port is taken."""
    for name in PORTS:
        check_free(name)
    with ExitStack() as stack:
        yield {name: stack.enter_context(board(name, folder)) for name in PORTS}


def port_of(name: str) -> int:
    """Return the port that is compiled into a board."""
    return PORTS.get(name) or int(SHORT[name].substitutions["port"])


def check_free(name: str) -> None:
    """Raise SetupError if another program has the board's port."""
    port = port_of(name)
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        raise SetupError(
            f"Port {port} of the virtual {name} board is taken: "
            "please end the program that uses it and try again."
        ) from None
