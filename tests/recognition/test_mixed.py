"""A question and a command in one sentence, each of which is clear by itself."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Plan, ProblemCode, Utterance
from custom_components.llm_iot.recognition.mixed import Mixed
from tests.asking import questions
from tests.recognition.house import NOW, house, read, resolver, write


def mixed(text: str) -> Plan | None:
    """Return the plan of a sentence of both sorts."""
    reader = Mixed(questions(), resolver())
    return reader.read(Utterance(text), house(), Context(), NOW)


BOTH = (
    ("is the kettle on, lock the front door", "switch.kettle", "lock.front lock"),
    ("Is the kettle on? Turn off the TV", "switch.kettle", "media_player.tv off"),
    ("is the kettle on and turn off the tv", "switch.kettle", "media_player.tv off"),
    ("turn off the tv and tell me if the kettle is on", "switch.kettle", "media_player.tv off"),
    ("is the tv on? turn it off", "media_player.tv", "media_player.tv off"),
    ("did you turn off the kettle? Lock the front door", "switch.kettle", "lock.front lock"),
    ("is the kettle on, dim the floor lamp to 20", "switch.kettle", "light.l1 brightness 20"),
)


@pytest.mark.parametrize(("text", "asked", "steps"), BOTH)
def test_both_are_understood(text: str, asked: str, steps: str) -> None:
    """None of them is lost, in whatever order they are said."""
    plan = mixed(text)
    assert plan is not None
    assert [query.targets for query in plan.queries] == [(asked,)]
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("is the kettle on, lock the drawbridge", ProblemCode.UNKNOWN_DEVICE),
        ("is the kettle on, turn the music of the spheres inside out", ProblemCode.NOT_UNDERSTOOD),
    ],
)
def test_what_is_not_done_is_said(text: str, code: ProblemCode) -> None:
    """The question is answered all the same."""
    plan = mixed(text)
    assert plan is not None
    assert plan.queries
    assert not plan.steps
    assert [problem.code for problem in plan.problems] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "is the kettle on",
        "turn off the tv and the kettle",
        "is the kettle, tv and hall light on",
        "are the tv and the lights on",
        "is the garage door open or closed",
        "is the kettle on, if so turn it off",
        "is the kettle on? then turn it off",
        "when the kettle is on, turn off the tv",
        "did you turn off the tv and lock the front door",
        "did you turn off the tv, lock the front door and close the blinds",
        "can you turn off the tv and open the blinds",
    ],
)
def test_one_of_them_alone_is_left_to_others(text: str) -> None:
    """What hangs on the answer is no command by itself, either."""
    assert mixed(text) is None
