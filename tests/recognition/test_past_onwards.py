"""How questions about the past go on, and what is said besides."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from custom_components.llm_iot.past import PastForm
from tests.asked_homes import HOUSE
from tests.asking import Conversation

from .past_written import asked, codes, written


@pytest.mark.parametrize(
    "turns",
    [
        [
            ("how long was the tv on today", "duration | media_player.tv | on | today"),
            ("and yesterday?", "duration | media_player.tv | on | yesterday"),
            ("and the extractor?", "duration | fan.bathroom | on | yesterday"),
            ("is that more than usual?", "duration | fan.bathroom | on | yesterday | usual"),
            ("who was it?", "last | fan.bathroom | on | yesterday | who"),
        ],
        [
            ("was the kitchen light on at three", "at | light.kitchen | on | 25 15:00"),
            ("and yesterday", "at | light.kitchen | on | 24 15:00"),
            ("what about the floor lamp", "at | light.floor_lamp | on | 24 15:00"),
            ("and at noon", "at | light.floor_lamp | on | 25 12:00"),
        ],
        [
            (
                "what was the average temperature in the kitchen yesterday",
                "mean | sensor.kitchen_t | temperature | yesterday",
            ),
            (
                "and in the bathroom?",
                "mean | sensor.bathroom_t | temperature | yesterday",
            ),
            (
                "and the day before yesterday?",
                "mean | sensor.bathroom_t | temperature | 23 00:00 to 24 00:00",
            ),
        ],
        [
            ("what changed in the last hour", "changes | - | - | 25 14:30 to 25 15:30"),
            ("and yesterday", "changes | - | - | yesterday"),
            ("and the tv", "changes | media_player.tv | - | yesterday"),
        ],
        [
            ("did anyone open the garage door", "last | cover.garage | open | today"),
            ("and last night", "last | cover.garage | open | night"),
            ("when was that", "last | cover.garage | open | night"),
            ("and who did it", "last | cover.garage | open | night | who"),
        ],
        [
            (
                "how often did the garage door open yesterday",
                "count | cover.garage | open | yesterday",
            ),
            ("and the back door", "count | binary_sensor.back | open | yesterday"),
            ("how long was it open", "duration | binary_sensor.back | open | today"),
        ],
    ],
    ids=lambda turns: turns[0][0],
)
def test_a_question_goes_on_where_the_last_one_ended(turns: list[tuple[str, str]]) -> None:
    """Another time, another thing, another place, and what is usual."""
    talk = Conversation(HOUSE)
    for text, meant in turns:
        plan = talk.plan(text)
        assert plan is not None, text
        assert [written(query) for query in plan.past] == [meant]


def test_it_is_what_was_asked_about_before() -> None:
    """A question about now, and then one about the past."""
    talk = Conversation(HOUSE)
    talk.plan("is the tv on")
    plan = talk.plan("how long has it been on")
    assert plan is not None
    assert [written(query) for query in plan.past] == ["since | media_player.tv | on | ever"]


def test_nothing_goes_on_from_a_question_that_nobody_asked() -> None:
    """Nor from one about now."""
    for before in ("", "is the tv on"):
        talk = Conversation(HOUSE)
        if before:
            talk.plan(before)
        for text in ("and yesterday", "is that more than usual", "who was it"):
            plan = talk.plan(text)
            assert plan is None or not plan.past, (before, text)


@pytest.mark.parametrize(
    ("text", "state", "target", "now"),
    [
        ("did I close the garage door", "closed", "cover.garage", "closed"),
        ("have I locked the front door?", "locked", "lock.front", "locked"),
        ("did anyone turn off the tv", "off", "media_player.tv", None),
    ],
)
def test_what_somebody_did_is_told_with_how_it_is_now(
    text: str, state: str, target: str, now: str | None
) -> None:
    """Not by how it is now alone, which tells nothing of who did what, nor with a yes to that."""
    plan = Conversation(HOUSE).plan(text)
    assert plan is not None
    assert [(query.form, query.state) for query in plan.past] == [(PastForm.LAST, state)]
    assert [(query.targets, query.state) for query in plan.queries] == [((target,), now)]


def test_of_another_day_it_is_not_told_how_it_is_now() -> None:
    """That would answer something else."""
    plan = Conversation(HOUSE).plan("did I close the garage door yesterday")
    assert plan is not None
    assert plan.past
    assert not plan.queries


def test_two_questions_in_one_sentence_are_both_asked() -> None:
    """Also where the second says "it"."""
    assert asked("how long was the tv on and how often was the garage opened today") == [
        "duration | media_player.tv | on | today",
        "count | cover.garage | open | today",
    ]
    assert asked("when was the garage door last opened, and who opened it") == [
        "last | cover.garage | open | ever",
        "last | cover.garage | open | ever | who",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "how long was the extractor on, and turn it off",
        "how long was the extractor on today and then switch it off please",
        "what changed in the last hour and close the blinds",
    ],
)
def test_a_command_behind_a_question_is_not_done_in_silence(text: str) -> None:
    """The question is answered, and it is said that nothing else was done."""
    plan = Conversation(HOUSE).plan(text)
    assert plan is not None
    assert len(plan.past) == 1
    assert codes(plan) == [ProblemCode.ONLY_ANSWERED]
    assert not plan.steps
