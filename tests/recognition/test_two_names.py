"""Two names beside each other: each is a thing of its own, wherever and whatever it is."""

import pytest

from custom_components.llm_iot.models import HomeView
from tests.recognition.house import (
    DIMS,
    FAN,
    PLAIN,
    PLAYER,
    device,
    home,
    read,
    understand_in,
    write,
)

CABIN = home(
    (device("light.light", "Light", "light", "Room"), "off", PLAIN),
    (device("fan.fan", "Fan", "fan", "Room"), "off", FAN),
    (device("switch.tv", "TV", "tv", "Room"), "on", {}),
)
"""Three relays that are called after what they are."""
FLAT = home(
    (device("light.wc", "WC light", "light", "WC"), "off", PLAIN),
    (device("light.strip", "LED strip L2", "light", "Loft"), "off", DIMS),
    (device("light.spots", "Kitchen spots", "light", "Kitchen"), "off", DIMS),
    (device("light.island", "Kitchen island", "light", "Kitchen"), "off", DIMS),
    (device("light.chandelier", "Chandelier", "light", "Dining room"), "off", DIMS),
    (device("fan.hood", "Cooker hood", "fan", "Kitchen"), "off", FAN),
    (device("light.ceiling", "Living room ceiling", "light", "Living room"), "off", DIMS),
    (device("media_player.tv", "TV", "tv", "Living room"), "off", PLAYER),
    (device("light.tv", "TV light", "light", "Living room"), "off", DIMS),
    (device("light.m1", "Meeting room 1 light", "light", "Meeting room 1"), "off", DIMS),
    (device("light.m2", "Meeting room 2 light", "light", "Meeting room 2"), "off", DIMS),
    (device("light.s1", "Storage 1 light", "light", "Storage 1"), "off", DIMS),
    (device("light.dock", "Dock light", "light", "Yard"), "on", DIMS),
)


def written(text: str, rooms: HomeView) -> set[str]:
    """Return the steps that a sentence is understood as in one of the homes, none if it is not."""
    plan = understand_in(text, rooms)
    return write(plan.steps) if plan else set()


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the fan and light", "fan.fan on, light.light on"),
        ("turn on fan and light please", "fan.fan on, light.light on"),
        ("TV and light off", "light.light off, switch.tv off"),
        ("fan and light both on", "fan.fan on, light.light on"),
        ("I want the fan and light off", "fan.fan off, light.light off"),
        ("I want the fan and light on", "fan.fan on, light.light on"),
        ("make sure TV is off and light is on", "light.light on, switch.tv off"),
        ("turn off the fan and light the light", "fan.fan off, light.light on"),
    ],
)
def test_a_thing_that_is_called_like_a_verb(text: str, steps: str) -> None:
    """Where nothing follows that could be lit, light is no verb."""
    assert written(text, CABIN) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("WC light and LED strip on", "light.strip on, light.wc on"),
        ("turn on the kitchen spots and chandelier", "light.chandelier on, light.spots on"),
        ("WC light on, chandelier on", "light.chandelier on, light.wc on"),
        ("turn on the WC light and cooker hood", "fan.hood on, light.wc on"),
        ("turn on the WC light and living room ceiling", "light.ceiling on, light.wc on"),
        ("turn on the kitchen spots and island", "light.island on, light.spots on"),
        ("turn on the kitchen spots and the hood", "fan.hood on, light.spots on"),
        ("turn off the WC light and turn on the LED strip", "light.strip on, light.wc off"),
    ],
)
def test_a_name_behind_another_with_its_room(text: str, steps: str) -> None:
    """What has a name of its own is where it is, and never what was named before."""
    assert written(text, FLAT) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the TV and the TV light", "light.tv on, media_player.tv on"),
        ("TV and TV light on", "light.tv on, media_player.tv on"),
        ("turn on meeting room 1 light and storage 1 light", "light.m1 on, light.s1 on"),
        ("lights on in meeting room 1 and room 2", "light.m1 on, light.m2 on"),
        ("I want the TV and dock light off", "light.dock off, media_player.tv off"),
        ("I want the TV on and dock light off", "light.dock off, media_player.tv on"),
    ],
)
def test_a_word_that_both_names_have(text: str, steps: str) -> None:
    """The first name is not the begin of the second, nor the second the end of the first."""
    assert written(text, FLAT) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn off the TV first and then turn on the fan", "fan.fan on, switch.tv off"),
        ("turn off the TV first, then the fan on", "fan.fan on, switch.tv off"),
        ("turn on the fan next turn off the TV", "fan.fan on, switch.tv off"),
    ],
)
def test_one_after_the_other(text: str, steps: str) -> None:
    """Words for the order of things are no part of their names, and skip no song."""
    assert written(text, CABIN) == write(read(steps))


def test_a_number_of_things_is_no_value() -> None:
    """In "all three on" nothing is set to three."""
    assert written("all three on: TV, fan and light", CABIN) == set()
