"""What a tolerant matcher leaves out is noticed."""

import pytest

from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Plan, Query, Source, Step, Utterance
from custom_components.llm_iot.recognition.coverage import accounts_for
from tests.homes import paper_home, two_rooms

KINDS = load_kinds()


def covered(text: str, *steps: Step) -> bool:
    """Return whether steps account for a sentence in the paper's room."""
    return accounts_for(Plan(Source.GAZETTEER, steps), Utterance(text), paper_home(), KINDS)


LIGHT_ON, FAN_ON = Step("light.light", "on"), Step("fan.fan", "on")


def test_every_device_that_was_named_is_in_the_plan() -> None:
    """A second one that is dropped is a reason to decline."""
    assert covered("turn the light and the fan on", LIGHT_ON, FAN_ON)
    assert not covered("turn the light and the fan on", LIGHT_ON)
    assert not covered("turn on the light and the heater", LIGHT_ON)


def test_another_word_for_its_kind_or_a_word_of_its_name_is_enough() -> None:
    """The telly is the TV, and the lamp in the kitchen is named by its room."""
    assert covered("switch the telly off", Step("switch.tv", "off"))
    plan = Plan(Source.GAZETTEER, (Step("light.k", "off"),))
    assert accounts_for(plan, Utterance("kitchen lamp off"), two_rooms(), KINDS)


@pytest.mark.parametrize("text", ["turn the light off", "someone turned the light on"])
def test_a_plan_that_goes_the_other_way_is_declined(text: str) -> None:
    """So is a command made of a sentence that only tells something."""
    assert not covered(text, LIGHT_ON)


def test_two_ways_in_one_sentence_are_fine() -> None:
    """On for one device and off for another."""
    assert covered("turn the light on and the TV off", LIGHT_ON, Step("switch.tv", "off"))


def test_a_question_may_tell_of_a_state() -> None:
    """Nothing is turned round by it."""
    plan = Plan(Source.GAZETTEER, queries=(Query(("fan.fan",), state="on"),))
    assert accounts_for(plan, Utterance("was the fan left on"), paper_home(), KINDS)
