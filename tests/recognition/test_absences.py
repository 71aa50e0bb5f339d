"""What is not to be there: it is turned off, unless it is an exception to what is done."""

import pytest

from tests.recognition.house import understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("hall light on but no TV", {"light.h on", "media_player.tv off"}),
        ("hall light on and no lamp in the living room", {"light.h on", "light.l1 off"}),
        ("turn on the hall light, the fan in the bedroom not", {"light.h on", "fan.b off"}),
        ("reading lamp on but the bedroom fan not", {"light.b2 on", "fan.b off"}),
        ("all lights on upstairs but no reading lamp", {"light.b on", "light.ba on"}),
        ("hall light off, the bedroom fan not", {"light.h off"}),
        ("kettle on but no music", {"switch.kettle on", "media_player.tv off"}),
        ("pause the TV, the bedroom fan not", {"media_player.tv pause"}),
        ("stop Robby, the bedroom fan not", {"vacuum.v stop"}),
        ("hall light on but no lamps", {"light.h on", "light.l1 off"}),
        (
            "kettle on but no lights on the ground floor",
            {"switch.kettle on", "light.kc off", "light.l1 off"},
        ),
    ],
)
def test_what_is_not_to_be_there_goes_off(text: str, steps: set[str]) -> None:
    """A reply that says no more than "hall light on" would be half of the truth."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("everything stays on except the floor lamp", {"light.l1 off"}),
        ("all the lights stay on except the floor lamp", {"light.l1 off"}),
        ("leave the lights off except the hall light", {"light.h on"}),
        ("keep the lights on except the one in the bathroom", {"light.ba off"}),
        ("leave everything in the kitchen on except the ceiling light", {"light.kc off"}),
        ("leave everything here on except the ceiling light", {"light.kc off"}),
        ("leave the lights as they are except the floor lamp", set()),
    ],
)
def test_an_exception_to_what_stays_so_becomes_the_other_way_round(
    text: str, steps: set[str]
) -> None:
    """It is one of what stays, and where that is; as it is, nothing is opposite."""
    plan = understand(text, "kitchen")
    assert plan is not None
    assert write(plan.steps) == steps


def test_lights_of_nowhere_are_not_turned_off() -> None:
    """Whether all lights of the home are meant, nobody said."""
    assert understand("Robby back to his dock and no lights") is None


@pytest.mark.parametrize(
    ("text", "before", "steps"),
    [
        ("not the hall light, just the reading lamp", "", {"light.b2 on"}),
        ("not the bathroom light, just the reading lamp", "", {"light.ba off", "light.b2 on"}),
        ("not the bathroom light, the reading lamp please", "", {"light.ba off", "light.b2 on"}),
        ("not the hall light, the reading lamp", "light.h on", {"light.h off", "light.b2 on"}),
    ],
)
def test_one_thing_in_the_place_of_another_is_only_named(
    text: str, before: str, steps: set[str]
) -> None:
    """What is on and not wanted goes off, whether or not it was turned on just before."""
    plan = understand(text, before=before)
    assert plan is not None
    assert write(plan.steps) == steps
