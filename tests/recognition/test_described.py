"""Things told by what they do, by what they are called in short, and by what they stand at."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.models import HomeView, Plan
from tests.recognition.house import (
    COVER,
    DIMS,
    HEATING,
    PLAIN,
    PLAYER,
    device,
    home,
    read,
    understand,
    understand_in,
    write,
)

COOLING = {
    "supported_features": 393,
    "hvac_modes": ["off", "cool"],
    "temperature": 22,
    "fan_modes": ["low", "high"],
}
BOAT: HomeView = home(
    (device("light.n", "Navigation lights", "light", "Deck"), "off", PLAIN),
    (device("light.e", "Easel light", "light", "Saloon"), "off", DIMS),
    (device("light.s", "Saloon light", "light", "Saloon"), "off", DIMS),
    (device("light.p1", "Glow orb red", "light", "Galley"), "on", DIMS),
    (device("light.p2", "Glow orb blue", "light", "Galley"), "on", DIMS),
    (device("media_player.d", "Denon amplifier", "speaker", "Saloon"), "playing", PLAYER),
    (device("media_player.b", "Sonos", "speaker", "Saloon"), "playing", PLAYER),
    (device("climate.a", "AC", "ac", "Saloon"), "cool", COOLING),
    (device("climate.h", "Heater", "heater", "Galley"), "heat", HEATING),
    (device("fan.g", "Fan", "fan", "Galley"), "off", {"supported_features": 48}),
)


def on_boat(text: str) -> Plan | None:
    """Return the plan of a sentence on the boat."""
    return understand_in(text, BOAT)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn off everything that shines upstairs", "light.b off, light.b2 off, light.ba off"),
        ("turn off whatever gives light in the bedroom", "light.b off, light.b2 off"),
        ("pause everything that plays", "media_player.tv pause"),
        ("turn off everything that makes noise upstairs", "media_player.sp off"),
        ("turn off all lights that burn in the kitchen", "light.kc off, light.kl off"),
        ("upstairs everything dark please", "light.b off, light.b2 off, light.ba off"),
        ("turn on the light that is in the hall", "light.h on"),
        (
            "turn it all off in the living room",
            "light.l1 off, light.l2 off, media_player.tv off, climate.l off",
        ),
    ],
)
def test_what_things_do_tells_which(text: str, steps: str) -> None:
    """What shines is the lights: no heating goes off with them."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    "text", ["turn off everything that squeaks", "turn off everything that heals upstairs"]
)
def test_what_is_told_by_what_nobody_knows_is_not_everything(text: str) -> None:
    """A word that tells which are meant is never passed over."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("nav lights on", "light.n on"),
        ("amp off", "media_player.d off"),
        ("light on at the easel", "light.e on"),
        ("turn on the light next to the easel", "light.e on"),
        ("both orbs off", "light.p1 off, light.p2 off"),
        ("AC fan to high", "climate.a fan_mode high"),
        (
            "turn off all the lights except on deck",
            "light.e off, light.s off, light.p1 off, light.p2 off",
        ),
        ("fan on", "fan.g on"),
    ],
)
def test_names_are_said_in_short(text: str, steps: str) -> None:
    """One word of a name, the beginning of one, or the thing that a lamp stands at."""
    plan = on_boat(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("shutters to half", "cover.r position 50"),
        ("open the curtains", "cover.v open"),
        ("awning out", "cover.t open"),
        ("close the blinds", "cover.r close, cover.t close, cover.v close"),
    ],
)
def test_what_has_a_name_of_its_own_is_known_by_its_class(text: str, steps: str) -> None:
    """Nobody else tells that a "Vorhang" is a curtain, and no shutter."""
    view = home(
        *(
            (
                replace(device(f"cover.{name[0]}".lower(), name, "blind"), device_class=sort),
                "closed",
                COVER,
            )
            for name, sort in (
                ("Rollladen", "shutter"),
                ("Toldo", "awning"),
                ("Vorhang", "curtain"),
            )
        )
    )
    plan = understand_in(text, view)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
