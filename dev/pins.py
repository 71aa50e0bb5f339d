"""What the pins of a virtual board do, read from its log."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
import os
from pathlib import Path
import re
import threading
import time

WRITE = re.compile(r"(?:\[(?P<at>\d+\.\d+)\] )?Setting pin (?P<pin>\d+) to (?P<level>HIGH|LOW)")
"""A write in a log; a board that tells when it was is exacter than who reads it."""


@dataclass(frozen=True, slots=True)
class Write:
    """One write to a pin: when (time.monotonic), which pin, and high or low."""

    at: float
    pin: int
    level: bool


class PinLog:
    """The log of a board's process, of all its lives."""

    def __init__(self, name: str, folder: Path, pins: Mapping[str, int]) -> None:
        """Name the board, the folder of its log, and the pins of its active-low relays."""
        self.name = name
        self.log = folder / f"{name}.log"
        self.log.touch()
        self.writes: list[Write] = []
        self._pins = dict(pins)
        self._levels: dict[int, bool] = {}
        self._written = threading.Condition()

    @abstractmethod
    def running(self) -> bool:
        """Return whether the process is there."""

    @property
    def relays(self) -> dict[str, bool]:
        """Return which relays are closed; they are active low, and open without power."""
        live = self.running()
        return {name: live and not self._levels.get(pin, True) for name, pin in self._pins.items()}

    def is_on(self) -> bool:
        """Return whether the appliance gets current."""
        return any(self.relays.values())

    def speed(self) -> int:
        """Return the fan's speed from 0 to 3."""
        numbered = enumerate(self.relays.values(), start=1)
        return max((number for number, closed in numbered if closed), default=0)

    def until(self, condition: Callable[[], bool], timeout: float = 5.0) -> bool:
        """Wait until a line of the log makes the condition true; return whether it did in time.

        The time is in seconds.
        """
        with self._written:
            return self._written.wait_for(condition, timeout)

    def has_logged(self, text: str, times: int = 1) -> bool:
        """Return whether the log, of all lives of the board, has a text so many times."""
        return self.log.read_text(encoding="utf-8").count(text) >= times

    def forget(self) -> None:
        """Know no level any more, as before power-up."""
        self._levels.clear()

    def powered_up(self) -> bool:
        """Return whether every relay was written to."""
        return self._levels.keys() >= {*self._pins.values()}

    def follow(self, output: int) -> None:
        """Collect the writes, and copy the log, until every writer closed the pipe."""
        with (
            open(output, encoding="utf-8", errors="replace") as lines,
            self.log.open("a", encoding="utf-8") as log,
        ):
            for line in lines:
                log.write(line)
                log.flush()
                with self._written:
                    if found := WRITE.search(line):
                        at = float(found["at"] or time.monotonic())
                        write = Write(at, int(found["pin"]), found["level"] == "HIGH")
                        self._levels[write.pin] = write.level
                        self.writes.append(write)
                    self._written.notify_all()


@contextmanager
def followed[Log: PinLog](make: Callable[[int], Log]) -> Iterator[Log]:
    """Lend a board made around the file descriptor it is to print into, and read its log.

    One thread reads all lives of the board, so that a start after a kill adds none. The board
    must have ended when the context does.
    """
    reading, writing = os.pipe()
    log = make(writing)
    reader = threading.Thread(target=log.follow, args=(reading,), daemon=True)
    reader.start()
    try:
        yield log
    finally:
        os.close(writing)
        reader.join()
