"""The command that trains: every step of it, with hardly any training."""

import json
from pathlib import Path
import re
import subprocess
import sys

from custom_components.llm_iot.model.home_model import ADAPTER
from custom_components.llm_iot.tuned.mark import ADAPTER_SHA256

ROOT = Path(__file__).parents[2]


def test_one_command_trains_exports_tries_and_tells(tmp_path: Path) -> None:
    """It leaves an adapter of the size that ships, and a card; run again it goes on from there."""
    done = smoke(tmp_path)
    assert done.returncode == 0, done.stderr
    assert 8_000_000 < (tmp_path / "adapter.gguf").stat().st_size <= 10_000_000
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "on 56 commands in homes that never existed" in card
    assert "Licence: Apache-2.0" in card
    again = smoke(tmp_path)
    assert again.returncode == 0, again.stderr
    assert "Going on after 56 commands" in again.stderr


def test_what_a_home_has_taught_is_trained_with_and_measured(tmp_path: Path) -> None:
    """A share of it is held back for that, and the card says to keep the adapter at home."""
    file = tmp_path / "episodes.json"
    said = [
        {"devices": "light/lamp\nfan/fan\n", "prompt": f"quiet hour {number}\n", "answer": "[]"}
        for number in range(40)
    ]
    file.write_text(json.dumps({"format": 1, "episodes": said}), encoding="utf-8")
    done = smoke(tmp_path / "out", "--episodes", str(file))
    assert done.returncode == 0, done.stderr
    assert re.search(r"Of your home: \d+ commands to train on, \d+ to measure with", done.stderr)
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert re.search(r"\| own home \| \d+ of \d+ \|", card)
    assert "keep it there" in card
    assert "no person's data" not in card


def test_a_training_goes_on_from_an_earlier_adapter(tmp_path: Path) -> None:
    """It knows what that one knew, and says which it was."""
    done = smoke(tmp_path, "--from", str(ADAPTER))
    assert done.returncode == 0, done.stderr
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert f"on from the adapter with sha256 `{ADAPTER_SHA256}`" in card
    (share,) = re.findall(r"real\s+Ollama: ([\d.]+)% of the answers", card)
    assert float(share) > 40


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    """Before anything is trained."""
    file = tmp_path / "episodes.json"
    file.write_text("{}", encoding="utf-8")
    done = smoke(tmp_path / "out", "--episodes", str(file))
    assert done.returncode == 1
    assert "is no file of episodes" in done.stderr
    assert not (tmp_path / "out").exists()


def smoke(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Return how a run ended."""
    command = [sys.executable, "-m", "training.run", "--smoke", "--out", str(out), *options]
    return subprocess.run(command, cwd=ROOT, check=False, stderr=subprocess.PIPE, text=True)
