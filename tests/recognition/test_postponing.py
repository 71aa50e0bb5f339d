"""The time of a sentence, taken off before others make a plan of the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Deferred, Plan, Problem, ProblemCode, Source, Utterance
from tests.recognition.house import NOW, house, read, resolver
from tests.recognition.test_daylight import SUN


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("In ten minutes make it cosy in here, please", "make it cosy in here, please"),
        ("make it cosy in here in half an hour", "make it cosy in here"),
        ("Make it cosy, for two hours, in the Küche", "Make it cosy, in the Küche"),
        ("At nine o'clock I'd like to have it cosy", "I'd like to have it cosy"),
        ("at half past eight make it cosy for an hour", "make it cosy"),
        ("make it cosy at 7pm in the lounge", "make it cosy in the lounge"),
        ("the kettle off at six", "the kettle off"),
        ("we start at seven, the kettle on at five to", "we start at seven, the kettle on"),
        (
            "open the curtains at seven and the kettle on at the same time",
            "open the curtains and the kettle on",
        ),
        ("kettle off in five minutes, no, in ten minutes", "kettle off"),
        ("leave the kettle on for ten minutes then turn it off", "leave the kettle on"),
        ("the hall light on when the sun goes down", "the hall light on"),
        ("the hall light on until sunrise please", "the hall light on please"),
    ],
)
def test_the_words_of_a_time_are_taken_off(text: str, rest: str) -> None:
    """The others stay as they were written."""
    timed = resolver().without_time(Utterance(text), replace(house(), sun=SUN), NOW)
    assert timed is not None
    assert timed.text == rest


@pytest.mark.parametrize(
    "text",
    [
        "make it cosy in here",
        "make it cosy in ten minutes and bright in an hour",
        "the lamp now and the rest in ten minutes",
        "make it cosy every evening",
        "in ten minutes",
        "set the lamp at 30",
        "it is getting late and he has to be up at six, so please turn the hall light off",
        "it took me three hours, three hours, so put the lamp on",
        "the film begins in an hour, make it cosy",
        "my call is in an hour, lower the lamp",
        "a romantic dinner for two tonight",
    ],
)
def test_no_time_or_one_that_is_not_clear_stays(text: str) -> None:
    """None at all, one for each of two commands, one that comes again, a value."""
    assert resolver().without_time(Utterance(text), house(), NOW) is None


def test_a_time_in_another_language_is_not_ours() -> None:
    """Its words may be those of something else."""
    assert resolver().without_time(Utterance("in 10 minutes", "de"), house(), NOW) is None


def put_off(text: str, *strings: str) -> Plan:
    """Return what becomes of a plan that was made of a sentence without its time."""
    timed = resolver().without_time(Utterance(text), house(), NOW)
    assert timed is not None
    plan = Plan(Source.MODEL, read(", ".join(strings)))
    return resolver().put_off(plan, timed, house(), Context(), NOW)


def test_a_plan_waits_for_its_time() -> None:
    """All of it, and nothing happens now."""
    plan = put_off("make it cosy in ten minutes", "light.h on", "media_player.tv off")
    assert plan.steps == ()
    assert plan.deferred == (
        Deferred(NOW + timedelta(minutes=10), read("light.h on, media_player.tv off")),
    )


def test_what_is_for_a_time_ends_with_it() -> None:
    """What was off is off again, all else is as it was."""
    plan = put_off("make it cosy for an hour", "light.h on", "media_player.tv off")
    assert plan.steps == read("light.h on, media_player.tv off")
    assert [each.due for each in plan.deferred] == [NOW + timedelta(hours=1)]
    assert plan.deferred[0].restore


def test_a_plan_of_nothing_stays_one() -> None:
    """With what stands in its way."""
    timed = resolver().without_time(Utterance("make it cosy in an hour"), house(), NOW)
    assert timed is not None
    nothing = Plan(Source.MODEL, problems=(Problem(ProblemCode.UNSURE),))
    assert resolver().put_off(nothing, timed, house(), Context(), NOW) == nothing
