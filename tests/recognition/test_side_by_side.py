"""Wishes and denials side by side in one sentence: none takes the words of another."""

import pytest

from tests.recognition.house import (
    HEATING,
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

UPSTAIRS = "light.b off, light.b2 off, light.ba off"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("make sure no light is on in the kitchen", "light.kc off, light.kl off"),
        ("make sure no lights are on in the living room", "light.l1 off, light.l2 off"),
        ("make sure there's no light on upstairs", UPSTAIRS),
        ("make sure the bedroom fan is not on", "fan.b off"),
        ("make sure the TV isn't playing", "media_player.tv off"),
        ("see to it that none of the kitchen lights is on", "light.kc off, light.kl off"),
        ("no light should be on in the kitchen", "light.kc off, light.kl off"),
        ("no blind should be closed in the living room", "cover.l open"),
    ],
)
def test_what_must_not_be_so(text: str, steps: str) -> None:
    """The contrary is done, of all that is named."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("don't leave any lights on upstairs and keep the hall light on", UPSTAIRS),
        (
            "don't leave anything on in the kitchen but the kettle has to stay on",
            "light.kc off, light.kl off, fan.k off",
        ),
        (
            "I don't want any lights on upstairs but the reading lamp can stay on",
            "light.b off, light.ba off",
        ),
        (
            "nothing should be on in the kitchen but the kettle",
            "light.kc off, light.kl off, fan.k off",
        ),
        ("all lights on upstairs, just not that reading lamp", "light.b on, light.ba on"),
        (
            "turn off the hall light and the TV, not that bedroom fan",
            "light.h off, media_player.tv off",
        ),
        ("turn off the TV, not that bedroom fan", "media_player.tv off"),
        (
            "everything off in the kitchen, the kettle and the fan stay",
            "light.kc off, light.kl off",
        ),
        ("turn off the TV, the kettle and the bedroom fan stay on", "media_player.tv off"),
        (
            "turn off the TV and the kettle and the bedroom fan stays on",
            "media_player.tv off, switch.kettle off",
        ),
    ],
)
def test_what_is_spared(text: str, steps: str) -> None:
    """It is neither turned round with what is not wanted, nor moved in its place."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn off the TV and I want the hall light", "media_player.tv off, light.h on"),
        ("turn off the TV, I need the kettle", "media_player.tv off, switch.kettle on"),
        ("stop the bedroom fan and also I could use the kitchen fan", "fan.b off, fan.k on"),
        ("I need the hall light and turn off the TV", "light.h on, media_player.tv off"),
        (
            "turn off the TV and I want the kettle and the hall light",
            "media_player.tv off, switch.kettle on, light.h on",
        ),
        ("turn off the TV and I want the kettle off", "media_player.tv off, switch.kettle off"),
        ("turn off the TV and I want the kettle too", "media_player.tv off, switch.kettle off"),
    ],
)
def test_a_wish_beside_a_command(text: str, steps: str) -> None:
    """Who wants a thing wants it on, whatever is done to another one."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the hall light and I no longer need the TV", "light.h on, media_player.tv off"),
        ("blinds open and we're done with the TV", "cover.l open, media_player.tv off"),
        ("I'm finished with the kettle, turn on the hall light", "switch.kettle off, light.h on"),
        (
            "turn on the hall light and the bedroom fan doesn't need to be on",
            "light.h on, fan.b off",
        ),
        (
            "the TV off, the bedroom fan doesn't have to be on and then I want the hall light on",
            "media_player.tv off, fan.b off, light.h on",
        ),
        ("the TV off, the bedroom fan has to go off", "media_player.tv off, fan.b off"),
        ("the TV has to go", "media_player.tv off"),
        ("turn on the hall light, the bedroom fan stays off", "light.h on, fan.b off"),
        ("turn on the hall light and keep the curtains shut", "light.h on, cover.b close"),
        ("turn on the hall light, the kettle stays off", "light.h on"),
        ("turn on the hall light, the kettle stays on", "light.h on"),
        ("turn on the hall light, the bedroom fan can stay off", "light.h on"),
    ],
)
def test_a_denial_beside_a_command(text: str, steps: str) -> None:
    """What is not needed goes off, and what is to stay at rest is put there."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "the lights both in the kitchen and in the bedroom off",
            "light.kc off, light.kl off, light.b off, light.b2 off",
        ),
        ("turn both lights in the kitchen off", "light.kc off, light.kl off"),
    ],
)
def test_both_places(text: str, steps: str) -> None:
    """Things of two places are those there, and no others."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("dim the floor lamp by 20 and turn on the kettle", "light.l1 down 20, switch.kettle on"),
        ("turn on the kettle and raise the floor lamp by 20", "switch.kettle on, light.l1 up 20"),
    ],
)
def test_how_far_beside_a_command(text: str, steps: str) -> None:
    """A number is how far, and no hour, whatever else is switched."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.deferred


def test_by_an_hour_beside_a_command() -> None:
    """Behind a verb that goes no way it is the hour."""
    plan = understand("turn on the kettle and close the curtains by 9")
    assert plan is not None
    assert write(plan.steps) == {"switch.kettle on"}
    assert [write(each.steps) for each in plan.deferred] == [{"cover.b close"}]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("make sure the TV and the bedroom fan are off", "media_player.tv off, fan.b off"),
        (
            "make sure the TV is off, the kettle is on and the curtains are closed",
            "media_player.tv off, switch.kettle on, cover.b close",
        ),
        (
            "make sure the kitchen and living room lights are off",
            "light.kc off, light.kl off, light.l1 off, light.l2 off",
        ),
        ("make sure the TV is off. The kettle is on", "media_player.tv off"),
    ],
)
def test_a_demand_goes_on(text: str, steps: str) -> None:
    """What has to be so is all that "make sure" stands in front of, up to a full stop."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "I don't need the kettle, the bedroom fan and the TV any more",
            "switch.kettle off, fan.b off, media_player.tv off",
        ),
        ("neither the TV nor the bedroom fan has to be on", "media_player.tv off, fan.b off"),
        ("I need neither the TV nor the bedroom fan any more", "media_player.tv off, fan.b off"),
        (
            "everything off in the kitchen but skip the kettle",
            "light.kc off, light.kl off, fan.k off",
        ),
        ("all lights off upstairs, the exception is the reading lamp", "light.b off, light.ba off"),
    ],
)
def test_lists_of_what_is_not_needed(text: str, steps: str) -> None:
    """Each of them goes off, and an exception does not."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("thermostat plus 2", "climate.l up 2"),
        ("the thermostat plus two degrees", "climate.l up 2"),
        ("floor lamp minus 20", "light.l1 down 20"),
        ("floor lamp plus the kettle on", "light.l1 on, switch.kettle on"),
        ("curtains all the way down", "cover.b close"),
        ("blinds all the way up", "cover.l open"),
    ],
)
def test_how_far(text: str, steps: str) -> None:
    """A sign says which way, and all the way is shut or open."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("the floor lamp to 75 percent, er, set it to 50 percent", "light.l1 brightness 50"),
        ("turn the kettle on, that's wrong, click it off", "switch.kettle off"),
        ("curtains open, er, close them", "cover.b close"),
        ("turn on the kettle, what am I saying, the hall light", "light.h on"),
        ("turn on the kettle, did I say that, I meant the hall light", "light.h on"),
        ("turn the floor lamp on and make it 20 percent", "light.l1 on, light.l1 brightness 20"),
        ("turn the TV off and then turn it on", "media_player.tv off, media_player.tv on"),
    ],
)
def test_what_is_said_last_of_it_holds(text: str, steps: str) -> None:
    """It takes the place of what it excludes, if it is not to come later."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "turn on the kettle and also the hall light is way too dim",
        "blinds open, the bedroom fan wants a rest, and then I want the kettle on",
    ],
)
def test_nothing_is_passed_over(text: str) -> None:
    """Where one wish is not understood, the others alone are not said to be all."""
    plan = understand(text)
    assert plan is None or plan.problems or not plan.steps


def test_talk_is_passed_over() -> None:
    """What was, is no wish."""
    plan = understand("my mother had such a fan, could you turn on the hall light")
    assert plan is not None
    assert write(plan.steps) == {"light.h on"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "make sure no light is on everywhere",
            f"light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, {UPSTAIRS}",
        ),
        ("turn off the bedroom fan, then I could use the telly", "fan.b off, media_player.tv on"),
        ("open the curtains the bare minimum", "cover.b position 1"),
    ],
)
def test_more_side_by_side(text: str, steps: str) -> None:
    """Wherever it is, whatever it is called, however little."""
    assert done(text) == write(read(steps))


def test_no_light_is_no_correction() -> None:
    """Behind words that are not understood, nothing is turned on that should be off."""
    plan = understand("I wnat no lights on in the kitchen")
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text",
    [
        "switch the lights everywhere on, only the ones in the kitchen stay off",
        "all lights on, only those in the kitchen stay off",
    ],
)
def test_only_those_stay(text: str) -> None:
    """They are left out of what is moved."""
    plan = understand(text)
    assert plan is not None
    moved = {step.target for step in plan.steps if step.action == "on"}
    assert moved == {"light.h", "light.l1", "light.l2", "light.b", "light.b2", "light.ba"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("no blind should be closed around the living room", "cover.l open"),
        ("no light on in the bedroom", "light.b off, light.b2 off"),
        ("neither light should be on in the bedroom", "light.b off, light.b2 off"),
        ("curtains open and I want that the TV is off", "cover.b open, media_player.tv off"),
        ("TV off and the curtains no further", "media_player.tv off, cover.b stop"),
        ("turn on the hall light, the bedroom fan wants turning off", "light.h on, fan.b off"),
    ],
)
def test_none_of_it(text: str, steps: str) -> None:
    """A place is told in many ways, and so is what should be done."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("music off in the snug but on in the bar", "media_player.s pause, media_player.b play"),
        (
            "the bar heating to 20 and the cooler to 6",
            "climate.b temperature 20, climate.c temperature 6",
        ),
        ("lights on in both rooms", "light.r1 on, light.r2 on"),
    ],
)
def test_a_neighbour_keeps_its_words(text: str, steps: str) -> None:
    """Music stays music in the next room, a cooler is a thing, and both rooms are two of them."""
    rooms = home(
        (device("media_player.s", "Snug speaker", "speaker", "Snug"), "playing", PLAYER),
        (device("media_player.b", "Jukebox", "speaker", "Bar"), "paused", PLAYER),
        (device("light.b", "Bar lights", "light", "Bar"), "off", PLAIN),
        (device("climate.b", "Bar heating", "thermostat", "Bar"), "heat", HEATING),
        (device("climate.c", "Beer cooler", "thermostat", "Cellar"), "heat", HEATING),
        (device("light.r1", "Room 1 light", "light", "Room 1"), "off", PLAIN),
        (device("light.r2", "Room 2 light", "light", "Room 2"), "off", PLAIN),
    )
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_whatever_else_is_no_talk() -> None:
    """What is listed beside it is not left out in silence."""
    plan = understand("turn off the kettle, the fan and whatever else is running in the kitchen")
    assert (
        plan is None
        or not plan.steps
        or {"switch.kettle", "fan.k"} <= {step.target for step in plan.steps}
    )
