"""What is denied or forbidden in many words: it is never done, nor is its contrary guessed at."""

import pytest

from tests.recognition.house import done, read, understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "don't let the kettle run as well as the curtains all the way down",
            "switch.kettle off, cover.b close",
        ),
        ("don't leave the curtains open and the kettle on", "switch.kettle off, cover.b close"),
        ("not the kettle and not the TV should be on", "switch.kettle off, media_player.tv off"),
        (
            "not the kettle and not the TV should be on, turn them off",
            "switch.kettle off, media_player.tv off",
        ),
        ("the curtains neednt be open could you get them shut", "cover.b close"),
        ("the blinds shouldn't be closed - blinds all the way open", "cover.l open"),
        (
            "I don't need the kettle in the kitchen, the bedroom fan as well as the TV any more",
            "switch.kettle off, fan.b off, media_player.tv off",
        ),
        ("I want that lamp is not on any more", "light.kl off"),
        ("we want that the kettle isn't running", "switch.kettle off"),
        ("pull the plug on the kettle", "switch.kettle off"),
        ("send the kettle off", "switch.kettle off"),
        ("the kettle to go off", "switch.kettle off"),
    ],
)
def test_each_state_is_turned_round_by_itself(text: str, steps: str) -> None:
    """What follows with a state of its own keeps it."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "I don't want the kettle on and the curtains closed",
        "I wannt no bedroom lamps on",
        "I forbid you to open the garage door",
        "you are not allowed to open the garage door",
        "under no circumstances open the garage door",
        "nobody may open the garage door",
        "I would hate you to open the garage door",
    ],
)
def test_what_is_not_clearly_wanted_is_not_done(text: str) -> None:
    """It may be the contrary that is meant."""
    assert understand(text) is None


def test_going_off_is_for_what_leaves_its_dock() -> None:
    """A vacuum that is sent off sets out."""
    assert done("send Robby off") == {"vacuum.v start"}


@pytest.mark.parametrize(
    "text",
    ["my tooth is playing up again, get the kettle on", "enough playing on that TV, movie night"],
)
def test_nothing_raises(text: str) -> None:
    """Whatever the words may be."""
    understand(text)


@pytest.mark.parametrize(
    "text",
    [
        "any lights on?",
        "any lights on in the kitchen",
        "any of the blinds still open",
        "the speaker, is it on",
        "what about the kettle, is it on?",
        "my floor lamp, is it off?",
        "the blinds - are they closed",
    ],
)
def test_a_brief_question_moves_nothing(text: str) -> None:
    """It asks how something is, with a mark and without one."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("any light in the kitchen off", "light.kc off, light.kl off"),
        ("any lights upstairs should go off", "light.b off, light.b2 off, light.ba off"),
        ("the lamp, is it possible to turn it on", "light.kl on"),
    ],
)
def test_a_command_that_begins_alike(text: str, steps: str) -> None:
    """It asks nothing."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "opening",
    ["don't", "please don't", "never", "no need to", "you must not", "I'd rather you didn't"],
)
@pytest.mark.parametrize(
    "orders",
    [
        "turn off the kettle or turn on the TV",
        "turn off the kettle and turn on the TV",
        "open the blinds or close the curtains",
        "set the floor lamp to 40 or pause the TV",
    ],
)
def test_what_is_refused_with_another(opening: str, orders: str) -> None:
    """With "or" neither is done; with "and" it is not said whether the second one is."""
    plan = understand(f"{opening} {orders}")
    assert plan is None or not (plan.steps or plan.deferred)


@pytest.mark.parametrize("joint", [", ", " but ", ". ", ", just "])
def test_what_is_wanted_beside_what_is_refused(joint: str) -> None:
    """A contrast tells that it is to be done."""
    assert done(f"don't turn off the kettle{joint}turn on the hall light") == {"light.h on"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("switch the bedroom fan on, but don't switch the bedroom light on with it", "fan.b on"),
        ("turn on the hall light and the kettle with it", "light.h on, switch.kettle on"),
    ],
)
def test_what_goes_with_it(text: str, steps: str) -> None:
    """It is done, or not done, at the same time, and "it" is no third thing."""
    assert done(text) == write(read(steps))
