"""Places that stand apart from what is there: "kitchen and hall, lights on", "lights off, hall"."""

import pytest

from tests.recognition.house import (
    DIMS,
    PLAIN,
    PLAYER,
    device,
    done,
    home,
    read,
    understand as understand_at_home,
    understand_in,
    write,
)

GROUND = "Ground floor"
ROOMS = home(
    (device("light.k1", "Kitchen spots", "light", "Kitchen", GROUND), "off", DIMS),
    (device("light.k2", "Counter light", "light", "Kitchen", GROUND), "off", PLAIN),
    (device("light.d", "Chandelier", "light", "Dining room", GROUND), "off", DIMS),
    (device("light.b", "Balcony light", "light", "Balcony"), "off", DIMS),
    (device("light.g", "Garage light", "light", "Garage"), "off", DIMS),
    (device("media_player.g", "Old radio", "speaker", "Garage"), "off", PLAYER),
    (device("cover.g", "Garage door", "garage", "Garage"), "closed", {"supported_features": 3}),
    (device("scene.k", "Kitchen", "scene", "Dining room", GROUND), "unknown", {}),
)
APART = (
    ("dining room and balcony, lights on", "light.d on, light.b on"),
    ("lights off, balcony", "light.b off"),
    ("lights off, balcony and dining room", "light.b off, light.d off"),
    ("kitchen, lights on", "light.k1 on, light.k2 on"),
    ("lights on in the balcony and the kitchen", "light.b on, light.k1 on, light.k2 on"),
    ("garage, speaker on", "media_player.g on"),
    (
        "not only in the kitchen but also in the dining room lights on",
        "light.k1 on, light.k2 on, light.d on",
    ),
    ("I'm in dining room, turn the lights on", "light.d on"),
    ("lights on in the balcony, and kitchen as well", "light.b on, light.k1 on, light.k2 on"),
    ("in the balcony and the garage turn the lights on", "light.b on, light.g on"),
    ("balcony light and chandelier on", "light.b on, light.d on"),
    (
        "in the balcony lights on, in the kitchen lights off",
        "light.b on, light.k1 off, light.k2 off",
    ),
    (
        "turn on the lights in the balcony and turn them off in the kitchen",
        "light.b on, light.k1 off, light.k2 off",
    ),
    ("kitchen spots to 40 and chandelier to 20", "light.k1 brightness 40, light.d brightness 20"),
)


@pytest.mark.parametrize(("text", "steps"), APART)
def test_nothing_moves_outside_of_the_places_that_are_said(text: str, steps: str) -> None:
    """They are said in front or behind a pause, several of them or one called like a scene."""
    plan = understand_in(text, ROOMS)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


def test_a_place_that_is_one_more_limits_nothing() -> None:
    """All lights of the home are off where a room is told of with "too"."""
    everywhere = done("lights off")
    assert done("lights off, kitchen too") == everywhere
    assert done("lights off, kitchen") < everywhere


def test_the_lights_of_the_speakers_room_are_all_there() -> None:
    """Even where one of them is called by that word and the room's: the others are lights, too."""
    rooms = home(
        (device("light.1", "Kitchen lights", "light", "Kitchen"), "on", DIMS),
        (device("light.2", "Sink light", "light", "Kitchen"), "on", DIMS),
        (device("light.3", "Hall light", "light", "Hall"), "on", DIMS),
    )
    for text in ("lights out in here", "lights off", "in the kitchen lights off"):
        plan = understand_in(text, rooms, "kitchen")
        assert plan is not None
        assert write(plan.steps) == {"light.1 off", "light.2 off"}
    named = understand_in("kitchen lights off", rooms)
    assert named is not None
    assert write(named.steps) == {"light.1 off"}


def test_a_room_is_not_called_after_another_one_with_its_number() -> None:
    """What is "storage 1" behind "meeting room 1" is the room called so."""
    rooms = home(
        (device("light.m", "Meeting room 1 light", "light", "Meeting room 1"), "off", DIMS),
        (device("light.n", "Meeting room 2 light", "light", "Meeting room 2"), "off", DIMS),
        (device("light.s", "Storage 1 light", "light", "Storage 1"), "off", DIMS),
        (device("light.t", "Storage 2 light", "light", "Storage 2"), "off", DIMS),
    )
    plan = understand_in("lights on in meeting room 1 and in storage 1", rooms)
    assert plan is not None
    assert write(plan.steps) == {"light.m on", "light.s on"}


def test_all_but_the_only_one_of_its_kind_is_everything_else() -> None:
    """The word "all" does not mean that kind then."""
    rooms = home(
        (device("fan.f", "Fan", "fan", "Room"), "on", {"supported_features": 48}),
        (device("light.l", "Light", "light", "Room"), "on", DIMS),
        (device("media_player.t", "TV", "tv", "Room"), "on", PLAYER),
    )
    for text in (
        "switch off all but the fan",
        "turn off all except the fan",
        "all but the fan off",
        "keep the fan on and turn off the rest",
    ):
        plan = understand_in(text, rooms)
        assert plan is not None
        assert write(plan.steps) == {"light.l off", "media_player.t off"}
    only = understand_in("only the fan should stay on", rooms)
    assert only is None or not only.steps


def test_a_light_among_several_is_left_out_of_the_lights() -> None:
    """The word "all" in front of an exception means what it is one of."""
    others = done("turn off all lights but the hall light")
    assert done("turn off all except the hall light") == others
    plan = understand_at_home("turn off all except the hall light")
    assert plan is not None
    assert all(step.target.startswith("light.") for step in plan.steps)


def test_the_beginning_of_a_name_is_another_thing_of_that_name() -> None:
    """Both are named, and none is passed over."""
    rooms = home(
        (device("fan.c", "Den ceiling fan", "fan", "Den"), "off", {"supported_features": 49}),
        (device("light.c", "Den ceiling", "light", "Den"), "off", DIMS),
        (device("light.w", "WC light", "light", "WC"), "off", DIMS),
        (device("light.s", "LED strip L2", "light", "Loft"), "off", DIMS),
    )
    for text, steps in (
        ("den ceiling fan and den ceiling to 40", {"fan.c percentage 40", "light.c brightness 40"}),
        ("WC light and LED strip on", {"light.w on", "light.s on"}),
        ("den ceiling fan speed to 40", {"fan.c percentage 40"}),
    ):
        plan = understand_in(text, rooms)
        assert plan is not None
        assert write(plan.steps) == steps
        assert not plan.problems


def test_of_one_thing_with_a_name_like_a_group_nothing_else_is_meant() -> None:
    """What is not to move is then no part of it: all other lights stay as they are."""
    rooms = home(
        (device("light.l", "Lanterns", "light", "Yard"), "on", DIMS),
        (device("light.m", "Mirror light", "light", "Bath"), "on", DIMS),
        (device("light.d", "Den light", "light", "Den"), "on", DIMS),
        (device("light.r", "Den lights", "light", "Den"), "on", DIMS),
    )
    plan = understand_in("turn off the lanterns, not the mirror light", rooms)
    assert plan is not None
    assert write(plan.steps) == {"light.l off"}
    both = understand_in("not only in the bath but also in the den lights off", rooms)
    assert both is not None
    assert write(both.steps) == {"light.m off", "light.d off", "light.r off"}


def test_a_verb_is_the_name_of_a_thing_in_front_of_a_value() -> None:
    """A thermostat called "Chill" is not asked to chill anything."""
    heating = {"supported_features": 385, "hvac_modes": ["off", "cool"], "temperature": 22}
    rooms = home((device("climate.c", "Chill", "thermostat", "Den"), "off", heating))
    plan = understand_in("I want Chill 2 degrees higher", rooms)
    assert plan is not None
    assert write(plan.steps) == {"climate.c up 2"}
