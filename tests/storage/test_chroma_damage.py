"""The folder of an embedded Chroma, damaged in every way that a worn-out card may think of."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
import os
from pathlib import Path
import shutil

import pytest

from custom_components.llm_iot.storage import chroma_store
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.chroma import ChromaPlace
from custom_components.llm_iot.storage.chroma_damage import is_chroma_damage
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from custom_components.llm_iot.storage.salvage import Damage

from .conftest import REACH_TIMEOUT
from .test_search import vector

NOTES = [Entry(str(number), f"remark number {number}") for number in range(1200)]
"""So many that Chroma has written its graph to the disk."""
VECTORS = {entry.key: vector(entry.text) for entry in NOTES}

type Harm = Callable[[Path], None]


def file_of(folder: Path) -> Path:
    """Return the database of a folder."""
    return folder / "chroma.sqlite3"


def graphs(folder: Path) -> list[Path]:
    """Return the folders of the graphs."""
    return [each for each in folder.iterdir() if each.is_dir()]


def overwritten(folder: Path) -> None:
    """Let some pages of the database be nonsense."""
    with file_of(folder).open("r+b") as raw:
        raw.seek(4096 * 4)
        raw.write(b"\xff" * 4096 * 8)


def cut(folder: Path) -> None:
    """Let the end of the database be missing."""
    os.truncate(file_of(folder), file_of(folder).stat().st_size // 3)


def no_database(folder: Path) -> None:
    """Let something else stand in its place."""
    file_of(folder).write_bytes(b"something else" * 1000)


def broken_graph(folder: Path) -> None:
    """Let the graphs be nonsense."""
    for graph in graphs(folder):
        for file in graph.iterdir():
            file.write_bytes(b"\xff" * file.stat().st_size)


def no_graph(folder: Path) -> None:
    """Let the graphs be gone, of which the database still knows."""
    for graph in graphs(folder):
        shutil.rmtree(graph)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of a folder in which a store has embedded many notes."""
    folder = tmp_path_factory.mktemp("kept") / "home"
    folder.mkdir()

    async def make() -> None:
        store = store_in(folder, [])
        await store.async_open()
        await asyncio.wait_for(store.reached.wait(), REACH_TIMEOUT)
        await store.async_put("notes", NOTES)
        await store.async_add_vectors("notes", "m", VECTORS)
        await store.async_close()

    asyncio.run(make())
    copy = folder.with_name("sound")
    shutil.copytree(folder, copy)
    return copy


@pytest.fixture
def home(sound: Path) -> Path:
    """Return the folder itself, as the store has left it: its path is the name of the place."""
    folder = sound.with_name("home")
    shutil.rmtree(folder)
    shutil.copytree(sound, folder)
    return folder


@pytest.fixture
async def closing() -> AsyncIterator[AsyncExitStack]:
    """Return what closes a store at the end."""
    async with AsyncExitStack() as stack:
        yield stack


def store_in(folder: Path, damages: list[Damage]) -> ChromaStore:
    """Return the store of a folder."""
    place = ChromaPlace(folder=str(folder / "chroma"))
    path = folder / "store.db"
    return ChromaStore(path, asyncio.to_thread, place, on_damage=damages.append)


@pytest.mark.parametrize("harm", [overwritten, cut, no_database, broken_graph, no_graph])
async def test_it_is_set_aside_and_made_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch, closing: AsyncExitStack, harm: Harm
) -> None:
    """All entries are there, told as missing, and found again once they are embedded."""
    monkeypatch.setattr(chroma_store, "SEARCH_DEADLINE", REACH_TIMEOUT)
    await asyncio.to_thread(harm, home / "chroma")
    damages: list[Damage] = []
    store = store_in(home, damages)
    closing.push_async_callback(store.async_close)
    await store.async_open()
    await asyncio.wait_for(store.reached.wait(), REACH_TIMEOUT)
    assert damages == [Damage(home / "chroma.damaged", len(NOTES), in_chroma=True)]
    assert file_of(home / "chroma.damaged").exists()
    assert len(await store.async_missing("notes", "m")) == len(NOTES)
    await store.async_add_vectors("notes", "m", VECTORS)
    question = Question("zebra", VECTORS["7"], "m")
    (hit,) = await store.async_search("notes", question, 1)
    assert hit.entry.key == "7"


async def test_a_sound_folder_stays(home: Path, closing: AsyncExitStack) -> None:
    """Nothing is told, and nothing has to be embedded again."""
    damages: list[Damage] = []
    store = store_in(home, damages)
    closing.push_async_callback(store.async_close)
    await store.async_open()
    await asyncio.wait_for(store.reached.wait(), REACH_TIMEOUT)
    assert not damages
    assert await store.async_missing("notes", "m") == []


@pytest.mark.parametrize(
    ("said", "is_damage"),
    [
        ("error returned from database: (code: 11) database disk image is malformed", True),
        ("error returned from database: (code: 267) database disk image is malformed", True),
        ("error returned from database: (code: 26) file is not a database", True),
        ("Error executing plan: Internal error: Error finding id", True),
        ("error returned from database: (code: 13) database or disk is full", False),
        ("error returned from database: (code: 5) database is locked", False),
        ("Error creating hnsw segment reader: Too many open files (os error 24)", False),
    ],
)
def test_what_the_system_refuses_is_no_damage(
    said: str,
    is_damage: bool,  # noqa: FBT001  # a case
) -> None:
    """A full disk or a file that somebody else holds is no reason to begin anew."""
    from chromadb.errors import InternalError  # noqa: PLC0415  # it takes a while

    assert is_chroma_damage(InternalError(said)) is is_damage
    assert not is_chroma_damage(TimeoutError(said))
