"""Text from the model, over the real protocol: streamed, broken off, late, refused."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from custom_components.llm_iot.errors import (
    ModelError,
    ModelMissingError,
    ModelResponseError,
    ModelTimeoutError,
    ModelUnreachableError,
)
from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.session import ModelSession
from custom_components.llm_iot.model.types import ModelOptions, Prompt
from custom_components.llm_iot.prompting.talk import MAX_OUTPUT, talk_messages
from tests.fake_ollama import CHAT_MODEL, FakeOllama, Fault

TEXT = "The capital of France is Paris."
MESSAGES = talk_messages("What is the capital of France?")


@pytest.fixture
async def client(fake_ollama: FakeOllama) -> AsyncIterator[OllamaClient]:
    """Return a client of the server."""
    client = await asyncio.to_thread(OllamaClient, fake_ollama.url)
    yield client
    await client.close()


def options(**fields: float) -> ModelOptions:
    """Return the options of an agent."""
    return ModelOptions(CHAT_MODEL.name, 2048, **fields)  # type: ignore[arg-type]  # deadlines


async def test_the_text_comes_in_as_it_is_written(
    client: OllamaClient, fake_ollama: FakeOllama
) -> None:
    """The model sees the constant message and the words, and no schema that makes a plan."""
    fake_ollama.answer = TEXT
    parts = [part async for part in client.talk(MESSAGES, options(), MAX_OUTPUT)]
    assert len(parts) > 1
    assert "".join(parts) == TEXT
    (request,) = fake_ollama.requests_to("/api/chat")
    assert [message["role"] for message in request.body["messages"]] == ["system", "user"]
    assert request.body["messages"][1]["content"] == "What is the capital of France?"
    assert not request.body.get("format")
    assert not request.body.get("tools")
    assert request.body["options"]["num_predict"] == MAX_OUTPUT
    assert "repeat_penalty" not in request.body["options"]
    assert not client.busy


async def test_a_plan_may_copy_names_from_the_prompt(
    client: OllamaClient, fake_ollama: FakeOllama
) -> None:
    """Unlike talk, its words are those of the prompt: no penalty stands on that."""
    await client.chat(Prompt(MESSAGES, {}, 0, MAX_OUTPUT), options())
    (request,) = fake_ollama.requests_to("/api/chat")
    assert request.body["options"]["repeat_penalty"] == 1.0


async def test_a_text_that_is_cut_at_the_limit_is_still_one(
    client: OllamaClient, fake_ollama: FakeOllama
) -> None:
    """It is no plan, so nothing depends on its end."""
    fake_ollama.answer, fake_ollama.done_reason = TEXT, "length"
    assert "".join([p async for p in client.talk(MESSAGES, options(), MAX_OUTPUT)]) == TEXT


async def test_who_has_heard_enough_leaves_the_server_free(
    client: OllamaClient, fake_ollama: FakeOllama
) -> None:
    """The next question is answered at once, though the first text was long."""
    fake_ollama.answer, fake_ollama.pause = TEXT * 1000, 0.001
    async with aclosing(client.talk(MESSAGES, options(), MAX_OUTPUT)) as parts:
        assert await anext(parts) == TEXT[:4]
        assert client.busy
    assert not client.busy
    fake_ollama.answer = TEXT
    assert "".join([p async for p in client.talk(MESSAGES, options(), MAX_OUTPUT)]) == TEXT


@pytest.mark.parametrize(
    ("fault", "error", "some"),
    [
        (Fault.SERVER_ERROR, ModelResponseError, False),
        (Fault.GARBAGE, ModelResponseError, False),
        (Fault.REFUSE, ModelUnreachableError, False),
        (Fault.HANG, ModelTimeoutError, False),
        (Fault.HALF_LINE, ModelResponseError, True),
        (Fault.ERROR_LINE, ModelResponseError, True),
    ],
)
async def test_a_failure_is_told_after_what_came_before_it(
    client: OllamaClient,
    fake_ollama: FakeOllama,
    fault: Fault,
    error: type[ModelError],
    some: bool,  # noqa: FBT001  # a value of the table
) -> None:
    """The server is free afterwards, and works again when the fault is gone."""
    fake_ollama.answer = TEXT
    fake_ollama.faults["/api/chat"] = fault
    parts: list[str] = []
    with pytest.raises(error):  # noqa: PT012  # the parts before the error count
        async for part in client.talk(MESSAGES, options(begin_timeout=0.3), MAX_OUTPUT):
            parts.append(part)  # noqa: PERF401  # a comprehension would lose them
    assert bool(parts) is some
    assert not client.busy
    fake_ollama.faults.clear()
    fake_ollama.release()
    assert "".join([p async for p in client.talk(MESSAGES, options(), MAX_OUTPUT)]) == TEXT


async def test_the_deadline_is_for_the_whole_text(
    client: OllamaClient, fake_ollama: FakeOllama
) -> None:
    """A first part in time does not stretch it; waiting for another chat counts."""
    fake_ollama.answer, fake_ollama.pause = TEXT, 0.2
    late = options(timeout=0.5, begin_timeout=0.4)
    parts: list[str] = []
    with pytest.raises(ModelTimeoutError):  # noqa: PT012  # the parts before the error count
        async for part in client.talk(MESSAGES, late, MAX_OUTPUT):
            parts.append(part)  # noqa: PERF401  # a comprehension would lose them
    assert parts
    async with aclosing(client.talk(MESSAGES, options(), MAX_OUTPUT)) as first:
        await anext(first)
        with pytest.raises(ModelTimeoutError):
            await anext(client.talk(MESSAGES, late, MAX_OUTPUT))


async def test_a_session_remembers_how_it_went(
    client: OllamaClient, fake_ollama: FakeOllama
) -> None:
    """A model that is gone is told as such; one that answers again is well again."""
    heard: list[ModelError | None] = []
    session = ModelSession(client, options(), on_result=heard.append)
    model = fake_ollama.models.pop(CHAT_MODEL.name)
    with pytest.raises(ModelMissingError):
        await anext(session.talk(MESSAGES, MAX_OUTPUT))
    fake_ollama.add(model)
    fake_ollama.answer = TEXT
    assert "".join([part async for part in session.talk(MESSAGES, MAX_OUTPUT)]) == TEXT
    assert isinstance(heard[0], ModelMissingError)
    assert heard[1:] == [None]
    assert fake_ollama.requests_to("/api/version")
