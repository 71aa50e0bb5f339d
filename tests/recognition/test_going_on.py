"""Sentences that lead on to the next thing, and what they leave alone."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Request, RequestKind, Utterance
from tests.recognition.house import NOW, exchange, house, read, resolver, understand, write


def test_more_than_that_is_of_the_same_thing() -> None:
    """How bright another one is to be is not known from it."""
    plan = understand("a bit brighter than that", before="light.b2 brightness 30")
    assert plan is not None
    assert write(plan.steps) == write(read("light.b2 up 10"))
    text = "the floor lamp a bit brighter than that"
    assert understand(text, before="light.b2 brightness 30") is None


@pytest.mark.parametrize(
    ("before", "text", "steps"),
    [
        ("light.h on", "lovely, now the kettle", "switch.kettle on"),
        ("light.l1 off", "that's good, now turn off the bathroom light", "light.ba off"),
        ("cover.l close", "in the bedroom as well", "cover.b close"),
        ("cover.l close", "in the bedroom as well, please", "cover.b close"),
        ("light.h on", "same for upstairs", "light.b on, light.ba on"),
        ("light.l1 brightness 70", "40 is fine", "light.l1 brightness 40"),
        ("light.l1 brightness 70", "whoa, too bright", "light.l1 down"),
        ("media_player.tv on", "switch to HDMI 1", "media_player.tv source HDMI 1"),
        ("cover.l open", "not that far, 30 percent", "cover.l position 30"),
        ("light.h on", "no, the bathroom one", "light.h off, light.ba on"),
        ("light.l1 colour blue", "hmm, green's nicer", "light.l1 colour green"),
        ("light.kc on", "and turn on the fan", "fan.k on"),
        ("light.b on", "and turn its fan off", "fan.b off"),
        ("light.kc on", "the same in the hall", "light.h on"),
        ("light.kc brightness 20", "reading lamp the same", "light.b2 brightness 20"),
        ("light.l1 on, light.h on", "just the hall light", "light.l1 off, light.h on"),
        ("light.h on", "wrong light, the bathroom one", "light.h off, light.ba on"),
        ("cover.l close", "no, leave them half open", "cover.l position 50"),
        ("light.l1 on", "that's a bit bright for me", "light.l1 down"),
        ("light.l1 on", "a bit dim for my eyes", "light.l1 up"),
        ("media_player.tv volume 30", "half that", "media_player.tv down 15"),
        ("media_player.tv volume 30", "make it twice that", "media_player.tv up 30"),
    ],
)
def test_it_goes_on_from_the_last_turn(before: str, text: str, steps: str) -> None:
    """With what was done there, or to what it was done."""
    plan = understand(text, before=before)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_what_was_so_before_is_not_taken_back() -> None:
    """The reading lamp was on already when somebody asked for it by mistake."""
    last = replace(exchange("light.l1 on"), unmoved=frozenset({"light.l1"}))
    said = Utterance("no, I meant the hall light")
    plan = resolver().resolve(said, house(), Context((last,)), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read("light.h on"))


def test_of_several_only_one_is_to_be_so() -> None:
    """The other was on already, and is not wanted either."""
    last = replace(exchange("light.l1 on, light.h on"), unmoved=frozenset({"light.l1"}))
    said = Utterance("just the hall light")
    plan = resolver().resolve(said, house(), Context((last,)), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read("light.l1 off, light.h on"))


@pytest.mark.parametrize("text", ["lovely, now the kettle", "in the bedroom as well"])
def test_without_a_turn_before_it_leads_nowhere(text: str) -> None:
    """Nothing is guessed."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize("text", ["stop, put it back", "put it back", "put them back please"])
def test_what_was_done_is_put_back(text: str) -> None:
    """As it was before."""
    plan = understand(text, before="cover.l open")
    assert plan is not None
    assert plan.request == Request(RequestKind.UNDO)
