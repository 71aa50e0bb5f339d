"""The benchmark of taking over a recorder."""

from pathlib import Path

from benchmarks import takeover
from benchmarks.yardstick import slowness


async def test_a_recorder_is_taken_over_beside_everything_else(tmp_path: Path) -> None:
    """All of a real one, without a step of the event loop that a person could notice."""
    found = await takeover.async_measure(tmp_path, entities=100, days=12)
    assert found.states >= found.wanted
    assert found.hours > 0
    assert found.longest / max(1.0, slowness()) < takeover.STEP_MS
