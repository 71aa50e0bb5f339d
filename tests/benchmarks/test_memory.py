"""The sentences of the memory benchmark, and how it judges."""

from collections import Counter
from io import StringIO
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks import habits, memory, taught
from benchmarks.habits import GIVEN, MOMENTS, is_near
from benchmarks.memory import SMALL, Remembered, main, show
from benchmarks.sentences import HOMES, Half, load_talks
from benchmarks.taught import Case, load_cases
from benchmarks.ways import WAYS, Way
from dev.bootstrap import SetupError
from dev.custom_components.household.home import load_home
from dev.simulation import HOME, HOUSEHOLDS

CASES = load_cases()
LAMP = {"state": "on", "brightness": 40, "kelvin": None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.home}: {case.say}")
def test_a_correction_is_about_its_home(case: Case) -> None:
    """Its devices and its area are there, and every correction is made in one way."""
    home = load_home(HOMES / f"{case.home}.json")
    moved = {entity_id for _, entity_id in case.hand}
    assert {*case.wanted, *case.start, *moved} <= home.entities.keys()
    assert case.area in {area.name for area in home.areas}
    assert bool(case.fix) != bool(case.hand)


def test_no_sentence_is_said_twice_for_one_correction() -> None:
    """What is held out least of all."""
    for case in CASES:
        said = (case.say, *case.alike, *case.held_out)
        assert len({text.casefold() for text in said}) == len(said) == 5


def test_what_may_end_otherwise_is_said_in_that_home() -> None:
    """Else it would hide nothing, or a slip of the pen."""
    talks = {
        (talk.home, said.text) for talk in load_talks(Half.DEVELOPMENT) for said in talk.sentences
    }
    assert {(case.home, text) for case in CASES for text in case.also} <= talks


def test_every_household_has_a_routine_for_every_moment() -> None:
    """In a house in which all of it is."""
    home = load_home(HOMES / f"{HOME}.json")
    deeds = {
        deed.entity_id
        for household in HOUSEHOLDS.values()
        for routine in household.routines
        for deed in routine.deeds
    }
    assert {*GIVEN, *deeds} <= home.entities.keys()
    assert {len(household.routines) for household in HOUSEHOLDS.values()} == {len(MOMENTS)}


@pytest.mark.parametrize(
    ("seen", "near"),
    [
        ({"brightness": 42}, True),
        ({"brightness": 43}, False),
        ({"brightness": None}, False),
        ({"state": "off"}, False),
        ({"kelvin": 2701}, False),
    ],
)
def test_people_do_not_aim_well(seen: dict[str, Any], near: bool) -> None:  # noqa: FBT001  # a parameter
    """Two percent off is as wanted, anything else is not."""
    assert is_near(LAMP, LAMP | seen) is near


def remembered(way: Way) -> Remembered:
    """Return what came of one correction, of which one sentence of four was not right."""
    outcome = taught.Outcome(
        CASES[0],
        changed=True,
        again=True,
        alike=(True, True),
        held_out=(True, False),
        seen=("a film: light.lamp on instead of off",),
    )
    right = Counter({(habits.HABITS, name): 9 for name in HOUSEHOLDS})
    total = Counter({(habits.HABITS, name): 18 for name in HOUSEHOLDS})
    return Remembered(
        way,
        taught.Findings([outcome], ["a book: light.lamp on instead of off"], others=100),
        habits.Findings(right, total),
    )


def test_the_ways_are_shown_side_by_side() -> None:
    """What was not right is told of a single way alone, or nobody would read it."""
    for ways in (WAYS[3:5], [SMALL]):
        console = Console(width=160, file=StringIO(), record=True)
        show([remembered(way) for way in ways], console)
        text = console.export_text()
        assert ("instead of" in text) is (len(ways) == 1)
        for row in (
            ["held", "out", *["1", "of", "2,", "50.0", "%"] * len(ways)],
            ["others", "end", "otherwise", *["1", "of", "100,", "1.0", "%"] * len(ways)],
            ["+", "habits", *["27", "of", "54,", "50.0", "%"] * len(ways)],
        ):
            assert row in [line.split() for line in text.splitlines()]


def test_much_is_expected_of_the_whole_agent_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A way that cannot be had keeps no other from being measured, and the status shows it."""

    def measure(way: Way, *_: object) -> Remembered:
        if way.name == "second":
            raise SetupError("no such package.")
        return remembered(way)

    monkeypatch.setattr(memory, "measure", measure)
    file = tmp_path / "figures.json"
    assert main(["--way", "default", "--way", "tuned", "--json", str(file)]) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["tuned"]["held out"] == [1, 2]
    assert main([]) == 1
    capsys.readouterr()
    assert main(["--way", "second", "--way", "default"]) == 1
    assert "no such package" in capsys.readouterr().out
