"""What is meant by where it is, or by what it is not: "those in the hall", "the others"."""

import pytest

from tests.recognition.house import read, understand, write

MEANT = (
    (
        "lights on in the kitchen and off everywhere else",
        (
            "light.kc on, light.kl on, light.h off, light.l1 off, light.l2 off, light.b off, "
            "light.b2 off, light.ba off"
        ),
    ),
    (
        "kitchen ceiling light to 20, all lights in the other rooms off",
        (
            "light.kc brightness 20, light.h off, light.l1 off, light.l2 off, light.b off, "
            "light.b2 off, light.ba off"
        ),
    ),
    ("bedroom fan off, but not the lamp", "fan.b off"),
    (
        "keep the bathroom light on but turn off the others upstairs",
        "light.b off, light.b2 off",
    ),
    (
        "don't touch the bedroom, but turn the other lights off",
        "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, light.ba off",
    ),
    (
        "leave the bathroom alone and switch the rest of the lights upstairs off",
        "light.b off, light.b2 off",
    ),
    (
        "turn off the lights in the kitchen and those in the living room",
        "light.kc off, light.kl off, light.l1 off, light.l2 off",
    ),
    ("don't turn on the lights in the bedroom, only those in the bathroom", "light.ba on"),
    ("don't turn on the lights in the bedroom, only the lights in the bathroom", "light.ba on"),
    (
        "turn off the fans and the lights except in the kitchen",
        (
            "fan.b off, light.h off, light.l1 off, light.l2 off, light.b off, light.b2 off, "
            "light.ba off"
        ),
    ),
    ("turn on the floor lamp, not the ceiling light", "light.l1 on"),
    ("kettle and hall light switch off", "switch.kettle off, light.h off"),
    ("only the hall light off, keep the others", "light.h off"),
    (
        "only the reading lamp please, the other lights in the bedroom off",
        "light.b2 on, light.b off",
    ),
    ("hall light off, floor lamp on, everything else as it is", "light.h off, light.l1 on"),
    ("the floor lamp on, the ceiling light as it is", "light.l1 on"),
    ("turn off the hall light, the others as they are", "light.h off"),
    ("keep the reading lamp but the rest of the bedroom lights off", "light.b off"),
    ("keep the reading lamp but the bedroom fan off", "fan.b off"),
    ("leave the other lights alone and turn off the hall light", "light.h off"),
    ("leave the lamp on but turn off the other lights in the kitchen", "light.kc off"),
    (
        "leave the hall light on but turn off the other lights downstairs",
        "light.kc off, light.kl off, light.l1 off, light.l2 off",
    ),
    ("leave the ceiling light on and turn off the other lights in the living room", "light.l1 off"),
    (
        "leave the reading lamp as it is and turn the rest of the room off",
        "fan.b off, light.b off",
    ),
    (
        "leave the floor lamp in the living room as it is and turn the rest of the room off",
        "light.l2 off, climate.l off, media_player.tv off",
    ),
)


@pytest.mark.parametrize(("text", "steps"), MEANT)
def test_others_are_those_of_the_kind(text: str, steps: str) -> None:
    """Nothing of another kind moves, nor what was left out."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


def test_those_of_another_place_are_not_those_spoken_of() -> None:
    """The hall is not told to be done where the landing was meant."""
    plan = understand("turn them off in the bedroom", None, "light.h on, light.ba on")
    assert plan is None or not plan.steps


def test_elsewhere_is_where_the_speaker_is_not() -> None:
    """If nothing was spoken of; and nobody knows where it is if nobody knows who speaks where."""
    plan = understand("turn off the lights everywhere else", "bedroom")
    assert plan is not None
    off = "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, light.ba off"
    assert write(plan.steps) == write(read(off))
    assert understand("turn off the lights everywhere else") is None


def test_an_exception_of_another_kind_makes_no_group_of_one() -> None:
    """The state tells which one is meant, as without the exception."""
    plan = understand("switch on the fan, but not the kettle")
    assert plan is not None
    assert write(plan.steps) == {"fan.k on"}
