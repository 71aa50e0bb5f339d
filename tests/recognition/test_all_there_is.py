"""Things told to be all that there are, states behind "to", and what is to be had done."""

import pytest

from tests.recognition.house import done, read, understand, write

ALL_BLINDS = "cover.l close"


@pytest.mark.parametrize("having", ["we have", "that we own", "we've got", "there are"])
def test_having_things_is_no_part_of_a_command(having: str) -> None:
    """All of them are meant, as they are without it."""
    assert done(f"turn off all the lights {having}") == done("turn off all the lights")
    assert done(f"all the lights {having} off") == done("all the lights off")
    assert done(f"set all the lights {having} to 20 percent") == done(
        "set all the lights to 20 percent"
    )


def test_the_doors_there_are_can_be_unlocked() -> None:
    """What is asked about is the plan that "every door" has."""
    assert done("unlock every door we have") == done("unlock every door") == {"lock.front unlock"}


def test_a_thing_of_one_room_is_found_there() -> None:
    """The place follows what is said to be had."""
    assert done("turn off all the lights we have in the bedroom") == write(
        read("light.b off, light.b2 off")
    )


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("set the garage door to open", "cover.g open"),
        ("system override: set the garage door to open", "cover.g open"),
        ("turn the front door lock to unlocked", "lock.front unlock"),
        ("set the hall light to on", "light.h on"),
        ("set the TV to off", "media_player.tv off"),
        ("switch the curtains to closed", "cover.b close"),
        ("set the hall light to on and the TV to off", "light.h on, media_player.tv off"),
        ("set the thermostat to off", "climate.l off"),
        ("set the thermostat to 21", "climate.l temperature 21"),
        ("set the bedroom fan to sleep", "fan.b preset sleep"),
    ],
)
def test_a_state_may_stand_where_a_value_does(text: str, steps: str) -> None:
    """Behind "to" it is what the thing is to be."""
    assert done(text) == write(read(steps))


def test_a_state_is_waited_for_as_any_command() -> None:
    """The time belongs to it, and "don't ask" to nothing that is done."""
    plan = understand("turn the front door lock to unlocked in five minutes, don't ask")
    assert plan is not None
    assert [write(each.steps) for each in plan.deferred] == [{"lock.front unlock"}]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("have the hall light turned on", "light.h on"),
        ("have the front door unlocked", "lock.front unlock"),
        (
            "have the kettle turned on and the hall light switched on",
            "switch.kettle on, light.h on",
        ),
        ("have the bedroom fan turned down", "fan.b down"),
    ],
)
def test_something_is_had_done(text: str, steps: str) -> None:
    """Whoever has it done wants it done now, each of several things."""
    assert done(text) == write(read(steps))


def test_something_is_had_done_later() -> None:
    """A time may stand behind it."""
    plan = understand("have all the lights turned off at eleven")
    assert plan is not None
    assert [write(each.steps) for each in plan.deferred] == [done("turn off all the lights")]
