"""Fixtures that start the real parts."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
import pytest_socket

from dev.boards import Board, boards as running_boards
from dev.models import ensure_models
from dev.ollama import OllamaServer

from .room import Room, async_build_room

type Build = Callable[..., Awaitable[Room]]


@pytest.fixture(scope="session")
def ollama() -> Iterator[OllamaServer]:
    """Return a real Ollama with the two models, for all tests of the session."""
    pytest_socket.enable_socket()  # the fixture that does so belongs to a single test
    with OllamaServer() as server:
        ensure_models(server.url)
        yield server


@pytest.fixture
def boards(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, Board]]:
    """Return the three virtual boards, just powered up: every relay is open."""
    request.getfixturevalue("socket_enabled")
    with running_boards(tmp_path / "boards") as running:
        yield running


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration folder of the test's own, as our store lives in it."""
    return hass_tmp_config_dir


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Return that timers of the ESPHome integration outlive a test."""
    return True


@pytest.fixture
async def build_room(
    request: pytest.FixtureRequest, home_assistant: HomeAssistant, boards: dict[str, Board]
) -> AsyncIterator[Build]:
    """Return a function that builds the room around an Ollama, and clears it away after."""
    request.getfixturevalue("mock_async_zeroconf")
    assert await async_setup_component(home_assistant, "conversation", {})

    async def build(url: str, **settings: Any) -> Room:
        return await async_build_room(home_assistant, boards, url, **settings)

    yield build
    for entry in home_assistant.config_entries.async_entries():
        await home_assistant.config_entries.async_unload(entry.entry_id)
    await home_assistant.async_block_till_done()


@pytest.fixture
async def room(build_room: Build, ollama: OllamaServer) -> Room:
    """Return the room with everything working."""
    return await build_room(ollama.url)
