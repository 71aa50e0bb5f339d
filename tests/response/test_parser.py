"""Reading the plan language."""

import pytest

from custom_components.llm_iot.models import ProblemCode, Query, Source, Step
from custom_components.llm_iot.response.parser import (
    UnreadableAnswerError,
    close_answer,
    read_answer,
    read_plan,
    repeats_target,
)
from tests.homes import paper_home, two_rooms


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
