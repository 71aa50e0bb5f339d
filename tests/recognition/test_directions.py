"""What the words say of each device by itself."""

import pytest

from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Plan, Source, Step, Utterance
from custom_components.llm_iot.recognition.directions import (
    confirms,
    contradicts,
    directions,
    excepted_devices,
)
from tests.homes import device, paper_home, two_rooms, view

KINDS = load_kinds()
LIGHT, FAN, TV = "light.light", "fan.fan", "switch.tv"
ON = {LIGHT: "on"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("put the telly on and the light off", {TV: "on", LIGHT: "off"}),
        ("lamp on, telly off", {LIGHT: "on", TV: "off"}),
        ("turn on the light and the fan", {LIGHT: "on", FAN: "on"}),
        ("turn the light and the fan on", {LIGHT: "on", FAN: "on"}),
        (
            "switch the fan off and then the TV and the light on",
            {FAN: "off", TV: "on", LIGHT: "on"},
        ),
        ("good night", {}),
        ("i'm off to work", {}),
        ("turn everything off but the fan", {}),
        ("is the light on or off", {}),
    ],
)
def test_each_clause_has_its_own_direction(text: str, said: dict[str, str]) -> None:
    """A device without one takes that of its neighbours; doubtful sentences say nothing."""
    assert directions(Utterance(text), paper_home(), KINDS) == said


def test_one_of_several_is_meant_only_by_its_name() -> None:
    """A lamp that could be either is left open."""
    assert directions(Utterance("turn on the lights"), two_rooms(), KINDS) == {}
    assert directions(Utterance("lock the front door"), two_rooms(), KINDS) == {}


def test_a_plan_the_other_way_round_contradicts_the_words() -> None:
    """Both devices are there, each with the direction of the other."""
    said = {TV: "on", LIGHT: "off"}
    right = Plan(Source.MODEL, (Step(TV, "on"), Step(LIGHT, "off")))
    assert confirms(right, said)
    assert not contradicts(right, said)
    swapped = Plan(Source.VOTE, (Step(TV, "off"), Step(LIGHT, "on")))
    assert contradicts(swapped, said)
    more = Plan(Source.VOTE, (*right.steps, Step(FAN, "on")))
    assert not confirms(more, said)
    assert not contradicts(more, said)
    assert not confirms(Plan(Source.MODEL), {})


def test_a_word_of_one_name_is_not_the_name_of_another_device() -> None:
    """The TV light is not the TV."""
    home = view(
        (device("light.tv", "TV light", "light"), "on", {}),
        (device("switch.tv", "TV", "tv"), "on", {}),
        (device("light.hall", "Hall light", "light"), "on", {}),
    )
    assert directions(Utterance("TV light off"), home, KINDS) == {"light.tv": "off"}
    both = directions(Utterance("turn off the TV light and the TV"), home, KINDS)
    assert both == {"light.tv": "off", "switch.tv": "off"}


def test_what_an_exception_names_is_left_out() -> None:
    """A device by its name, and a room with all that is in it."""
    home = two_rooms()

    def left_out(text: str) -> set[str]:
        return set(excepted_devices(Utterance(text), home, KINDS))

    assert left_out("everything off but the kitchen lamp") == {"light.k"}
    assert left_out("all lights off except in the kitchen") == {"light.k"}
    assert left_out("turn off the hall lamp but turn on the kitchen lamp") == set()
    assert left_out("everything off") == set()
