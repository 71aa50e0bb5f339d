"""Chroma's client comes from the package registry when it is needed first."""

import asyncio
import json
from pathlib import Path
import subprocess
import sys
import sysconfig

import pytest

from dev.chroma import ChromaServer

from . import installer

TIMEOUT = 300
"""Seconds for some forty small packages."""


def environment_without_chroma(folder: Path) -> Path:
    """Return the Python of a new environment that has all packages of this one but Chroma."""
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    others = folder / "others"
    others.mkdir()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.startswith(("chromadb", "__pycache__")) and package.suffix != ".pth":
            (others / package.name).symlink_to(package)
    (folder / "bin" / "uv").symlink_to(Path(sysconfig.get_path("scripts")) / "uv")
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(f"{others}\n")
    return folder / "bin" / "python"


def use(python: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Run the program in an environment."""
    return subprocess.run(
        [python, "-m", installer.__name__, url],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=TIMEOUT,
        check=False,
    )


@pytest.mark.usefixtures("socket_enabled")
async def test_the_client_is_installed_when_a_server_is_chosen(
    chroma_server: ChromaServer, tmp_path: Path
) -> None:
    """Home Assistant's own installer brings it, and vectors are kept on a server with it."""
    python = await asyncio.to_thread(environment_without_chroma, tmp_path / "environment")
    done = await asyncio.to_thread(use, python, chroma_server.url)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"was there": False, "kept": 1}
