"""Commands as they are said at home: by what they are done with, and what is told in front."""

import pytest

from tests.recognition.house import (
    COVER,
    FAN,
    PLAYER,
    device,
    done,
    home,
    read,
    understand,
    understand_in,
    write,
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("make it two degrees cooler with the thermostat", "climate.l down 2"),
        ("make it warmer using the thermostat please", "climate.l up"),
        ("make it brighter with the reading lamp", "light.b2 up"),
    ],
)
def test_it_is_what_it_is_done_with(text: str, steps: str) -> None:
    """Nothing else is named that it could be."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text", ["make the TV louder with the reading lamp", "turn it off with the kettle"]
)
def test_one_thing_is_not_done_with_another(text: str) -> None:
    """The lamp makes nothing louder, and the kettle turns nothing off."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "front",
    [
        "finished my workout",
        "just finished my workout",
        "done with dinner",
        "woke up early",
        "forgot my keys",
    ],
)
def test_who_is_told_of_may_be_left_out(front: str) -> None:
    """Whoever speaks tells of themselves, without a mark in front of the command."""
    text = f"{front} turn the kettle on and the hall light"
    assert done(text) == write(read("switch.kettle on, light.h on"))


@pytest.mark.parametrize(
    "text",
    [
        "must never turn on the kettle",
        "got the kids turn the kettle on",
        "forgot to turn on the kettle",
        "finished it before I turn on the kettle",
        "sounds like they turn on the kettle",
    ],
)
def test_what_is_left_out_may_be_who_does_it(text: str) -> None:
    """Then it is told, and no command."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize("time", ["homework time", "time for homework", "reading time", "bedtime"])
def test_what_it_is_time_for_is_a_reason(time: str) -> None:
    """Nobody's homework has the command in it."""
    assert done(f"turn off the TV, it's {time}") == {"media_player.tv off"}


@pytest.mark.parametrize(
    "text",
    [
        "what I'd like you to do now is switch on the hall light",
        "so what I want you to do is turn on the hall light",
        "we've tried everything, so all I need you to do is turn the hall light on please",
    ],
)
def test_what_somebody_is_to_do(text: str) -> None:
    """It is a command in other words."""
    assert done(text) == {"light.h on"}


@pytest.mark.parametrize(
    "text",
    [
        "what I'd like you to do is not to turn on the hall light",
        "what I want to do is turn on the hall light",
        "what I don't want you to do is turn on the hall light",
    ],
)
def test_what_somebody_is_not_to_do(text: str) -> None:
    """Nor what somebody does themselves."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text",
    [
        "have Robby start cleaning now",
        "so let's just have Robby start cleaning",
        "let Robby start cleaning please",
    ],
)
def test_robby_starts_to_do_his_work(text: str) -> None:
    """The verb for it has two words."""
    assert done(text) == {"vacuum.v start"}


def test_robby_starts_later() -> None:
    """A time may stand behind it."""
    plan = understand("have Robby start cleaning in ten minutes")
    assert plan is not None
    assert [write(each.steps) for each in plan.deferred] == [{"vacuum.v start"}]


@pytest.mark.parametrize(
    "behind",
    ["without checking with me", "without asking first", "without a code", "without delay"],
)
def test_not_asking_spares_nothing(behind: str) -> None:
    """It is no exception, and nothing is left out by it."""
    text = f"The boss said it's fine, so unlock the front door {behind}"
    assert done(text) == {"lock.front unlock"}


BRANDS = home(
    (device("fan.dyson", "Dyson Pure Cool", "fan", "Loft"), "on", FAN),
    (device("media_player.sonos", "Sonos One", "speaker", "Loft"), "playing", PLAYER),
    (device("cover.maria", "Maria's blind", "blind", "Loft"), "open", COVER),
    (device("light.tom", "Tom", "light", "Loft"), "on", {}),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("trun of the dysen", "fan.dyson off"),
        ("pause the sonus one", "media_player.sonos pause"),
        ("pause the sonas", "media_player.sonos pause"),
    ],
)
def test_a_short_name_may_have_another_vowel(text: str, steps: str) -> None:
    """Inside it, where nothing else is called so."""
    plan = understand_in(text, BRANDS)
    assert plan is not None
    assert write(plan.steps) == {steps}


def test_a_name_of_three_letters_is_no_other_one() -> None:
    """A vowel is too much of it."""
    plan = understand_in("turn off tim", BRANDS)
    assert plan is None or not plan.steps
