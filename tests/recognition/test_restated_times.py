"""Times that are said anew, left out in part, or told at an end."""

from datetime import datetime

import pytest

from tests.recognition.house import NOW, read, understand, write


def at(hour: int, minute: int = 0) -> datetime:
    """Return a time of the day of the tests."""
    return NOW.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("turn the hall light on in five, no, ten minutes", at(13, 10)),
        ("hall light on at five or no, make that half past four", at(16, 30)),
        ("hall light on at five or rather at six", at(18)),
        ("hall light on at nine, no, better at ten", at(22)),
        ("turn on the hall light in ten minutes, actually fifteen minutes", at(13, 15)),
        ("turn on the hall light in a bit, say in ten minutes", at(13, 10)),
        ("hall light on in a while, say twenty five minutes", at(13, 25)),
        ("hall light on later, about ten pm", at(22)),
        ("hall light on at bedtime, at ten pm", at(22)),
        ("hall light on later at six", at(18)),
        ("hall light on at the end of the hour", at(14)),
        ("hall light on once it's been ten minutes", at(13, 10)),
        ("hall light on in ten, no wait, make that twenty minutes", at(13, 20)),
        ("wake me up at seven with the hall light", at(19)),
        ("hall light on in half an hour, I'll be back by then", at(13, 30)),
        ("turn on the hall light at six, I'll be home at seven", at(18)),
        ("wait two minutes before you turn on the hall light", at(13, 2)),
        ("turn on the hall light at half past", at(13, 30)),
        ("turn on the hall light at ten to", at(13, 50)),
        ("turn on the hall light in an hour's time", at(14)),
        ("hall light on when it's nine o'clock", at(21)),
        ("hall light on by six", at(18)),
    ],
)
def test_the_last_time_is_meant(text: str, due: datetime) -> None:
    """Nothing is done before."""
    plan = understand(text)
    assert plan is not None
    assert plan.steps == ()
    assert [each.due for each in plan.deferred] == [due]
    assert write(plan.deferred[0].steps) == write(read("light.h on"))


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("hall light on at seven and off at half past", [at(19), at(19, 30)]),
        ("hall light on at seven and turn the TV on at the same time", [at(19), at(19)]),
        ("TV on at quarter past and off again five minutes later", [at(13, 15), at(13, 20)]),
        ("hall light on in ten minutes, TV off an hour after that", [at(13, 10), at(14, 10)]),
        ("hall light on ten minutes later", [at(13, 10)]),
        ("hall light on now and off at half ten", [at(22, 30)]),
        ("reading lamp to 30 at eight and off an hour later", [at(20), at(21)]),
        ("reading lamp to 30 at eight and to 60 at nine", [at(20), at(21)]),
    ],
)
def test_a_time_hangs_on_the_one_before(text: str, dues: list[datetime]) -> None:
    """It has no hour, or none of its own."""
    plan = understand(text)
    assert plan is not None
    assert [each.due for each in plan.deferred] == dues


@pytest.mark.parametrize(
    "text",
    [
        "keep the hall light on until ten then switch it off",
        "turn the hall light on until ten and then switch it off",
    ],
)
def test_what_is_done_at_an_end_is_done_then(text: str) -> None:
    """Once, and not at once."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read("light.h on"))
    assert [each.due for each in plan.deferred] == [at(22)]


def test_then_at_the_end_is_the_time_before() -> None:
    """And not now."""
    plan = understand("TV off in twenty and the hall light on then please")
    assert plan is not None
    assert plan.steps == ()
    assert {each.due for each in plan.deferred} == {at(13, 20)}


def test_a_value_for_each_of_two_hours() -> None:
    """Once the value is said, the number behind "at" is when."""
    plan = understand("thermostat up to 22 at six and down to 17 at nine")
    assert plan is not None
    assert [(each.due, write(each.steps)) for each in plan.deferred] == [
        (at(18), write(read("climate.l temperature 22"))),
        (at(21), write(read("climate.l temperature 17"))),
    ]


def test_nobody_says_nine_to_sixteen() -> None:
    """That is an hour and a value."""
    plan = understand("thermostat to 22 and at nine to 16")
    assert plan is None or not any(each.due.hour == 15 for each in plan.deferred)


def test_what_comes_again_is_no_hour_of_today() -> None:
    """As "at bedtime, at ten" is."""
    plan = understand("TV off every night at ten")
    assert plan is None or not plan.deferred


def test_an_end_by_name_is_the_hour_behind_it() -> None:
    """Until then it lasts."""
    plan = understand("thermostat at 23 until bedtime at ten")
    assert plan is not None
    assert write(plan.steps) == write(read("climate.l temperature 23"))
    assert [(each.due, bool(each.restore)) for each in plan.deferred] == [(at(22), True)]


def test_behind_how_long_a_number_is_how_warm() -> None:
    """No hour, where a thermostat is to run."""
    plan = understand("thermostat on for an hour at 23")
    assert plan is not None
    assert "climate.l temperature 23" in write(plan.steps)
    assert [each.due for each in plan.deferred] == [at(14)]


def test_a_value_that_is_said_anew_is_no_time() -> None:
    """Only the value is another one."""
    plan = understand("set the floor lamp to 20, no, 30 percent")
    assert plan is not None
    assert write(plan.steps) == write(read("light.l1 brightness 30"))
    assert plan.deferred == ()
