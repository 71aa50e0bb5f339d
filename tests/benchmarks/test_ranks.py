"""The comparison of ranks, in a small piece."""

import json
from pathlib import Path

import pytest

from benchmarks import ranks


@pytest.mark.timeout(600)
def test_a_lower_rank_knows_less(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole rank is the adapter that ships; of rank 1 hardly anything is left."""
    file = tmp_path / "found.json"
    assert ranks.main(["--count", "14", "--ranks", "16", "1", "--json", str(file)]) == 0
    whole, least = json.loads(file.read_text("utf-8"))
    assert (whole["rank"], least["rank"]) == (16, 1)
    assert least["right"] < whole["right"]
    assert whole["right"] >= 9
    assert "right" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--count", "0"], "--count must be at least 1"),
        (["--ranks", "0"], "--ranks must be between 1 and 16"),
        (["--ranks", "32"], "--ranks must be between 1 and 16"),
    ],
)
def test_what_cannot_be_measured(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says what it wants instead."""
    with pytest.raises(SystemExit):
        ranks.main(options)
    assert said in capsys.readouterr().err
