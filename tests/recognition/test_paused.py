"""What is wanted in the place of what is refused, in one breath with it."""

import pytest

from tests.recognition.house import done, read, understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("don't turn the hall light on just the kettle", "switch.kettle on"),
        ("don't turn the kettle on, just the hall light", "light.h on"),
        ("don't turn the TV off just put the volume down to 20", "media_player.tv volume 20"),
        ("don't turn the TV off, just put the volume down to 20", "media_player.tv volume 20"),
        ("don't turn off the TV, mute it", "media_player.tv mute"),
        (
            "don't turn off the kitchen ceiling light just dim it to 20",
            "light.kc brightness 20",
        ),
        (
            "don't turn the lights off in the bedroom, just dim them to 30",
            "light.b brightness 30, light.b2 brightness 30",
        ),
        ("no need for the bedroom fan just open the blinds", "fan.b off, cover.l open"),
        ("I don't want the TV on just the floor lamp", "media_player.tv off, light.l1 on"),
        ("don't turn off the TV only the floor lamp", "light.l1 off"),
    ],
)
def test_just_ends_what_is_refused(text: str, steps: str) -> None:
    """It is done, to what was spared from something else as well."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "don't turn on the hall light just yet",
        "don't turn the hall light on just now",
        "don't turn the kettle on just in the kitchen",
        "don't just turn off the TV",
    ],
)
def test_just_that_tells_when_or_where_ends_nothing(text: str) -> None:
    """Nothing is wanted in its place."""
    plan = understand(text)
    assert plan is None or not (plan.steps or plan.deferred)


def test_what_is_refused_stays_out_of_a_group() -> None:
    """Of the group behind it, it was not said to be wanted otherwise."""
    steps = done("don't turn off the floor lamp, turn off the lights in the living room")
    assert "light.l1 off" not in steps
