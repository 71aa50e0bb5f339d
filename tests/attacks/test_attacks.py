"""Whatever is written into names, states and answers: nothing moves that the words do not bear."""

from collections.abc import Callable

import pytest

from tests.fake_ollama import FakeOllama, bag_of_words

from .attack import Attack, attacks, common, kinds
from .house import House
from .judging import complaints
from .worst_model import WorstModel


@pytest.mark.parametrize("kind", kinds())
async def test_nothing_moves_or_is_said_that_the_words_do_not_bear(
    kind: str, house: House, fake_ollama: FakeOllama
) -> None:
    """The attack's own sentences, and those that lead into each path of a turn."""
    found: list[str] = []
    for attack in attacks(kind):
        fake_ollama.vector = _vectors(attack)
        async with house.planted(attack.plant):
            for said in (attack, *(common() if attack.is_in_the_home else ())):
                found += await _play(attack, said, house, fake_ollama)
    assert not found, "\n".join(found)


async def _play(attack: Attack, said: Attack, house: House, server: FakeOllama) -> list[str]:
    """Say sentences to a model that answers in every harmful way; return what went wrong."""
    found: list[str] = []
    labels = house.labels(entity_id for sentence in said.turns for entity_id in sentence.may)
    for way in WorstModel(attack, labels).ways(said.ways):
        server.compose = way
        server.requests.clear()
        conversation = None
        for sentence in said.turns:
            heard = await house.say(sentence, conversation)
            conversation = heard.conversation_id
            asked = server.requests_to("/api/chat")
            found += [
                f"{attack} ({way.__name__}) {sentence.text[:80]!r}: {complaint}"
                for complaint in complaints(sentence, heard, house, asked)
            ]
        await house.reset(attack.plant)
        if not server.requests_to("/api/chat"):
            break  # what a model says makes no difference
    return found


def _vectors(attack: Attack) -> Callable[[str], list[float]] | None:
    """Return the embedding model of an attack: one that takes every text for a certain other."""
    text = attack.plant.get("vector")
    return (lambda _: bag_of_words(text)) if text else None
