"""Names alone, and what somebody wants without saying that it is to be on."""

import pytest

from tests.recognition.farm import on_farm
from tests.recognition.house import read, understand, write

MEANT = (
    ("the kettle", None, "switch.kettle on"),
    ("hall light please", None, "light.h on"),
    ("kettle and hall light", None, "switch.kettle on, light.h on"),
    ("kettle and kitchen ceiling light", None, "switch.kettle on, light.kc on"),
    ("lights", "bedroom", "light.b on, light.b2 on"),
    ("get the lights", "bedroom", "light.b on, light.b2 on"),
    ("can we have some light in the hall", None, "light.h on"),
    ("I want the TV", None, "media_player.tv on"),
    ("I could do with the kettle", None, "switch.kettle on"),
)
ASKED = (
    ("bathroom light", None, "light.ba off"),
    ("bedroom fan", None, "fan.b off"),
    ("the curtains", "bedroom", "cover.b close"),
    ("blinds", "living_room", "cover.l open"),
    (
        "all lights",
        None,
        (
            "light.kc on, light.kl on, light.h on, light.l1 on, light.l2 on, light.b on, "
            "light.b2 on, light.ba on"
        ),
    ),
)


@pytest.mark.parametrize(("text", "area_id", "steps"), MEANT)
def test_what_is_only_named_is_wanted_on(text: str, area_id: str | None, steps: str) -> None:
    """Who wants it off says so."""
    plan = understand(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.unsure


@pytest.mark.parametrize(("text", "area_id", "steps"), ASKED)
def test_what_may_be_wanted_otherwise_is_asked(text: str, area_id: str | None, steps: str) -> None:
    """It is on already, it can only be opened or closed, or it is in more than one room."""
    plan = understand(text, area_id)
    assert plan is not None
    assert plan.unsure
    assert write(plan.steps) == write(read(steps))


def test_one_of_several_is_asked_for() -> None:
    """There are two lights in the bedroom."""
    plan = understand("a bedroom lamp please")
    assert plan is not None
    assert not plan.steps or write(plan.steps) == {"light.b2 on"}


@pytest.mark.parametrize(
    "text",
    [
        "the front door",
        "garage door",
        "the alarm",
        "the kitchen",
        "I need the bathroom",
        "I want the garage",
        "the robot chicken",
    ],
)
def test_what_is_no_lamp_or_the_like_does_not_move(text: str) -> None:
    """Nobody wants a lock on or off, and a room is no thing."""
    plan = understand(text)
    assert plan is None or not plan.steps


def test_behind_a_turn_that_did_something_names_alone_are_left_to_others() -> None:
    """They may ask for the same, which may have been to turn something off."""
    assert understand("the kettle", before="light.h off") is None


@pytest.mark.parametrize(
    ("text", "pressed"),
    [
        ("empty the bin", True),
        ("empty Dobby's bin", True),
        ("Dobby empty bin", True),
        ("the bin", False),
    ],
)
def test_a_button_is_called_after_what_it_does(text: str, pressed: bool) -> None:  # noqa: FBT001
    """To say what it does is to press it; a word of its name alone may be anything."""
    plan = on_farm(text)
    assert (write(plan.steps) if plan else set()) == ({"button.dobby press"} if pressed else set())
