"""A room is to be warmer or cooler whose heating or cooling is off."""

import pytest

from tests.recognition.house import HEATING, device, home, understand_in, write

AC = {**HEATING, "hvac_modes": ["off", "cool"], "temperature": 22}


@pytest.mark.parametrize(
    ("text", "state", "steps"),
    [
        ("make it cooler", "off", {"climate.a cool"}),
        ("I'd like it a good bit cooler", "off", {"climate.a cool"}),
        ("make it 3 degrees cooler", "off", {"climate.a cool", "climate.a down 3"}),
        ("make it cooler", "cool", {"climate.a down"}),
        ("turn the AC down", "off", {"climate.a down"}),
    ],
)
def test_what_is_off_starts(text: str, state: str, steps: set[str]) -> None:
    """A device that is named is only set, and so is one that runs."""
    rooms = home((device("climate.a", "AC", "ac", "Studio"), state, AC))
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == steps


def test_what_cannot_help_is_left_alone() -> None:
    """Nothing that only cools makes a room warmer."""
    rooms = home((device("climate.a", "AC", "ac", "Studio"), "off", AC))
    plan = understand_in("make it warmer", rooms)
    assert plan is None or not plan.steps
