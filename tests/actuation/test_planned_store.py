"""What is kept of plans: over a kill, over a later version, over damage."""

from datetime import UTC, datetime
import json
import logging
from pathlib import Path
import signal
import subprocess
import sys
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.llm_iot.actuation.planned_store import PlannedStore
from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.models import Step, Utterance
from custom_components.llm_iot.planned import Origin, Planned

from .planner import AGENT, ENTRY

ROOT = Path(__file__).parents[2]
KEY = f"llm_iot.{ENTRY}.planned"
ITEM = Planned(
    "a", datetime(2027, 3, 10, tzinfo=UTC), (Step("light.lamp", "off"),), Origin(Utterance("x"))
)


@pytest.mark.parametrize("told", [1, 7])
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, told: int) -> None:
    """It is in the file as soon as it was told, though the next one was being written."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.actuation.planner", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as planner:
        assert planner.stdout is not None
        acknowledged = [planner.stdout.readline().strip() for _ in range(told)]
        planner.kill()
        acknowledged += planner.stdout.read().split()
    assert planner.returncode == -signal.SIGKILL
    stored = json.loads((tmp_path / ".storage" / KEY).read_text())
    items = [Planned.from_dict(each) for each in stored["data"]["agents"][AGENT]]
    assert len(acknowledged) >= told
    assert {item.id for item in items} >= set(acknowledged)


def file(items: list[dict[str, Any]], version: int = 1, minor: int = 1) -> dict[str, Any]:
    """Return a stored file."""
    return {
        "version": version,
        "minor_version": minor,
        "key": KEY,
        "data": {"agents": {AGENT: items}},
    }


async def test_a_file_of_a_later_minor_version_can_be_read(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    """After a step back to an older version of the integration."""
    hass_storage[KEY] = file([{**ITEM.as_dict(), "mood": "later"}], minor=9)
    store = PlannedStore(hass, ENTRY)
    await store.async_load({AGENT})
    assert store.items(AGENT) == (ITEM,)


async def test_a_file_of_another_major_version_is_left_alone(
    hass: HomeAssistant, hass_storage: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is planned, and nothing can be, so that nothing is lost."""
    hass_storage[KEY] = file([ITEM.as_dict()], version=2)
    store = PlannedStore(hass, ENTRY)
    await store.async_load({AGENT})
    assert "What is planned cannot be read" in caplog.text
    assert store.items(AGENT) == ()
    with pytest.raises(StorageError):
        await store.async_write(AGENT, [])
    assert hass_storage[KEY]["data"]["agents"][AGENT] == [ITEM.as_dict()]
    caplog.clear()


async def test_a_damaged_item_does_not_take_the_others_with_it(
    hass: HomeAssistant, hass_storage: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """It is left out, and that is logged without what was said."""
    hass_storage[KEY] = file([{"id": "b", "text": "a secret"}, ITEM.as_dict()])
    store = PlannedStore(hass, ENTRY)
    await store.async_load({AGENT})
    assert store.items(AGENT) == (ITEM,)
    warnings = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert [each.getMessage() for each in warnings if each.name.endswith("planned_store")] == [
        "Something planned cannot be read and is left out"
    ]
    assert "a secret" not in caplog.text
