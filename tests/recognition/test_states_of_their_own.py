"""Two wishes in one breath: neither takes the state, or the value, of the other."""

import pytest

from tests.recognition.house import done, read, understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I could use that kettle, the TV off", "switch.kettle on, media_player.tv off"),
        ("give me my kettle and the TV can go out", "switch.kettle on, media_player.tv off"),
        (
            "we don't need the TV & let's have the kettle on, and the hall light should be on",
            "media_player.tv off, switch.kettle on, light.h on",
        ),
        ("turn off the TV, the kettle on in the kitchen", "media_player.tv off, switch.kettle on"),
        (
            "turn the floor lamp out, and make it 20 on the reading lamp",
            "light.l1 off, light.b2 brightness 20",
        ),
        (
            "drop the bedroom fan by 5, and make it 45 percent on the reading lamp",
            "fan.b down 5, light.b2 brightness 45",
        ),
        ("no more of the kettle", "switch.kettle off"),
        (
            "turn the lot off in the kitchen, sparing the kettle",
            "light.kc off, light.kl off, fan.k off",
        ),
        ("run the kettle er the hall light", "light.h on"),
    ],
)
def test_each_has_its_own(text: str, steps: str) -> None:
    """What is wanted on is not turned off with its neighbour."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "make sure the kettle and the TV are off, the hall light is fine",
        "turn the xylophone on and set it to 20",
        "there's Bob's boiler - put this one to 53 degrees",
    ],
)
def test_nothing_is_moved_that_was_not_meant(text: str) -> None:
    """What is fine stays, and "it" is no other thing than the one that is not known."""
    plan = understand(text)
    assert plan is None or not plan.steps
