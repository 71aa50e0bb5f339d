"""What is said of one room at its end, and what is set going in a way of its own."""

import pytest

from .house import device, done, home, read, understand, understand_in, write

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
