"""What is put back later is for that long: things are then as they were."""

from datetime import timedelta

import pytest

from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.put_back import PutBack
from custom_components.llm_iot.recognition.tokenizer import tokenize
from tests.recognition.house import NOW, understand

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "text",
    [
        "floor lamp to 20 percent and put it back after an hour",
        "set the floor lamp to 20 percent and after an hour put it back",
        "set the floor lamp to 20 percent for an hour and then back to where it was",
        "set the floor lamp to 20 percent for an hour, then back to normal",
    ],
)
def test_it_is_as_it_was_at_the_end(text: str) -> None:
    """However the end is said."""
    plan = understand(text)
    assert plan is not None
    assert [(step.target, step.action, step.value) for step in plan.steps] == [
        ("light.l1", "brightness", 20.0)
    ]
    assert [(each.due, each.restore) for each in plan.deferred] == [(NOW + HOUR, True)]


@pytest.mark.parametrize(
    "text", ["floor lamp to 20 percent and put it back", "put it back in an hour"]
)
def test_without_a_command_or_a_time_nothing_is_timed(text: str) -> None:
    """Neither is made up."""
    plan = understand(text)
    assert plan is None or not plan.deferred


def test_somebody_is_given_a_time_before_something_is_done() -> None:
    """The command is for its end."""
    plan = understand("give the kids ten more minutes and then turn the TV off")
    assert plan is not None
    assert not plan.steps
    assert [each.due for each in plan.deferred] == [NOW + timedelta(minutes=10)]


@pytest.mark.parametrize("text", ["remind yourself to turn the TV off in ten minutes"])
def test_what_we_are_to_remember_is_done_then(text: str) -> None:
    """Nobody else is told to do it."""
    plan = understand(text)
    assert plan is not None
    assert [each.due for each in plan.deferred] == [NOW + timedelta(minutes=10)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("dim the lamp, then put it back in half an hour please", "dim the lamp for half an hour"),
        ("dim it and put it back in a couple of minutes", "dim it for a couple of minutes"),
        ("dim it but put it back after 10 minutes thanks", "dim it for 10 minutes"),
        ("dim it and put it back at about ten", "dim it until ten"),
        ("dim it and at ten put it back", "dim it until ten"),
        ("dim it until ten, then put it back", "dim it until ten"),
    ],
)
def test_what_is_put_back_lasts_until_then(text: str, plain: str) -> None:
    """However long that is in words."""
    assert PutBack(load_lexicon()).plain(tuple(tokenize(text)), NOW) == tuple(plain.split())


@pytest.mark.parametrize(
    "text",
    [
        "dim it and put it back",
        "dim it and put it back for an hour",
        "dim it and put it back later",
        "dim it and put it back after an hour and close the blinds",
        "dim it for an hour in the hall and put it back",
    ],
)
def test_other_words_are_left_as_they_are(text: str) -> None:
    """Where it is not said when, or more is said."""
    assert PutBack(load_lexicon()).plain(tuple(tokenize(text)), NOW) == tuple(tokenize(text))
