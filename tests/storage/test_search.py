"""Searching a collection that grows entry by entry, by the word index and by vectors."""

from collections.abc import Sequence
from math import sumprod
from pathlib import Path
import random

import numpy as np
import pytest

from custom_components.llm_iot.prompting.bank import entries
from custom_components.llm_iot.resources import load_resources
from custom_components.llm_iot.storage import search
from custom_components.llm_iot.storage.base import Entry, Hit, Question
from custom_components.llm_iot.storage.matrix import Matrix, as_bytes
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.words import tokens

from .test_sqlite import at_once

SENTENCES = (
    "turn on the light",
    "turn off the light",
    "switch every lamp off",
    "it is too dark to read here",
    "I can't see a thing in this room",
    "my eyes hurt, it is so bright",
    "the sun is in my eyes",
    "I am going to bed now",
    "good night everyone",
    "good morning",
    "we are leaving for work",
    "I am home",
    "guests come for dinner tonight",
    "let us watch a film",
    "movie time",
    "I want to listen to some music",
    "it is far too loud",
    "I can't hear the television",
    "the television is too quiet",
    "turn the volume down",
    "mute the tv",
    "it is too hot in here",
    "I am freezing",
    "I am not cold",
    "make it warmer",
    "the air is stuffy",
    "it smells of fish",
    "set the heating to 21 degrees",
    "set the light to 40 percent",
    "dim the lamp",
    "make the light brighter",
    "close the blinds",
    "open the curtains in the room",
    "let some fresh air in",
    "lock the door",
    "is the door locked",
    "is the light on",
    "which windows are open",
    "how warm is it",
    "turn everything off",
    "turn off all lights but the lamp",
    "all lights on except the light",
    "turn on the fan and the light",
    "start the vacuum cleaner",
    "send the vacuum cleaner home",
    "I have to concentrate",
    "time to study",
    "I want to knit",
    "the baby sleeps",
    "we have a party",
    "a romantic evening for two",
    "I am about to cook",
    "time for yoga",
    "the light is too bright for me",
    "can you stop the fan please",
    "fan to 60",
    "put the fan on full speed",
    "pause the music",
    "play some music",
    "next song please",
)


def vector(text: str) -> list[float]:
    """Return a unit vector that is nearer the more words two texts share."""
    words = [
        np.random.default_rng(list(word.encode())).standard_normal(64) for word in tokens(text)
    ]
    total = np.sum(words, axis=0)
    unit: list[float] = (total / np.linalg.norm(total)).tolist()
    return unit


def ranked(hits: Sequence[Hit]) -> list[tuple[float, str]]:
    """Return what was found in its order, up to those that are as near as the last one.

    Of equally near ones either may come first, and at the end either may be left out.
    """
    found = sorted((-round(hit.score, 4), hit.entry.key) for hit in hits)
    return [each for each in found if each[0] < found[-1][0]]


@pytest.mark.parametrize("with_vectors", [False, True], ids=["words", "vectors"])
async def test_candidates_are_scored_as_the_whole_collection_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, with_vectors: bool
) -> None:
    """The eight nearest of the bank, with their scores, are those of a full comparison."""
    resources = load_resources()
    bank = list(entries(resources.templates, resources.kinds))
    store = SqliteStore(tmp_path / "store.db", at_once)
    await store.async_open()
    await store.async_sync("examples", bank)
    if with_vectors:
        vectors = {entry.key: vector(entry.text) for entry in bank}
        await store.async_add_vectors("examples", "m", vectors)
    questions = [Question(text, vector(text) if with_vectors else None, "m") for text in SENTENCES]
    exact = [await store.async_search("examples", question, 8) for question in questions]
    monkeypatch.setattr(search, "EXACT_LIMIT", 0)
    found = [await store.async_search("examples", question, 8) for question in questions]
    await store.async_close()
    assert all(exact)
    for one, other in zip(exact, found, strict=True):
        assert ranked(one) == ranked(other)
        assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], abs=1e-5)


def test_a_matrix_that_was_changed_compares_what_is_in_it() -> None:
    """After adding, removing and replacing, the nearest are those of a comparison one by one."""
    numbers = random.Random(7)  # noqa: S311  # nothing secret
    vectors = {key: vector(f"word{key} other{key % 7}") for key in range(600)}
    matrix = Matrix([])
    for key, value in vectors.items():
        matrix.put(key, as_bytes(value))
    for key in range(0, 600, 3):
        matrix.pop(key)
        del vectors[key]
    matrix.put(4, as_bytes(vectors[5]))
    vectors[4] = vectors[5]
    for asked in numbers.sample(sorted(vectors), 20):
        cosines = {key: max(0.0, sumprod(value, vectors[asked])) for key, value in vectors.items()}
        nearest = sorted(cosines.values(), reverse=True)[:5]
        found = matrix.nearest(vectors[asked], 5)
        assert sorted(found.values(), reverse=True) == pytest.approx(nearest, abs=1e-5)
        some = {key: cosines[key] for key in range(1, 600, 50) if key in cosines}
        assert matrix.cosines(vectors[asked], range(1, 600, 50)) == pytest.approx(some, abs=1e-5)
    assert len(matrix) == 400
    assert not matrix.fits([1.0])


@pytest.mark.parametrize("limit", [50_000, 0], ids=["in full", "by candidates"])
async def test_a_changing_collection_is_scored_as_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """What is kept in memory over many changes finds what is found after reading all anew."""
    monkeypatch.setattr(search, "EXACT_LIMIT", limit)
    numbers = random.Random(5)  # noqa: S311  # nothing secret
    store = SqliteStore(tmp_path / "store.db", at_once)
    await store.async_open()
    for turn in range(40):
        texts = {str(numbers.randrange(80)): numbers.choice(SENTENCES) for _ in range(5)}
        await store.async_put("notes", [Entry(key, text) for key, text in texts.items()])
        vectors = {key: vector(text) for key, text in texts.items() if turn % 9}
        await store.async_add_vectors("notes", "m", vectors)
        await store.async_delete("notes", [str(numbers.randrange(80)) for _ in range(2)])
        if turn % 7 == 0:
            await store.async_sync("notes", reversed(await store.async_all("notes")))
        text = numbers.choice(SENTENCES)
        for question in (Question(text), Question(text, vector(text), "m")):
            found = await store.async_search("notes", question, 6)
            store.searcher.forget()
            assert found == await store.async_search("notes", question, 6)
            assert text not in {each.text for each in await store.async_all("notes")} or (
                found[0].entry.text == text
            )
    await store.async_close()


async def test_a_growing_collection_is_searched_as_it_is(tmp_path: Path) -> None:
    """Each search knows of every entry put, replaced or deleted before it."""
    store = SqliteStore(tmp_path / "store.db", at_once)
    await store.async_open()
    many = [Entry(str(number), f"remark {number} about the weather") for number in range(500)]
    await store.async_put("notes", many)
    assert await store.async_search("notes", Question("parrot"), 3) == []
    await store.async_put("notes", [Entry("7", "feed the parrot", "later")])
    hits = await store.async_search("notes", Question("parrot"), 3)
    assert [(hit.entry.key, hit.entry.payload) for hit in hits] == [("7", "later")]
    assert [entry.key for entry in await store.async_all("notes")][:9] == list("012345678")
    await store.async_delete("notes", ["7", "not there"])
    assert await store.async_search("notes", Question("parrot"), 3) == []
    await store.async_close()


async def test_what_another_connection_writes_is_found(tmp_path: Path) -> None:
    """Two stores on one file see each other's entries, and neither loses one."""
    stores = [SqliteStore(tmp_path / "store.db", at_once) for _ in range(2)]
    for store in stores:
        await store.async_open()
    for number in range(10):
        for name, store in zip(("left", "right"), stores, strict=True):
            await store.async_put("notes", [Entry(f"{name}{number}", f"{name} number {number}")])
            await store.async_search("notes", Question("left"), 5)
    for store in stores:
        assert len(await store.async_search("notes", Question("right"), 20)) == 10
        assert len(await store.async_all("notes")) == 20
        await store.async_close()
