"""What is like a question about the past and is none, or is about something that is missing."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from tests.asked_homes import HOUSE
from tests.asking import Conversation

from .past_written import asked, codes


@pytest.mark.parametrize(
    "text",
    [
        "turn on the tv at 3 pm",
        "turn off the light last in the kitchen",
        "the light was on yesterday",
        "were it dark, turn on the hall light",
        "set the bedroom to what it was yesterday",
        "turn on the light i had on yesterday",
        "turn on the tv like yesterday",
        "did i ask you to turn on the tv",
        "how long should the fan run",
        "the kitchen light on at three",
        "set the thermostat to 20 at noon",
        "open the garage door at noon",
        "kitchen light on since yesterday",
        "how long until the washing machine is done",
        "is the tv on",
        "how warm is it in the kitchen",
        "what is the average temperature in the house",
        "which room has the highest humidity",
        "did I leave the kitchen light on",
        "how much energy has the dishwasher used",
        "how often does the garage door open",
        "how long was the light on since i left",
        "how long was the tv on tomorrow",
        "when will the dishwasher finish",
        "how long was nobody home yesterday",
        "why did the fan turn on last night",
        "when was the war of the roses",
        "who was the first president",
        "how long did the concert last",
        "yesterday",
        "and yesterday",
        "since when",
        "how long",
        "who",
        "",
    ],
)
def test_other_sentences_are_not_about_the_past(text: str) -> None:
    """Commands, statements, what is so now or will be, and what no record can tell."""
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("was the sauna on yesterday", ProblemCode.UNKNOWN_DEVICE),
        ("how long was the sauna heater on", ProblemCode.UNKNOWN_DEVICE),
        ("what happened in the dungeon today", ProblemCode.UNKNOWN_DEVICE),
    ],
)
def test_what_the_home_lacks_is_said_to_be_missing(text: str, code: ProblemCode) -> None:
    """As it is for questions about now."""
    plan = Conversation(HOUSE).plan(text)
    assert codes(plan) == [code]


def test_a_question_about_the_past_never_moves_anything() -> None:
    """Neither now nor later, whatever words of commands are in it."""
    for text in (
        "who turned on the tv",
        "did anyone open the garage door at three",
        "when did i last turn off all the lights",
        "how often did you close the blinds this week",
        "was the back door unlocked at noon",
    ):
        plan = Conversation(HOUSE).plan(text)
        assert plan is None or not (plan.steps or plan.deferred or plan.request), text
