"""Words that go for several kinds of device, and those that do not."""

from functools import cache

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import HomeView, Plan, Utterance
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.resolver import Resolver
from tests.recognition.house import (
    COVER,
    HEATING,
    NOW,
    PLAYER,
    device,
    home,
    read,
    understand_in,
    write,
)

GROUND = "Ground floor"
UPPER = "Upper floor"


@cache
def seaside() -> HomeView:
    """Return a home with all sorts of shades and heating."""
    return home(
        (device("cover.blind", "Kitchen blind", "blind", "Kitchen", GROUND), "open", COVER),
        (device("cover.awning", "Awning", "blind", "Terrace"), "open", COVER),
        (device("cover.shutters", "Shutters", "blind", "Living room", GROUND), "open", COVER),
        (device("cover.drapes", "Bedroom drapes", "blind", "Bedroom", UPPER), "open", COVER),
        (device("climate.bed", "Bedroom radiator", "heater", "Bedroom", UPPER), "heat", HEATING),
        (device("climate.hall", "Hall heating", "thermostat", "Hall", GROUND), "heat", HEATING),
        (device("water_heater.tank", "Tank", "boiler", "Hall", GROUND), "eco", _TANK),
        (device("vacuum.up", "Upstairs hoover", "vacuum", "Bedroom", UPPER), "docked", _HOOVER),
        (device("vacuum.down", "Downstairs hoover", "vacuum", "Hall", GROUND), "docked", _HOOVER),
        (device("light.bed", "Bedroom light", "light", "Bedroom", UPPER), "on", {}),
    )


_HOOVER = {"supported_features": 8732}
_TANK = {"supported_features": 3, "min_temp": 35, "max_temp": 60, "temperature": 50}


@cache
def resolver() -> Resolver:
    """Return a resolver of its own."""
    return Resolver(load_lexicon(), load_kinds())


def understand(text: str) -> Plan | None:
    """Return the plan of a sentence in that home."""
    return resolver().resolve(Utterance(text), seaside(), Context(), NOW)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("close all the blinds", "cover.blind close"),
        ("close the blinds and the shutters", "cover.blind close, cover.shutters close"),
        ("close the blinds in the bedroom", "cover.drapes close"),
        ("awning in", "cover.awning close"),
        ("bring the awning in please", "cover.awning close"),
        ("set the bedroom thermostat to 19", "climate.bed temperature 19"),
        ("set the hall radiator to 21", "climate.hall temperature 21"),
        ("hot water to 55", "water_heater.tank temperature 55"),
        ("everything on the top floor off", "light.bed off, climate.bed off"),
        ("close the kitchen blind, but the shades stay open", "cover.blind close"),
        ("start the two hoovers", "vacuum.up start, vacuum.down start"),
        ("send the downstairs hoover out to clean", "vacuum.down start"),
        ("make the bedroom light shine", "light.bed on"),
        ("all off upstairs", "light.bed off, climate.bed off"),
    ],
)
def test_a_word_means_what_people_mean_by_it(text: str, steps: str) -> None:
    """No awning is a blind where there are blinds; a radiator has a thermostat."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


def test_them_all_is_not_everything() -> None:
    """Nothing was spoken of before."""
    assert understand("turn them all off") is None


def test_the_speaker_is_the_one_that_is_called_so() -> None:
    """A radio is a speaker only where none is called one; all of them are the speakers."""
    rooms = home(
        (device("media_player.b", "Bedroom speaker", "speaker", "Bedroom"), "playing", PLAYER),
        (device("media_player.k", "Kitchen radio", "speaker", "Kitchen"), "playing", PLAYER),
    )
    expected = {
        "turn the speaker off": "media_player.b off",
        "turn off the speaker in the kitchen": "media_player.k off",
        "turn the speakers off": "media_player.b off, media_player.k off",
    }
    for text, steps in expected.items():
        plan = understand_in(text, rooms)
        assert plan is not None
        assert write(plan.steps) == write(read(steps))
