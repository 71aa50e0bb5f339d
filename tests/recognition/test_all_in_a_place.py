"""All of several kinds in one place, and all but what plays the music."""

import pytest

from tests.recognition.house import DIMS, FAN, PLAYER, device, home, understand_in, write

FLOOR = "Upper floor"
ROOMS = home(
    (device("light.t", "Terrace lights", "light", "Terrace"), "on", DIMS),
    (device("light.k", "Kitchen lamp", "light", "Kitchen", "Ground floor"), "on", DIMS),
    (device("light.b", "Bedroom light", "light", "Bedroom", FLOOR), "on", DIMS),
    (device("fan.b", "Ceiling fan", "fan", "Bedroom", FLOOR), "on", FAN),
    (device("media_player.k", "Speaker", "speaker", "Kitchen", "Ground floor"), "playing", PLAYER),
)


@pytest.mark.parametrize(
    "text",
    [
        "turn off all the lights and fans on the upper floor",
        "all the lights and all the fans on the upper floor off",
        "all lamps and fans off on the upper floor",
    ],
)
def test_a_place_behind_several_groups_is_that_of_all(text: str) -> None:
    """What others elsewhere are called does not matter to them."""
    plan = understand_in(text, ROOMS)
    assert plan is not None
    assert write(plan.steps) == {"light.b off", "fan.b off"}


@pytest.mark.parametrize("text", ["everything off but the music", "all off but the music please"])
def test_the_music_is_left_out_behind_but(text: str) -> None:
    """It goes on, and all else goes off."""
    plan = understand_in(text, ROOMS)
    assert plan is not None
    assert write(plan.steps) == {"light.t off", "light.k off", "light.b off", "fan.b off"}
