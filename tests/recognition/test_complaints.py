"""Complaints about a device: what is wrong with it says what helps."""

from datetime import UTC, datetime

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Plan, Utterance
from custom_components.llm_iot.resources import load_resources
from tests.homes import paper_home
from tests.recognition.house import read, understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("the floor lamp is far too bright", "light.l1 down"),
        ("this floor lamp is dazzling me", "light.l1 down"),
        ("this floor lamp thing is blinding me", "light.l1 down"),
        ("the bedroom fan is roaring so loudly one can't sleep in peace", "fan.b down"),
        ("the bathroom light hurts my eyes", "light.ba off"),
        ("that bedroom fan is blowing in my face", "fan.b down"),
        ("phew, the TV is really too loud, don't you think", "media_player.tv down"),
        ("the TV is too loud for me, my head is sore", "media_player.tv down"),
        ("that awful TV is getting on my nerves", "media_player.tv down"),
        ("this floor lamp keeps me awake", "light.l1 down"),
        ("the bedroom fan is so noisy", "fan.b down"),
        ("I can't concentrate with the TV", "media_player.tv down"),
        ("I can't sleep with that floor lamp on", "light.l1 off"),
        ("my eyes hurt from the floor lamp", "light.l1 down"),
        ("I can't make out a word on the TV", "media_player.tv up"),
        ("the TV isn't loud enough", "media_player.tv up"),
        ("the TV is a bit too quiet", "media_player.tv up"),
        ("the TV's too quiet", "media_player.tv up"),
        ("the TV\u2019s way too loud", "media_player.tv down"),
        ("I can hardly hear the TV", "media_player.tv up"),
        ("nobody can hear the phone over that TV", "media_player.tv down"),
        ("this TV is shouting at me", "media_player.tv down"),
        ("the TV is so loud I can't hear the kettle", "media_player.tv down"),
        ("he's turned the TV up so loud that I can't hear the kettle", "media_player.tv down"),
        ("somebody turned the TV up far too loud", "media_player.tv down"),
        ("the kids have got the TV on way too loud", "media_player.tv down"),
        ("the guests complain they can't hear each other over the music", "media_player.tv down"),
        ("the bedroom fan is such a racket", "fan.b down"),
        ("that floor lamp's hurting my eyes", "light.l1 down"),
        ("the bedroom fan's making an awful racket", "fan.b down"),
        ("everyone has left and the TV is still on", "media_player.tv off"),
        ("nobody's in here and the bathroom light's burning", "light.ba off"),
    ],
)
def test_a_complaint_about_a_device_is_helped(text: str, steps: str) -> None:
    """Less of what is too much; off where there is no less."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert plan.problems == ()


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("somebody left the bathroom light on", "light.ba off"),
        ("someone's left the bathroom light on again", "light.ba off"),
        ("the kids left the light on in the bathroom", "light.ba off"),
        ("my brother has left the bathroom light burning", "light.ba off"),
    ],
)
def test_what_somebody_left_so_is_asked(text: str, steps: str) -> None:
    """It may only have been told."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert plan.unsure


@pytest.mark.parametrize(
    "text",
    [
        "somebody left the bathroom light on for the cat",
        "I left the bathroom light on so she can see",
        "who left the bathroom light on",
    ],
)
def test_what_was_left_so_for_a_reason_stays(text: str) -> None:
    """The speaker knows why, or it is told."""
    plan = understand(text)
    assert plan is None or not plan.steps


def test_of_several_lights_the_one_that_is_on_disturbs() -> None:
    """The lamp in the same room is off."""
    plan = understand("this light is far too bright", "kitchen")
    assert plan is not None
    assert write(plan.steps) == {"light.kc down"}
    assert plan.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "the floor lamp was too bright",
        "the floor lamp is not too bright",
        "if the floor lamp is too bright",
        "my wife thinks the TV is too loud",
        "the TV is too loud?",
        "the TV is too loud, said my wife",
        "the TV is too loud but leave it on",
        "the TV is too loud and the floor lamp is too bright",
        "the TV in the shop is too loud",
        "I can't hear you over the phone",
        "the kettle is making a terrible noise",
        "I can't concentrate with the children",
        "the neighbour's TV is too loud",
        "I can't hear the doorbell over the TV",
        "tomorrow the TV is too loud",
        "nobody's in here and the TV is on, he said",
        "everyone has left",
    ],
)
def test_what_is_no_clear_complaint_of_now_moves_nothing(text: str) -> None:
    """It is past, of others, taken back, or of several things."""
    plan = understand(text)
    assert plan is None or not (plan.steps or plan.deferred)


@pytest.mark.parametrize(
    "text",
    [
        "the hall light is too bright",
        "the kettle is too loud",
        "I can't hear the kettle",
        "the front door is too loud",
        "the speaker is too loud",
    ],
)
def test_nothing_helps_against_what_is_off_or_has_no_strength(text: str) -> None:
    """A light that is off blinds nobody."""
    plan = understand(text)
    assert plan is None or not (plan.steps or plan.deferred)


def test_a_tv_on_a_relay_that_is_too_loud_is_left_on() -> None:
    """Less of it is wanted, and a relay has only nothing."""
    plan = _in_the_room("the TV is too loud")
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text",
    ["the TV is getting on my nerves", "that TV noise is killing me"],
)
def test_a_tv_on_a_relay_that_nobody_can_bear_goes_off(text: str) -> None:
    """It is the TV as such that disturbs."""
    plan = _in_the_room(text)
    assert plan is not None
    assert [(step.target, step.action) for step in plan.steps] == [("switch.tv", "off")]


def _in_the_room(text: str) -> Plan | None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    return load_resources().resolver.resolve(Utterance(text), paper_home(tv="on"), Context(), now)
