"""Commands for another time than now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Utterance
from tests.recognition.house import NOW, house, read, resolver, understand, write


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time in the week of the tests."""
    return NOW.replace(day=day, hour=hour, minute=minute)


LATER = (
    ("turn on the hall light in ten minutes", "light.h on", at(4, 13, 10)),
    ("in an hour and a half turn off the tv", "media_player.tv off", at(4, 14, 30)),
    ("turn off the tv in half an hour", "media_player.tv off", at(4, 13, 30)),
    ("turn off the tv 20 minutes from now", "media_player.tv off", at(4, 13, 20)),
    ("turn off the tv in 1 hour and 30 minutes", "media_player.tv off", at(4, 14, 30)),
    ("turn off the tv in two and a half hours", "media_player.tv off", at(4, 15, 30)),
    ("turn on the hall light at half past seven", "light.h on", at(4, 19, 30)),
    ("turn on the hall light at half eight", "light.h on", at(4, 20, 30)),
    ("wake me up with the hall light at 7am", "light.h on", at(5, 7)),
    ("turn on the hall light in twenty", "light.h on", at(4, 13, 20)),
    ("turn on the hall light at 9", "light.h on", at(4, 21)),
    ("turn on the hall light at nine thirty", "light.h on", at(4, 21, 30)),
    ("turn on the hall light at ten to nine", "light.h on", at(4, 20, 50)),
    ("turn on the hall light at quarter past eight in the evening", "light.h on", at(4, 20, 15)),
    ("turn on the hall light at 19:45", "light.h on", at(4, 19, 45)),
    ("turn on the hall light at 06:15", "light.h on", at(5, 6, 15)),
    ("turn on the hall light at 7 pm", "light.h on", at(4, 19)),
    ("turn on the hall light at 7am", "light.h on", at(5, 7)),
    ("turn on the hall light at seven o'clock", "light.h on", at(4, 19)),
    ("turn on the hall light at midnight", "light.h on", at(5, 0)),
    ("turn on the hall light tonight at one", "light.h on", at(5, 1)),
    ("turn on the hall light at two tonight", "light.h on", at(5, 2)),
    ("turn on the hall light at twelve at night", "light.h on", at(5, 0)),
    ("turn on the hall light at eight tonight", "light.h on", at(4, 20)),
    ("turn on the hall light at noon", "light.h on", at(5, 12)),
    ("open the blinds at 7 am tomorrow", "cover.l open", at(5, 7)),
    ("open the blinds tomorrow at seven", "cover.l open", at(5, 7)),
    ("turn on the tv at 8 tomorrow morning", "media_player.tv on", at(5, 8)),
    ("turn on the tv on friday at 6 pm", "media_player.tv on", at(8, 18)),
    ("turn on the tv on monday at 6 pm", "media_player.tv on", at(11, 18)),
    ("turn on the tv on may 6th at 9 am", "media_player.tv on", at(6, 9)),
    ("turn on the tv on the 7th of may at 9 am", "media_player.tv on", at(7, 9)),
    ("give me ten minutes, then turn on the hall light", "light.h on", at(4, 13, 10)),
    ("wait an hour and turn off the tv", "media_player.tv off", at(4, 14)),
    ("turn off the tv once ten minutes have passed", "media_player.tv off", at(4, 13, 10)),
    ("turn off the tv about ten minutes from now", "media_player.tv off", at(4, 13, 10)),
    ("turn off the tv by ten pm", "media_player.tv off", at(4, 22)),
    ("hall light on from six", "light.h on", at(4, 18)),
    ("hall light on half an hour before eleven", "light.h on", at(4, 22, 30)),
    ("from ten pm no more TV", "media_player.tv off", at(4, 22)),
    ("from six onwards I want the hall light on", "light.h on", at(4, 18)),
    ("from half past six the hall light should be on", "light.h on", at(4, 18, 30)),
    ("floor lamp to 40 percent from six", "light.l1 brightness 40", at(4, 18)),
    (
        "turn on the hall light and the kettle in ten minutes",
        "light.h on, switch.kettle on",
        at(4, 13, 10),
    ),
)


@pytest.mark.parametrize(("text", "steps", "due"), LATER)
def test_a_time_puts_the_command_off(text: str, steps: str, due: datetime) -> None:
    """Nothing happens before."""
    plan = understand(text)
    assert plan is not None
    assert plan.steps == ()
    assert plan.problems == ()
    assert write(step for each in plan.deferred for step in each.steps) == write(read(steps))
    assert {each.due for each in plan.deferred} == {due}
    assert not any(each.restore for each in plan.deferred)


@pytest.mark.parametrize(
    ("text", "steps", "due"),
    [
        ("turn on the hall light for an hour", "light.h on", at(4, 14)),
        ("turn on the hall light for ten minutes", "light.h on", at(4, 13, 10)),
        ("turn on the kettle until ten", "switch.kettle on", at(4, 22)),
        ("kettle on for an hour while I nap", "switch.kettle on", at(4, 14)),
        ("turn on the hall light until half past eight", "light.h on", at(4, 20, 30)),
        ("set the floor lamp to 20 percent for two hours", "light.l1 brightness 20", at(4, 15)),
        ("reading lamp for ten minutes", "light.b2 on", at(4, 13, 10)),
        ("turn on the hall light for another hour", "light.h on", at(4, 14)),
        ("kitchen fan for 2 hrs please", "fan.k on", at(4, 15)),
        ("kettle on for an hour and a quarter then off", "switch.kettle on", at(4, 14, 15)),
        ("run the kitchen fan on high for an hour", "fan.k percentage 100", at(4, 14)),
        ("let the kitchen fan run for an hour on low", "fan.k percentage 1", at(4, 14)),
    ],
)
def test_an_end_puts_things_back(text: str, steps: str, due: datetime) -> None:
    """The command is carried out at once, and taken back when it is over."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    (back,) = plan.deferred
    assert back.restore
    assert back.due == due
    assert write(back.steps) == write(read(steps))


def test_a_time_and_an_end_go_together() -> None:
    """The end counts from the beginning."""
    plan = understand("in ten minutes turn on the hall light for an hour")
    assert plan is not None
    assert plan.steps == ()
    assert [(each.due, each.restore) for each in plan.deferred] == [
        (at(4, 13, 10), False),
        (at(4, 14, 10), True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "turn on the hall light from 8 to 11",
        "hall light on from eight until eleven pm",
        "from 8 till 11 put the hall light on",
        "have the hall light on from 8 till 11 this evening",
        "turn on the hall light between eight and eleven",
    ],
)
def test_a_beginning_and_an_end_are_said_at_once(text: str) -> None:
    """Each of the hours is the next one there is."""
    plan = understand(text)
    assert plan is not None
    assert plan.steps == ()
    assert [(each.due, each.restore) for each in plan.deferred] == [
        (at(4, 20), False),
        (at(4, 23), True),
    ]


def test_a_thing_is_kept_on_from_one_hour_to_another() -> None:
    """At the end it is off, whatever it was before."""
    plan = understand("keep the hall light on from 8 to 11")
    assert plan is not None
    assert plan.steps == ()
    assert [(each.due, write(each.steps)) for each in plan.deferred] == [
        (at(4, 20), {"light.h on"}),
        (at(4, 23), {"light.h off"}),
    ]


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("kettle on from half six to seven tomorrow", at(5, 6, 30), at(5, 7)),
        ("kettle on from six to seven in the morning", at(5, 6), at(5, 7)),
        ("kettle on from ten tonight to seven tomorrow", at(4, 22), at(5, 7)),
        ("kettle on from six pm to seven tomorrow", at(4, 18), at(5, 7)),
        ("kettle on from eleven pm to two am", at(4, 23), at(5, 2)),
        ("kettle on between eight and nine tomorrow morning", at(5, 8), at(5, 9)),
        ("kettle on tomorrow from six thirty to eight", at(5, 6, 30), at(5, 8)),
    ],
)
def test_the_day_at_the_end_is_that_of_both(text: str, begins: datetime, ends: datetime) -> None:
    """Seen from now; what cannot be over by then begins the evening before."""
    plan = understand(text)
    assert plan is not None
    assert [each.due for each in plan.deferred] == [begins, ends]


@pytest.mark.parametrize(
    "text", ["let the hall light burn till ten", "let the hall light shine until 10 pm please"]
)
def test_a_thing_that_may_burn_for_a_time_is_kept_on(text: str) -> None:
    """At the end it is off."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == {"light.h on"}
    assert [(each.due, write(each.steps)) for each in plan.deferred] == [
        (at(4, 22), {"light.h off"}),
    ]


def test_the_number_of_a_title_is_no_volume() -> None:
    """Nothing is done with what is not understood."""
    plan = understand("play take 2 on the TV")
    assert plan is None or not plan.steps


def test_a_range_of_values_is_no_time() -> None:
    """Nothing is planned for eight in the evening."""
    plan = understand("set the thermostat between 20 and 22")
    assert plan is None or not plan.deferred


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("turn off the tv in five minutes and the hall light in ten", (5, 10)),
        (
            "turn off the tv in 5 minutes, the hall light in 10 and the floor lamp in 20",
            (5, 10, 20),
        ),
    ],
)
def test_a_unit_holds_for_the_numbers_behind_it(text: str, dues: tuple[int, ...]) -> None:
    """No number is taken for a volume or a brightness."""
    plan = understand(text)
    assert plan is not None
    assert plan.steps == ()
    assert [each.due for each in plan.deferred] == [at(4, 13, minute) for minute in dues]


@pytest.mark.parametrize(
    ("text", "now", "later"),
    [
        ("turn on the hall light and turn it off in five minutes", "light.h on", "light.h off"),
        ("turn on hall light and then in five minutes turn it off", "light.h on", "light.h off"),
        (
            "turn on the hall light and, in ten minutes, the kettle",
            "light.h on",
            "switch.kettle on",
        ),
        (
            "turn on the hall light and turn off the tv in ten minutes",
            "light.h on",
            "media_player.tv off",
        ),
        ("tv off now and the hall light in 5 minutes", "media_player.tv off", "light.h off"),
        ("at seven turn on the hall light and close the curtains", "", "light.h on, cover.b close"),
        ("turn on the hall light at 7 and turn it off at 9", "", "light.h on, light.h off"),
        ("switch on the kettle at eight and off at ten", "", "switch.kettle on, switch.kettle off"),
        ("kettle on at 8, off at 10", "", "switch.kettle on, switch.kettle off"),
    ],
)
def test_each_command_has_its_own_time(text: str, now: str, later: str) -> None:
    """A time in front holds for all that follows."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(now))
    assert write(step for each in plan.deferred for step in each.steps) == write(read(later))


def test_a_duration_is_real_time_when_the_clocks_change() -> None:
    """In the night of 25 October 2026 an hour comes twice."""
    zone = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 10, 25, 1, 30, tzinfo=zone)
    utterance = Utterance("turn on the hall light in two hours")
    plan = resolver().resolve(utterance, house(), Context(), now)
    assert plan is not None
    assert plan.deferred[0].due.timestamp() - now.timestamp() == timedelta(hours=2).total_seconds()
