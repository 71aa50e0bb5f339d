"""Fixtures that start the real parts."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
import re
import shutil
from typing import Any

from homeassistant import block_async_io
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import loop
import pytest
import pytest_socket

from dev.boards import Board, boards as running_boards
from dev.models import ensure_models
from dev.ollama import OllamaServer

from .room import Room, async_build_room, store_path

OURS = re.compile(r"custom integration 'llm_iot'|custom_components/llm_iot")
"""How Home Assistant's detectors name us, or a frame of ours."""

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
def expected_lingering_timers() -> bool:
    """Return that timers of the ESPHome integration outlive a test."""
    return True


@pytest.fixture
def no_blocking_calls(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[None]:
    """Turn on Home Assistant's own detection of blocking calls, and fail if it names us."""
    request.getfixturevalue("disable_block_async_io")
    monkeypatch.setattr(block_async_io, "_IN_TESTS", False)
    monkeypatch.setattr(loop, "_PREVIOUSLY_REPORTED", set())
    block_async_io.enable()
    yield
    messages = [
        record.getMessage()
        for when in ("setup", "call", "teardown")
        for record in caplog.get_records(when)
    ]
    assert not [text for text in messages if "Detected" in text and OURS.search(text)]


@pytest.fixture(scope="session")
def kept_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the store of the first room is kept, so that the bank is embedded once."""
    return tmp_path_factory.mktemp("store") / "kept.db"


@pytest.fixture
async def build_room(
    request: pytest.FixtureRequest,
    home_assistant: HomeAssistant,
    boards: dict[str, Board],
    kept_store: Path,
    no_blocking_calls: None,  # noqa: ARG001  # a fixture for its effect
) -> AsyncIterator[Build]:
    """Return a function that builds the room around an Ollama, and clears it away after.

    A room begins with the store of an earlier one, as after a restart, unless it is not
    `prepared`.
    """
    request.getfixturevalue("mock_async_zeroconf")
    assert await async_setup_component(home_assistant, "conversation", {})
    store = store_path(home_assistant)
    keeps: list[bool] = []

    async def build(url: str, *, prepared: bool = True, **settings: Any) -> Room:
        keeps.append(prepared)
        if prepared:
            await home_assistant.async_add_executor_job(_copy_larger, kept_store, store)
        return await async_build_room(home_assistant, boards, url, **settings)

    yield build
    for entry in home_assistant.config_entries.async_entries():
        await home_assistant.config_entries.async_unload(entry.entry_id)
    await home_assistant.async_block_till_done()
    if keeps == [True]:
        await home_assistant.async_add_executor_job(_copy_larger, store, kept_store)


def _copy_larger(source: Path, target: Path) -> None:
    """Copy a store over one that has less in it."""
    if source.exists() and (not target.exists() or _size(source) > _size(target)):
        target.parent.mkdir(exist_ok=True)
        shutil.copy(source, target)


def _size(file: Path) -> int:
    return file.stat().st_size


@pytest.fixture
async def room(build_room: Build, ollama: OllamaServer) -> Room:
    """Return the room with everything working."""
    return await build_room(ollama.url)
