"""What a model is shown for a question, and how code asks it of what the model names."""

import pytest

from custom_components.llm_iot.asked_about import AskedAbout
from custom_components.llm_iot.models import Plan, Source, Utterance
from custom_components.llm_iot.queries import Query, QueryForm
from tests.asked_homes import HOUSE
from tests.asking import NOW, questions

ABOUT = AskedAbout(questions())


def shown(text: str) -> list[str]:
    """Return the kinds of what is shown for a question, the most fitting first."""
    return [each.kind for each in ABOUT.readings(Utterance(text), HOUSE)]


def formed(text: str, *targets: str) -> Query:
    """Return what a question asks of some things."""
    plan = Plan(Source.MODEL, queries=(Query(targets),))
    (query,) = ABOUT.formed(plan, Utterance(text), HOUSE, NOW).queries
    assert query.asked == NOW
    return query


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("would you say it is warm in the bedroom, roughly", "temperature"),
        ("tell me, somebody left a window open or what", "window"),
        ("who of the family is about", "person"),
    ],
)
def test_what_words_point_to_is_shown_first(text: str, kind: str) -> None:
    """Also in a sentence that no grammar reads."""
    assert shown(text)[0] == kind
    assert len(shown(text)) <= 6


def test_nothing_is_shown_that_the_words_have_nothing_to_do_with() -> None:
    """A question about the world is no question about the home."""
    assert shown("what is the capital of portugal") == []


def test_the_form_is_that_of_the_words() -> None:
    """The model names the lights; whether they are listed or counted is no affair of it."""
    lights = ("light.kitchen", "light.counter", "light.study")
    counted = formed("so how many of the lights are on, love", *lights)
    assert (counted.form, counted.state, counted.targets) == (QueryForm.COUNT, "on", lights)
    assert formed("say, are all the lights off", *lights).form is QueryForm.ALL
    assert formed("say, are any lights off", *lights).form is QueryForm.ANY
    assert formed("which lights are off now then", *lights).form is QueryForm.WHICH
    assert formed("is the desk lamp on by any chance", "light.study").form is QueryForm.STATE


def test_a_number_is_asked_of_what_shows_it() -> None:
    """How bright is no question whether it is on."""
    assert formed("how bright is that desk lamp of mine", "light.study").measure == "brightness"


def test_what_cannot_tell_it_is_not_what_is_meant() -> None:
    """Nobody learns that a lamp is not open; the window that the words point to tells it."""
    asked = formed("is the bathroom window open, love", "light.bathroom")
    assert (asked.targets, asked.state) == (("binary_sensor.bathroom_w",), "open")
    used = formed("how much juice is the dishwasher using", "switch.dishwasher")
    assert (used.targets, used.measure) == (("sensor.dishwasher_p",), "power")
    there = formed("say, is anybody in the study", "light.study")
    assert there.targets == ("binary_sensor.study_o",)
    assert formed("is it tidy there", "light.study") == Query(("light.study",), asked=NOW)


def test_a_question_is_known_by_more_than_its_beginning() -> None:
    """A command has no such words."""
    assert ABOUT.asks(Utterance("windows, any of them open"), HOUSE)
    assert not ABOUT.asks(Utterance("turn on the desk lamp"), HOUSE)
