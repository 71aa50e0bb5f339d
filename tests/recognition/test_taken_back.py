"""What is taken back in the middle of a sentence: another thing, another value, all of it."""

import pytest

from tests.recognition.house import done, read, understand, write

ALL_BUT_THE_HALL = (
    "light.kc off, light.kl off, light.l1 off, light.l2 off, "
    "light.b off, light.b2 off, light.ba off"
)


@pytest.mark.parametrize("between", ["actually", "no wait", "sorry", "hang on"])
@pytest.mark.parametrize("left", ["leave the hall light on", "the hall light can stay on"])
def test_a_second_thought_can_be_an_exception(between: str, left: str) -> None:
    """What is to stay as it is takes nothing back of the rest."""
    assert done(f"turn off all the lights, {between}, {left}") == write(read(ALL_BUT_THE_HALL))


@pytest.mark.parametrize("oops", ["sorry", "oh no", "wait", "oops", "hang on", "that's wrong"])
def test_a_correction_amid_talk(oops: str) -> None:
    """In front of a name it is no mere politeness, so that only what is named last is moved."""
    text = f"I was so cold today, put the hall light on please, {oops}, the kettle please"
    assert done(text) == {"switch.kettle on"}


def test_meaning_it() -> None:
    """Whoever means it corrects nothing, least of all by the hour that it is."""
    plan = understand("turn everything off, it's nearly ten already, I mean it")
    assert plan is not None
    assert {step.action for step in plan.steps} == {"off"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("set the bedroom fan to half speed, er, 66 percent", "fan.b percentage 66"),
        ("dim the reading lamp to 40, 50", "light.b2 brightness 50"),
        ("TV volume to 30, er, 20", "media_player.tv volume 20"),
    ],
)
def test_of_two_values_the_last_holds(text: str, steps: str) -> None:
    """Behind a pause, where nothing else is named."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "my mum called, please turn on the hall light, no stop, fire up the kettle",
        "my mum called, please turn on the hall light, scratch that, turn on the kettle",
    ],
)
def test_another_command_in_the_place_of_one_amid_talk(text: str) -> None:
    """What is taken back is not done."""
    assert done(text) == {"switch.kettle on"}
