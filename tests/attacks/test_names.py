"""Odd but honest names: what keeps attacks out must not keep a home's own words out."""

import pytest

from tests.fake_ollama import FakeOllama

from .attack import Sentence
from .house import House

NAMES = (
    ("Küchenlampe", "turn on the Küchenlampe", "Küchenlampe"),
    ("Küchenlampe", "turn on the kuchenlampe", "Küchenlampe"),
    ("Лампа", "turn on Лампа", "Лампа"),
    ("Φωτιστικό", "turn on the φωτιστικό", "Φωτιστικό"),
    ("ÆØÅ lampe", "turn on the æøå lampe", "ÆØÅ lampe"),
    ("\U0001f4a1 Desk", "turn on the desk", "Desk"),
    ("Bob's café light", "turn on Bob's café light", "Bob's café light"),
    ("Darth Vader", "turn on Darth Vader", "Darth Vader"),
    ("Rock & Roll sign", "turn on the rock & roll sign", "Rock & roll sign"),
    ("Lamp (2)", "turn on lamp 2", "Lamp 2"),
    ("R2-D2", "turn on R2-D2", "R2-D2"),
    ("Tür", "turn on the tür", "Tür"),
)


@pytest.mark.parametrize(("name", "said", "spoken"), NAMES)
async def test_a_thing_answers_to_its_own_name(
    name: str, said: str, spoken: str, house: House, fake_ollama: FakeOllama
) -> None:
    """Letters of every language, marks, and words that are commands elsewhere."""
    async with house.planted({"name": {"switch.guest": name}}):
        fake_ollama.requests.clear()
        heard = await house.say(Sentence(said))
    assert heard.moved == {"switch.guest"}
    assert heard.reply.casefold() == f"{spoken} on.".casefold()
    asked = fake_ollama.requests_to("/api/chat")  # the list of devices may be warmed up meanwhile
    assert not any(said in str(each.body) for each in asked)
