"""Turns of phrase around a command: whose thing it is, what for, and how it does it."""

import pytest

from tests.recognition.house import (
    COVER,
    PLAIN,
    PLAYER,
    device,
    done,
    home,
    read,
    understand,
    understand_in,
    write,
)

MEANT = (
    ("dim the kitchen ceiling light to make it cosy", None, "light.kc down"),
    ("open the blinds to let some light in", None, "cover.l open"),
    (
        "close the curtains so as to keep the heat out and turn on the hall light",
        None,
        "cover.b close, light.h on",
    ),
    ("turn on the TV to watch the news", None, "media_player.tv on"),
    ("make the bedroom fan blow harder", None, "fan.b up"),
    ("make the bedroom fan spin a bit slower", None, "fan.b down 16.67"),
    ("turn off the bedroom fan and turn on its light", None, "fan.b off, light.b on"),
    ("turn on the kettle and turn off its lamp", None, "switch.kettle on, light.kl off"),
    ("could the hall light be turned on", None, "light.h on"),
    ("could the kitchen lights be switched on", None, "light.kc on, light.kl on"),
    ("it can be two degrees warmer in the living room", None, "climate.l up 2"),
    ("I said no kettle", None, "switch.kettle off"),
    ("I said hall light on", None, "light.h on"),
    (
        "stop the music on the TV and turn on the hall light",
        None,
        "media_player.tv stop, light.h on",
    ),
    ("turn all these lights off", "bedroom", "light.b off, light.b2 off"),
    ("TV on and put it on Netflix", None, "media_player.tv on, media_player.tv source Netflix"),
    ("set the thermostat to heat", None, "climate.l heat"),
    ("TV on Netflix volume 20", None, "media_player.tv source Netflix, media_player.tv volume 20"),
    ("don't turn off the bedroom light, turn on the hall one", None, "light.h on"),
    ("open the blinds, fan to speed 2", "kitchen", "cover.l open, fan.k percentage 66.67"),
    (
        "hall light, kettle and floor lamp all off",
        None,
        "light.h off, switch.kettle off, light.l1 off",
    ),
    ("light off in the hall and in the bathroom", None, "light.h off, light.ba off"),
    ("undo the front door", None, "lock.front unlock"),
    ("everything that is lit upstairs can go off", None, "light.b off, light.b2 off, light.ba off"),
    ("pause everything that's playing", None, "media_player.tv pause"),
    (
        "the upstairs lights and fans off",
        None,
        "light.b off, light.b2 off, light.ba off, fan.b off",
    ),
    ("light on in the hall and off in the bathroom", None, "light.h on, light.ba off"),
    ("Robby start cleaning", None, "vacuum.v start"),
    ("kitchen ceiling light ten down", None, "light.kc down 10"),
    ("the hall light and the kettle can both go off", None, "light.h off, switch.kettle off"),
    ("turn the TV right down", None, "media_player.tv down"),
    ("lower the curtains by another 20", None, "cover.b down 20"),
    ("lights out at the hall", None, "light.h off"),
    ("need the bedroom fan off", None, "fan.b off"),
    ("thermostat back a degree", None, "climate.l down 1"),
    ("thermostat back two degrees please", None, "climate.l down 2"),
    (
        "it can all go off in here",
        "kitchen",
        "light.kc off, light.kl off, fan.k off, switch.kettle off",
    ),
    ("not so fast, the kettle off", None, "switch.kettle off"),
    ("kettle off I'm tired", None, "switch.kettle off"),
    ("kettle and hall light off we're going to bed", None, "switch.kettle off, light.h off"),
    ("alarm off, the code is 1234", None, "alarm_control_panel.a disarm"),
    ("the TV's blaring, turn it down", None, "media_player.tv down"),
    (
        "turn off any light that's not on the first floor",
        None,
        "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off",
    ),
    ("turn off the kettle for the baby", None, "switch.kettle off"),
    ("could the curtains be opened for the cat", None, "cover.b open"),
    ("get Robby to stop and turn on the hall light", None, "vacuum.v stop, light.h on"),
    ("any lights left on in the kitchen, put them off", None, "light.kc off, light.kl off"),
    (
        "turn off the lights that aren't on the ground floor",
        None,
        "light.b off, light.b2 off, light.ba off",
    ),
    ("close the curtains the kids are sleeping", None, "cover.b close"),
    ("disarm it", None, "alarm_control_panel.a disarm"),
    ("floor lamp to a warm 2700", None, "light.l1 kelvin 2700"),
    ("floor lamp to a warm 2700 kelvin", None, "light.l1 kelvin 2700"),
    ("the lamps upstairs at ten percent each", None, "light.b2 brightness 10"),
    ("the curtains open and the thermostat to 19", None, "cover.b open, climate.l temperature 19"),
    ("Robby back to his station", None, "vacuum.v dock"),
    ("Robby, clean up", None, "vacuum.v start"),
    ("make it light in the bedroom", None, "light.b on, light.b2 on"),
    ("make the bedroom light", None, "light.b on, light.b2 on"),
    ("make the bedroom light blue", None, "light.b colour blue"),
    ("have the bedroom light on", None, "light.b on"),
    ("make it bright in here", "bedroom", "light.b brightness 100, light.b2 brightness 100"),
    (
        "make the bedroom nice and bright and close the curtains",
        None,
        "light.b brightness 100, light.b2 brightness 100, cover.b close",
    ),
    ("make the floor lamp warmer, around 2400 kelvin", None, "light.l1 kelvin 2400"),
    ("could we have some light in the bedroom", None, "light.b on, light.b2 on"),
    ("shut everything upstairs, blinds and curtains", None, "cover.b close"),
    ("floor lamp to 3000", None, "light.l1 kelvin 3000"),
    ("let's have the hall light instead of the bathroom light", None, "light.h on, light.ba off"),
    ("the kettle in place of the TV", None, "switch.kettle on, media_player.tv off"),
    ("turn off the TV instead of the floor lamp", None, "media_player.tv off"),
)


@pytest.mark.parametrize(("text", "area_id", "steps"), MEANT)
def test_it_is_the_plain_command(text: str, area_id: str | None, steps: str) -> None:
    """Nothing is done besides, and nothing is left out."""
    plan = understand(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


@pytest.mark.parametrize(
    "text",
    [
        "could the hall light be on",
        "can the hall light be turned on",
        "turn on his light",
        "set off the alarm",
        "the TV is going to show the news",
        "Robby is going to keep the hall clean",
    ],
)
def test_what_may_mean_something_else_moves_nothing(text: str) -> None:
    """A wonder about a state, a question what is possible, a light of nobody knows whom."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("stop charging the car", "switch.c off"),
        ("start charging the car", "switch.c on"),
        ("put out the awning", "cover.a open"),
        ("awning out please", "cover.a open"),
        ("bring the awning in", "cover.a close"),
        ("wind the awning in and the lantern out", "cover.a close, light.l off"),
        ("put the PlayStation on on the TV", "media_player.t source PlayStation"),
        ("put the PlayStation on the TV", "media_player.t source PlayStation"),
        ("put the PlayStation on", "switch.p on"),
        ("the blinds in the den at 20, please", "cover.d position 20"),
    ],
)
def test_a_thing_is_meant_by_what_it_does(text: str, steps: str) -> None:
    """What comes out of its case is opened, and what is put on the TV is what it shows."""
    yard = home(
        (device("switch.c", "Car charger", "outlet", "Yard"), "on", {}),
        (device("cover.a", "Awning", "blind", "Yard"), "open", COVER),
        (device("light.l", "Lantern", "light", "Yard"), "on", PLAIN),
        (device("cover.d", "Blind", "blind", "Den"), "open", COVER),
        (device("switch.p", "Tom's PlayStation", "console", "Den"), "off", {}),
        (
            device("media_player.t", "TV", "tv", "Den"),
            "on",
            {**PLAYER, "source_list": ["HDMI 1", "PlayStation"]},
        ),
    )
    plan = understand_in(text, yard)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize("text", ["stop charging the phone", "start reading the car"])
def test_a_deed_that_nothing_is_called_after_is_not_known(text: str) -> None:
    """It may be anything that somebody does."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("tell Robby to go home", "vacuum.v dock"),
        ("tell Robby to go home and turn the TV off", "vacuum.v dock, media_player.tv off"),
        ("get Robby to clean it up", "vacuum.v start"),
        ("stop hoovering", "vacuum.v stop"),
    ],
)
def test_what_somebody_is_told_is_done_by_it(text: str, steps: str) -> None:
    """The vacuum goes home, and not whoever is told so."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("set the hall light to go off", "light.h off"),
        ("tell the hall light to go off", "light.h off"),
        ("get the hall lamp to come on please", "light.h on"),
        ("ask the kitchen fan to turn on", "fan.k on"),
    ],
)
def test_what_is_set_to_go_off_goes_off(text: str, step: str) -> None:
    """However it is told to."""
    assert done(text) == {step}


def test_it_may_be_set_to_go_off_later() -> None:
    """Nothing moves now."""
    plan = understand("set the hall light to go off in an hour")
    assert plan is not None
    assert not plan.steps
    assert [write(each.steps) for each in plan.deferred] == [{"light.h off"}]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("set the thermostat two degrees lower", {"climate.l down 2"}),
        ("put the thermostat to a degree lower, please", {"climate.l down 1"}),
        ("set the floor lamp 20 percent lower and the fan off", {"light.l1 down 20", "fan.k off"}),
        ("set the blinds 20 percent lower", {"cover.l down 20"}),
        (
            "set the kitchen ceiling light to 20 percent, lower the blinds",
            {"light.kc brightness 20", "cover.l close"},
        ),
    ],
)
def test_so_much_lower_is_no_command_of_its_own(text: str, steps: set[str]) -> None:
    """Unless it says what is to be lowered."""
    assert done(text) == steps


def test_a_word_of_the_device_is_no_purpose() -> None:
    """The fan has such a mode."""
    plan = understand("set the bedroom fan to sleep")
    assert plan is not None
    assert write(plan.steps) == {"fan.b preset sleep"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn off everything in the bedroom, the lights I mean", "light.b off, light.b2 off"),
        ("close everything on the first floor, the curtains I meant", "cover.b close"),
        ("turn the kitchen light off, the lamp I mean", "light.kl off"),
    ],
)
def test_what_is_meant_may_be_said_at_the_end(text: str, steps: str) -> None:
    """It takes the place of what was too much, where that was, and adds nothing to it."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == set(steps.split(", "))


def test_a_light_of_its_own_is_called_after_the_thing() -> None:
    """And is not just any light beside it."""
    rooms = home(
        (device("media_player.tv", "TV", "tv", "Lounge"), "on", PLAYER),
        (device("light.tv", "TV light", "light", "Lounge"), "on", PLAIN),
        (device("light.l", "Lounge light", "light", "Lounge"), "on", PLAIN),
    )
    plan = understand_in("turn off the TV and its light", rooms)
    assert plan is not None
    assert write(plan.steps) == {"media_player.tv off", "light.tv off"}
