"""What is said right after a turn: another name, second thoughts, one of several."""

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import (
    Plan,
    Problem,
    ProblemCode,
    Request,
    RequestKind,
    Source,
    Step,
    Utterance,
)
from tests.recognition.house import NOW, house, resolver, understand

UNKNOWN = Plan(Source.RESOLVER, problems=(Problem(ProblemCode.UNKNOWN_DEVICE, "porch light"),))


def _behind_unknown(text: str, said: str = "turn on the porch light") -> Plan | None:
    refused = Exchange(Utterance(said), UNKNOWN, "Unknown.", NOW)
    return resolver().resolve(Utterance(text), house(), Context((), refused), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "I mean the hall light",
        "the hall light",
        "then the hall light",
        "no, the hall light",
        "no sorry, I mean the hall light please",
        "hall light then, please",
    ],
)
def test_a_name_takes_the_place_of_one_that_is_not_here(text: str) -> None:
    """What was to be done is known; only what it was to be done to was not."""
    plan = _behind_unknown(text)
    assert plan is not None
    assert plan.steps == (Step("light.h", "on"),)


def test_the_rest_of_the_command_stays() -> None:
    """What stood behind the unknown name counts as well."""
    plan = _behind_unknown("the hall light", "turn the porch light on in ten minutes please")
    assert plan is not None
    assert [each.steps for each in plan.deferred] == [(Step("light.h", "on"),)]


@pytest.mark.parametrize(
    "text",
    [
        "close the blinds",
        "I mean the garage lamp",
        "never mind",
        "no",
        "the kitchen",
        "upstairs",
        "it",
    ],
)
def test_what_is_no_name_of_this_home_is_read_for_itself(text: str) -> None:
    """A command, another unknown name, a place, nothing at all."""
    plan = _behind_unknown(text)
    assert plan is None or not any(step.action == "on" for step in plan.steps)


@pytest.mark.parametrize(
    "text",
    ["actually no", "no wait", "actually no, I'm warm enough", "actually no, it's fine"],
)
def test_second_thoughts_take_the_last_turn_back(text: str) -> None:
    """With or without a reason to leave things as they were."""
    plan = understand(text, before="fan.b on")
    assert plan is not None
    assert plan.request == Request(RequestKind.UNDO)


@pytest.mark.parametrize("text", ["actually no, it's too dark", "actually no, turn on the TV"])
def test_second_thoughts_with_another_wish_take_nothing_back(text: str) -> None:
    """Then it is about what is wished for."""
    plan = understand(text, before="light.b on")
    assert plan is None or plan.request is None


def test_second_thoughts_behind_nothing_are_no_request() -> None:
    """There is nothing to take back."""
    plan = understand("actually no")
    assert plan is None or plan.request is None
