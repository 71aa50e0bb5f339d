"""One agent's use of the server."""

import asyncio

from custom_components.llm_iot.model.client import OllamaClient
from custom_components.llm_iot.model.session import ModelSession
from custom_components.llm_iot.model.types import ModelOptions
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
