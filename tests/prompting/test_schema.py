"""What the model may say, and how it is told."""

import re
from typing import Any

from custom_components.llm_iot.models import HomeView
from custom_components.llm_iot.prompting.prompt import system_message
from custom_components.llm_iot.prompting.schema import build_schema
from tests.homes import device, paper_home, view

LAMP = {"supported_color_modes": ["hs", "color_temp"], "max_color_temp_kelvin": 6500}
TV = {"supported_features": 2052, "source_list": ["DVD", "Live_TV <b>"]}


def home() -> HomeView:
    """Return a home whose devices take words and numbers."""
    return view(
        (device("light.lamp", "Lamp", "light"), "on", LAMP),
        (device("media_player.tv", "TV", "tv"), "on", TV),
        (device("select.x", "Effect", "setting"), "1", {"options": [str(n) for n in range(40)]}),
        (device("cover.gate", "Gate", "gate"), "closed", {"supported_features": 255}),
        (device("siren.attic", "Siren", "siren"), "off", {"supported_features": 3}),
        (device("number.delay", "Delay", "setting"), "5", {"min": 0, "max": 90}),
    )


def sayable(view_: HomeView) -> tuple[set[str], list[str]]:
    """Return the strings and the patterns of a schema."""
    choices: list[dict[str, Any]] = build_schema(view_.devices, view_)["items"]["anyOf"]
    return set(choices[0]["enum"]), [choice["pattern"] for choice in choices[1:]]


def matches(patterns: list[str], text: str) -> bool:
    """Return whether one of the patterns allows a text."""
    return any(re.fullmatch(pattern, text) for pattern in patterns)


def test_words_of_short_lists_can_be_said_and_common_ones_of_long_lists() -> None:
    """They are data of the home: nothing that could end a string gets in."""
    words, _ = sayable(home())
    assert {"lamp colour red", "tv source dvd", "tv source live tv b"} <= words
    assert "lamp colour crimson" not in words
    assert not [word for word in words if word.startswith("effect ")]


def test_numbers_follow_their_action() -> None:
    """Alone, a number is the main value."""
    _, patterns = sayable(home())
    for text in ("lamp 40", "lamp kelvin 2700", "tv 30", "delay 12.5"):
        assert matches(patterns, text), text
    for text in ("lamp 140", "lamp kelvin", "tv kelvin 2700", "effect 3"):
        assert not matches(patterns, text), text


def test_what_is_critical_cannot_be_said() -> None:
    """A gate may be closed and its slats tilted; no number opens it."""
    words, patterns = sayable(home())
    assert "gate close" in words
    assert not {"gate open", "gate up", "siren on"} & words
    assert not matches(patterns, "gate 100")


def test_the_prompt_names_the_values() -> None:
    """In short, after the actions."""
    told = system_message(home().devices, home()).content
    assert "/0-100/colour red|orange|" in told
    assert "/kelvin 1000-6500)" in told
    assert "0-100/source dvd|live tv b" in told
    assert "delay (up/down/0-90)" in told


def test_the_prompt_of_the_paper_s_room_is_as_short_as_it_was() -> None:
    """Its devices take no words."""
    told = system_message(paper_home().devices, paper_home()).content
    assert told.endswith("Devices: light (on/off), fan (on/off/up/down/0-100), tv (on/off)")
