"""What is not wanted beside what is: neither takes a word of the other."""

import pytest

from tests.recognition.house import done, read, understand, write


def test_it_is_time_for_another_device() -> None:
    """What else it is time for is not passed over beside a command."""
    plan = understand("turn the kettle on, it's time for the bedroom fan to run")
    assert plan is None or len(plan.steps) != 1


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I don't want the TV on and turn off the bedroom fan", "media_player.tv off, fan.b off"),
        ("we don't need the TV on so turn off the bedroom fan", "media_player.tv off, fan.b off"),
        ("we don't need the TV and I want the kettle on", "media_player.tv off, switch.kettle on"),
        ("no need for the bedroom fan and switch on the kettle", "fan.b off, switch.kettle on"),
        ("the bedroom fan shouldn't be on and turn the kettle on", "fan.b off, switch.kettle on"),
        (
            "we don't need the TV and the curtains have to be closed",
            "media_player.tv off, cover.b close",
        ),
        ("no more TV and the curtains should be closed", "media_player.tv off, cover.b close"),
        (
            "I don't want the TV on and the bedroom fan shouldn't be on",
            "media_player.tv off, fan.b off",
        ),
    ],
)
def test_a_command_behind_what_is_not_wanted(text: str, steps: str) -> None:
    """It takes no word of it, so that nothing comes on that is not wanted."""
    assert done(text) == write(read(steps))


def test_a_command_behind_what_a_thing_does() -> None:
    """Only of somebody it may still be told: "she comes home and turns on the light"."""
    text = "my tooth is killing me again and get the TV off, then flick the kettle on"
    assert done(text) == {"media_player.tv off", "switch.kettle on"}


def test_an_exception_that_is_wanted_otherwise() -> None:
    """It does not turn round what is to become of the others."""
    steps = done("turn all the lights on in the house but I want the hall light off")
    assert {"light.l1 on", "light.l2 on", "light.h off"} <= steps
    assert sum(step.endswith(" off") for step in steps) == 1


@pytest.mark.parametrize(
    "text",
    [
        "we could take the speaker down a bit, then the kettle should be on",
        "the TV would be nice and switch the kettle on",
        "a bit of music would be lovely and switch the kettle on",
        "turn the kettle on, Robby can begin",
        "I'm done with the TV and I'll have the kettle on",
        "hi there, enough of the TV in the living room, I'd like the kettle on",
    ],
)
def test_what_is_proposed_is_not_passed_over(text: str) -> None:
    """Done without it, the rest would be said to be all."""
    plan = understand(text)
    assert plan is None or len(plan.steps) != 1


@pytest.mark.parametrize("pause", ["um", "uh", "you know"])
@pytest.mark.parametrize("wish", ["I'd prefer", "I'd love it", "I'd be happier"])
def test_what_is_rather_not_to_be_done(wish: str, pause: str) -> None:
    """It is not done behind a pause, either."""
    plan = understand(f"{wish} if you didn't, {pause}, start Robby")
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text",
    [
        "don't move the blinds any further",
        "nobody wants you to open the blinds",
        "nobody asked you to turn on the kettle",
        "I'd rather you didn't turn on the kettle",
        "I'd prefer if you didn't open the garage door",
        "it'd be better not to turn the kettle on",
        "would you mind not opening the blinds",
    ],
)
def test_what_nobody_wants_moves_nothing(text: str) -> None:
    """However much of it sounds like a command."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize("opening", ["that's enough of", "enough of"])
def test_enough_of_something(opening: str) -> None:
    """It is not wanted any more."""
    assert done(f"{opening} the TV") == write(read("media_player.tv off"))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("don't turn off the TV just the bedroom fan", "fan.b off"),
        ("the film isn't over so don't turn off the TV just the bedroom fan", "fan.b off"),
        (
            "I'm still up so please don't turn off the floor lamp only the bathroom light",
            "light.ba off",
        ),
        ("don't turn the kettle on yet just turn off the bedroom fan", "fan.b off"),
        ("don't start Robby just yet, but turn on the kettle", "switch.kettle on"),
    ],
)
def test_what_alone_is_wanted_stands_behind_what_is_not(text: str, steps: str) -> None:
    """Whatever is told in front of both."""
    assert done(text) == write(read(steps))
