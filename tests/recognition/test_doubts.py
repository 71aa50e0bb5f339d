"""What is not clear about a sentence: it is asked, or left to others, and nothing else is done."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from tests.recognition.house import understand, write


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("turn on the hall light or the floor lamp", ("light.h", "light.l1")),
        ("keep the light in the living room on until ten", ("light.l1", "light.l2")),
    ],
)
def test_it_is_asked_which_one_is_meant(text: str, targets: tuple[str, ...]) -> None:
    """Of those that are named, or of those that are called so."""
    plan = understand(text)
    assert plan is not None
    assert not plan.steps
    assert not plan.deferred
    assert [(each.code, each.targets) for each in plan.problems] == [
        (ProblemCode.AMBIGUOUS, targets)
    ]


def test_what_is_clear_besides_is_done() -> None:
    """The question is about the rest."""
    plan = understand("turn on the light in the living room and open the blinds")
    assert plan is not None
    assert write(plan.steps) == {"cover.l open"}
    assert [each.code for each in plan.problems] == [ProblemCode.AMBIGUOUS]


@pytest.mark.parametrize(
    "text",
    [
        "turn on the light in the living room at ten",
        "turn on the light in the living room and dim it",
        "turn on the hall light or it",
        "turn on the hall light or the light in the living room",
        "turn on the bathroom light or the dishwasher",
        "dim the hall light or the floor lamp",
    ],
)
def test_a_question_that_would_not_settle_it_is_not_asked(text: str) -> None:
    """Others may know what is meant at another time, by "it", or by one that is no choice."""
    assert understand(text) is None


def test_what_none_of_several_can_do_is_told_of_all() -> None:
    """There is no need to choose."""
    plan = understand("lock the light in the living room")
    assert plan is not None
    assert not plan.steps
    assert [(each.code, each.targets) for each in plan.problems] == [
        (ProblemCode.CANNOT, ("light.l1", "light.l2"))
    ]
