"""The model made for homes, in a real Ollama: made, tried, asked in its own style, renewed."""

from collections.abc import AsyncIterator
from hashlib import file_digest

import pytest

from custom_components.llm_iot.asking import TunedStyle
from custom_components.llm_iot.errors import ModelResponseError
from custom_components.llm_iot.evidence import Evidence
from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.home_model import ADAPTER, async_make, async_try, is_outdated
from custom_components.llm_iot.model.types import ModelInfo, ModelOptions
from custom_components.llm_iot.models import Step, Utterance
from custom_components.llm_iot.tuned.mark import ADAPTER_SHA256, MARK, NAME
from dev.models import CHAT_MODEL
from dev.ollama import OllamaServer
from tests.homes import two_rooms

PATIENCE = 300.0
"""Seconds for what a slow machine may take."""


@pytest.fixture
def expected_lingering_tasks() -> bool:
    """Return that the HTTP client closes its own iterators only when they are collected."""
    return True


@pytest.fixture
async def client(
    ollama: OllamaServer,
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> AsyncIterator[OllamaClient]:
    """Return a client of a server that has the model."""
    made = OllamaClient(ollama.url)
    async for part in async_make(made, await made.models()):
        assert 0 <= part.fraction <= 1
    yield made
    await made.close()


async def home_model(client: OllamaClient) -> ModelInfo:
    """Return what the server tells of the model."""
    return next(info for info in await client.models() if info.name == NAME)


def test_the_description_names_the_adapter_that_ships() -> None:
    """Otherwise a newer adapter would not be brought to those who have an older one."""
    with ADAPTER.open("rb") as file:
        assert file_digest(file, "sha256").hexdigest() == ADAPTER_SHA256
    assert ADAPTER.stat().st_size < 10 * 2**20


async def test_it_is_known_by_its_description(client: OllamaClient) -> None:
    """And the model that it is made of is not it."""
    infos = {info.name: info for info in await client.models()}
    assert infos[NAME].is_tuned
    assert infos[NAME].chats
    assert not is_outdated(infos[NAME])
    assert not infos[CHAT_MODEL].is_tuned


async def test_how_other_models_were_made_is_not_kept(client: OllamaClient) -> None:
    """Their recipes are long, and nobody looks at them."""
    infos = {info.name: info for info in await client.models()}
    assert MARK in infos.pop(NAME).modelfile
    assert {info.modelfile for info in infos.values()} == {""}


async def test_one_of_an_older_adapter_is_outdated(client: OllamaClient) -> None:
    """It still writes the same language, so that it serves until it is made anew."""
    await client.create(NAME, CHAT_MODEL, ADAPTER, ADAPTER_SHA256, f"{MARK} 1, adapter 0")
    info = await home_model(client)
    assert info.is_tuned
    assert is_outdated(info)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Turn on the hall lamp", {Step("light.h", "on")}),
        ("kitchen lamp to 30 percent please", {Step("light.k", "brightness", 30)}),
        ("all lights off", {Step("light.h", "off"), Step("light.k", "off")}),
        ("don't touch the kitchen lamp", set()),
        ("start the dishwasher", set()),
    ],
)
async def test_a_turn_in_its_own_style(client: OllamaClient, text: str, steps: set[Step]) -> None:
    """The same home and the same plan as with any model; only the prompt is another."""
    home = two_rooms()
    style, evidence = TunedStyle(num_ctx=1024), Evidence(home.devices)
    options = ModelOptions(NAME, 1024, timeout=PATIENCE, begin_timeout=PATIENCE)
    completion = await client.chat(style.prompt(Utterance(text), home, evidence), options)
    assert set(style.read(completion.text, home, evidence).steps) == steps
    assert completion.prompt_tokens < 150


async def test_a_model_that_plans_something_else_is_not_taken(client: OllamaClient) -> None:
    """Such as one that was made without the adapter."""
    await client._client.create(NAME, from_=CHAT_MODEL, system=f"{MARK} 1")  # noqa: SLF001  # no way of ours
    with pytest.raises(ModelResponseError):
        await async_try(client)
