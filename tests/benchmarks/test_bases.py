"""The comparison of the base's formats, in a small piece."""

import json
from pathlib import Path

import pytest

from benchmarks import bases


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("socket_enabled")
def test_the_weights_stay_what_they_are_in_a_wider_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is larger, and the answers are those of torch and right as often."""
    file = tmp_path / "found.json"
    assert bases.main(["--count", "14", "--formats", "Q8_0", "--json", str(file)]) == 0
    pinned, wider = json.loads(file.read_text("utf-8"))
    assert (pinned["base"], wider["base"]) == ("Q4_1", "Q8_0")
    assert wider["file_mb"] > pinned["file_mb"]
    assert wider["runner_mb"] > pinned["runner_mb"]
    assert abs(wider["right"] - pinned["right"]) <= 2
    assert min(wider["as_torch"], pinned["as_torch"]) >= 12
    assert "as torch writes" in capsys.readouterr().out


def test_no_commands_are_no_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what it wants instead."""
    with pytest.raises(SystemExit):
        bases.main(["--count", "0"])
    assert "--count must be at least 1" in capsys.readouterr().err
