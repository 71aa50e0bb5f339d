"""What is left out of a group and is to be otherwise, and groups that a word only partly means."""

import pytest

from custom_components.llm_iot.models import HomeView, ProblemCode
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

_DRYER = {"supported_features": 1, "available_modes": ["auto", "boost"], "humidity": 50}
_COOLS = {"supported_features": 385, "hvac_modes": ["off", "cool", "dry"], "temperature": 24}


def lodge() -> HomeView:
    """Return a lodge in which some lights are switches and only some are called lamps."""
    ground, upper = "Ground floor", "First floor"
    return home(
        (device("light.f", "Floor lamp", "light", "Dining room", ground), "on", COLOURS),
        (device("light.d", "Ceiling light", "light", "Dining room", ground), "on", DIMS),
        (device("switch.k", "Sink light", "light", "Kitchen", ground), "on", PLAIN),
        (device("cover.d", "Curtains", "blind", "Dining room", ground), "open", COVER),
        (device("climate.d", "Radiator", "thermostat", "Dining room", ground), "heat", HEATING),
        (device("climate.b", "Radiator", "thermostat", "Bedroom", upper), "heat", HEATING),
        (device("climate.c", "Radiator", "thermostat", "Bathroom", upper), "heat", HEATING),
        (
            device("media_player.t", "TV", "tv", "Dining room", ground),
            "on",
            {**PLAYER, "source_list": ["Channel 4", "Netflix"]},
        ),
        (device("climate.x", "Chiller", "ac", "Shed"), "off", _COOLS),
        (device("cover.s1", "Left shutter", "blind", "Loft"), "open", COVER),
        (device("cover.s2", "Right shutter", "blind", "Loft"), "open", COVER),
        (device("light.h", "Strip", "light", "Home bar"), "on", DIMS),
        (device("fan.b", "Ventilator", "fan", "Bathroom", upper), "off", FAN),
        (device("cover.w", "Window shades", "blind", "Bedroom", upper), "open", COVER),
        (device("switch.p", "Pool pump", "pump", "Pool"), "on", {}),
        (device("light.p", "Pool light", "light", "Pool"), "on", PLAIN),
        (device("humidifier.d", "Dehumidifier", "dehumidifier", "Bathroom", upper), "on", _DRYER),
    )


OTHERWISE = (
    (
        "all radiators to 18 except the bathroom at 22",
        "climate.d temperature 18, climate.b temperature 18, climate.c temperature 22",
    ),
    (
        "all the lights in the dining room off except the floor lamp at 20 percent",
        "light.d off, light.f brightness 20",
    ),
    (
        "dining room lights off except the floor lamp, which should be at 20",
        "light.d off, light.f brightness 20",
    ),
    ("dining room lights off but the floor lamp red", "light.d off, light.f colour red"),
    ("all lights off but the lamps", "light.d off, switch.k off, light.p off, light.h off"),
    (
        "set all radiators except the bathroom to 18",
        "climate.d temperature 18, climate.b temperature 18",
    ),
    ("turn off the ground floor", "light.f off, light.d off, switch.k off"),
    ("kitchen off", "switch.k off"),
    ("heat upstairs to 19", "climate.b temperature 19, climate.c temperature 19"),
    ("close them curtains", "cover.d close"),
    ("close the dining curtains", "cover.d close"),
    ("dining area lights off", "light.f off, light.d off"),
    ("pool light and pump off", "light.p off, switch.p off"),
    ("floor lamp on low", "light.f brightness 25"),
    ("floor lamp at 20, curtains shut", "light.f brightness 20, cover.d close"),
    ("channel four on the tv", "media_player.t source Channel 4"),
    ("dehumidifier boost", "humidifier.d mode boost"),
    ("floor lamp to daylight", "light.f kelvin daylight"),
    ("floor lamp mint green", "light.f colour aquamarine"),
    ("everything off in the home bar", "light.h off"),
    ("home bar to 40", "light.h brightness 40"),
    ("pool light off, bathroom fan on", "light.p off, fan.b on"),
    ("not the ceiling light, just the floor lamp on", "light.f on"),
    ("chiller mode dry", "climate.x dry"),
    ("shutters closed both of them", "cover.s1 close, cover.s2 close"),
    (
        "upstairs 19 downstairs 21",
        "climate.b temperature 19, climate.c temperature 19, climate.d temperature 21",
    ),
)


@pytest.mark.parametrize(("text", "steps"), OTHERWISE)
def test_every_part_is_as_it_was_said(text: str, steps: str) -> None:
    """What is left out takes its own value; a room means its lights, be they only switches."""
    plan = understand_in(text, lodge())
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_a_window_is_not_what_hangs_before_it() -> None:
    """The shades of a window are called after it, and are no window."""
    plan = understand_in("open the skylight", lodge())
    assert plan is not None
    assert not plan.steps
    assert [problem.code for problem in plan.problems] == [ProblemCode.UNKNOWN_DEVICE]
