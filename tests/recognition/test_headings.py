"""What is said in front of a command: where, what, and who is to do it."""

import pytest

from tests.recognition.house import read, understand, write

HEADED = (
    ("bedroom: reading lamp on and curtains closed", "light.b2 on, cover.b close"),
    ("kitchen, turn on the lamp", "light.kl on"),
    ("bedroom, all lights on", "light.b on, light.b2 on"),
    ("kitchen, lamp and fan on", "light.kl on, fan.k on"),
    (
        "kitchen, hall and bathroom lights off",
        "light.kc off, light.kl off, light.h off, light.ba off",
    ),
    ("the kettle and the TV: kettle on, TV off", "switch.kettle on, media_player.tv off"),
    (
        "hall light and bathroom light: hall on, bathroom off",
        "light.h on, light.ba off",
    ),
    ("Robby, start cleaning", "vacuum.v start"),
)


@pytest.mark.parametrize(("text", "steps"), HEADED)
def test_what_stands_in_front_is_what_it_is_about(text: str, steps: str) -> None:
    """Nothing else moves, and nothing that was named in front is done twice."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems
