"""What "it" is where one device was told of, and what of a talk a command does not wait for."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Utterance
from tests.recognition.house import NOW, house, resolver, write

DONE = (
    ("Ben's in town, and I don't need the TV for company, switch it off", "media_player.tv off"),
    ("we had the hall light put in last year and I love it, but it can go off now", "light.h off"),
    ("I've had this kettle for years, would you believe it, switch it on", "switch.kettle on"),
    ("the curtains are never closed when I read, shut them", "cover.b close"),
    ("oh the hall light, nobody knows who did it, it's on again, off with it", "light.h off"),
    ("that's what the man at the shop told us, so turn the TV off", "media_player.tv off"),
    ("my doctor says it's bad for me, she may be right, turn the TV off", "media_player.tv off"),
    ("they always leave their mugs about, could you put the kettle on", "switch.kettle on"),
    ("I wasn't going to say anything but it's late, turn the TV off", "media_player.tv off"),
    ("they knocked again, so turn the TV off and I'll apologise tomorrow", "media_player.tv off"),
    ("I can't believe it's so cold in May, put the kettle on", "switch.kettle on"),
    ("don't ask me who bought the kettle, it wasn't me, but put it on", "switch.kettle on"),
    ("it's no good the way they are, so close the curtains", "cover.b close"),
    ("they can see me from the street so I reckon it's best to draw the curtains", "cover.b close"),
    ("there's nothing but repeats, so we might as well turn the TV off", "media_player.tv off"),
    ("it's so dark, so please open the curtains and let some sun in", "cover.b open"),
    ("I've had it with this noise, I don't care who hears me, TV off", "media_player.tv off"),
    ("she sleeps better in the dark, I had my doubts, but fine, hall light off", "light.h off"),
    ("we got soaked, oh and put the TV off it's only adverts", "media_player.tv off"),
    ("he's already snoring, so I'd better have the TV off", "media_player.tv off"),
    ("I'm not convinced, but let's put the hall light on and see", "light.h on"),
    ("I shouldn't have lifted that box, so please put the kettle on", "switch.kettle on"),
    ("I'm so tired, never mind, you can turn the TV off", "media_player.tv off"),
    ("my head's like a sieve, but the hall light needs to be on", "light.h on"),
    ("he hates them, but do open the curtains if they aren't open already", "cover.b open"),
    ("I've got to wait, turn the hall light on for the time being", "light.h on"),
)
"""What is said, and what is done."""

LEFT = (
    "my phone is next to the TV and it keeps ringing, turn it off",
    "somebody left a kettle on in the shed, turn it off",
    "I might as well turn the TV off",
    "he says the TV is loud, turn it off",
    "they knocked again, so turn the TV off and I'll be back tomorrow",
)


@pytest.mark.parametrize(("text", "steps"), DONE)
def test_what_is_told_around_a_command_is_no_part_of_it(text: str, steps: str) -> None:
    """What the command means moves, and nothing else."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == {steps}


@pytest.mark.parametrize("text", LEFT)
def test_what_may_be_about_something_else_moves_nothing(text: str) -> None:
    """A place is no topic, and what others say no command."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is None or not (plan.steps or plan.deferred)


def test_of_several_it_is_the_one_where_the_talk_is() -> None:
    """The fan of the kitchen, though there is another one."""
    text = "I've been in the kitchen all day and left the fan on, switch it off"
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == {"fan.k off"}
