"""What of a model's text is spoken, however it comes in."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from custom_components.llm_iot.response.reply import load_texts
from custom_components.llm_iot.response.talk import (
    MAX_CHARACTERS,
    MAX_SENTENCE,
    MAX_SENTENCES,
    spoken_sentences,
)

CLAIMS = load_texts()["claims"]


async def in_parts(text: str, size: int) -> AsyncIterator[str]:
    """Yield a text as a server sends it, a few characters at a time."""
    for start in range(0, len(text), size):
        yield text[start : start + size]


async def spoken(text: str, size: int = 3) -> list[str]:
    """Return the sentences that are spoken of a text."""
    return [sentence async for sentence in spoken_sentences(in_parts(text, size), CLAIMS)]


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paris.", ["Paris."]),
        ("It is Paris", ["It is Paris"]),
        ("It is Paris. It has two million people!", ["It is Paris.", "It has two million people!"]),
        ("**Paris** is the `capital`.", ["Paris is the capital."]),
        ("# Answer\n\nParis.", ["Answer", "Paris."]),
        ("1. Boil water.\n2. Add tea.\n- Wait.", ["Boil water.", "Add tea.", "Wait."]),
        ("See [the page](https://example.org/a).", ["See the page."]),
        ("It boils at 100.5 °C, e.g. in a pot.", ["It boils at 100.5 °C, e.g. in a pot."]),
        ("Dr. Smith said so. Good.", ["Dr. Smith said so.", "Good."]),
        ("<think>The user asks. Paris?</think>It is Paris.", ["It is Paris."]),
        ("<think>I never stop thinking. It is", []),
        ("Yes \U0001f600\ufe0f indeed. It is\u202e so.", ["Yes indeed.", "It is so."]),
        ("Sure:\n```python\nprint(1)\n```\nDone it.", ["Sure:", "Done it."]),
        ("A <b>bold</b> word.", ["A bold word."]),
        ('{"light": "on"}', []),
        ('["light on", "fan off"]', []),
        ("...", []),
        ("", []),
    ],
)
async def test_only_what_can_be_spoken_is_left(text: str, expected: list[str], size: int) -> None:
    """Markup, thoughts, code, pictures and data are not; the size of the parts is no matter."""
    assert await spoken(text, size) == expected


@pytest.mark.parametrize(
    "claim",
    [
        "I've turned off the lights.",
        "I will open the garage door for you.",
        "The light has been turned on.",
        "The heating is now on.",
        "We switched the fan off.",
    ],
)
async def test_a_claim_to_have_moved_something_is_never_spoken(claim: str) -> None:
    """Nothing of what follows it is, either."""
    assert await spoken(f"Of course. {claim} Enjoy your evening.") == ["Of course."]


async def test_an_answer_ends_after_a_few_sentences() -> None:
    """A model that goes on and on is not listened to any longer than that."""
    assert len(await spoken("One more thing. " * 50)) == MAX_SENTENCES
    long = f"It is {'very ' * 40}long. "
    assert MAX_CHARACTERS <= sum(map(len, await spoken(long * 10))) < MAX_CHARACTERS + len(long)


async def test_a_sentence_without_an_end_is_cut_between_two_words() -> None:
    """What comes later does not change what was said."""
    (sentence, *rest) = await spoken("word " * 300)
    assert len(sentence) <= MAX_SENTENCE
    assert sentence.endswith("word ...")
    assert not rest


async def test_a_sentence_is_spoken_as_soon_as_it_is_complete() -> None:
    """Speech begins while the model still writes."""
    more = asyncio.Event()

    async def parts() -> AsyncIterator[str]:
        yield "It is Paris. Th"
        await more.wait()
        yield "at is in France."

    sentences = spoken_sentences(parts(), CLAIMS)
    assert await anext(sentences) == "It is Paris."
    more.set()
    assert await anext(sentences) == "That is in France."
