"""What something is done for, said like a time: "close the blinds for the night"."""

import pytest

from custom_components.llm_iot.models import Problem, ProblemCode
from tests.recognition.house import read, understand, write

SETTLED = (
    ("close the blinds for the night", "cover.l close"),
    ("lock the front door for the night please", "lock.front lock"),
    ("turn off the hall light and the kettle for the day", "light.h off, switch.kettle off"),
    ("pause the tv for today", "media_player.tv pause"),
    ("arm the alarm for the night", "alarm_control_panel.a arm_night"),
    ("set the alarm for the night", "alarm_control_panel.a arm_night"),
    ("arm the alarm for the holidays please", "alarm_control_panel.a arm_vacation"),
)


@pytest.mark.parametrize(("text", "steps"), SETTLED)
def test_what_is_to_be_off_or_closed_is_so_now(text: str, steps: str) -> None:
    """Nobody waits for its end."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems
    assert not plan.deferred


def test_it_is_so_at_the_time_that_is_said_besides() -> None:
    """The clock is a time, the night is none."""
    plan = understand("turn the hall light off for the night at ten")
    assert plan is not None
    assert [write(each.steps) for each in plan.deferred] == [write(read("light.h off"))]


@pytest.mark.parametrize(
    "text",
    [
        "turn the hall light on for the night",
        "open the blinds for the day and turn on the kettle",
        "set the bedroom light to 30 for the night",
    ],
)
def test_with_what_is_to_be_on_it_tells_how_long(text: str) -> None:
    """And that is not known."""
    plan = understand(text)
    assert plan is not None
    assert plan.steps == ()
    assert plan.problems == (Problem(ProblemCode.LATER),)
