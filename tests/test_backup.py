"""Backups of Home Assistant, made by its own integration."""

from pathlib import Path
import tarfile

from homeassistant.components.backup import async_get_manager
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.storage.base import Entry
from custom_components.llm_iot.storage.choice import store_path
from custom_components.llm_iot.storage.sqlite import SqliteStore
from tests.fake_ollama import FakeOllama

NOTES = [Entry(str(number), f"remark number {number} of the household") for number in range(300)]


@pytest.fixture
async def entry(home_assistant: HomeAssistant, fake_ollama: FakeOllama) -> MockConfigEntry:
    """Return a loaded entry without agents."""
    assert await async_setup_component(home_assistant, "conversation", {})
    entry = MockConfigEntry(domain=DOMAIN, title="127.0.0.1", data={"url": fake_ollama.url})
    entry.add_to_hass(home_assistant)
    assert await home_assistant.config_entries.async_setup(entry.entry_id)
    await entry.runtime_data.preparation.async_wait()
    await entry.runtime_data.history.async_started()
    return entry


def unpack(backup: Path, folder: Path) -> None:
    """Unpack the configuration folder of a backup."""
    with tarfile.open(backup) as outer:
        (name,) = (each for each in outer.getnames() if each.endswith("homeassistant.tar.gz"))
        inner = outer.extractfile(name)
        assert inner is not None
        with tarfile.open(fileobj=inner, mode="r:gz") as data:
            data.extractall(folder, filter="data")


async def test_what_is_kept_is_in_a_backup(
    home_assistant: HomeAssistant, entry: MockConfigEntry, tmp_path: Path
) -> None:
    """What was written last, and is still in the log of the file, comes back with the rest."""
    store = entry.runtime_data.store
    await store.async_put("notes", NOTES)
    assert await async_setup_component(home_assistant, "backup", {})
    await home_assistant.async_block_till_done()
    manager = async_get_manager(home_assistant)
    assert DOMAIN in manager.platforms
    created = await manager.async_create_backup(
        agent_ids=["backup.local"],
        include_addons=None,
        include_all_addons=False,
        include_database=False,
        include_folders=None,
        include_homeassistant=True,
        name="ours",
        password=None,
    )
    backups, _ = await manager.async_get_backups()
    assert created.backup_job_id
    assert [each.name for each in backups.values()] == ["ours"]
    (tar,) = await home_assistant.async_add_executor_job(
        lambda: list(Path(home_assistant.config.path("backups")).glob("*.tar"))
    )
    await home_assistant.async_add_executor_job(unpack, tar, tmp_path)
    path = store_path(home_assistant, entry.entry_id)
    copied = tmp_path / "data" / path.relative_to(home_assistant.config.config_dir)
    restored = SqliteStore(copied, home_assistant.async_add_executor_job)
    await restored.async_open()
    assert await restored.async_all("notes") == NOTES
    await restored.async_close()
    record = copied.with_name(f"{DOMAIN}.{entry.entry_id}.record.db")
    assert record.exists()
    after = Entry("after", "kept after the backup")
    await store.async_put("notes", [after])
    await home_assistant.config_entries.async_unload(entry.entry_id)
    assert not path.with_name(f"{path.name}-wal").exists()
