"""Commands with a remark beside them: a reason, a worry, what somebody is doing."""

import pytest

from tests.recognition.house import done, read, understand, write

COMMANDS = (
    ("turn off the TV", "media_player.tv off"),
    ("turn off the TV please", "media_player.tv off"),
    ("set the thermostat to 22", "climate.l temperature 22"),
    ("make the bedroom light red", "light.b colour red"),
    ("turn on the lamp and the kettle", "light.kl on, switch.kettle on"),
    ("turn on the lights in the kitchen and the hall", "light.kc on, light.kl on, light.h on"),
    ("turn off all the lights upstairs", "light.b off, light.b2 off, light.ba off"),
    ("mute the TV and close the curtains", "media_player.tv mute, cover.b close"),
)
REMARKS = (
    "my mum's calling",
    "my mum is calling",
    "it's time for dinner",
    "its ever so stuffy",
    "dinner's ready",
    "dinner is ready",
    "Harold can't find his slippers",
    "everybody's down here",
    "I'm still washing up",
    "I can't concentrate",
    "I need to sleep",
    "the baby just fell asleep",
    "the delivery is here",
    "the phone's ringing",
    "there's crumbs everywhere",
    "my wife says she is freezing",
    "we're eating outside",
)


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize(("command", "steps"), COMMANDS)
def test_a_remark_behind_a_command_leaves_it_as_it_is(
    command: str, steps: str, remark: str
) -> None:
    """Behind a pause, as a sentence of its own, and where nobody wrote a mark."""
    for said in (f"{command}, {remark}", f"{command}. {remark}.", f"{command} {remark}"):
        assert done(said) == write(read(steps)), said


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I'm done cooking, so lights out in the kitchen", "light.kc off, light.kl off"),
        (
            "okay kids are asleep, all the lights off upstairs",
            "light.b off, light.b2 off, light.ba off",
        ),
        ("I'm freezing, set the thermostat to 22, would you", "climate.l temperature 22"),
        ("we're eating now, so TV off and hall light on", "media_player.tv off, light.h on"),
    ],
)
def test_a_remark_in_front_of_a_command_leaves_it_as_it_is(text: str, steps: str) -> None:
    """What has no verb has to be a conclusion, or about all of something."""
    assert done(text) == write(read(steps))


OTHERS = {"light.b", "light.b2", "light.ba", "light.kc", "light.kl", "light.l1", "light.l2"}


@pytest.mark.parametrize(
    "text",
    [
        "turn off all the lights except the one in the hall, I'm still washing up",
        "turn off all the lights except the hall light Tom isn't home yet",
        "turn off all the lights but leave the hall light on, Tom is still out",
        "turn all the lights off but leave the hall light on, I still need it",
        "turn off all the lights except the hall light, I like that one",
        "turn off all the lights, only the one in the hall should stay on",
        "turn off all the lights in the house, only the hall light should stay on",
    ],
)
def test_an_exception_can_have_a_remark(text: str) -> None:
    """What is left on is no part of the remark."""
    assert done(text) == {f"{each} off" for each in OTHERS}


@pytest.mark.parametrize(
    "text",
    [
        "turn off the TV, the fan too",
        "turn off the TV, the fan as well",
        "turn off the TV, everything else goes off",
        "turn off the TV, the same goes for the fan",
        "turn off the TV, it should stay on",
        "turn off the TV, it has to stay on",
        "turn off the TV, that's what the sign says",
        "turn off the TV, it's a test",
        "turn off the TV, you decide",
        "turn off the TV, I changed my mind",
        "turn off the TV, there's no need",
        "turn off the TV, we don't want it off",
        "turn off the lights, not the lamp",
        "turn off the lights I want the hall light on",
        "turn off the lights, the kids need the hall light",
        "turn off the lights, we don't need the hall light",
        "turn off the lights, that one can stay on",
        "turn off the lights, I need two of them",
        "turn off the lights, my wife needs hers",
        "turn off the lights, she wants hers on",
        "turn off the lights, I like the one in the hall",
        "turn off the lights, everyone is upstairs",
        "turn off the lights, we're all in the kitchen",
        "turn off the lights nobody needs",
        "turn off the lights I left on",
        "turn off the lamp I use for reading",
        "turn off the TV when I come home",
        "turn off the TV when the film is over",
        "turn off the TV in ten minutes",
        "turn off the TV, I'm leaving tomorrow",
        "turn off the TV, I'm cold, turn on the kettle",
        "set the thermostat to 20, I'd rather have 22",
        "set the thermostat to 20, I would prefer 22",
        "turn on the bedroom light, it should be red",
        "turn on the bedroom light, I like it dim",
        "turn on the bedroom light, she loves it red",
        "turn on the bedroom light, half is enough",
        "turn on the bedroom light, forty percent is enough",
        "turn on the bedroom light, it needs to be brighter",
        "turn on the bedroom light, blue is her favourite colour",
        "turn on the bedroom light, candlelight is nicer",
        "turn on the bedroom light as soon as it's dark",
        "turn on the bedroom light every time I'm home",
        "turn on the bedroom light but she is asleep",
        "turn on the bedroom light, is it late?",
        "close the blinds, I mean the curtains",
        "close the blinds, a gap is fine",
        "close the blinds, he leaves a gap",
        "close the blinds, they should be half open",
    ],
)
def test_what_may_ask_for_more_is_no_remark(text: str) -> None:
    """It is done as well, or nothing is said to be done: it is not silently left out."""
    command = text.split(",", maxsplit=1)[0] if "," in text else " ".join(text.split()[:4])
    plan, bare = understand(text), understand(command)
    assert bare is not None
    assert plan is None or plan.problems or plan.deferred or plan.steps != bare.steps


@pytest.mark.parametrize(
    "text",
    [
        "my phone is ringing, turn it off",
        "my husband is on the sofa, TV off",
        "it's so dark I can't shave",
        "silence please, we're about to begin",
        "this floor lamp thing is here",
    ],
)
def test_no_command_is_made_of_what_is_only_told(text: str) -> None:
    """A part has to say by itself what is to be done with what."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("switch on, sorry, dim the bedroom light to 40 percent", "light.b brightness 40"),
        ("turn off, no, just turn the TV down to 20", "media_player.tv volume 20"),
        ("turn on, well, just dim the bedroom light to 20 percent please", "light.b brightness 20"),
        ("turn off, actually, dim the bedroom light to 20", "light.b brightness 20"),
        ("turn on the, er, switch off the kettle", "switch.kettle off"),
        ("open, no wait, close the blinds", "cover.l close"),
        ("open, sorry, the curtains", "cover.b open"),
    ],
)
def test_a_verb_that_was_given_up_means_nothing(text: str, steps: str) -> None:
    """Another command takes the place of it."""
    assert done(text) == write(read(steps))


def test_what_is_taken_back_for_a_refusal_is_not_done() -> None:
    """Nothing goes off where the TV is to stay on."""
    plan = understand("turn off, no, leave the TV on")
    assert plan is None or not plan.steps
