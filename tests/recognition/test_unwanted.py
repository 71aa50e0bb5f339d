"""What is not to be so: the contrary is done, and nothing where no state is named."""

import pytest

from tests.recognition.house import read, understand, write

UNWANTED = (
    ("I don't want the TV on", None, "media_player.tv off"),
    ("we do not need the bedroom fan running any longer", None, "fan.b off"),
    ("I don't want the blinds open", None, "cover.l close"),
    ("don't leave the front door unlocked", None, "lock.front lock"),
    ("the hall light should not be on", None, "light.h off"),
    ("the TV doesn't need to be on", None, "media_player.tv off"),
    ("the fan shouldn't be running", "bedroom", "fan.b off"),
    ("no lights on in the living room please", None, "light.l1 off, light.l2 off"),
    ("none of the living room lights should be on", None, "light.l1 off, light.l2 off"),
    ("leave no light burning upstairs", None, "light.b off, light.b2 off, light.ba off"),
    ("there should be no lights on in the bedroom", None, "light.b off, light.b2 off"),
    ("neither the kettle nor the TV should be on", None, "switch.kettle off, media_player.tv off"),
    ("neither of the kitchen lights should be on", None, "light.kc off, light.kl off"),
    (
        "I don't want anything on upstairs",
        None,
        "light.b off, light.b2 off, light.ba off, fan.b off, media_player.sp off",
    ),
    (
        "no light and no fan should be on upstairs",
        None,
        "light.b off, light.b2 off, light.ba off, fan.b off",
    ),
    (
        "no lights on in the bedroom and no fan in the kitchen",
        None,
        "light.b off, light.b2 off, fan.k off",
    ),
    ("no lights upstairs", None, "light.b off, light.b2 off, light.ba off"),
    ("no more lights in the living room", None, "light.l1 off, light.l2 off"),
    ("no more light in the kitchen please", None, "light.kc off, light.kl off"),
    ("I want no lights in the bedroom", None, "light.b off, light.b2 off"),
    ("the living room needs no light", None, "light.l1 off, light.l2 off"),
    ("the bedroom doesn't need any lights any more", None, "light.b off, light.b2 off"),
    ("nothing should be lit in the kitchen", None, "light.kc off, light.kl off"),
    ("the hall light mustn't go off, turn the kettle on", None, "switch.kettle on"),
    ("no heating needed on the ground floor", None, "climate.l off"),
    (
        "no lights on upstairs, just the reading lamp",
        None,
        "light.b off, light.ba off, light.b2 on",
    ),
    (
        "no more lights upstairs, only the reading lamp please",
        None,
        "light.b off, light.ba off, light.b2 on",
    ),
    ("there's no need for the bedroom fan to run", None, "fan.b off"),
    ("no more lights on in the living room", None, "light.l1 off, light.l2 off"),
    ("neither the TV nor the kettle please", None, "media_player.tv off, switch.kettle off"),
    ("neither the kettle nor the fan, just the TV off", None, "media_player.tv off"),
    ("no TV tonight, turn it off", None, "media_player.tv off"),
    ("there's no need for the kettle, switch it off", None, "switch.kettle off"),
    ("we don't need the hall light any more", None, "light.h off"),
    ("the TV should not play", None, "media_player.tv off"),
    ("nothing should be playing", None, "media_player.tv pause"),
    ("no light needed in the hall any more", None, "light.h off"),
    ("the lights in the kitchen are no longer needed", None, "light.kc off, light.kl off"),
    ("the bedroom fan isn't needed anymore, thank you", None, "fan.b off"),
    ("we don't need the lights in the kitchen any longer", None, "light.kc off, light.kl off"),
    ("lights upstairs not needed", None, "light.b off, light.b2 off, light.ba off"),
    ("I don't want the blinds down", None, "cover.l open"),
    (
        "nothing should be on upstairs",
        None,
        "light.b off, light.b2 off, light.ba off, fan.b off, media_player.sp off",
    ),
    (
        "nothing needs to stay on upstairs",
        None,
        "light.b off, light.b2 off, light.ba off, fan.b off, media_player.sp off",
    ),
    (
        "we're going to sleep now, nothing has to be on upstairs any more",
        None,
        "light.b off, light.b2 off, light.ba off, fan.b off, media_player.sp off",
    ),
    (
        "I'm off to work, I don't need anything on upstairs",
        None,
        "light.b off, light.b2 off, light.ba off, fan.b off, media_player.sp off",
    ),
    ("turn the TV off, no not the music", None, "media_player.tv off"),
    ("turn the kettle off, no not the hall light", None, "switch.kettle off"),
    ("turn on the hall light, the TV should not be on", None, "light.h on, media_player.tv off"),
)


@pytest.mark.parametrize(("text", "area_id", "steps"), UNWANTED)
def test_what_is_not_wanted_is_undone(text: str, area_id: str | None, steps: str) -> None:
    """The contrary of the state is done to what is named, and to nothing else."""
    plan = understand(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


@pytest.mark.parametrize(
    "text",
    [
        "I don't want you to turn on the TV",
        "I don't want the TV off",
        "don't let anyone open the front door",
        "the TV does not need to be turned on",
        "no light is on in the hall",
        "I don't want the kitchen lamp on at 20 percent",
        "nobody needs the floor lamp off",
        "no lamp",
        "turn off the lights, we don't need the hall light",
        "no more than 20 percent",
        "the TV not play",
    ],
)
def test_other_denials_move_nothing(text: str) -> None:
    """They forbid something, or tell how things are."""
    plan = understand(text)
    assert plan is None or not (plan.steps or plan.deferred)


@pytest.mark.parametrize("text", ["no, lights on", "no sorry lights on", "no wait, lights on"])
def test_a_no_in_front_of_a_command_is_a_correction(text: str) -> None:
    """What follows it is wanted."""
    plan = understand(text, "kitchen")
    assert plan is not None
    assert write(plan.steps) == write(read("light.kc on, light.kl on"))
