"""The record that is kept of a running home."""

from datetime import timedelta
from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.llm_iot.collection.history import History
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.collection.record_settings import RecordSettings
from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.past import PastForm
from custom_components.llm_iot.processing.intake import NUMBER_GAP
from custom_components.llm_iot.processing.series import Sample, SeriesKey
from custom_components.llm_iot.storage.record import Batch, Record, size_of

from .watching import DEGREES, LAMP, WARMTH, ask, switch


async def test_what_happened_a_moment_ago_is_known(
    hass_with_lamp: HomeAssistant, history: History, freezer: FrozenDateTimeFactory
) -> None:
    """A question does not wait for the next regular write."""
    await switch(hass_with_lamp, LAMP, on=True)
    freezer.tick(90)
    await switch(hass_with_lamp, LAMP, on=False)
    (finding,) = (await ask(history, hass_with_lamp, PastForm.DURATION)).findings
    assert finding.lasted == timedelta(seconds=90)


async def test_numbers_that_come_too_fast_are_thinned_and_the_last_is_kept(
    hass_with_lamp: HomeAssistant, history: History, freezer: FrozenDateTimeFactory
) -> None:
    """The value that stays is known exactly, and what was left out is counted."""
    hass = hass_with_lamp
    for tenth in range(1, 6):
        freezer.tick(NUMBER_GAP / 10)
        hass.states.async_set(WARMTH, f"20.{tenth}", DEGREES)
        await hass.async_block_till_done()
    freezer.tick(NUMBER_GAP + 1)
    answer = await ask(history, hass, PastForm.HIGHEST, WARMTH, measure="temperature")
    assert answer.findings[0].value == 20.5
    facts = await history.async_facts()
    assert facts.counts.thinned == 4
    assert facts.counts.seen == facts.counts.kept + facts.counts.repeated + facts.counts.thinned


class Unwritable(Record):
    """A record on a disk that is full for a while."""

    full = False

    def write(self, batch: Batch) -> None:
        """Fail while the disk is full."""
        if self.full:
            raise StorageError(error="disk full")
        super().write(batch)


async def test_what_cannot_be_written_is_written_later(
    hass_with_lamp: HomeAssistant,
    tmp_path: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    """When there is room again on a full disk, nothing is missing."""
    hass = hass_with_lamp
    record = Unwritable(tmp_path / "record.db")
    history = History(hass, Home(hass, load_kinds()), record)
    history.async_listen()
    await history.async_start()
    record.full = True
    for _ in range(3):
        freezer.tick(60)
        await switch(hass, LAMP, on=True)
        freezer.tick(60)
        await switch(hass, LAMP, on=False)
        with pytest.raises(StorageError):
            await ask(history, hass, PastForm.COUNT)
    record.full = False
    answer = await ask(history, hass, PastForm.COUNT)
    await history.async_stop()
    assert answer.findings[0].count == 3


async def test_the_record_keeps_to_its_size(
    hass_with_lamp: HomeAssistant, tmp_path: Path, freezer: FrozenDateTimeFactory
) -> None:
    """Numbers are kept by the hour sooner; the latest day is kept as it was."""
    hass, path = hass_with_lamp, tmp_path / "record.db"
    now = dt_util.utcnow().timestamp()
    record = Record(path)
    record.open()
    samples = [Sample(now - 9 * 86400 + second, second / 7) for second in range(0, 9 * 86400, 30)]
    key = SeriesKey(WARMTH, "temperature", "°C")
    record.write(Batch(samples={key: samples}, by_hour_until=samples[0].at, watched=now))
    record.close()
    most = size_of(path) // 3
    history = History(hass, Home(hass, load_kinds()), record, RecordSettings(most_bytes=most))
    history.async_listen()
    await history.async_start()
    freezer.tick(1)
    facts = await history.async_facts()
    await history.async_stop()
    assert facts.kept["bytes"] <= facts.most_bytes == most
    assert 86400 / 30 < facts.kept["sample"] < 3 * 86400 / 30
    assert facts.kept["hour"] > 24 * 6
