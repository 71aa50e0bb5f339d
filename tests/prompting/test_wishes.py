"""Wishes in which every word is known."""

import pytest

from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Utterance
from custom_components.llm_iot.prompting.bank import load_templates
from custom_components.llm_iot.prompting.wishes import Wishes, load_wishes
from tests.homes import device, view

HOME = view(
    (device("switch.noise", "White noise machine", "outlet", "Nursery"), "off", {}),
    (device("cover.a", "Awning", "blind", "Terrace"), "closed", {"supported_features": 3}),
    (device("switch.c", "Coffee pot", "coffeemaker", "Kitchen"), "off", {}),
)


def wished(text: str) -> str | None:
    """Return the goal or the device that is wished for."""
    wish = Wishes(Utterance(text), HOME, load_kinds()).read()
    return (wish.goal or wish.device) if wish else None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I'd like to make myself a coffee.", "coffee"),
        ("I need a fresh pot of coffee", "coffee"),
        ("We could all use an espresso up here", "coffee"),
        ("We want to sit on the terrace in the shade", "shade"),
        ("we want to have breakfast on the terrace but in the shade please", "shade"),
        ("it's sunny, we want some shade on the terrace", "shade"),
        ("I'm going to sew and I need plenty of light", "too_dark"),
        ("the baby is going down for a nap and she needs her white noise", "switch.noise"),
    ],
)
def test_a_thing_is_wished_for_in_plain_words(text: str, meant: str) -> None:
    """Whatever is told in front of the wish."""
    assert wished(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "I want no coffee",
        "I need to buy coffee",
        "I'd like a coffee table",
        "I want a coffee when I wake up",
        "if she comes I'd like a coffee",
        "I'd like a coffee but not now",
        "I don't want to sit in the shade",
        "I want a coffee and some toast",
        "make a coffee",
        "do I want a coffee?",
        "coffee is what he likes",
    ],
)
def test_what_is_less_plain_is_left_to_examples(text: str) -> None:
    """One word that is not known may turn the wish round, and so may what follows it."""
    assert wished(text) is None


def test_each_wish_is_of_a_goal_that_there_is() -> None:
    """Its plan is that of the goal."""
    known = {each.goal.name for each in load_templates() if each.goal}
    assert set(load_wishes()["meant"]) <= known
