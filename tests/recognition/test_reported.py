"""What somebody else did, or what is taken back as soon as it is said, is no command."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from tests.recognition.house import read, understand, write


@pytest.mark.parametrize(
    "text",
    [
        "my neighbour turned off his hall light",
        "nobody turned off the bathroom light",
        "Dora just switched on the TV",
        "our cat has turned off the fan",
    ],
)
def test_what_others_did_is_only_told(text: str) -> None:
    """It is called what it is, and moves nothing."""
    plan = understand(text)
    assert plan is not None
    assert not plan.steps
    assert [problem.code for problem in plan.problems] == [ProblemCode.REPORTED]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("someone turned on the hall light, switch it off", "light.h off"),
        ("hall light turned off please", ""),
        ("turn off the hall light, Dora turned it on", "light.h off"),
        ("I've got to start work in a minute, so turn on the floor lamp", "light.l1 on"),
        ("we have to leave soon, so switch off the TV", "media_player.tv off"),
        ("I already told you twice, turn off the kettle", "switch.kettle off"),
    ],
)
def test_a_command_beside_it_counts(text: str, steps: str) -> None:
    """Whether it stands before or behind."""
    plan = understand(text)
    assert write(plan.steps if plan else ()) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "turn on the hall light, no, forget it",
        "turn on the hall light? never mind",
        "switch the TV off, or actually don't",
        "open the blinds... on second thoughts, better not",
    ],
)
def test_what_is_taken_back_is_not_done(text: str) -> None:
    """Nothing moves, now or later."""
    plan = understand(text)
    assert plan is not None
    assert not plan.steps
    assert not plan.problems


@pytest.mark.parametrize(
    "text",
    [
        "I've got to open a tin, turn on the hall light",
        "we have people coming later, so turn the hall light on",
        "I have to lock up soon, turn the hall light off",
    ],
)
def test_a_command_behind_a_report_is_not_passed_over(text: str) -> None:
    """Where it is not clear whether it is one for now, it is left to others."""
    assert understand(text) is None


@pytest.mark.parametrize("text", ["somebody left the lamp on", "I've turned off the lamp"])
def test_a_report_alone_asks_for_nothing(text: str) -> None:
    """There is nothing to be done about it."""
    plan = understand(text)
    assert plan is not None
    assert not plan.steps
    assert not plan.problems
