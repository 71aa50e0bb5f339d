"""The file of the record: its bounds, and what it tells of itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from custom_components.llm_iot.processing.numbers import HOUR, Piece
from custom_components.llm_iot.processing.series import Change, Sample, SeriesKey
from custom_components.llm_iot.storage.record import Batch, Record, size_of

LAMP, WARMTH, OLD = SeriesKey("light.a"), SeriesKey("sensor.t", "temperature"), SeriesKey("light.b")
HOURS = 4000


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Return a record of some months, with a light that was switched only at their begin."""
    opened = Record(tmp_path / "record.db")
    opened.open()
    changes = [Change(at * HOUR / 4, ("off", "on")[at % 2]) for at in range(HOURS * 4)]
    hours = [Piece(at * HOUR, HOUR, 20 * HOUR, 19, 0, 21, 0, 0) for at in range(HOURS - 240)]
    samples = [Sample((HOURS - 240 + at / 6) * HOUR, at % 7) for at in range(240 * 6)]
    opened.write(
        Batch({LAMP: changes, OLD: [Change(5.0, "on")]}, {WARMTH: samples}, {WARMTH: hours})
    )
    opened.shrink()
    yield opened
    opened.close()


def test_what_is_oldest_is_forgotten_until_it_fits(record: Record) -> None:
    """The latest is all there, and what holds for long goes on to hold."""
    everything = record.changes(["light.a"], 0, HOURS * HOUR)["light.a"]
    most = record.size() // 2
    gone = record.bound(most)
    assert gone
    assert 0.5 * most < record.size() <= most
    kept = record.changes(["light.a"], 0, HOURS * HOUR)["light.a"]
    assert kept == everything[-len(kept) :]
    assert len(everything) * 0.2 < len(kept) < len(everything) * 0.7
    assert record.changes(["light.b"], 0, HOURS * HOUR)["light.b"] == [Change(5.0, "on")]
    found = record.numbers("sensor.t", "temperature", 0, HOURS * HOUR)
    assert found is not None
    assert len(found[0].samples) == 240 * 6
    assert found[0].hours[0].begin >= kept[0].at


def test_what_fits_is_left(record: Record) -> None:
    """Nothing goes before it has to."""
    before = record.counts()
    assert record.bound(record.size()) == 0
    assert record.counts() == before


def test_a_bound_that_cannot_be_met_ends(record: Record) -> None:
    """The last value of everything stays, however little room there may be."""
    record.bound(1)
    now = HOURS * HOUR
    assert len(record.changes(["light.a", "light.b"], now, now + 1)) == 2
    assert record.bound(1) == 0


def test_the_size_is_that_of_the_files(record: Record, tmp_path: Path) -> None:
    """Of a record that is not there it is nothing."""
    assert record.size() == sum(file.stat().st_size for file in tmp_path.iterdir())
    assert record.counts()["bytes"] == record.size()
    assert size_of(tmp_path / "none.db") == 0
