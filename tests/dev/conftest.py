"""A cache and tools of the test's own, and a real Ollama server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
import uuid

import psutil
import pytest
from pytest_socket import enable_socket

from dev import bootstrap
from dev.ollama import OllamaServer

from .demos import link_cache

type Tool = Callable[[str, str], None]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the set-up, and processes started by it, an empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(bootstrap, "CACHE", tmp_path / "llm_iot")
    return tmp_path / "llm_iot"


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Empty PATH; return a function that puts a shell script with a given name on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.delenv("CXX", raising=False)

    def put(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)

    return put


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OllamaServer]:
    """Return a real Ollama server with no models, running."""
    enable_socket()
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    with TemporaryDirectory() as models, OllamaServer(models=Path(models)) as running:
        yield running


@pytest.fixture
def marker(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Mark every process that comes of the test; none may be left at its end."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv("LLM_IOT_TEST", mark)
    yield mark
    monkeypatch.delenv("LLM_IOT_TEST")
    left = marked_processes(mark)
    for process in left:
        process.kill()
    assert not left


def marked_processes(mark: str) -> list[psutil.Process]:
    """Return the processes that have inherited a mark."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("LLM_IOT_TEST") == mark:
                found.append(process)
        except psutil.Error:
            continue  # ended meanwhile, or another user's
    return found


@pytest.fixture
def demo_cache(
    marker: str,  # noqa: ARG001  # a fixture for its effect
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Return the cache of this test's demos: what the set-up has got already, and no house."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return link_cache(tmp_path)
