"""Reading the plan language."""

import pytest

from custom_components.llm_iot.models import HomeView, ProblemCode, Source, Step
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.response.parser import (
    UnreadableAnswerError,
    close_answer,
    read_answer,
    read_plan,
    repeats_target,
)
from tests.homes import device, paper_home, two_rooms, view


def test_devices_with_actions_and_values_become_steps() -> None:
    """A number is the value of the device's own row."""
    plan = read_plan(["light on", "fan 66", "tv off"], paper_home(), Source.MODEL)
    assert plan.steps == (
        Step("light.light", "on"),
        Step("fan.fan", "percentage", 66),
        Step("switch.tv", "off"),
    )


def test_a_group_means_its_members_without_the_exceptions() -> None:
    """Everything off, but the fan."""
    plan = read_plan(["all off", "not fan"], paper_home(), Source.MODEL)
    assert {step.target for step in plan.steps} == {"light.light", "switch.tv"}


def test_equal_names_are_told_apart_by_their_room() -> None:
    """A room is put in front of a name that two devices share."""
    plan = read_plan(["kitchen lamp off"], two_rooms(), Source.MODEL)
    assert plan.steps == (Step("light.k", "off"),)


def test_a_question_moves_nothing() -> None:
    """`ask` becomes a query."""
    plan = read_plan(["ask fan"], paper_home(), Source.MODEL)
    assert plan.steps == ()
    assert plan.queries == (Query(("fan.fan",)),)


def test_an_invented_device_is_a_problem_not_a_guess() -> None:
    """A target that the home does not have gives no step."""
    plan = read_plan(["dishwasher on"], paper_home(), Source.MODEL)
    assert plan.steps == ()
    assert [problem.code for problem in plan.problems] == [ProblemCode.NOT_UNDERSTOOD]


@pytest.mark.parametrize("text", ["", "light on", '["light on"', '{"a": 1}', "[1]", "null"])
def test_anything_but_a_list_of_strings_is_unreadable(text: str) -> None:
    """Half an answer is no answer."""
    with pytest.raises(UnreadableAnswerError):
        read_answer(text)


def test_a_repeating_answer_is_noticed_and_cut_before_the_repetition() -> None:
    """The grammar cannot forbid a target twice."""
    text = '["light on", "fan on", "light off"'
    assert repeats_target(text)
    assert not repeats_target('["light on", "fan on"')
    assert read_answer(close_answer(text)) == ["light on", "fan on"]


def full_home() -> HomeView:
    """Return a home whose devices take words and more than one number."""
    colourful = {"supported_color_modes": ["hs", "color_temp"]}
    return view(
        (device("light.a", "Bedroom light", "light", "Bedroom"), "on", colourful),
        (device("light.b", "Bedroom light two", "light", "Bedroom"), "on", colourful),
        (device("cover.a", "Blind", "blind"), "open", {"supported_features": 255}),
        (
            device("media_player.a", "TV", "tv"),
            "on",
            {"supported_features": 2052, "source_list": ["HDMI 1"]},
        ),
        (device("input_select.a", "Mode", "setting"), "1", {"options": ["1", "2"]}),
    )


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("bedroom light 40", Step("light.a", "brightness", 40)),
        ("bedroom light two 40", Step("light.b", "brightness", 40)),
        ("bedroom light colour dark blue", Step("light.a", "colour", "dark blue")),
        ("bedroom light kelvin 2700", Step("light.a", "kelvin", 2700)),
        ("bedroom light kelvin warm", Step("light.a", "kelvin", "warm")),
        ("bedroom light up", Step("light.a", "up")),
        ("bedroom light up 20%", Step("light.a", "up", 20)),
        ("blind tilt 40", Step("cover.a", "tilt", 40)),
        ("tv source hdmi 1", Step("media_player.a", "source", "hdmi 1")),
        ("mode option 2", Step("input_select.a", "option", "2")),
    ],
)
def test_an_action_takes_its_value(said: str, step: Step) -> None:
    """Numbers and words; a number alone is the main value."""
    assert read_plan([said], full_home(), Source.MODEL).steps == (step,)


def test_a_group_takes_a_value_as_far_as_its_members_do() -> None:
    """The blind of a room is not made red."""
    plan = read_plan(["all bedroom light colour red", "all colour red"], full_home(), Source.MODEL)
    assert plan.actions == {Step("light.a", "colour", "red"), Step("light.b", "colour", "red")}


def test_two_values_of_one_device_are_two_steps() -> None:
    """Of two that exclude each other, the first is taken."""
    said = ["bedroom light colour red", "bedroom light 40", "bedroom light colour blue"]
    plan = read_plan(said, full_home(), Source.MODEL)
    assert plan.steps == (Step("light.a", "colour", "red"), Step("light.a", "brightness", 40))


@pytest.mark.parametrize("said", ["bedroom light on red", "tv nan", "bedroom light three on"])
def test_a_value_where_none_belongs_is_not_understood(said: str) -> None:
    """Nothing is guessed from the part that could be read."""
    plan = read_plan([said], full_home(), Source.MODEL)
    assert not [step for step in plan.steps if step.action in {"on", "volume"}]
    assert plan.problems or plan.steps == (Step("media_player.a", "nan"),)
