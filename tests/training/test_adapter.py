"""The adapter that ships, in a real Ollama and in torch."""

from collections.abc import Iterator
from contextlib import closing

from ollama import Client
import pytest
from pytest_socket import enable_socket

from custom_components.llm_iot.model.home_model import ADAPTER
from dev.models import chat_weights
from dev.ollama import OllamaServer
from training.environment import ensure_trainer
from training.trial import Example, Trial, ask, create, examples, written_by_torch

COMPARED = 200
MODEL = "llm_iot:tests"


@pytest.fixture(scope="module")
def asked() -> list[Example]:
    """Return commands of the stream that is held back from training."""
    return examples(seed=1, count=COMPARED)


@pytest.fixture(scope="module")
def trial(asked: list[Example]) -> Iterator[Trial]:
    """Return how a real Ollama answers with the base and the adapter."""
    enable_socket()  # the fixture that does so belongs to a single test
    with OllamaServer() as server, closing(Client(server.url, trust_env=False)) as client:
        create(client, chat_weights(), ADAPTER, MODEL)
        yield ask(client, asked, MODEL)
        client.delete(MODEL)


def test_it_is_small_enough_to_ship() -> None:
    """What everybody downloads with the component."""
    assert ADAPTER.stat().st_size <= 10_000_000


def test_ollama_writes_what_torch_writes(trial: Trial, asked: list[Example]) -> None:
    """The same text for nearly all prompts: nothing was lost on the way.

    Both have the same weights, but Ollama rounds what it multiplies them with, so that near
    ties turn out either way.
    """
    same = written_by_torch(ensure_trainer(), chat_weights(), ADAPTER, asked, trial.answers)
    assert same >= 0.95 * COMPARED


def test_it_plans_in_homes_that_it_never_saw(trial: Trial) -> None:
    """Names, rooms and words are held back from the training."""
    assert trial.share >= 0.85
