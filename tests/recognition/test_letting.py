"""What is let do something, in the order of a plain command."""

import pytest

from custom_components.llm_iot.recognition.forms import Forms
from custom_components.llm_iot.recognition.letting import Letting
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.tokenizer import tokenize
from tests.recognition.house import done, read, understand, write

LEXICON = load_lexicon()
LETTING = Letting(LEXICON, Forms(LEXICON))


def _words(text: str) -> tuple[str, ...]:
    return tuple(tokenize(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("let robby clean", "clean robby"),
        ("please let robby clean", "please clean robby"),
        ("have robby clean please", "clean robby please"),
        ("let the tv stop", "stop the tv"),
        ("let the tv play for an hour", "play the tv for an hour"),
        ("let the lamp burn until ten", "leave the lamp on until ten"),
        ("let the lamp shine for an hour please", "leave the lamp on for an hour please"),
    ],
)
def test_what_it_is_to_do_stands_in_front(text: str, plain: str) -> None:
    """For how long stays behind it."""
    assert LETTING.done(_words(text)) == _words(plain)


@pytest.mark.parametrize(
    "text",
    [
        "run robby clean",
        "let clean",
        "let it play",
        "let them play",
        "let the blinds open",
        "let the lamp burn",
        "let the lamp burn please",
        "let the lamp rest until ten",
    ],
)
def test_what_tells_no_deed_stays_as_it_is(text: str) -> None:
    """Nothing is let, nothing is named, or it is to go on as it is."""
    assert LETTING.done(_words(text)) == _words(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("let the fan be", "leave the fan be"),
        ("let the fan be and turn off the tv", "leave the fan be and turn off the tv"),
        ("tv off but let the lamp burn", "tv off but leave the lamp be"),
        ("tv off , let the lamp shine", "tv off , leave the lamp be"),
        ("let the fan be , and let the tv be", "leave the fan be , and leave the tv be"),
    ],
)
def test_what_is_let_be_is_left_alone(text: str, left: str) -> None:
    """Behind something else, a lamp may burn as well."""
    assert LETTING.left(_words(text)) == _words(left)


@pytest.mark.parametrize(
    "text",
    [
        "leave the fan be",
        "let be",
        "let the lights be on",
        "let the off lamp be",
        "let the lamp burn",
        "tv off let the lamp burn",
        "let the fan , the lamp be",
        "let the fan and the lamp be",
    ],
)
def test_what_is_wanted_of_it_is_no_leaving(text: str) -> None:
    """Or it is not clear where what is let be begins."""
    assert LETTING.left(_words(text)) == _words(text)


@pytest.mark.parametrize(
    "text",
    [
        "the bedroom fan can be switched off",
        "in the bedroom the fan may be turned off",
        "the fan upstairs should be switched off",
    ],
)
def test_what_can_be_brought_about_is_to_be_so(text: str) -> None:
    """Whoever says that it can be done wants it."""
    assert done(text) == {"fan.b off"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("the kettle can come on", "switch.kettle on"),
        ("the kettle can go on and the bedroom fan off", "switch.kettle on, fan.b off"),
        ("the bedroom fan can go off and the kettle can come on", "fan.b off, switch.kettle on"),
        (
            "the bedroom fan should go off, and the kettle should come on",
            "fan.b off, switch.kettle on",
        ),
        ("the bedroom fan can go off, and so can the TV", "fan.b off, media_player.tv off"),
        ("the blinds can come up and the TV has to go off", "cover.l open, media_player.tv off"),
    ],
)
def test_what_can_come_about_is_to_be_so(text: str, steps: str) -> None:
    """Both of two such things, whichever way they go."""
    assert done(text) == write(read(steps))


def test_what_may_happen_by_itself_is_no_wish() -> None:
    """Neither as a condition nor as a question."""
    for text in ("if the fan should come on tell me", "should the bedroom fan come on?"):
        plan = understand(text)
        assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("could the bedroom fan be turned off?", "fan.b off"),
        ("could the TV be turned down to 20 percent?", "media_player.tv volume 20"),
        (
            "could the curtains be closed and the kettle switched on?",
            "cover.b close, switch.kettle on",
        ),
        (
            "could all the lights in the bedroom be dimmed to 20",
            "light.b brightness 20, light.b2 brightness 20",
        ),
    ],
)
def test_what_could_be_done_is_asked_for(text: str, steps: str) -> None:
    """Whether or not a question mark stands behind it."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "could the curtains have been closed?",
        "could the fan be broken?",
        "could you be turned off?",
    ],
)
def test_what_could_be_so_is_not_asked_for(text: str) -> None:
    """Somebody wonders."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("the TV and the bedroom fan should both be off", "media_player.tv off, fan.b off"),
        ("the kettle and the fan upstairs can both be switched on", "switch.kettle on, fan.b on"),
        ("I only want the bedroom fan off", "fan.b off"),
    ],
)
def test_what_both_are_to_be_and_what_alone_is(text: str, steps: str) -> None:
    """Neither "both" nor "only" says more of anything else."""
    assert done(text) == write(read(steps))
