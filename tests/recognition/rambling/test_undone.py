"""Talk that tells what was left undone, noticed, or is to happen soon, around a command."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Utterance
from tests.recognition.house import NOW, house, read, resolver

UNDERSTOOD = (
    ("I forgot to turn the floor lamp off, so do that for me please", "light.l1 off"),
    ("I meant to close the curtains, could you take care of that", "cover.b close"),
    ("I was in bed when I noticed that the TV is still on, turn it off", "media_player.tv off"),
    ("I went to bed and left the TV on, turn that off for me dear", "media_player.tv off"),
    ("the TV's been on since six this morning, switch it off", "media_player.tv off"),
    ("they're coming over in a bit and it's pitch dark, so turn on the hall light", "light.h on"),
    ("we're about to sit down and eat, so turn the TV off", "media_player.tv off"),
    ("it's so late, the TV had better go off", "media_player.tv off"),
    ("he can't hear a word of what they're saying, so turn the TV up", "media_player.tv up"),
    ("guys, somebody left the TV on, turn that thing off", "media_player.tv off"),
    ("it's dark in the hall, turn the light on in there", "light.h on"),
    ("I'd better get some sleep, so TV off please", "media_player.tv off"),
    ("he said he'd clear the table, turn off the TV", "media_player.tv off"),
    ("she is nearly here, so hall light on and the kettle too", "light.h on, switch.kettle on"),
)
LEFT = (
    "we're coming home in a bit, so turn on the hall light",
    "I forgot to turn the TV off and I meant to close the curtains, so do that",
    "I forgot the curtains, so do that for me please",
    "I forgot to turn the floor lamp off, so tell me about that",
    "she said the film was good, turn off the TV and go to bed",
    "I went out and left the TV and the floor lamp on, turn it off",
)


@pytest.mark.parametrize(("text", "steps"), UNDERSTOOD)
def test_the_command_is_found(text: str, steps: str) -> None:
    """A deed told as undone, a thing noticed in a state, somebody who comes soon."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is not None
    assert not plan.problems
    assert set(plan.steps) == set(read(steps))


@pytest.mark.parametrize("text", LEFT)
def test_what_is_not_plain_is_left_alone(text: str) -> None:
    """Two deeds, two things, words that somebody said, and what the speaker does later."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is None or not (plan.steps or plan.deferred)
