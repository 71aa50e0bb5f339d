"""What a home has taught, mixed into the training."""

from collections.abc import Iterator
from itertools import count, islice
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from training.generator import episodes
from training.generator.episodes import EpisodesError, Said, as_lines, load, made_before, mixed

ROOT = Path(__file__).parents[2]
DEVICES = "light/hall lamp/desk lamp\nfan/fan\n"


def exported(*said: tuple[str, str], version: int = episodes.FORMAT) -> dict[str, Any]:
    """Return what a file of commands and answers holds."""
    return {
        "format": version,
        "episodes": [
            {"devices": DEVICES, "prompt": f"{text}\n", "answer": answer, "corrected": True}
            for text, answer in said
        ],
    }


def write(folder: Path, data: object) -> Path:
    """Return a file with some JSON."""
    file = folder / "episodes.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


MANY = tuple((f"quiet hour {number}", '["fan off"]') for number in range(60))


def test_a_share_is_held_back_and_never_trained(tmp_path: Path) -> None:
    """A fifth or so, the same one each time; the same words are on one side."""
    file = write(tmp_path, exported(*MANY, ("Quiet hour 3", '["fan off"]')))
    trained, measured = load(file, held_out=False), load(file, held_out=True)
    assert 4 <= len(measured) <= 25
    assert len(trained) + len(measured) == 61
    assert not {each.prompt.casefold() for each in trained} & {
        each.prompt.casefold() for each in measured
    }
    assert load(file, held_out=True) == measured


def test_of_the_same_words_the_last_answer_counts(tmp_path: Path) -> None:
    """People change their minds."""
    file = write(tmp_path, exported(("quiet", '["fan off"]'), ("quiet", "[]")))
    found = [*load(file, held_out=False), *load(file, held_out=True)]
    assert [each.answer for each in found] == ["[]"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 1, "episodes": [{"devices": "fan/fan\\n"}]}']
)
def test_what_is_no_such_file_is_told(tmp_path: Path, text: str) -> None:
    """With its name, and what to do."""
    file = tmp_path / "episodes.json"
    with pytest.raises(EpisodesError, match=r"episodes.json cannot be read"):
        load(file, held_out=False)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EpisodesError, match=r"episodes.json is no file of episodes"):
        load(file, held_out=False)
    write(tmp_path, exported(version=2))
    with pytest.raises(EpisodesError, match="another version"):
        load(file, held_out=False)


def test_commands_of_one_list_stand_in_a_row() -> None:
    """Seven at most, as in the rows that are made."""
    said = [Said(DEVICES, f"{number}\n", "[]") for number in range(9)]
    rows = [json.loads(line) for line in as_lines([*said, Said("fan/fan\n", "x\n", "[]")])]
    assert [(row["devices"], len(row["commands"])) for row in rows] == [
        (DEVICES, 7),
        (DEVICES, 2),
        ("fan/fan\n", 1),
    ]
    assert rows[0]["commands"][0] == ["0\n", "[]", "own home"]


def numbered(skip: int) -> Iterator[str]:
    """Yield the rows that a generator makes behind some."""
    return map(str, count(made_before(skip)))


@pytest.mark.parametrize("skip", [0, 14, 15, 16, 17, 40])
def test_a_stream_that_is_taken_up_again_goes_on_where_it_was(skip: int) -> None:
    """As a training does that was interrupted."""
    whole = list(islice(mixed(numbered(0), ["a", "b"], shard=0, shards=1, skip=0), 80))
    rest = islice(mixed(numbered(skip), ["a", "b"], shard=0, shards=1, skip=skip), 80 - skip)
    assert whole[skip:] == list(rest)
    assert [row for row in whole if row.isalpha()] == ["a", "b", "a", "b", "a"]
    assert [row for row in whole if row.isdigit()] == [str(number) for number in range(75)]


def test_shares_have_different_rows_of_the_home() -> None:
    """All of them come in as few rows as can be."""
    own = ["a", "b", "c", "d"]
    found = [
        row
        for shard in (0, 1)
        for row in islice(mixed(numbered(0), own, shard=shard, shards=2, skip=0), 32)
        if row.isalpha()
    ]
    assert sorted(found) == own


def test_the_generator_mixes_them_in_and_measures_with_the_others(tmp_path: Path) -> None:
    """In the stream of the training now and then, in that of the measurement first."""
    file = write(tmp_path, exported(*MANY))
    trained = made(file, "--rows", "64")
    sorts = [{sort for _, _, sort in row["commands"]} for row in trained]
    assert [number for number, found in enumerate(sorts) if "own home" in found] == [15, 31, 47, 63]
    measured = made(file, "--rows", "4", "--validation")
    prompts = {prompt for row in measured for prompt, _, sort in row["commands"]}
    held_out = {each.prompt for each in load(file, held_out=True)}
    assert held_out <= prompts


def made(file: Path, *options: str) -> list[dict[str, Any]]:
    """Return rows of the generator."""
    done = subprocess.run(
        [sys.executable, "-m", "training.generator", "--episodes", str(file), *options],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
