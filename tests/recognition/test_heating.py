"""Words on warmth: they heat what heats, and start it."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import HomeView, Utterance
from tests.recognition.house import (
    COLOURS,
    HEATING,
    NOW,
    PLAYER,
    device,
    home,
    read,
    resolver,
    write,
)


def study(mode: str) -> HomeView:
    """Return a study with a radiator in a mode, beside a lamp that can be warm in colour."""
    return home(
        (device("light.desk", "Desk lamp", "light", "Study"), "on", COLOURS),
        (device("climate.s", "Radiator", "heater", "Study"), mode, HEATING),
        (device("switch.blanket", "Blanket", "blanket", "Bedroom"), "off", {}),
        (device("light.bed", "Bedside lamp", "light", "Bedroom"), "on", COLOURS),
    )


@pytest.mark.parametrize(
    ("mode", "text", "steps"),
    [
        ("heat", "heat the study", "climate.s up"),
        ("heat", "warm the study up", "climate.s up"),
        ("off", "switch the radiator on, to 24", "climate.s on, climate.s temperature 24"),
        ("off", "heat the study to 22", "climate.s on, climate.s temperature 22"),
        ("heat", "switch the radiator on, to 24", "climate.s temperature 24"),
        ("off", "set the radiator to 22", "climate.s temperature 22"),
        ("off", "turn up the radiator", "climate.s on, climate.s up"),
        ("heat", "turn up the radiator", "climate.s up"),
        ("off", "turn down the radiator", "climate.s down"),
        ("heat", "heat the blanket", "switch.blanket on"),
    ],
)
def test_what_heats_is_heated(mode: str, text: str, steps: str) -> None:
    """A lamp stays as it is, and what is off is started where the words start it."""
    plan = resolver().resolve(Utterance(text), study(mode), Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("TV on, volume to 20", "media_player.t on, media_player.t volume 20"),
        ("TV volume to 20", "media_player.t volume 20"),
        ("humidifier on at 50 percent", "humidifier.h on, humidifier.h humidity 50"),
    ],
)
def test_a_value_alone_turns_nothing_on(text: str, steps: str) -> None:
    """Who says that it is to be on, too, gets both."""
    view = home(
        (device("media_player.t", "TV", "tv", "Study"), "off", PLAYER),
        (device("humidifier.h", "Humidifier", "humidifier", "Study"), "off", {"humidity": 40}),
    )
    plan = resolver().resolve(Utterance(text), view, Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_nothing_is_heated_by_a_lamp() -> None:
    """It would only change its colour."""
    plan = resolver().resolve(Utterance("heat the bedroom"), study("heat"), Context(), NOW)
    assert plan is None or not plan.steps


def test_the_heat_is_that_of_what_heats() -> None:
    """What can only cool is not turned up by it."""
    cooling = {**HEATING, "hvac_modes": ["off", "cool"]}
    rooms = home(
        (device("climate.ac", "AC", "ac", "Bedroom"), "off", cooling),
        (device("climate.s", "Thermostat", "thermostat", "Study"), "heat", HEATING),
    )
    plan = resolver().resolve(Utterance("turn the heat up two degrees"), rooms, Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read("climate.s up 2"))
