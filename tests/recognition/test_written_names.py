"""Names as apps and manufacturers write them, and as people say them."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.models import HomeView
from tests.asking import ask
from tests.recognition.house import (
    COVER,
    DIMS,
    HEATING,
    PLAIN,
    PLAYER,
    device,
    home,
    read,
    understand_in,
    write,
)

WRITTEN: HomeView = home(
    (device("light.l", "LR Lamp L", "light", "LR"), "off", DIMS),
    (device("light.r", "LR Lamp R", "light", "LR"), "on", DIMS),
    (device("light.k1", "kitchen_light_1", "light", "Kitchen"), "on", DIMS),
    (device("light.k2", "kitchen_light_2", "light", "Kitchen"), "off", DIMS),
    (device("light.mirror", "Bath/Mirror", "light", "Bath"), "off", DIMS),
    (device("climate.b1", "TRV-BR1", "heater", "BR 1"), "heat", HEATING),
    (device("light.b1", "BR1 Ceiling", "light", "BR 1"), "off", DIMS),
    (device("light.b2", "BR2 Ceiling", "light", "BR 2"), "on", DIMS),
    (device("light.go", "Hue Go 1", "light", "LR"), "off", DIMS),
    (device("light.glow", "Telly glow", "light", "LR"), "on", DIMS),
    (device("media_player.t", "Telly", "tv", "LR"), "on", PLAYER),
    (device("lock.g", "Garage Entry Lock", "lock", "Garage"), "unlocked", {}),
    (device("light.e", "Porch light", "light", "Entry"), "off", PLAIN),
    (device("cover.g", "Garage door", "garage", "Garage"), "closed", COVER),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the left lamp in the living room", "light.l on"),
        ("turn off the right living room lamp", "light.r off"),
        ("LR lamp L to 40", "light.l brightness 40"),
        ("bathroom mirror light on", "light.mirror on"),
        ("lights off in bedroom 2", "light.b2 off"),
        ("lights off in the bedrooms", "light.b1 off, light.b2 off"),
    ],
)
def test_an_abbreviation_is_said_in_full(text: str, steps: str) -> None:
    """Or as it is written."""
    plan = understand_in(text, WRITTEN)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on kitchen lights 1 and 2", "light.k1 on, light.k2 on"),
        ("kitchen lights one and two off", "light.k1 off, light.k2 off"),
        ("set TRV BR1 to 19", "climate.b1 temperature 19"),
        ("kitchen light 2 to 20", "light.k2 brightness 20"),
        ("turn off kitchen light 1 at 10 to 7", "light.k1 off"),
    ],
)
def test_the_number_of_a_name_is_no_value_and_no_time(text: str, steps: str) -> None:
    """It belongs to the words in front of it, whatever follows."""
    plan = understand_in(text, WRITTEN)
    assert plan is not None
    planned = plan.steps or plan.deferred[0].steps
    assert write(planned) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Hue Go on", "light.go on"),
        ("Hue Go on and telly off", "light.go on, media_player.t off"),
        ("make the telly glow dimmer", "light.glow down"),
        ("lock the garage entry", "lock.g lock"),
    ],
)
def test_words_of_a_name_keep_together(text: str, steps: str) -> None:
    """Even if they could be a verb, or the rooms that it is called after."""
    plan = understand_in(text, WRITTEN)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_another_number_is_another_thing() -> None:
    """A name is only known without its number, and not with any."""
    plan = understand_in("turn on the Hue Go 2", WRITTEN)
    assert plan is not None
    assert not plan.steps


OWNED: HomeView = replace(
    home(
        (device("light.n1", "Main lights", "light", "Nora's bedroom"), "off", DIMS),
        (device("light.n2", "Lamp", "light", "Nora's bedroom"), "on", DIMS),
        (device("light.a", "Lamp", "light", "Annexe living"), "on", DIMS),
        (device("media_player.a", "Annexe TV", "tv", "Annexe living"), "on", PLAYER),
        (device("cover.a", "Annexe curtains", "blind", "Annexe bedroom"), "open", COVER),
        (device("light.s", "Lamp", "light", "Snug"), "on", DIMS),
        (device("media_player.s", "Snug TV", "tv", "Snug"), "on", PLAYER),
        (device("switch.pc", "PC_Tom", "computer", "Snug"), "on", {}),
        (device("lock.shed", "Shed padlock", "lock", "Shed"), "unlocked", {}),
    ),
    place_aliases={
        "granny's living room": "Annexe living",
        "granny's bedroom": "Annexe bedroom",
        "Tom's den": "Snug",
    },
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn Nora's lamp off", "light.n2 off"),
        ("lamp off in Nora's room", "light.n2 off"),
        ("turn granny's telly off", "media_player.a off"),
        ("close granny's curtains", "cover.a close"),
        ("turn off Tom's PC", "switch.pc off"),
    ],
)
def test_what_is_in_the_room_of_somebody_is_theirs(text: str, steps: str) -> None:
    """Whatever else the room is called, and whichever of several rooms of theirs it is in."""
    plan = understand_in(text, OWNED)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize("question", ["is the shed unlocked", "did I leave the shed unlocked"])
def test_a_room_is_locked_if_its_doors_are(question: str) -> None:
    """People speak of the shed and mean its lock."""
    assert "padlock" in ask(OWNED, question)


def test_a_room_without_a_door_that_tells_is_not_said_to_be_locked() -> None:
    """Nothing that is known there is a lock."""
    assert "yes" not in ask(OWNED, "is the snug locked").casefold()
