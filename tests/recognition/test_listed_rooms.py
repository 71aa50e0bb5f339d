"""Rooms in a list: in each of them something is meant, and none is passed over in silence."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from tests.recognition.farm import on_farm
from tests.recognition.house import COVER, device, home, read, understand, understand_in, write

GROUND_LIGHTS = "light.kc {0}, light.kl {0}, light.h {0}, light.l1 {0}, light.l2 {0}"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("kitchen and bedroom fan on", "fan.k on, fan.b on"),
        ("turn on the bathroom and bedroom light", "light.ba on, light.b on"),
        ("make the kitchen and the bathroom dark", "light.kc off, light.kl off, light.ba off"),
        ("turn on the kitchen and living room ceiling light", "light.kc on, light.l2 on"),
        ("turn off the kitchen and hall light", "light.kc off, light.kl off, light.h off"),
    ],
)
def test_a_bare_room_is_about_what_follows(text: str, steps: str) -> None:
    """Not about the lights of that room."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


@pytest.mark.parametrize("text", ["turn off the kitchen and the TV", "hall and the kettle on"])
def test_a_bare_room_says_nothing_in_front_of_what_is_not_told_by_its_room(text: str) -> None:
    """All that is in the room may be meant."""
    assert understand(text) is None


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("lights on the ground floor and in the bathroom off", f"{GROUND_LIGHTS}, light.ba {{0}}"),
        ("lights on the ground floor and the bathroom off", f"{GROUND_LIGHTS}, light.ba {{0}}"),
    ],
)
def test_on_a_floor_is_where_they_are(text: str, steps: str) -> None:
    """What they are to be stands behind all places."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps.format("off")))


def test_on_before_a_word_for_a_storey_is_what_they_are_to_be() -> None:
    """Nobody says that something is "on downstairs"."""
    plan = understand("lights on downstairs and in the bathroom off")
    assert plan is not None
    lit = GROUND_LIGHTS.format("on")
    assert write(plan.steps) == write(read(f"{lit}, light.ba off"))


@pytest.mark.parametrize(
    ("text", "step", "lacking"),
    [
        ("turn off the fan in the bedroom and the hall", "fan.b off", "hall fan"),
        ("blinds down in the living room and the kitchen", "cover.l close", "kitchen blinds"),
    ],
)
def test_a_room_that_has_none_is_told(text: str, step: str, lacking: str) -> None:
    """The others get their step."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == {step}
    assert [(each.code, each.subject) for each in plan.problems] == [
        (ProblemCode.UNKNOWN_DEVICE, lacking)
    ]


def test_a_room_without_a_thermostat_is_heated_by_its_heater() -> None:
    """By any that is called so."""
    plan = on_farm("turn on the heating in the kitchen and in the yard")
    assert plan is not None
    assert write(plan.steps) == {"climate.k on", "switch.sauna on"}
    assert not plan.problems


def test_a_list_of_rooms_to_be_warm_is_left_to_others_if_one_cannot_be() -> None:
    """Heating some of them is not what was asked for."""
    assert understand("heat the living room and the hall") is None


CURTAINS = home(
    (device("cover.a", "Curtains", "blind", "Lounge"), "open", COVER),
    (device("cover.b", "Bedroom curtains", "blind", "Bedroom"), "open", COVER),
)


@pytest.mark.parametrize(
    "text",
    [
        "close the curtains in both rooms",
        "curtains in both rooms closed please",
        "close the curtains in all rooms",
    ],
)
def test_rooms_without_a_name_are_all_of_them(text: str) -> None:
    """Though one of the things is called just so."""
    plan = understand_in(text, CURTAINS)
    assert plan is not None
    assert write(plan.steps) == {"cover.a close", "cover.b close"}


def test_both_rooms_are_not_all_of_a_home_that_has_more() -> None:
    """It is asked instead."""
    plan = understand("turn off the lights in both rooms")
    assert plan is not None
    assert not plan.steps
    assert [each.code for each in plan.problems] == [ProblemCode.AMBIGUOUS]
