"""What belongs to a device that has a name of its own."""

import pytest

from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import HomeView
from custom_components.llm_iot.recognition.index import build_index
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.possessed import possessed
from tests.recognition.house import (
    DIMS,
    HEATING,
    PLAYER,
    device,
    home,
    read,
    understand_in,
    write,
)

NAMED: HomeView = home(
    (device("light.bob", "Bob", "light", "Studio"), "off", DIMS),
    (device("light.sun", "The Sun", "light", "Studio"), "on", DIMS),
    (device("light.james", "James lamp", "light", "Studio"), "on", DIMS),
    (device("media_player.b", "Betty", "speaker", "Studio"), "playing", PLAYER),
    (device("climate.c", "Chill", "thermostat", "Studio"), "heat", HEATING),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Betty's volume at 25, please", "media_player.b volume 25"),
        ("turn Betty's volume down", "media_player.b down"),
        ("bring the sun's brightness to 20 percent", "light.sun brightness 20"),
        ("set Chill's temperature to 20", "climate.c temperature 20"),
        ("Bob's light on", "light.bob on"),
        ("James' brightness to 30", "light.james brightness 30"),
    ],
)
def test_it_is_the_device_that_is_meant(text: str, steps: str) -> None:
    """What it has, or the kind that it is, may follow its name."""
    plan = understand_in(text, NAMED)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    "text", ["Bob's radio on", "Bob's friend is loud", "Betty's lamp on", "Bob's off"]
)
def test_what_it_does_not_have_is_not_the_device(text: str) -> None:
    """Bob is a light, and no radio."""
    plan = understand_in(text, NAMED)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("bobs light on", "bob light on"),
        ("bettys volume up", "betty volume up"),
        ("bobs radio on", "bobs radio on"),
        ("bobs off now", "bobs off now"),
    ],
)
def test_only_what_it_has_or_is_follows_its_name(said: str, meant: str) -> None:
    """Of anything else "Bob's" may be somebody's, or tell that Bob is so."""
    lexicon = load_lexicon()
    index = build_index(NAMED, load_kinds(), lexicon)
    assert possessed(tuple(said.split()), index, lexicon) == tuple(meant.split())
