"""What was named a moment ago and is said again: "them", "both", and what is left of it."""

import pytest

from tests.recognition.house import done, read, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the floor lamp, dim them to 20", "light.l1 on, light.l1 brightness 20"),
        (
            "turn on the floor lamp and the reading lamp and set them to 40",
            "light.l1 on, light.b2 on, light.l1 brightness 40, light.b2 brightness 40",
        ),
        (
            "turn on the floor lamp and the reading lamp, make them dimmer",
            "light.l1 on, light.b2 on, light.l1 down, light.b2 down",
        ),
        ("open the blinds and set them to 40", "cover.l position 40"),
        (
            "floor lamp on and reading lamp on, both at 20",
            "light.l1 on, light.b2 on, light.l1 brightness 20, light.b2 brightness 20",
        ),
    ],
)
def test_what_is_said_of_them_is_done_too(text: str, steps: str) -> None:
    """What each of them was named for does not stand against it."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("floor lamp at 10, hall light off", "light.l1 brightness 10, light.h off"),
        ("the reading lamp at 10 and the hall light off", "light.b2 brightness 10, light.h off"),
    ],
)
def test_a_round_number_beside_another_command_is_a_value(text: str, steps: str) -> None:
    """It is no hour at which the lamp goes off as well."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("both kitchen lamps off but leave the hall light", "light.kc off, light.kl off"),
        (
            "lights off downstairs, leave the ones in the hall and the kitchen",
            "light.l1 off, light.l2 off",
        ),
        (
            "lights off, leave the ones in the hall and the kitchen",
            "light.l1 off, light.l2 off, light.b off, light.b2 off, light.ba off",
        ),
        (
            "lights on, the ones in the bedroom stay off",
            "light.kc on, light.kl on, light.h on, light.l1 on, light.l2 on, light.ba on",
        ),
        ("lights off upstairs but leave those in the bathroom on", "light.b off, light.b2 off"),
        ("lamps off, leave the lights", "light.kl off, light.l1 off, light.b2 off"),
    ],
)
def test_what_goes_off_is_not_what_is_left(text: str, steps: str) -> None:
    """A wider word for what is left alone means the others."""
    assert done(text) == write(read(steps))


def test_what_is_contrary_of_them_is_no_exception() -> None:
    """Both are in the plan, which is refused as saying two different things."""
    wanted = done("lights off in the living room, dim them")
    assert wanted == write(read("light.l1 off, light.l2 off, light.l1 down, light.l2 down"))
