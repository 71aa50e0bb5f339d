"""Words on what the last turn did."""

from datetime import UTC, datetime

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import Plan, Request, RequestKind, Source, Step, Utterance
from custom_components.llm_iot.resources import load_resources
from tests.goals.homes import bungalow
from tests.homes import paper_home

RESOLVER = load_resources().resolver
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ALL_ON = (Step("light.light", "on"), Step("fan.fan", "on"), Step("switch.tv", "on"))


def after(*steps: Step) -> Context:
    """Return a conversation in which steps were just taken."""
    plan = Plan(Source.VOTE, steps)
    return Context((Exchange(Utterance("movie night"), plan, "Done.", NOW),))


@pytest.mark.parametrize(
    "text",
    [
        "no, leave the fan off",
        "leave the fan off",
        "please keep the fan off",
        "no, keep the fan off please",
    ],
)
def test_what_was_turned_on_is_to_be_left_off(text: str) -> None:
    """Left off it is, and not left alone."""
    plan = RESOLVER.resolve(Utterance(text), paper_home(fan="on"), after(*ALL_ON), NOW)
    assert plan is not None
    assert plan.steps == (Step("fan.fan", "off"),)


@pytest.mark.parametrize(
    "text",
    ["no, not the fan", "not the fan", "no fan please", "without the fan", "undo the fan"],
)
def test_one_of_several_is_taken_back(text: str) -> None:
    """What was done to the others stays."""
    plan = RESOLVER.resolve(Utterance(text), paper_home(fan="on"), after(*ALL_ON), NOW)
    assert plan is not None
    assert plan.request == Request(RequestKind.UNDO, ("fan.fan",))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("oh but I still need the fan", "fan.fan"),
        ("I'm still watching the TV", "switch.tv"),
        ("but I need the light", "light.light"),
    ],
)
def test_what_somebody_still_needs_is_put_back(text: str, target: str) -> None:
    """The others stay off."""
    steps = tuple(Step(step.target, "off") for step in ALL_ON)
    plan = RESOLVER.resolve(Utterance(text), paper_home(), after(*steps), NOW)
    assert plan is not None
    assert plan.request == Request(RequestKind.UNDO, (target,))


def test_nothing_is_missed_that_was_turned_on() -> None:
    """Who needs the fan has it."""
    plan = RESOLVER.resolve(Utterance("I still need the fan"), paper_home(), after(*ALL_ON), NOW)
    assert plan is None or plan.request is None


@pytest.mark.parametrize("text", ["I'm still in the lounge", "not the lounge"])
def test_a_room_that_somebody_needs_is_put_back(text: str) -> None:
    """What was done elsewhere stays."""
    context = after(Step("light.lounge_ceiling", "off"), Step("light.bedside", "off"))
    plan = RESOLVER.resolve(Utterance(text), bungalow(), context, NOW)
    assert plan is not None
    assert plan.request == Request(RequestKind.UNDO, ("light.lounge_ceiling",))


@pytest.mark.parametrize("text", ["wait, not yet", "not now", "no, better not"])
def test_what_was_done_too_early_is_taken_back(text: str) -> None:
    """All of it."""
    plan = RESOLVER.resolve(Utterance(text), paper_home(), after(ALL_ON[0]), NOW)
    assert plan is not None
    assert plan.request == Request(RequestKind.UNDO)


@pytest.mark.parametrize("text", ["only the fan", "no wait, only the fan"])
def test_of_several_things_only_one_was_meant(text: str) -> None:
    """The others are put back."""
    plan = RESOLVER.resolve(Utterance(text), paper_home(), after(*ALL_ON), NOW)
    assert plan is not None
    assert set(plan.steps) == {
        Step("light.light", "off"),
        Step("fan.fan", "on"),
        Step("switch.tv", "off"),
    }


@pytest.mark.parametrize("text", ["not that bright", "too bright", "no, that's too bright"])
def test_less_of_what_was_too_much(text: str) -> None:
    """The light that was just turned on is meant, and no other."""
    context = after(Step("light.lounge_ceiling", "on"), Step("media_player.hifi", "on"))
    plan = RESOLVER.resolve(Utterance(text), bungalow(), context, NOW)
    assert plan is not None
    assert plan.steps == (Step("light.lounge_ceiling", "down"),)


@pytest.mark.parametrize("text", ["not the fan", "not that bright"])
def test_they_mean_nothing_without_a_turn(text: str) -> None:
    """Nothing is moved by words on what never was."""
    plan = RESOLVER.resolve(Utterance(text), paper_home(fan="on"), Context(), NOW)
    assert plan is None or not (plan.steps or plan.request)


def test_what_was_not_moved_is_left_alone() -> None:
    """The fan was no part of it."""
    context = after(Step("light.light", "on"))
    plan = RESOLVER.resolve(Utterance("leave the fan off"), paper_home(fan="on"), context, NOW)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "corrects"),
    [("no, the lamp", True), ("I meant the lamp", True), ("the lamp", False), ("noon", False)],
)
def test_words_that_begin_a_correction(text: str, corrects: bool) -> None:  # noqa: FBT001  # a case's
    """They tell that the turn before was wrong."""
    assert RESOLVER.corrects(Utterance(text)) is corrects


@pytest.mark.parametrize("text", ["no, the other way round", "swap them please", "vice versa"])
def test_two_things_are_swapped(text: str) -> None:
    """Each gets what was done to the other, or what is contrary to what was done to it."""
    home = bungalow()
    lamps = (Step("light.lounge_floor", "brightness", 30.0), Step("light.lounge_ceiling", "off"))
    plan = RESOLVER.resolve(Utterance(text), home, after(*lamps), NOW)
    assert plan is not None
    assert plan.actions == {
        Step("light.lounge_ceiling", "brightness", 30.0),
        Step("light.lounge_floor", "off"),
    }
    others = (Step("media_player.tv", "off"), Step("light.lounge_floor", "on"))
    plan = RESOLVER.resolve(Utterance(text), home, after(*others), NOW)
    assert plan is not None
    assert plan.actions == {Step("media_player.tv", "on"), Step("light.lounge_floor", "off")}


def test_what_was_done_to_one_thing_cannot_be_swapped() -> None:
    """Nor what is the same for all."""
    for steps in ((Step("fan.fan", "on"),), ALL_ON):
        plan = RESOLVER.resolve(Utterance("the other way round"), paper_home(), after(*steps), NOW)
        assert plan is None or not plan.steps
