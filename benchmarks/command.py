"""How a benchmark ends when it is run as a command."""

from collections.abc import Callable
import signal
import sys
from typing import Final, Never

from dev.bootstrap import SetupError
from dev.demo import INTERRUPTED, interrupt

NOT_RUN: Final = 2
"""Exit status of a benchmark that could not be run; 1 is that of a target that was missed."""


def end(main: Callable[[], int]) -> Never:
    """Run a benchmark and end with its status; what its set-up lacks is told in one sentence.

    A signal that ends it is taken as Ctrl-C is, so that what it has started ends with it.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, interrupt)
    try:
        status = main()
    except SetupError as err:
        sys.stderr.write(f"The benchmark cannot go on: {err}\n")
        status = NOT_RUN
    except KeyboardInterrupt:
        sys.stderr.write("The benchmark was interrupted.\n")
        status = INTERRUPTED
    sys.exit(status)
