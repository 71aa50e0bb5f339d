"""What is said of one place, and then of another: one more, another one instead, or not there."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Utterance
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.resolver import Resolver
from tests.recognition.farm import on_farm
from tests.recognition.house import (
    COVER,
    NOW,
    PLAYER,
    device,
    exchange,
    home,
    resolver,
    understand,
    write,
)

MUSICAL = home(
    (device("media_player.d", "Den speaker", "speaker", "Den"), "playing", PLAYER),
    (device("media_player.h", "Hall speaker", "speaker", "Hall"), "playing", PLAYER),
    (device("media_player.a", "Attic speaker", "speaker", "Attic"), "playing", PLAYER),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the lamp in the kitchen, no, the bedroom", "light.b2 on"),
        ("turn on the lamp in the kitchen, no wait, not the kitchen, the bedroom", "light.b2 on"),
        ("turn off the fan in the kitchen, sorry, the bedroom", "fan.b off"),
        ("fans off in the kitchen and the scullery, I mean the bedroom", "fan.k off, fan.b off"),
        ("fans off in the kitchen, and the bedroom", "fan.k off, fan.b off"),
    ],
)
def test_a_place_takes_the_place_of_another_and_the_thing_stays(text: str, steps: str) -> None:
    """Who corrects the room still speaks of the lamp, and not of all that is there."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == set(steps.split(", "))


@pytest.mark.parametrize(
    ("before", "steps"),
    [
        ("light.k_spots on", "light.h_spots on"),
        (
            "light.k_spots on, light.k_lamp on",
            "light.h_spots on, light.h_lamp on, light.h_strip on",
        ),
    ],
)
def test_the_ones_elsewhere_are_called_as_those_here_are(before: str, steps: str) -> None:
    """Where all the lights of a room were meant, all are meant of the other one, too."""
    lit = home(
        (device("light.k_spots", "Kitchen spots", "light", "Kitchen"), "off", {}),
        (device("light.k_lamp", "Lamp", "light", "Kitchen"), "off", {}),
        (device("light.h_spots", "Hall spots", "light", "Hall"), "off", {}),
        (device("light.h_lamp", "Lamp", "light", "Hall"), "off", {}),
        (device("light.h_strip", "Strip", "light", "Hall"), "off", {}),
    )
    context = Context((exchange(before),))
    made = Resolver(load_lexicon(), load_kinds())
    plan = made.resolve(Utterance("the hall ones as well"), lit, context, NOW)
    assert plan is not None
    assert write(plan.steps) == set(steps.split(", "))


def test_what_is_called_by_its_room_is_looked_for_in_the_other_one() -> None:
    """The heating of the other room is meant, and not its lamps."""
    plan = on_farm("turn off the kitchen radiator, no, Grandma's room")
    assert plan is not None
    assert write(plan.steps) == {"climate.g off"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("music off in the den and in the hall", {"media_player.d", "media_player.h"}),
        ("stop the music in the den and the hall", {"media_player.d", "media_player.h"}),
        ("stop the music in the den, not in the hall", {"media_player.d"}),
    ],
)
def test_music_is_meant_in_the_rooms_that_are_named(text: str, steps: set[str]) -> None:
    """What makes it is not named, only where it is."""
    plan = resolver().resolve(Utterance(text), MUSICAL, Context(), NOW)
    assert plan is not None
    assert {step.target for step in plan.steps} == steps


def test_another_state_in_another_place_is_of_the_same_things() -> None:
    """A word that is a verb, too, says how they are to be there."""
    blinds = home(
        (device("cover.d", "Den blinds", "blind", "Den"), "open", COVER),
        (device("cover.h", "Hall blinds", "blind", "Hall"), "closed", COVER),
    )
    text = "blinds closed in the den but open in the hall"
    plan = resolver().resolve(Utterance(text), blinds, Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == {"cover.d close", "cover.h open"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("hall light on, music down to ten", "light.h on, media_player.tv volume 10"),
        ("hall light on, volume to 20", "light.h on, media_player.tv volume 20"),
        ("music to 15", "media_player.tv volume 15"),
        ("play something in the living room", "media_player.tv play"),
    ],
)
def test_what_a_thing_does_not_have_is_told_of_another(text: str, steps: str) -> None:
    """No light has a volume, and the music is that of what plays."""
    plan = understand(text, "living_room")
    assert plan is not None
    assert write(plan.steps) == set(steps.split(", "))


def test_it_is_nothing_that_is_in_another_place() -> None:
    """What was turned off in the den is not what is to be on in the hall."""
    text = "turn the speaker off in the den, and in the hall turn it on"
    assert resolver().resolve(Utterance(text), MUSICAL, Context(), NOW) is None


def test_those_in_a_place_are_left_out() -> None:
    """They are of the kind that was named."""
    plan = understand("turn off all the lights but not those in the bathroom and the kitchen")
    assert plan is not None
    targets = {step.target for step in plan.steps}
    assert targets.isdisjoint({"light.ba", "light.kc", "light.kl"})
    assert "light.l1" in targets


def test_nothing_is_left_of_a_place_that_is_taken_back() -> None:
    """What is to be in its place has to be said."""
    assert understand("turn on the lamp in the kitchen, no, not the kitchen") is None
