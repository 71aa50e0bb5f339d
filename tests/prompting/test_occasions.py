"""Times that tell of an occasion, and not of when to switch."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.llm_iot.evidence import Vote
from custom_components.llm_iot.models import Plan, Source, Step, Utterance
from custom_components.llm_iot.prompting.occasions import (
    is_for_an_occasion,
    is_made_ready,
    says_here,
    with_and_without_occasion,
)

EVENING = datetime(2026, 10, 14, 20, tzinfo=UTC)
TV_ON = Plan(Source.VOTE, (Step("switch.tv", "on"),))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("we need some music while I'm cooking", "we need some music"),
        ("I want the floor clean when I'm back", "i want the floor clean"),
        ("I want the floor clean before my aunt turns up", "i want the floor clean"),
        ("we'd like to sit outside this evening", "we would like to sit outside"),
        ("it would be nice to have it mown today", "it would be nice to have it mown"),
    ],
)
def test_what_is_wanted_for_an_occasion_is_wanted_now(text: str, rest: str) -> None:
    """The rest is heard without it, too."""
    assert is_for_an_occasion(Utterance(text), EVENING)
    whole, without = with_and_without_occasion(Utterance(text), EVENING)
    assert whole.text == text
    assert without.text.split() == rest.split()


@pytest.mark.parametrize("text", ["I want the lamp on when I'm back", "we're leaving tomorrow"])
def test_other_times_are_no_occasion(text: str) -> None:
    """A lamp is not there to be ready."""
    assert not is_for_an_occasion(Utterance(text), EVENING)
    assert [each.text for each in with_and_without_occasion(Utterance(text), EVENING)] == [text]


@pytest.mark.parametrize(
    ("text", "goal", "minutes", "ready"),
    [
        ("the match starts in five minutes", "match", 5, True),
        ("the match starts in two hours", "match", 120, False),
        ("we want to watch the match in five minutes", "match", 5, False),
        ("we're going to bed in five minutes", "sleep", 5, False),
    ],
)
def test_what_begins_soon_is_made_ready_now(
    text: str, goal: str, minutes: int, *, ready: bool
) -> None:
    """But for who wants it at that time, and for what ends the day."""
    vote = Vote(TV_ON, 1.0, 0.8, goal)
    starts = [EVENING + timedelta(minutes=minutes)]
    assert is_made_ready(vote, Utterance(text), starts, EVENING) is ready


def test_out_here_is_the_room_of_the_speaker() -> None:
    """And "the guests are here" is not."""
    assert says_here("We're eating out here")
    assert not says_here("the guests are here for dinner")
