"""One agent's use of the server."""

import asyncio
from collections.abc import Callable, Sequence
from typing import override

import pytest

from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.session import ModelSession
from custom_components.llm_iot.model.types import (
    BYTES_PER_TOKEN,
    Completion,
    Message,
    ModelInfo,
    ModelOptions,
    Prompt,
    size_of,
)
from custom_components.llm_iot.tuned.mark import LANGUAGE, MARK, NAME
from tests.fake_ollama import CHAT_MODEL, EMBEDDING_MODEL, FakeOllama, bag_of_words


async def test_what_was_just_said_is_not_embedded_again(fake_ollama: FakeOllama) -> None:
    """An episode gets the vector by which its words were just looked up."""
    client = await asyncio.to_thread(OllamaClient, fake_ollama.url)
    session = ModelSession(client, ModelOptions(CHAT_MODEL.name, 2048), EMBEDDING_MODEL.name)
    heard = await session.embed_utterance("study time")
    vectors = await session.embed(["a note", "study time"])
    again = await session.embed(["study time"])
    await client.close()
    asked = [request.body["input"] for request in fake_ollama.requests_to("/api/embed")]
    assert asked == [["study time"], ["a note"]]
    assert [*vectors, *again] == [bag_of_words("a note"), heard, heard]


class Counting(OllamaClient):
    """A server whose tokens all have as many letters."""

    letters = 4.0

    @override
    async def chat(
        self,
        prompt: Prompt,
        options: ModelOptions,
        is_complete: Callable[[str], bool] | None = None,
    ) -> Completion:
        """Return an answer with the tokens of the prompt."""
        tokens = int(size_of(prompt.messages) / self.letters)
        return Completion("[]", options.model, tokens, 1, 0, 0, 0, 0, "stop")

    @override
    async def warm_up(
        self,
        messages: Sequence[Message],
        options: ModelOptions,
        is_raw: bool = False,
    ) -> int:
        """Return the tokens of what is loaded."""
        return int(size_of(messages) / self.letters)


async def test_a_model_of_which_nothing_is_known_is_what_its_name_says() -> None:
    """Until the server has told its models, ours is asked in the one way that it knows."""
    client = await asyncio.to_thread(OllamaClient, "http://127.0.0.1:9")
    ours, other = (ModelSession(client, ModelOptions(name, 2048)) for name in (NAME, "gemma3:4b"))
    assert (ours.is_tuned(), ours.language()) == (True, LANGUAGE)
    assert (other.is_tuned(), other.language()) == (False, 0)
    told = ModelInfo(NAME, 1, modelfile=f"{MARK} 1")
    known = ModelSession(client, ModelOptions(NAME, 2048), models=lambda _name: told)
    assert known.language() == 1
    replaced = ModelSession(client, ModelOptions(NAME, 2048), models=lambda it: ModelInfo(it, 1))
    assert not replaced.is_tuned()
    await client.close()


async def test_tokens_are_as_short_as_the_server_counted_them() -> None:
    """What was counted once is expected from then on; a chat says nothing of it."""
    client = await asyncio.to_thread(Counting, "http://127.0.0.1:9")
    session = ModelSession(client, ModelOptions(CHAT_MODEL.name, 2048))
    text = (Message("user", "x" * 100),)
    counts = []
    for is_raw, letters in ((True, 4.0), (True, 2.5), (False, 2.0), (True, 4.0), (True, 0.5)):
        client.letters = letters
        await session.complete(Prompt(text, {}, 10, 8, is_raw=is_raw))
        counts.append(session.bytes_per_token())
    assert counts == [BYTES_PER_TOKEN, 2.5, 2.5, 2.5, 1.0]
    await client.close()


async def test_before_the_first_turn_tokens_are_those_of_the_names() -> None:
    """They are counted when the model is loaded; until then they may be those of any language."""
    client = await asyncio.to_thread(Counting, "http://127.0.0.1:9")
    session = ModelSession(client, ModelOptions(CHAT_MODEL.name, 2048))
    text = (Message("user", "x" * 100),)
    unknown = session.bytes_per_token()
    client.letters = 2.0
    await session.warm_up(text)
    assert session.bytes_per_token() == unknown < BYTES_PER_TOKEN
    await session.warm_up(text, is_raw=True)
    assert session.bytes_per_token() == 2.0
    client.letters = 2.8
    await session.complete(Prompt(text, {}, 10, 8, is_raw=True))
    assert session.bytes_per_token() == pytest.approx(2.8, abs=0.1)
    await client.close()
