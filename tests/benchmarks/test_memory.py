"""The sentences of the memory benchmark, and how it judges."""

from typing import Any

import pytest

from benchmarks.habits import GIVEN, MOMENTS, is_near
from benchmarks.sentences import HOMES, Half, load_talks
from benchmarks.taught import Case, load_cases
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
