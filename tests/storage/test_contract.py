"""What every store does, wherever its vectors are."""

from pathlib import Path

import pytest

from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from custom_components.llm_iot.storage.salvage import Damage

from .conftest import OpenStore
from .test_search import vector

BANK = [Entry("a", "turn on the light"), Entry("b", "turn off the light"), Entry("c", "movie time")]


async def test_words_alone_find_the_nearest(open_store: OpenStore) -> None:
    """Without an embedding model everything still works."""
    store = await open_store()
    await store.async_sync("examples", BANK)
    hits = await store.async_search("examples", Question("please turn off the light"), 2)
    assert [hit.entry.key for hit in hits] == ["b", "a"]


async def test_vectors_find_what_shares_no_word(open_store: OpenStore) -> None:
    """A paraphrase is found by its vector, and its score is the mixture of both measures."""
    store = await open_store()
    await store.async_put("notes", BANK)
    await store.async_add_vectors("notes", "m", {"a": [1, 0], "b": [0.8, 0.6], "c": [0, 1]})
    hits = await store.async_search("notes", Question("cinema", [0, 1], "m"), 3)
    assert [hit.entry.key for hit in hits] == ["c", "b"]
    assert [hit.score for hit in hits] == pytest.approx([0.6, 0.36], abs=1e-4)


async def test_what_comes_after_a_search_of_nothing_is_found(open_store: OpenStore) -> None:
    """The first entry of a collection, by words and by vector, as soon as it is kept."""
    store = await open_store()
    assert await store.async_search("notes", Question("movie", [0, 1], "m"), 3) == []
    await store.async_put("notes", BANK[2:])
    await store.async_add_vectors("notes", "m", {"c": [0, 1]})
    (hit,) = await store.async_search("notes", Question("movie", [0, 1], "m"), 3)
    assert hit.entry.key == "c"


async def test_entries_are_added_replaced_and_removed(open_store: OpenStore) -> None:
    """What was put is there after a restart: once, in its place, with the newest words."""
    store = await open_store()
    await store.async_put("notes", BANK)
    await store.async_put("notes", [Entry("b", "the fan is loud", "new"), Entry("d", "last")])
    await store.async_delete("notes", ["a", "never there"])
    await store.async_put("others", [Entry("a", "of another collection")])
    await store.async_close()
    store = await open_store()
    expected = [Entry("b", "the fan is loud", "new"), Entry("c", "movie time"), Entry("d", "last")]
    assert await store.async_all("notes") == expected
    assert await store.async_search("notes", Question("light"), 5) == []
    figures = await store.async_figures()
    assert figures.entries == {"notes": 3, "others": 1}
    assert figures.size > 0


async def test_only_what_changed_is_embedded_again(open_store: OpenStore) -> None:
    """A new text loses its vector, the others keep theirs, also over a restart."""
    store = await open_store()
    await store.async_sync("examples", BANK)
    await store.async_add_vectors("examples", "m", {"a": [1, 0], "b": [0, 1], "c": [0, 1]})
    await store.async_close()
    store = await open_store()
    await store.async_sync("examples", [*BANK[:2], Entry("c", "film night")])
    assert [entry.key for entry in await store.async_missing("examples", "m")] == ["c"]
    assert len(await store.async_missing("examples", "other model")) == 3
    assert (await store.async_figures()).vectors == {"m": 2}


async def test_a_replaced_text_is_not_found_by_its_old_vector(open_store: OpenStore) -> None:
    """Nor is one that was deleted."""
    store = await open_store()
    many = [Entry(str(number), f"remark number {number}") for number in range(40)]
    await store.async_put("notes", many)
    await store.async_add_vectors("notes", "m", {each.key: vector(each.text) for each in many})
    await store.async_put("notes", [Entry("7", "something else")])
    await store.async_delete("notes", ["8"])
    for number in (7, 8):
        question = Question("zebra", vector(f"remark number {number}"), "m")
        keys = [hit.entry.key for hit in await store.async_search("notes", question, 40)]
        assert len(keys) > 30
        assert not {"7", "8"} & set(keys)


async def test_another_dimension_is_embedded_again(open_store: OpenStore) -> None:
    """A model that changed under its name: words alone until its new vectors are there."""
    store = await open_store()
    told: list[bool] = []
    store.on_missing = lambda: told.append(True)
    await store.async_put("notes", BANK)
    await store.async_add_vectors("notes", "m", {"a": [1, 0], "b": [0, 1], "c": [0, 1]})
    question = Question("the light", [0, 0, 1], "m")
    hits = await store.async_search("notes", question, 5)
    assert {hit.entry.key for hit in hits} == {"a", "b"}
    assert told
    assert len(await store.async_missing("notes", "m")) == 3
    new = {"a": [1, 0, 0], "b": [0, 1, 0], "c": [0, 0, 1]}
    await store.async_add_vectors("notes", "m", new)
    hits = await store.async_search("notes", question, 1)
    assert [hit.entry.key for hit in hits] == ["c"]


async def test_vectors_of_other_models_are_dropped(open_store: OpenStore) -> None:
    """A model that no agent uses any more costs nothing."""
    store = await open_store()
    await store.async_put("notes", BANK)
    for model in ("old", "new"):
        await store.async_add_vectors("notes", model, {"a": [1, 0], "b": [0, 1], "c": [0, 1]})
    await store.async_keep_models(["new"])
    assert (await store.async_figures()).vectors == {"new": 3}
    assert len(await store.async_missing("notes", "old")) == 3
    assert await store.async_search("notes", Question("x", [1, 0], "new"), 1)


async def test_what_is_kept_during_a_backup_is_there_after_it(open_store: OpenStore) -> None:
    """Words are kept at once; vectors may have to wait for the end, and are missing until then."""
    store = await open_store()
    await store.async_put("notes", BANK[:2])
    await store.async_add_vectors("notes", "m", {"a": [1, 0], "b": [0.8, 0.6]})
    await store.async_hold()
    await store.async_put("notes", BANK[2:])
    hits = await store.async_search("notes", Question("movie time"), 1)
    assert [hit.entry.key for hit in hits] == ["c"]
    await store.async_delete("notes", ["a"])
    await store.async_release()
    assert [entry.key for entry in await store.async_missing("notes", "m")] == ["c"]
    await store.async_add_vectors("notes", "m", {"c": [0, 1]})
    hits = await store.async_search("notes", Question("cinema", [0, 1], "m"), 3)
    assert [hit.entry.key for hit in hits] == ["c", "b"]


async def test_a_closed_store_says_so(open_store: OpenStore) -> None:
    """Errors of SQLite become ours."""
    store = await open_store()
    await store.async_close()
    with pytest.raises(StorageError):
        await store.async_search("examples", Question("light"), 1)
    with pytest.raises(StorageError):
        await store.async_put("examples", BANK)


async def test_damage_is_set_aside_told_and_mended(
    open_store: OpenStore, tmp_path: Path, damages: list[Damage]
) -> None:
    """What vectors are in is damaged: the store goes on with what is left, and finds it again."""
    store = await open_store()
    await store.async_put("notes", BANK)
    await store.async_add_vectors("notes", "m", {"a": [1, 0], "b": [0.8, 0.6], "c": [0, 1]})
    await store.async_close()
    folder = tmp_path / "chroma"
    damaged = folder / "chroma.sqlite3" if folder.exists() else tmp_path / "store.db"
    if not folder.exists() and isinstance(store, ChromaStore):
        pytest.skip("a server takes care of its own files")
    with damaged.open("r+b") as raw:
        raw.write(b"\xff" * 100)
    store = await open_store()
    (told,) = damages
    assert told.aside.exists()
    assert told.in_chroma == folder.exists()
    left = [entry.key for entry in await store.async_all("notes")]
    assert len(left) == told.entries
    await store.async_put("notes", BANK)
    assert [each.key for each in await store.async_missing("notes", "m")] == ["a", "b", "c"]
    await store.async_add_vectors("notes", "m", {"a": [1, 0], "b": [0.8, 0.6], "c": [0, 1]})
    hits = await store.async_search("notes", Question("cinema", [0, 1], "m"), 3)
    assert [hit.entry.key for hit in hits] == ["c", "b"]
