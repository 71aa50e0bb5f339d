"""How benchmarks end."""

from collections.abc import Iterator
import signal

import pytest

from benchmarks.command import end
from dev.bootstrap import SetupError

SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Leave the signals to the test run again."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, *SIGNALS)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def _lacking() -> int:
    raise SetupError("Mosquitto cannot be had; please install it.")


def _interrupted() -> int:
    raise KeyboardInterrupt


@pytest.mark.parametrize("status", [0, 1])
def test_the_status_is_that_of_the_benchmark(status: int) -> None:
    """A missed target is told apart from a met one."""
    with pytest.raises(SystemExit) as ended:
        end(lambda: status)
    assert ended.value.code == status


def test_what_cannot_be_set_up_is_told_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """It is no missed target, and no traceback."""
    with pytest.raises(SystemExit) as ended:
        end(_lacking)
    assert ended.value.code == 2
    told = "The benchmark cannot go on: Mosquitto cannot be had; please install it.\n"
    assert capsys.readouterr().err == told


def test_an_interruption_is_no_failure_to_be_traced(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends with the status that shells expect."""
    with pytest.raises(SystemExit) as ended:
        end(_interrupted)
    assert ended.value.code == 130
    assert capsys.readouterr().err == "The benchmark was interrupted.\n"


@pytest.mark.parametrize("ending", SIGNALS)
def test_a_signal_that_ends_it_is_an_interruption(
    ending: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it has started has the time to end with it, also where Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def ended_by_signal() -> int:
        signal.raise_signal(ending)
        return 0

    with pytest.raises(SystemExit) as ended:
        end(ended_by_signal)
    assert ended.value.code == 130
    assert capsys.readouterr().err == "The benchmark was interrupted.\n"
