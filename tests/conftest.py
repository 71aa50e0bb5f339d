"""Fixtures for tests with Home Assistant or with a server."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from unittest.mock import AsyncMock, patch

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from .fake_ollama import CHAT_MODEL, EMBEDDING_MODEL, FakeOllama

TESTS = Path(__file__).parent
IN_TURN = frozenset({"benchmarks", "dev", "esphome", "gateway", "integration"})
"""Folders whose tests take turns: their real parts want ports, cores and time of their own."""
LONGEST = "training"
"""The folder whose tests take longest: each of them trains a model."""
WHOLE = frozenset({"attacks", LONGEST})
"""Folders whose tests are one group: they share what they set up, or the cores."""
TURNS_TO_SETTLE = 50
"""Turns of the loop: a stream that ends in an error leaves the HTTP library with a chain of
generators, each of which the loop closes only after the one before."""


@pytest.hookimpl(tryfirst=True)  # before the plugin that reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests must not run side by side where the suite runs in several processes.

    The groups that take longest begin: none is left at the end with the other process idle.
    """
    items.sort(key=_begins)
    for item in items:
        inside = item.path.relative_to(TESTS)
        folder = inside.parts[0]
        group = "in turn" if folder in IN_TURN else folder if folder in WHOLE else str(inside)
        item.add_marker(pytest.mark.xdist_group(group))


def _begins(item: pytest.Item) -> int:
    """Return the place of a test's group among the others."""
    folder = item.path.relative_to(TESTS).parts[0]
    return 1 if folder in IN_TURN else 0 if folder == LONGEST else 2


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration folder of the test's own, as our files live in it."""
    return hass_tmp_config_dir


@pytest.fixture
async def home_assistant(
    hass: HomeAssistant,
    enable_custom_integrations: None,  # noqa: ARG001  # a fixture for its effect
) -> HomeAssistant:
    """Return a running Home Assistant that finds the integration."""
    assert await async_setup_component(hass, "homeassistant", {})
    return hass


@pytest.fixture
def mock_setup_entry() -> Iterator[AsyncMock]:
    """Keep entries from being set up, for tests of what comes before."""
    with (
        patch("custom_components.llm_iot.async_unload_entry", return_value=True),
        patch("custom_components.llm_iot.async_setup_entry", return_value=True) as mock,
    ):
        yield mock


@pytest.fixture
async def fake_ollama(
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> AsyncIterator[FakeOllama]:
    """Return a running server with a chat model and an embedding model."""
    server = FakeOllama()
    server.add(CHAT_MODEL, EMBEDDING_MODEL)
    await server.start()
    yield server
    await server.stop()
    for _ in range(TURNS_TO_SETTLE):
        await asyncio.sleep(0)
