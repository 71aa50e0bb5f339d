"""What our own code costs per turn."""

import json
from pathlib import Path

import pytest

from benchmarks import overhead


async def test_turns_are_as_fast_as_promised(tmp_path: Path) -> None:
    """Processor time, on the machine of the targets: neither a busy nor a slow one fails."""
    small, large = await overhead.async_measure(tmp_path, turns=8 * len(overhead.SENTENCES))
    assert small.processor.p95 / small.slowness < 20
    assert large.processor.p95 / large.slowness < 50
    assert {"retrieval", "prompt", "decision", "reply"} <= set(small.stages) & set(large.stages)


def test_a_missed_target_ends_with_status_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says so to whatever called it."""
    monkeypatch.setattr(overhead, "TARGET_P95_MS", dict.fromkeys(overhead.TARGET_P95_MS, 0.0))
    assert overhead.main(["--turns", "2", "--json"]) == 1
    assert [each["target_p95"] for each in json.loads(capsys.readouterr().out)] == [0.0, 0.0]
