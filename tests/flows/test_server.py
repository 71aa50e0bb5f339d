"""The address of a server, as people write it."""

import pytest

from custom_components.llm_iot.flows.server import Server


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("10.0.0.5", "http://10.0.0.5:11434"),
        ("ollama.local:8080", "http://ollama.local:8080"),
        ("[::1]", "http://[::1]:11434"),
        (" http://10.0.0.5:11434/ ", "http://10.0.0.5:11434"),
        ("https://home.example/ollama/", "https://home.example/ollama"),
        ("HTTP://Ollama.Local/?a=b#c", "http://ollama.local"),
    ],
)
def test_an_address_is_completed(typed: str, url: str) -> None:
    """What is left out is what Ollama itself would take; what does not matter is dropped."""
    assert Server.from_input({"url": typed}).url == url


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_key_is_none(typed: str) -> None:
    """A field that was cleared means that there is no key."""
    server = Server.from_input({"url": "10.0.0.5", "api_key": typed})
    assert server.data == {"url": "http://10.0.0.5:11434"}
    assert Server.from_data(server.data) == server
