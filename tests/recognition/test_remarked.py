"""Questions with a remark beside them, and what only sounds like one."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Plan, Utterance
from custom_components.llm_iot.recognition.remarked import Remarked
from tests.asking import questions
from tests.recognition.house import NOW, house, resolver


def read(text: str) -> Plan | None:
    """Return the plan of a question with a remark, None if it is none."""
    return Remarked(questions(), resolver()).read(Utterance(text), house(), Context(), NOW)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Is the front door locked? I always forget.", {"lock.front"}),
        ("is the bedroom fan on, I can hear something", {"fan.b"}),
        ("I can hear something, is the bedroom fan on?", {"fan.b"}),
        ("Did I lock the front door? I'm already in bed.", {"lock.front"}),
        ("is the TV still on, or did I already switch it off?", {"media_player.tv"}),
    ],
)
def test_what_is_asked_is_answered(text: str, asked: set[str]) -> None:
    """The rest asks for nothing."""
    plan = read(text)
    assert plan is not None
    assert set(plan.asked_about) == asked
    assert not plan.steps


@pytest.mark.parametrize(
    "text",
    [
        "My mother likes it warm, so could you set the thermostat to 22?",
        "it's getting chilly, so would you close the curtains?",
        "the kettle is on, isn't it nice",
        "I wonder whether the lamp is any good",
    ],
)
def test_a_wish_is_no_question(text: str) -> None:
    """Nor is what is only told."""
    assert read(text) is None
