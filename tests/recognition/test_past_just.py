"""What was done a moment ago, and what "have got" asks: things as they are now."""

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import DeviceState, Plan, Source, Step, Utterance
from custom_components.llm_iot.past import PastForm
from tests.asked_homes import HOUSE
from tests.asking import NOW, questions

LAMP = Step("light.study", "off")


def read(text: str, *moved: Step) -> Plan | None:
    """Return what is asked behind a turn that moved something, if anything did."""
    plan = Plan(Source.RESOLVER, moved)
    before = {step.target: DeviceState("on") for step in moved}
    turn = Exchange(Utterance("the study light off"), plan, "", NOW, before=before)
    return questions().read(Utterance(text), HOUSE, Context((turn,) if moved else ()), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "What was it you just turned off?",
        "what was that you just switched off",
        "which one was it that you turned off just now",
        "which lamp was it you just turned off",
        "what did you just turn off",
        "what have you just turned off",
    ],
)
def test_what_was_just_done_is_what_the_last_turn_did(text: str) -> None:
    """However it is asked, and of nothing that somebody else turned off today."""
    plan = read(text, LAMP)
    assert plan is not None
    (query,) = plan.past
    assert (query.form, query.targets, query.state) == (PastForm.DID, ("light.study",), "off")


def test_what_was_just_done_without_a_turn_is_asked_of_the_record() -> None:
    """It knows what was turned off today, whoever did it."""
    plan = read("what was it you just turned off")
    assert plan is not None
    assert len(plan.past[0].targets) > 1


@pytest.mark.parametrize(
    "text",
    [
        "how many lights have we got on",
        "how many lights have I got on",
        "which lights have we got on",
        "have I got the kettle on",
        "what have we got on",
        "has anyone got the TV on",
    ],
)
def test_what_somebody_has_got_is_so_now(text: str) -> None:
    """It is no question about the past."""
    plan = read(text)
    assert plan is not None
    assert plan.queries
    assert not plan.past


def test_what_somebody_had_is_past() -> None:
    """As it is where a time is told."""
    had = read("how many lights have we had on today")
    assert had is not None
    assert had.past
