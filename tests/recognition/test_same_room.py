"""What is said of one room at its end, and what is set going in a way of its own."""

import pytest

from .house import DIMS, device, done, home, read, understand, understand_in, write

LIVING_ROOM = "light.l1 off, light.l2 off, cover.l open"
HOOVER = home(
    (
        device("vacuum.h", "Hoover", "vacuum", "Hall"),
        "docked",
        {"supported_features": 8764, "fan_speed_list": ["quiet", "turbo"]},
    ),
)


@pytest.mark.parametrize(
    ("text", "area", "wanted"),
    [
        ("lights off and blinds up in the living room", None, LIVING_ROOM),
        ("turn the lights off and open the blinds in the living room", None, LIVING_ROOM),
        (
            "lights off, TV off and blinds up in the living room",
            None,
            f"{LIVING_ROOM}, media_player.tv off",
        ),
        (
            "lights on and blinds up in the living room",
            "bedroom",
            "light.b on, light.b2 on, cover.l open",
        ),
    ],
)
def test_a_room_at_the_end_is_that_of_all(text: str, area: str | None, wanted: str) -> None:
    """Unless whoever speaks is in a room, whose lights "the lights" are."""
    plan = understand(text, area)
    assert plan is not None
    assert write(plan.steps) == write(read(wanted))


def test_all_of_them_are_those_of_the_home() -> None:
    """Where it is said."""
    plan = understand("all lights off and blinds up in the living room")
    assert plan is not None
    assert {"light.kc off", "light.ba off", "cover.l open"} <= write(plan.steps)


@pytest.mark.parametrize("text", ["start the hoover on turbo", "get the hoover going on turbo"])
def test_what_is_set_going_in_a_way_is_set_going(text: str) -> None:
    """And not only told how it is to run."""
    plan = understand_in(text, HOOVER)
    assert plan is not None
    assert [step.action for step in plan.steps] == ["start", "fan_speed"]
    plan = understand_in("hoover on turbo", HOOVER)
    assert plan is not None
    assert [step.action for step in plan.steps] == ["fan_speed"]


@pytest.mark.parametrize(
    ("text", "area", "wanted"),
    [
        ("open the curtains in the bedroom and turn the lights on", None, "bedroom"),
        ("open the bedroom curtains and turn the lights on", None, "bedroom"),
        ("open the curtains in here and turn all the lights on", "bedroom", "bedroom"),
        ("open the curtains in the bedroom and turn all the lights on", None, "home"),
        ("open the curtains and turn all the lights on", "bedroom", "home"),
    ],
)
def test_a_group_is_in_the_room_that_was_named_before(
    text: str, area: str | None, wanted: str
) -> None:
    """All of them are those of the home, unless the room is that of whoever speaks."""
    plan = understand(text, area)
    assert plan is not None
    lights = {step for step in write(plan.steps) if step.startswith("light.")}
    in_bedroom = {"light.b on", "light.b2 on"}
    assert lights == in_bedroom if wanted == "bedroom" else lights > in_bedroom


def test_a_group_that_is_not_there_is_that_of_the_home() -> None:
    """There is no fan in the living room."""
    assert "fan.b off" in done("close the blinds in the living room and turn off the fans")


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("curtains in the bedroom shut and the lamp on", "cover.b close, light.b2 on"),
        ("turn off the bedroom fan and turn on the lamp", "fan.b off, light.b2 on"),
        ("lights in the bedroom off and the lamp on", "light.b off, light.b2 on"),
        ("speaker in the bathroom on and the lamp off", "media_player.sp on, light.kl off"),
    ],
)
def test_the_lamp_is_that_of_the_room_that_was_named(text: str, steps: str) -> None:
    """One in the kitchen that is called "Lamp" and nothing else was not spoken of."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("both hue go to 30", {"light.g1 brightness 30", "light.g2 brightness 30"}),
        ("set both hue go at 30 percent", {"light.g1 brightness 30", "light.g2 brightness 30"}),
        ("both hue go off", {"light.g1 off", "light.g2 off"}),
    ],
)
def test_both_of_two_with_one_name(text: str, wanted: set[str]) -> None:
    """The "go" of their name is neither a verb nor polite."""
    lamps = home(
        (device("light.g1", "Hue Go 1", "light", "Loft"), "on", DIMS),
        (device("light.g2", "Hue Go 2", "light", "Loft"), "on", DIMS),
        (device("light.i", "Hue Iris", "light", "Loft"), "on", DIMS),
    )
    plan = understand_in(text, lamps)
    assert plan is not None
    assert write(plan.steps) == wanted


@pytest.mark.parametrize(
    "text", ["back on with it", "and back on with it please", "on again with it"]
)
def test_back_on_with_it(text: str) -> None:
    """It is what was done last, the other way round."""
    plan = understand(text, before="media_player.tv off")
    assert plan is not None
    assert write(plan.steps) == {"media_player.tv on"}


KITCHEN_FULL = "light.kc brightness 100, light.kl brightness 100"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("full brightness in the kitchen", KITCHEN_FULL),
        ("kitchen full brightness please", KITCHEN_FULL),
        ("half volume in the bathroom", "media_player.sp volume 50"),
        ("50 percent brightness in the kitchen", KITCHEN_FULL.replace("100", "50")),
    ],
)
def test_a_level_that_is_said_of_a_place(text: str, steps: str) -> None:
    """It is that of what has one there."""
    assert done(text) == write(read(steps))
