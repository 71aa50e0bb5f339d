"""Whether anything is asked in a sentence that does not begin as a question."""

import pytest

from custom_components.llm_iot.models import Utterance
from custom_components.llm_iot.recognition.asked_amid import AskedAmid
from tests.asking import questions
from tests.recognition.house import house


def holds(text: str) -> bool:
    """Return whether something is asked."""
    return AskedAmid(questions()).holds(Utterance(text), house())


@pytest.mark.parametrize(
    "text",
    [
        "right I'm off to work do I need to close anything",
        "it looks like rain is the kitchen light on",
        "the kids swear they switched it all off but is there a light on up there",
        "everybody keeps yawning what does the meter say",
        "could you check whether the door is locked",
        "I can't decide where to work, where is it cooler",
        "good evening, how many lights are on",
        "we're off, have we locked up",
        "would you tell me is the front door locked dear",
        "it is all steamed up what's the humidity",
        "show me what is going on upstairs",
        "I'm going, and is his fan still on",
        "I can't remember locking the back door",
    ],
)
def test_a_question_is_found_wherever_it_begins(text: str) -> None:
    """With marks and without, and behind what is told."""
    assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "it's so dark in here",
        "we're all going to bed",
        "it gets dark so early, doesn't it",
        "all I need is the lamp on",
        "the problem is the light is too bright",
        "I don't know how he does it",
        "that is how I like it",
        "what are they saying, I can't hear the telly",
        "let's have the lights on",
        "I can't see what I am doing",
        "we have guests",
    ],
)
def test_what_is_told_or_wanted_asks_nothing(text: str) -> None:
    """Nor does what nobody is expected to answer."""
    assert not holds(text)


@pytest.mark.parametrize("text", ["and the small one", "how about Anna's", "or upstairs"])
def test_what_begins_so_behind_a_question_goes_on_asking(text: str) -> None:
    """It names no deed."""
    assert AskedAmid(questions()).goes_on(Utterance(text))


@pytest.mark.parametrize("text", ["it's too dark in here", "and turn it off", "turn it off"])
def test_an_order_or_a_complaint_behind_a_question_is_one(text: str) -> None:
    """It does not go on asking."""
    assert not AskedAmid(questions()).goes_on(Utterance(text))
