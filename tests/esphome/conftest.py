"""The boards' configurations as ESPHome reads them, and the virtual boards running."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
import shutil
import subprocess
from typing import Any

from homeassistant.util.yaml import parse_yaml
import pytest

from dev.boards import Board, boards as running_boards
from dev.esphome import SOURCES, ensure_esphome
from dev.wire import fill_secrets

type ReadConfig = Callable[[str], dict[str, Any]]


def esphome_config(file: Path) -> subprocess.CompletedProcess[str]:
    """Return what `esphome config` says of a file."""
    command = (ensure_esphome() / "esphome", "config", "--show-secrets", file)
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the boards' files whose secrets are the example, not filled in."""
    folder = tmp_path_factory.mktemp("esphome") / "esphome"
    private = shutil.ignore_patterns("secrets.yaml", ".esphome")
    shutil.copytree(SOURCES, folder, ignore=private)
    shutil.copy(folder / "nodemcu/secrets.example.yaml", folder / "nodemcu/secrets.yaml")
    return folder


@pytest.fixture(scope="session")
def filled(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the boards' files with secrets filled in."""
    folder = tmp_path_factory.mktemp("filled") / "esphome"
    shutil.copytree(tree, folder)
    fill_secrets(folder)
    return folder


@pytest.fixture(scope="session")
def config(filled: Path) -> ReadConfig:
    """Return a function from a file, such as nodemcu/fan.yaml, to its full configuration."""

    @cache
    def read(path: str) -> dict[str, Any]:
        done = esphome_config(filled / path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stderr, done.stderr
        found = parse_yaml(done.stdout.replace("!lambda ", ""))
        assert isinstance(found, dict)
        return found

    return read


@pytest.fixture
def boards(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, Board]]:
    """Return the three virtual boards, just powered up."""
    request.getfixturevalue("socket_enabled")
    with running_boards(tmp_path / "boards") as found:
        yield found
