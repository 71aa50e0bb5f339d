"""Fixtures with a real broker."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from dev.broker import Broker


@pytest.fixture
def broker(
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
    tmp_path: Path,
) -> Iterator[Broker]:
    """Return a running broker that lets everybody in."""
    with Broker(tmp_path / "broker") as running:
        yield running


@pytest.fixture
async def house(home_assistant: HomeAssistant) -> AsyncIterator[HomeAssistant]:
    """Return a Home Assistant for a gateway, whose entries are unloaded after."""
    assert await async_setup_component(home_assistant, "conversation", {})
    yield home_assistant
    for entry in home_assistant.config_entries.async_entries("llm_iot"):
        await home_assistant.config_entries.async_unload(entry.entry_id)
    await home_assistant.async_block_till_done()
