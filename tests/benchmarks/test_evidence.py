"""The measurements of evidence and of the generator."""

from io import StringIO
from itertools import islice

import pytest
from rich.console import Console

from benchmarks.evidence import Found, as_json, corrected, neighbours, show
from benchmarks.generator import measure


def test_a_misleading_line_stands_before_the_same_command() -> None:
    """Nothing else differs, and the answer stays what it was."""
    for alone, misled in islice(neighbours(1), 20):
        assert alone.answer == misled.answer
        before, after = alone.prompt.splitlines(), misled.prompt.splitlines()
        assert before == [*after[:-2], after[-1]]
        assert after[-2].startswith("was ")


def test_a_corrected_goal_has_its_turn_before_it() -> None:
    """The answer is as somebody corrected it then."""
    for example in islice(corrected(1), 20):
        was = example.prompt.splitlines()[-2]
        assert was.startswith("was ")
        strings = example.answer.strip('[]"').split('","')
        assert was.partition(" = ")[2].split(", ") == strings


@pytest.mark.parametrize(
    ("found", "met"),
    [
        (Found(100, 95, 90, 87), True),
        (Found(100, 94, 90, 87), False),
        (Found(100, 95, 90, 86), False),
    ],
)
def test_a_missed_target_is_told(found: Found, met: bool) -> None:  # noqa: FBT001  # a case
    """In words, and in the file."""
    console = Console(file=StringIO(), record=True)
    show(found, console)
    assert ("MISSED" not in console.export_text()) is met
    assert as_json(found)["met"] is met


def test_the_generator_is_timed_as_the_training_runs_it() -> None:
    """As a process of its own, which ends with it."""
    commands, taken, start = measure(0.2, seed=1)
    assert commands >= 7
    assert taken > 0
    assert start > 0
