"""Questions amid a story, with marks and without, and stories that ask for more than an answer."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Plan, Utterance
from custom_components.llm_iot.recognition.amid_story import AmidStory
from tests.asking import Entity, home, questions
from tests.recognition.house import NOW, house, resolver


def read(text: str) -> Plan | None:
    """Return the plan of a question amid a story, None if there is none."""
    return AmidStory(questions(), resolver()).read(Utterance(text), house(), Context(), NOW)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("There's a draught somewhere, is the front door locked?", {"lock.front"}),
        ("I nearly fell over the cable earlier, is the bedroom fan on?", {"fan.b"}),
        ("could you have a look if the front door is locked, he always forgets", {"lock.front"}),
        ("it smells odd here what's the bedroom fan doing", {"fan.b"}),
        (
            "The kids ran off again! Is the TV still on, or did they switch it off?",
            {"media_player.tv"},
        ),
        ("I've got my boots on, could you please tell me if the TV is on?", {"media_player.tv"}),
        ("we've been in the attic, is the kettle on or is it off", {"switch.kettle"}),
    ],
)
def test_the_question_is_answered(text: str, asked: set[str]) -> None:
    """Whatever is told around it is passed over."""
    plan = read(text)
    assert plan is not None
    assert set(plan.asked_about) == asked
    assert not plan.steps


def test_in_there_is_where_the_story_is() -> None:
    """So it is if no other room is named."""
    plan = read("Anna says she is roasting in the living room, which lights are on in there?")
    assert plan is not None
    assert set(plan.asked_about) == {"light.l1", "light.l2"}


@pytest.mark.parametrize(
    "text",
    [
        "turn on the kettle, is the TV on?",
        "is the TV on? Turn off the kettle",
        "the kettle off, is the TV on?",
        "is the TV on, is the kettle on?",
        "it's cold in here, could you close the blinds?",
        "he said the lamp is the best there is",
        "I am so tired today",
        "her nose is all dried out, it is so dry in here",
        "all I want is the TV off",
    ],
)
def test_more_than_one_question_is_not_passed_over(text: str) -> None:
    """What is to be done, or asked besides, is not left out, and no story is a question."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I think I left the kettle on. Can you check for us?", {"switch.kettle"}),
        ("I can't sleep, I left the TV on, didn't I", {"media_player.tv"}),
        ("She swears she moved the kettle and shut the TV off. Is it on?", {"media_player.tv"}),
        ("The kettle hums again. Is it still on?", {"switch.kettle"}),
        ("I just left for work did I leave the kettle on", {"switch.kettle"}),
    ],
)
def test_what_is_told_of_is_what_is_asked_about(text: str, asked: set[str]) -> None:
    """It has its name in the story, and what was done is what is to be checked."""
    plan = read(text)
    assert plan is not None
    assert set(plan.asked_about) == asked


def test_places_behind_a_question_belong_to_it() -> None:
    """Each of the two rooms is asked about, and neither stands for "it"."""
    view = home(
        [
            Entity("sensor.b", "Temperature", "Bedroom", "18", "temperature", "°C"),
            Entity("sensor.l", "Temperature", "Lounge", "21", "temperature", "°C"),
        ]
    )
    text = "I can't decide where to sit, where is it cooler, in the bedroom or in the lounge"
    plan = AmidStory(questions(), resolver()).read(Utterance(text), view, Context(), NOW)
    assert plan is not None
    (query,) = plan.queries
    assert {*query.targets, *query.against} == {"sensor.b", "sensor.l"}
