"""Commands that are built otherwise: "take 20 percent off the lamp", "Netflix for the TV"."""

import pytest

from tests.recognition.house import done, read, understand, write

OTHERWISE = (
    ("add 20 percent to the floor lamp", "light.l1 up 20"),
    ("take 20% off the floor lamp", "light.l1 down 20"),
    ("give the floor lamp 20% more", "light.l1 up 20"),
    ("give the floor lamp 40%", "light.l1 brightness 40"),
    ("let the floor lamp be at 40 percent", "light.l1 brightness 40"),
    ("can the floor lamp be at 40 percent", "light.l1 brightness 40"),
    ("the floor lamp is supposed to be at 40%", "light.l1 brightness 40"),
    ("40% would be good for the floor lamp", "light.l1 brightness 40"),
    ("floor lamp at exactly 40%", "light.l1 brightness 40"),
    ("floor lamp at a brightness of 40%", "light.l1 brightness 40"),
    ("reading lamp off and 40% on the floor lamp", "light.b2 off, light.l1 brightness 40"),
    ("make the TV 40% loud", "media_player.tv volume 40"),
    ("the sound of the TV to 40", "media_player.tv volume 40"),
    ("knock two degrees off the thermostat", "climate.l down 2"),
    ("make it two degrees cooler with the thermostat", "climate.l down 2"),
    ("heat to 21 with the thermostat", "climate.l temperature 21"),
    ("use heat mode on the thermostat", "climate.l heat"),
    ("run the bedroom fan faster", "fan.b up"),
    ("play the TV quieter", "media_player.tv down"),
    ("make it two degrees hotter with the thermostat", "climate.l up 2"),
    ("set the floor lamp to a brightness of 30", "light.l1 brightness 30"),
    ("set the kettle to off", "switch.kettle off"),
    ("put the kettle to on", "switch.kettle on"),
    ("choose Netflix for the TV", "media_player.tv source Netflix"),
    ("Netflix for the TV", "media_player.tv source Netflix"),
    ("can we watch Netflix on the TV", "media_player.tv source Netflix"),
    ("the TV should be on Netflix", "media_player.tv source Netflix"),
    ("the bedroom fan should be on sleep", "fan.b preset sleep"),
    ("have the bedroom fan on sleep", "fan.b preset sleep"),
    ("the thermostat should be on heat", "climate.l heat"),
    ("not the bedroom light but the reading lamp on", "light.b2 on"),
    ("not the hall light but the bathroom light on", "light.ba on"),
    ("nobody is in the kitchen, turn the lights off", "light.kc off, light.kl off"),
    ("it is so dark in the bedroom, turn the lights on", "light.b on, light.b2 on"),
    ("turn off not the floor lamp but the TV", "media_player.tv off"),
    ("hands off the TV, turn off the floor lamp", "light.l1 off"),
    ("go to the kitchen and turn off the lights", "light.kc off, light.kl off"),
    ("let there be light in the bedroom", "light.b on, light.b2 on"),
    ("turn on whatever lights are in the bedroom", "light.b on, light.b2 on"),
    ("turn on all the lights we have in the bedroom", "light.b on, light.b2 on"),
    ("everything that is a light in the bedroom on", "light.b on, light.b2 on"),
    ("set the lights in the bedroom to on", "light.b on, light.b2 on"),
)


@pytest.mark.parametrize(("text", "steps"), OTHERWISE)
def test_the_same_is_done_however_a_command_is_built(text: str, steps: str) -> None:
    """As for the plain words."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "turn off any light that is not the hall light",
        "turn off all other lights than the hall light",
        "except for the hall light all lights off",
    ],
)
def test_what_is_told_apart_from_others_is_left_out(text: str) -> None:
    """As by "all lights but the hall light"."""
    assert done(text) == done("turn off all lights but the hall light")


@pytest.mark.parametrize("text", ["lights on where I am", "turn the lights on around me"])
def test_the_speaker_is_in_the_room(text: str) -> None:
    """As by "in here"."""
    plan = understand(text, "bedroom")
    assert plan is not None
    assert write(plan.steps) == {"light.b on", "light.b2 on"}


@pytest.mark.parametrize(
    "text",
    [
        "give the dog 2 walks",
        "Netflix for the bedroom fan",
        "is the floor lamp at 40 percent?",
        "take the lamp off the table",
    ],
)
def test_what_only_looks_so_moves_nothing(text: str) -> None:
    """Nothing of the home is named there, or it does not take such a word."""
    plan = understand(text)
    assert plan is None or not plan.steps
