"""The benchmark of the record."""

from pathlib import Path

from benchmarks import record
from benchmarks.yardstick import slowness


def test_two_months_can_be_asked(tmp_path: Path) -> None:
    """Every question about a generated past gets an answer, most of them in time."""
    found = record.asking(tmp_path, days=60)
    assert found["question p95 (ms)"] / max(1.0, slowness()) < 300.0
    assert found["kB for 1,000 rows"] < 100.0


async def test_a_busy_home_loses_nothing(tmp_path: Path) -> None:
    """While many things change, all of it is written."""
    found = await record.async_watching(tmp_path, 2.0)
    assert found["changes lost"] == 0.0
