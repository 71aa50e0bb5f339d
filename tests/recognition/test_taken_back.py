"""What is taken back in the middle of a sentence: another thing, another value, all of it."""

import pytest

from tests.recognition.house import (
    FAN,
    device,
    done,
    home,
    read,
    understand,
    understand_in,
    write,
)

ALL_BUT_THE_HALL = (
    "light.kc off, light.kl off, light.l1 off, light.l2 off, "
    "light.b off, light.b2 off, light.ba off"
)


@pytest.mark.parametrize("between", ["actually", "no wait", "sorry", "hang on"])
@pytest.mark.parametrize("left", ["leave the hall light on", "the hall light can stay on"])
def test_a_second_thought_can_be_an_exception(between: str, left: str) -> None:
    """What is to stay as it is takes nothing back of the rest."""
    assert done(f"turn off all the lights, {between}, {left}") == write(read(ALL_BUT_THE_HALL))


@pytest.mark.parametrize("oops", ["sorry", "oh no", "wait", "oops", "hang on", "that's wrong"])
def test_a_correction_amid_talk(oops: str) -> None:
    """In front of a name it is no mere politeness, so that only what is named last is moved."""
    text = f"I was so cold today, put the hall light on please, {oops}, the kettle please"
    assert done(text) == {"switch.kettle on"}


@pytest.mark.parametrize(
    "text",
    [
        "the kitchen, sorry the hall, light on",
        "kettle on, then the kitchen \u2014 sorry the hall \u2014 light on",
        "the kitchen light, no, the hall light, on",
    ],
)
def test_what_is_put_right_before_anything_is_told_of_it(text: str) -> None:
    """The right name goes on with what is told."""
    assert done(text) - {"switch.kettle on"} == {"light.h on"}


def test_meaning_it() -> None:
    """Whoever means it corrects nothing, least of all by the hour that it is."""
    plan = understand("turn everything off, it's nearly ten already, I mean it")
    assert plan is not None
    assert {step.action for step in plan.steps} == {"off"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("set the bedroom fan to half speed, er, 66 percent", "fan.b percentage 66"),
        ("dim the reading lamp to 40, 50", "light.b2 brightness 50"),
        ("TV volume to 30, er, 20", "media_player.tv volume 20"),
    ],
)
def test_of_two_values_the_last_holds(text: str, steps: str) -> None:
    """Behind a pause, where nothing else is named."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "my mum called, please turn on the hall light, no stop, fire up the kettle",
        "my mum called, please turn on the hall light, scratch that, turn on the kettle",
    ],
)
def test_another_command_in_the_place_of_one_amid_talk(text: str) -> None:
    """What is taken back is not done."""
    assert done(text) == {"switch.kettle on"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn off the kettle, ah no, leave that, the speaker", "media_player.sp off"),
        ("get the kettle off, wait, leave that one, the hall light", "light.h off"),
        ("flick the kettle on, er, the hall light!", "light.h on"),
        ("my mum called, turn on the hall light, er, the kettle", "switch.kettle on"),
        ("make sure the kettle is on, er, deactivate the bedroom fan", "fan.b off"),
        ("close the blinds all the way, er, put them up", "cover.l open"),
        ("floor lamp to one quarter, er, bring it to 14 percent", "light.l1 brightness 14"),
    ],
)
def test_another_thing_or_value_behind_a_pause(text: str, steps: str) -> None:
    """It takes the place of what was said first, which is not to be done."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("hall light on and, er, the kettle", "light.h on, switch.kettle on"),
        ("turn on the kettle, er, and the hall light", "light.h on, switch.kettle on"),
        (
            "turn off the hall light, actually, turn off the kettle as well",
            "light.h off, switch.kettle off",
        ),
        ("turn on the lamp, er, please", "light.kl on"),
        ("turn on the hall light, oops, I dropped my phone", "light.h on"),
    ],
)
def test_a_pause_that_takes_nothing_back(text: str, steps: str) -> None:
    """What is added to a command leaves it."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "why",
    [
        "actually I'm done with it",
        "what am I saying, I don't need it",
        "oops, we don't need it any more",
        "sorry, I no longer need it",
        "no wait, I don't want it on",
    ],
)
def test_what_is_not_needed_after_all(why: str) -> None:
    """It is not to be on, so that it goes off."""
    assert done(f"turn on the hall light, {why}") == {"light.h off"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("light the hall light no sorry keep the curtains open", "cover.b open"),
        ("I need the hall light on... I mean keep the front door locked", "lock.front lock"),
        ("turn on the hall light, I mean the kettle stays off", "switch.kettle off"),
    ],
)
def test_something_else_that_is_to_stay(text: str, steps: str) -> None:
    """It leaves nothing out of a single thing, but is meant in its place."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize("between", [", I mean", ", no sorry,", ", er,", ", no,", ", actually"])
def test_another_word_of_its_own(between: str) -> None:
    """Of two modes of one device the last holds."""
    modes = {"options": ["steady", "blink", "chase"]}
    rooms = home(
        (device("select.sign", "Sign mode", "setting"), "steady", modes),
        (device("fan.f", "Fan", "fan", "Hall"), "on", FAN),
    )
    plan = understand_in(f"put the sign mode on blink{between} chase", rooms)
    assert plan is not None
    assert write(plan.steps) == {"select.sign option chase"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no more of the TV turn it off I mean see to it that it is on", "media_player.tv on"),
        ("don't let the kettle run hm no is it possible to have it on", "switch.kettle on"),
    ],
)
def test_a_correction_is_no_part_of_what_is_denied(text: str, wanted: str) -> None:
    """What is wanted in the end is never turned into its contrary."""
    plan = understand(text)
    assert plan is None or write(plan.steps) <= {wanted}
