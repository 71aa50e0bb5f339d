"""Commands with others in mind: what they see, what could happen to them, what they are asked."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from tests.recognition.house import done, read, understand, write


@pytest.mark.parametrize(
    "text",
    [
        "could you switch the hall light on so they see the steps",
        "turn on the hall light so the neighbours can see the steps",
        "turn on the hall light before the guests break their necks",
        "turn on the hall light before somebody trips",
        "Jeeves, old chap, do put on the hall light before the guests break their necks",
        "my sister called, she'll be late, can you turn the hall light on in the meantime",
        "turn the hall light on in the meantime",
    ],
)
def test_what_it_is_good_for_is_no_part_of_a_command(text: str) -> None:
    """Nobody waits for others to fall."""
    assert done(text) == {"light.h on"}


@pytest.mark.parametrize(
    "text",
    [
        "turn on the hall light before the kids go to bed",
        "turn on the hall light when somebody trips",
        "turn on the hall light if the guests fall",
    ],
)
def test_what_has_to_happen_first_is_waited_for(text: str) -> None:
    """It is no mishap that is to be kept from anybody."""
    plan = understand(text)
    assert plan is not None
    assert [each.code for each in plan.problems] == [ProblemCode.LATER]


@pytest.mark.parametrize(
    "polite",
    [
        "if you don't mind, and only if you have a second",
        "only if you have a moment",
        "only if it's no trouble",
        "but only if you can",
    ],
)
def test_politeness_is_no_condition(polite: str) -> None:
    """Nobody who says so waits for us to have a second."""
    assert done(f"{polite}, I'd love to have the hall light on") == {"light.h on"}


def test_other_conditions_are() -> None:
    """They are not met yet."""
    plan = understand("only if it is dark, I'd love to have the hall light on")
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text",
    [
        "well then, let us see, the kettle ought to be started now that the washing is done",
        "um so it's laundry day, anyway, what I wanted to say, turn the kettle on",
        "my head is killing me from that noise, what I meant to say, put the kettle on",
    ],
)
def test_who_comes_to_the_point(text: str) -> None:
    """What leads to it asks for nothing."""
    assert done(text) == {"switch.kettle on"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("the bedroom fan is making too much wind", "fan.b down"),
        ("there's way too much wind from the bedroom fan", "fan.b down"),
        ("the bedroom fan blows too hard", "fan.b down"),
        ("the bedroom fan is too windy", "fan.b down"),
        ("the TV makes too much noise", "media_player.tv down"),
        ("I can't hear the TV over the cooking", "media_player.tv up"),
        ("we can hardly hear the TV over all this chatter", "media_player.tv up"),
        ("I can't hear you over the TV", "media_player.tv down"),
    ],
)
def test_too_much_of_one_thing(text: str, steps: str) -> None:
    """Less of it helps, or more of what is heard over it."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "I can't hear the TV over the bedroom fan",
        "is the bedroom fan making too much wind",
        "the TV gives too much light",
        "follow the steps, turn on the kettle",
    ],
)
def test_what_could_be_helped_otherwise(text: str) -> None:
    """Either could be meant, or neither."""
    plan = understand(text)
    assert plan is None or not plan.steps
