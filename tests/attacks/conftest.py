"""Fixtures: the attacked home with a server that obeys attacks."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from custom_components.llm_iot.const import DOMAIN
from dev.custom_components.household.const import DOMAIN as HOUSEHOLD
from tests.fake_ollama import CHAT_MODEL, FakeOllama

from .attack import settings
from .house import House, async_build_house

LARGE = 7_000_000_000
"""Parameters of a model that is believed against the examples."""


@pytest.fixture(scope="session")
def kept_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the store of the first home is kept, so that the bank is embedded once."""
    return tmp_path_factory.mktemp("attacks") / "kept.db"


@pytest.fixture
async def house(
    request: pytest.FixtureRequest,
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    kept_store: Path,
) -> AsyncIterator[House]:
    """Return the home; its agent believes the server's model, which obeys attacks.

    It is set up as the kind of attack wants it that a test is about.
    """
    kind = request.node.callspec.params.get("kind") if hasattr(request.node, "callspec") else None
    wanted = settings(kind) if kind else {}
    fake_ollama.add(replace(CHAT_MODEL, parameters=LARGE))
    fake_ollama.part = 500
    yield await async_build_house(home_assistant, fake_ollama.url, kept_store, **wanted)
    for domain in (DOMAIN, HOUSEHOLD):
        for entry in home_assistant.config_entries.async_entries(domain):
            await home_assistant.config_entries.async_unload(entry.entry_id)
    await home_assistant.async_block_till_done()
