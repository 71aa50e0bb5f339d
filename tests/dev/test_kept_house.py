"""The house that the demo keeps: found again, set up anew when it must be, never shared."""

from collections.abc import Iterator
import fcntl
import json
import os
from pathlib import Path
import shutil
import signal
import subprocess

import psutil
import pytest
from pytest_socket import enable_socket

from dev.ollama import OllamaServer
from dev.paper import COMMANDS

from .demos import SETTING_UP, houses, link_cache, read_until, running_demo, said_by_demo

START_S = 600

pytestmark = pytest.mark.timeout(START_S)


@pytest.fixture(scope="module")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache for the demos of several tests."""
    return link_cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def kept(
    shared_cache: Path,
    marker: str,  # noqa: ARG001  # a fixture for its effect
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Return the marker of a finished house that the next demo finds, as the first one left it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache.parent))
    copies = shared_cache.parent / "copies"
    if not copies.exists():
        said_by_demo()
        (house,) = houses(shared_cache)
        shutil.copytree(house.parent, copies / house.parent.name, symlinks=True)
    (copy,) = copies.iterdir()
    folder = shared_cache / copy.name
    shutil.rmtree(folder)
    shutil.copytree(copy, folder, symlinks=True)
    (house,) = houses(shared_cache)
    return house


@pytest.fixture
def ollama_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return what an Ollama logs that demos use, at an address of its own."""
    enable_socket()
    with OllamaServer(log=tmp_path / "ollama.log") as server:
        monkeypatch.setenv("OLLAMA_HOST", server.url)
        yield tmp_path / "ollama.log"


def end(demo: subprocess.Popen[str]) -> None:
    """End a demo by Ctrl-C, and wait for it."""
    os.killpg(demo.pid, signal.SIGINT)
    demo.communicate()


def test_a_second_start_sets_nothing_up(kept: Path) -> None:
    """The states are right all the same, and the house stays the one it is."""
    before = kept.read_text(encoding="utf-8")
    assert SETTING_UP not in said_by_demo()
    assert kept.read_text(encoding="utf-8") == before


@pytest.mark.usefixtures("kept")
def test_an_ollama_at_another_address_is_used(ollama_log: Path) -> None:
    """Home Assistant is told of it; the examples are not embedded again.

    What is said is, and once more as an episode, and in one go the three devices where they come
    after the first look.
    """
    assert SETTING_UP not in said_by_demo()
    embedded = ollama_log.read_text(encoding="utf-8").count('"/api/embed"')
    assert 0 < embedded <= 2 * len(COMMANDS) + 1


def test_a_house_that_lets_nobody_in_is_set_up_anew(kept: Path) -> None:
    """One sentence says so, and the new house is kept in its place."""
    installation = json.loads(kept.read_text(encoding="utf-8"))
    wrong = json.dumps(installation | {"password": "wrong"})
    kept.write_text(wrong, encoding="utf-8")
    said = said_by_demo()
    assert "The kept house is thrown away and set up anew: Home Assistant does not let" in said
    assert SETTING_UP in said
    assert kept.read_text(encoding="utf-8") != wrong


def test_a_house_without_its_agent_is_set_up_anew(kept: Path) -> None:
    """A person may have removed it in the browser."""
    (kept.parent / ".storage" / "core.entity_registry").unlink()
    (kept.parent / ".storage" / "core.config_entries").unlink()
    with running_demo() as demo:
        said = read_until(demo, SETTING_UP)
        end(demo)
    assert "The kept house is thrown away and set up anew: Home Assistant refused" in said
    assert not kept.exists()


def test_a_house_in_use_is_left_alone(kept: Path) -> None:
    """The second demo says so, and sets up one that is not kept."""
    before = kept.read_text(encoding="utf-8")
    with (kept.parent.parent / f".{kept.parent.name}.lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with running_demo() as demo:
            said = read_until(demo, SETTING_UP)
            end(demo)
    assert "Another demo is using the kept house: this one is not kept." in said
    assert kept.read_text(encoding="utf-8") == before


def test_its_home_assistant_holds_the_lock(kept: Path) -> None:
    """It is in use for as long as Home Assistant runs, even if the demo is killed."""
    lock = kept.parent.parent / f".{kept.parent.name}.lock"
    with running_demo() as demo:
        read_until(demo, "Opening the kept house ...")
        family = psutil.Process(demo.pid).children()
        (hass,) = (each for each in family if str(kept.parent) in each.cmdline())
        assert str(lock) in {file.path for file in hass.open_files()}
        end(demo)


def test_a_fresh_one_throws_the_kept_one_away(kept: Path) -> None:
    """It counts as kept only when it is finished."""
    with running_demo("--fresh") as demo:
        read_until(demo, SETTING_UP)
        there = kept.exists()
        end(demo)
    assert not there
    assert not kept.exists()
