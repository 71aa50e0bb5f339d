"""What our own code costs per turn."""

import asyncio
import json
import sys

import pytest

from benchmarks import overhead


async def test_turns_are_as_fast_as_promised() -> None:
    """Processor time, on the machine of the targets: neither a busy nor a slow one fails.

    In a process of its own: within that of the tests, asyncio's debug mode would count.
    """
    turns = str(8 * len(overhead.SENTENCES))
    command = (sys.executable, "-m", "benchmarks.overhead", "--json", "--turns", turns)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()  # its status is about the time by the clock
    small, large = json.loads(printed)
    assert small["processor"]["p95"] / small["slowness"] < 20
    assert large["processor"]["p95"] / large["slowness"] < 50
    assert {"retrieval", "prompt", "decision", "reply"} <= small["stages"].keys()
    assert small["stages"].keys() == large["stages"].keys()


def test_a_missed_target_ends_with_status_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says so to whatever called it."""
    monkeypatch.setattr(overhead, "TARGET_P95_MS", dict.fromkeys(overhead.TARGET_P95_MS, 0.0))
    assert overhead.main(["--turns", "2", "--json"]) == 1
    assert [each["target_p95"] for each in json.loads(capsys.readouterr().out)] == [0.0, 0.0]
