"""Ways of saying what is to be done that mean something else word by word."""

import pytest

from tests.recognition.house import (
    PLAIN,
    device,
    done,
    home,
    read,
    understand,
    understand_in,
    write,
)


@pytest.mark.parametrize("text", ["put the TV and the speaker on hold", "TV and speaker on hold"])
def test_on_hold(text: str) -> None:
    """What is put on hold is paused, and not turned on."""
    plan = understand(text)
    assert plan is not None
    assert all(step.action == "pause" for step in plan.steps)


@pytest.mark.parametrize("where", ["back on the charger", "on charge", "back in the dock"])
def test_a_robot_is_put_back(where: str) -> None:
    """It does not start."""
    assert done(f"put Robby {where}") == write(read("vacuum.v dock"))


def test_a_house_that_is_spoken_to_is_no_device() -> None:
    """Its alarm has nothing to do with "okay house"."""
    rooms = home(
        (device("alarm_control_panel.h", "House alarm", "alarm"), "armed_home", {}),
        (device("light.l", "Lamp", "light", "Hall"), "on", PLAIN),
    )
    plan = understand_in("okay house, all lights off", rooms)
    assert plan is not None
    assert write(plan.steps) == {"light.l off"}


@pytest.mark.parametrize("who", ["while we're in", "while we're at home", "we're staying in"])
def test_the_alarm_of_those_who_are_at_home(who: str) -> None:
    """It is not armed as if they were away."""
    plan = understand(f"arm the alarm, {who}")
    assert plan is not None
    assert write(plan.steps) == write(read("alarm_control_panel.a arm_home"))


@pytest.mark.parametrize(
    "text",
    [
        "have the thermostat heat up to 22 degrees",
        "it's freezing, could you have the thermostat heat up to 22",
    ],
)
def test_something_is_had_come_to_a_value(text: str) -> None:
    """As if somebody else were to do it."""
    assert done(text) == {"climate.l temperature 22"}


@pytest.mark.parametrize("remark", ["it's dark", "I can't see to knit"])
def test_a_hundred_is_a_number_behind_a_remark(remark: str) -> None:
    """As it is in a command by itself."""
    said = f"{remark}, the floor lamp should be at a hundred percent"
    assert done(said) == {"light.l1 brightness 100"}


@pytest.mark.parametrize(
    "text",
    [
        "why don't you turn on the hall light",
        "why not just turn on the hall light",
        "I think you should turn on the hall light",
        "maybe we should turn on the hall light",
        "I'd rather you turned on the hall light",
        "start by turning on the hall light",
    ],
)
def test_what_somebody_thinks_should_be_done(text: str) -> None:
    """It is a request like any other."""
    assert done(text) == {"light.h on"}


@pytest.mark.parametrize(
    "text",
    [
        "you should know that the hall light is on",
        "we should have turned on the hall light",
        "I'd rather you didn't turn on the hall light",
        "why doesn't the hall light turn on",
    ],
)
def test_what_nobody_asks_for(text: str) -> None:
    """What is so, was not done or is not wanted moves nothing."""
    plan = understand(text)
    assert plan is None or not plan.steps
