"""The comparison of the ways to plan, and what is learned of the process of a model."""

from io import StringIO
import json
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import models
from benchmarks.conversations import OURS, Answer, Result
from benchmarks.models import Measured, everything, main, show
from benchmarks.runner import Watched
from benchmarks.scoring import Score
from benchmarks.sentences import Half, Talk
from benchmarks.ways import WAYS, Way
from dev.bootstrap import SetupError

SLOT = (
    'time=2026-11-25T12:00:00.000Z level=DEBUG source=cache.go:104 msg="loading cache slot" '
    "id=0 cache={cache} prompt={prompt} used={used} remaining={new}\n"
)


def test_the_tokens_that_are_read_anew_are_those_of_the_chat_model(tmp_path: Path) -> None:
    """A turn embeds the sentence, too, which is the shorter prompt."""
    log = tmp_path / "log"
    log.write_text(SLOT.format(cache=0, prompt=9, used=0, new=9), encoding="utf-8")
    server = Watched("", log)
    with log.open("a", encoding="utf-8") as file:
        file.write("something else\n")
        file.write(SLOT.format(cache=90, prompt=100, used=80, new=20))
    assert server.count_uncached() == 20
    assert server.count_uncached() is None
    assert Watched("").count_uncached() is None


def measured(half: Half = Half.DEVELOPMENT) -> Measured:
    """Return what came of two sentences, of which one asked the model."""
    talk = Talk("direct 1", "direct", half, "cabin", ())
    asked = Answer("a secret", "done", 100.0, "model/model", True, Score(), 90, 60, 8, 12)  # noqa: FBT003
    wrong = Score(wrong=("light.light",), complaints=("light.light changed",), false_done=True)
    other = Answer("another", "done", 300.0, "vote/vote", False, wrong)  # noqa: FBT003
    results = tuple(Result(talk, OURS, (answer,)) for answer in (asked, other))
    return Measured(WAYS[3], results, 280_000_000)


def test_the_figures_are_shown_by_way_and_by_class() -> None:
    """Tokens are of the sentences for which the model was asked."""
    console = Console(width=160, file=StringIO(), record=True)
    show([measured()], console)
    lines = console.export_text().splitlines()
    row = next(line for line in lines if WAYS[3].title in line)
    cost = ["200", "290", "90", "60", "12", "8", "280"]
    assert row.split()[-12:] == ["50.0", "%", "1", "1", "0", *cost]
    assert any(line.split() == ["direct", "50.0", "%"] for line in lines)


def test_the_file_has_no_sentence_of_the_test_half() -> None:
    """Only what came of them."""
    assert "a secret" in json.dumps(everything([measured()], Half.DEVELOPMENT, 1))
    assert "a secret" not in json.dumps(everything([measured(Half.TEST)], Half.TEST, 1))


def test_a_way_that_cannot_be_had_keeps_none_from_being_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told, and the status shows it; what was measured is in the file."""

    def measure(way: Way, *_: object) -> Measured:
        if way.name == "second":
            raise SetupError("no such package.")
        return Measured(way, measured().results, None)

    monkeypatch.setattr(models, "measure", measure)
    file = tmp_path / "figures.json"
    arguments = ["--way", "second", "--way", "tuned", "--json", str(file), "--threads", "2"]
    assert main(arguments) == 1
    assert "no such package" in capsys.readouterr().out
    found = json.loads(file.read_text(encoding="utf-8"))
    assert [each["way"] for each in found["ways"]] == ["tuned"]
    assert (found["threads"], found["half"]) == (2, "development")
