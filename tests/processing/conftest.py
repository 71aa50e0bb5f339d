"""A record to keep a past in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from custom_components.llm_iot.storage.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Return an open record."""
    opened = Record(tmp_path / "record.db")
    opened.open()
    yield opened
    opened.close()
