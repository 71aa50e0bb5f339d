"""Commands that leave out their verb, beside a statement: "lights off upstairs, I'm going"."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Utterance
from tests.recognition.house import NOW, house, read, resolver, understand, write

UPSTAIRS_OFF = "light.b off, light.b2 off, light.ba off"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("lights on in the kitchen, please, I'm fetching a bottle", "light.kc on, light.kl on"),
        ("all lights off upstairs, everyone has left", UPSTAIRS_OFF),
        ("okay the kids are asleep, all the lights off upstairs", UPSTAIRS_OFF),
        (
            "hall light on, kettle on and open the blinds, we are eating",
            "light.h on, switch.kettle on, cover.l open",
        ),
        (
            "tv off kettle off hall light off I'm leaving",
            "media_player.tv off, switch.kettle off, light.h off",
        ),
        (
            "everything off in the kitchen, but not the kettle, I'm still making tea",
            "light.kc off, light.kl off, fan.k off",
        ),
        (
            "turn off every light upstairs but not the one in the bathroom, someone is in there",
            "light.b off, light.b2 off",
        ),
        ("I'm going, so send Robby back to its dock now", "vacuum.v dock"),
        (
            "kettle on, hall light on, and the floor lamp as well, our guests are arriving",
            "switch.kettle on, light.h on, light.l1 on",
        ),
        ("the wash is done so kettle on and TV off", "switch.kettle on, media_player.tv off"),
        ("reading lamp on but not the bedroom light he's asleep", "light.b2 on"),
        (
            "could you switch on the kettle and the hall light I'm off to bed soon",
            "switch.kettle on, light.h on",
        ),
        (
            "open the blinds and switch off the floor lamp its bright enough outside",
            "cover.l open, light.l1 off",
        ),
        ("turn off the floor lamp its dark outside", "light.l1 off"),
        ("lock the front door, Dad is in the kitchen", "lock.front lock"),
    ],
)
def test_what_would_be_a_command_alone_is_one(text: str, steps: str) -> None:
    """The reason beside it takes nothing from it, and adds nothing."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "my husband is on the sofa, TV off",
        "he's still up, all the lights on upstairs",
        "I came home, the kettle on, the TV on",
        "all the lights off upstairs, if everyone has left",
        "all the lights off upstairs, the reading lamp is nicer",
        "lights off upstairs, Anna says",
        "all lights off upstairs, no wait",
        "telly on he's asleep",
        "turn on the lights upstairs except the one in the bathroom, that goes off later",
    ],
)
def test_what_may_be_described_moves_nothing(text: str) -> None:
    """Or there is a condition, somebody else's word, or a word on one of them behind it."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is None or plan.problems or not (plan.steps or plan.deferred)
