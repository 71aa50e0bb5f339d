"""Wishes beside a command that are not understood: then nothing is said to be done."""

import pytest

from tests.recognition.house import done, read, understand, write


@pytest.mark.parametrize(
    "text",
    [
        "it's been a long day, turn off the lamp, and the curtains closed!",
        "Zoe would like you to make the thermostat cooler, then dim the reading lamp",
        "give the kettle a rest, turn off the hall light",
        "the TV is a bit loud; turn off the hall light",
        "shush the TV, then turn on the kettle",
        "it wud be good if you could see to it that the kettle is off, and get the TV off",
        "my sister has the TV on so loud, close the curtains",
    ],
)
def test_what_is_said_of_another_device(text: str) -> None:
    """It may be wanted, too, so that the command alone would be half of what was asked for."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I'm watching TV, turn off the hall light", "light.h off"),
        ("the kettle is boiling, turn off the hall light", "light.h off"),
        ("I want the bedroom fan off, the hall light can wait", "fan.b off"),
        ("I want to read so turn on the reading lamp", "light.b2 on"),
    ],
)
def test_what_is_only_told(text: str, steps: str) -> None:
    """A statement about another device asks for nothing."""
    assert done(text) == write(read(steps))


KITCHEN_LIGHTS = "light.kc off, light.kl off"


@pytest.mark.parametrize(
    "left",
    [
        "only the kettle and the fan stays",
        "the kettle and the fan stays on",
        "the kettle and the fan keep running",
        "leave the kettle and the fan as they are",
        "leave the kettle and fan as they are",
    ],
)
def test_both_of_two_are_left_alone(left: str) -> None:
    """The first of them belongs to what stays, and not to all that goes off."""
    assert done(f"everything off in the kitchen, {left}") == write(read(KITCHEN_LIGHTS))


def test_one_stays_where_the_other_is_named_alone() -> None:
    """What is no part of a group goes off with what was named before it."""
    assert done("turn off the TV and the kettle stays on") == {"media_player.tv off"}


@pytest.mark.parametrize("nothing", ["leave nothing on", "I want nothing on", "keep nothing on"])
def test_nothing_but_one_that_is_wanted(nothing: str) -> None:
    """All goes off, and what is named comes on."""
    text = f"{nothing} in the kitchen but I want the kettle on"
    assert done(text) == write(read(f"{KITCHEN_LIGHTS}, fan.k off, switch.kettle on"))


@pytest.mark.parametrize(
    "text",
    [
        "the kettle, the one my daughter likes - I don't need it if you don't mind",
        "quickly, my kettle in the kitchen, you know the one, well, nobody needs that one now",
        "listen, my reading lamp, max brightness on that",
    ],
)
def test_what_goes_on_with_a_name(text: str) -> None:
    """It tells what is wanted of it, which is not that it comes on."""
    plan = understand(text)
    assert plan is None or not plan.steps


def test_it_is_time_for_something_else() -> None:
    """It begins a wish of its own right behind a conjunction, and nothing raises."""
    plan = understand("lock up the front door, and it's time for the kettle to run")
    assert plan is None or len(plan.steps) != 1


@pytest.mark.parametrize(
    "text",
    [
        "kitchen lights on, the one in the garage off",
        "the hall light on, the ones in the attic off",
        "lights off downstairs but leave the piano on Lisa is still working",
    ],
)
def test_another_one_of_a_place_that_is_not_known_is_not_passed_over(text: str) -> None:
    """What is to become of it is no further word on the one in front, and no remark."""
    plan = understand(text)
    assert plan is None or not plan.steps or plan.problems


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "the curtains should be closed and the kettle switched on",
            "cover.b close, switch.kettle on",
        ),
        (
            "the curtains should be closed, the kettle switched on and the TV turned off",
            "cover.b close, switch.kettle on, media_player.tv off",
        ),
    ],
)
def test_what_else_should_be_switched_is_not_passed_over(text: str, steps: str) -> None:
    """The wish goes on."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    ["turn off the TV, the kettle switched on", "close the curtains and the kettle switched on"],
)
def test_what_may_have_to_be_switched_is_not_passed_over(text: str) -> None:
    """It may also be told of; that it is not understood is said."""
    plan = understand(text)
    assert plan is None or plan.problems
