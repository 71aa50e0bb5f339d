"""What belongs to the thing in front: a value, a part, a word of its own, its room."""

import pytest

from custom_components.llm_iot.models import HomeView
from tests.recognition.house import (
    COLOURS,
    COVER,
    DIMS,
    FAN,
    HEATING,
    PLAIN,
    PLAYER,
    device,
    home,
    read,
    understand_in,
    write,
)

_COOLER = {
    "supported_features": 393,
    "hvac_modes": ["off", "cool", "heat", "heat_cool"],
    "fan_modes": ["auto", "low", "high"],
    "temperature": 24,
    "fan_mode": "high",
}
_DRYER = {"supported_features": 1, "available_modes": ["auto", "quiet", "deep dry"], "humidity": 50}


def cabin() -> HomeView:
    """Return a cabin whose devices take more than one value."""
    return home(
        (device("media_player.tv", "TV", "tv", "Parlour"), "on", PLAYER),
        (device("media_player.r", "Radio", "speaker", "Kitchen"), "playing", PLAYER),
        (device("climate.ac", "AC", "ac", "Parlour"), "cool", _COOLER),
        (device("humidifier.d", "Dehumidifier", "dehumidifier", "Parlour"), "on", _DRYER),
        (device("fan.w", "Wind wheel", "fan", "Attic"), "off", FAN),
        (device("light.p", "Corner lamp", "light", "Parlour"), "off", COLOURS),
        (device("light.a", "Lamp", "light", "Attic"), "off", DIMS),
        (device("light.k", "Lamp", "light", "Kitchen"), "off", DIMS),
        (device("light.kl", "Kitchen lights", "light", "Kitchen"), "on", PLAIN),
        (device("cover.a", "Blind", "blind", "Attic"), "closed", COVER),
        (device("cover.k", "Blind", "blind", "Kitchen"), "closed", COVER),
        (device("climate.a", "Radiator", "thermostat", "Attic"), "heat", HEATING),
    )


BELONGING = (
    ("corner lamp on with 20 percent", "light.p brightness 20"),
    ("tv on Netflix with the sound off", "media_player.tv source Netflix, media_player.tv mute"),
    (
        "tv on Netflix and turn the sound off",
        "media_player.tv source Netflix, media_player.tv mute",
    ),
    ("tv on with the volume at 20", "media_player.tv volume 20"),
    ("tv on Netflix at 30 percent", "media_player.tv source Netflix, media_player.tv volume 30"),
    (
        "ac on cool at 22 with the fan on low",
        "climate.ac cool, climate.ac temperature 22, climate.ac fan_mode low",
    ),
    ("put the ac on cool with low fan", "climate.ac cool, climate.ac fan_mode low"),
    ("ac on heat cool", "climate.ac heat_cool"),
    ("ac to heat/cool at 22", "climate.ac heat_cool, climate.ac temperature 22"),
    ("dehumidifier to 45, quiet mode", "humidifier.d humidity 45, humidifier.d mode quiet"),
    ("dehumidifier to 45 and deep dry", "humidifier.d humidity 45, humidifier.d mode deep dry"),
    ("all the kitchen lights off", "light.k off, light.kl off"),
    ("ac fan to auto", "climate.ac fan_mode auto"),
    ("lamp on in the kitchen and stop the music there", "light.k on, media_player.r stop"),
    ("kitchen lights off", "light.kl off"),
    ("heat the attic to 20 and open its blind", "climate.a temperature 20, cover.a open"),
    ("heat the attic to 20, turn the lamp on", "climate.a temperature 20, light.a on"),
    ("turn the wind wheel on and set its speed to 33 percent", "fan.w on, fan.w percentage 33"),
)


@pytest.mark.parametrize(("text", "steps"), BELONGING)
def test_what_is_said_besides_belongs_to_what_is_in_front(text: str, steps: str) -> None:
    """Behind "with", "and" or "at", and where "its" or a room alone tells which one is meant."""
    plan = understand_in(text, cabin())
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize("text", ["turn the heat on at 7", "tv on Netflix at 8"])
def test_an_hour_is_no_value(text: str) -> None:
    """A small number behind "at" may be when."""
    plan = understand_in(text, cabin())
    assert plan is None or not plan.steps
