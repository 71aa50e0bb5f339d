"""The command that trains: every step of it, with hardly any training."""

from pathlib import Path
import subprocess
import sys

ROOT = Path(__file__).parents[2]


def test_one_command_trains_exports_tries_and_tells(tmp_path: Path) -> None:
    """It leaves an adapter of the size that ships, and a card; run again it goes on from there."""
    done = smoke(tmp_path)
    assert done.returncode == 0, done.stderr
    assert 9_000_000 < (tmp_path / "adapter.gguf").stat().st_size <= 10_000_000
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "on 56 commands in homes that never existed" in card
    assert "Licence: Apache-2.0" in card
    again = smoke(tmp_path)
    assert again.returncode == 0, again.stderr
    assert "Going on after 56 commands" in again.stderr


def smoke(out: Path) -> subprocess.CompletedProcess[str]:
    """Return how a run ended."""
    command = [sys.executable, "-m", "training.run", "--smoke", "--out", str(out)]
    return subprocess.run(command, cwd=ROOT, check=False, stderr=subprocess.PIPE, text=True)
