"""Floors and rooms: "on the first floor" behind what is there, before what is to be done."""

import pytest

from tests.recognition.house import (
    FAN,
    HEATING,
    device,
    done,
    home,
    understand,
    understand_in,
    write,
)


@pytest.mark.parametrize(
    ("text", "lights", "action"),
    [
        ("turn all lights on the ground floor except the hall light off", "kc kl l1 l2", "off"),
        ("all lights on the ground floor but the floor lamp off", "kc kl h l2", "off"),
        ("every light on the first floor apart from the bathroom off please", "b b2", "off"),
        ("I want every light on the first floor except the reading lamp off", "b ba", "off"),
        ("every light on the first floor and the hall light off", "b b2 ba h", "off"),
        ("all lights on the first floor on but the reading lamp off", "b ba", "on"),
        ("all lights on upstairs but the reading lamp off", "b ba", "on"),
    ],
)
def test_a_floor_takes_no_word_for_what_is_to_be_done(text: str, lights: str, action: str) -> None:
    """The "on" of "on the ground floor" turns nothing on, whatever is left out behind it."""
    steps = {step for step in done(text) if step.endswith(f" {action}")}
    assert steps == {f"light.{each} {action}" for each in lights.split()}


def test_a_value_for_a_floor_but_for_one() -> None:
    """It is that of the others, not of the exception."""
    steps = done("set the lights on the ground floor except the floor lamp to 20 percent")
    assert {"light.kc brightness 20", "light.l2 brightness 20"} <= steps
    assert not any(step.startswith("light.l1") or step.endswith(" on") for step in steps)


@pytest.mark.parametrize(
    ("text", "lights"),
    [
        ("don't touch the reading lamp, turn off the rest of the first floor lights", "b ba"),
        ("leave the hall light alone and switch off the rest of the ground floor lights", "kc l1"),
        ("lamp in the kitchen on and the rest of the kitchen lights off", "kc"),
    ],
)
def test_the_rest_of_the_lights_of_a_place_are_lights(text: str, lights: str) -> None:
    """Nothing else there goes off, and no light elsewhere."""
    steps = {step for step in done(text) if step.endswith(" off")}
    assert {f"light.{each} off" for each in lights.split()} <= steps
    assert all(step.startswith("light.") for step in steps)


@pytest.mark.parametrize("place", ["room 101", "the room 101"])
def test_a_room_that_is_called_by_its_number(place: str) -> None:
    """Of "in the room 101" the room is not the one of whoever speaks."""
    rooms = home(
        (device("fan.a", "Fan", "fan", "Room 101"), "on", FAN),
        (device("fan.b", "Fan", "fan", "Room 102"), "on", FAN),
    )
    plan = understand_in(f"turn off the fan in {place}", rooms)
    assert plan is not None
    assert write(plan.steps) == {"fan.a off"}


@pytest.mark.parametrize(
    "text",
    [
        "lights on the first floor at 50 and downstairs at 20",
        "lights on the first floor at 50 and on the ground floor at 20",
        "lights on upstairs at 50 and downstairs at 20",
    ],
)
def test_no_hour_is_said_beside_a_number_that_no_clock_has(text: str) -> None:
    """Each floor has its value, and all is done at once."""
    assert done(text) == {f"light.{each} brightness 50" for each in ("b", "b2")} | {
        f"light.{each} brightness 20" for each in ("kc", "kl", "l1", "l2")
    }


@pytest.mark.parametrize(
    "text",
    [
        "lights on in the bedroom, off on the ground floor",
        "turn the lights on in the bedroom and off on the ground floor",
    ],
)
def test_off_on_a_floor_is_off_there(text: str) -> None:
    """Its "on" turns nothing on."""
    off = {f"light.{each} off" for each in ("kc", "kl", "h", "l1", "l2")}
    assert done(text) == {"light.b on", "light.b2 on"} | off


def test_an_hour_behind_a_value_is_one() -> None:
    """Where it is about the same thing."""
    for text in ("turn on the floor lamp at 60 percent at 8", "floor lamp on at 60 at 8"):
        plan = understand(text)
        assert plan is not None, text
        assert not plan.steps
        assert [deferred.due.hour for deferred in plan.deferred] == [20]


@pytest.mark.parametrize(
    "text",
    [
        "turn the thermostats on the first floor down to 17",
        "thermostats on the first floor to 17",
        "all the thermostats on the first floor down to 17 please",
    ],
)
def test_a_value_on_a_floor_turns_nothing_on(text: str) -> None:
    """What is off there only takes it over for when it is on."""
    rooms = home(
        (device("climate.a", "Thermostat", "thermostat", "Bath", "First floor"), "off", HEATING),
        (device("climate.b", "Thermostat", "thermostat", "Den", "First floor"), "heat", HEATING),
        (device("climate.c", "Thermostat", "thermostat", "Hall", "Ground floor"), "heat", HEATING),
    )
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == {"climate.a temperature 17", "climate.b temperature 17"}
