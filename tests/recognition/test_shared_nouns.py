"""What is said once for several: nouns, rooms, whose they are; and places alone."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import HomeView, Utterance
from tests.recognition.house import COVER, DIMS, NOW, PLAIN, device, home, read, resolver, write

OFFICE = home(
    (device("light.d11", "Desk 11 lamp", "light", "Office"), "off", DIMS),
    (device("light.d12", "Desk 12 lamp", "light", "Office"), "on", DIMS),
    (device("light.d21", "Desk 21 lamp", "light", "Office"), "off", DIMS),
    (device("light.m1", "Meeting room 1 light", "light", "Meeting room 1"), "off", PLAIN),
    (device("light.m2", "Meeting room 2 light", "light", "Meeting room 2"), "off", PLAIN),
)
FAMILY = home(
    (device("light.a", "Anna's lamp", "light", "Nursery"), "on", DIMS),
    (device("fan.a", "Anna's fan", "fan", "Nursery"), "off", {}),
    (device("light.m", "Max's lamp", "light", "Attic"), "off", DIMS),
    (device("light.l", "Spots", "light", "Living room"), "off", DIMS),
    (device("light.lc", "Ceiling light", "light", "Living room"), "off", DIMS),
    (device("light.d", "Candelabra", "light", "Dining room"), "off", DIMS),
    (device("light.dc", "Ceiling light", "light", "Dining room"), "off", DIMS),
    (device("switch.z", "Bug zapper", "outlet", "Patio"), "off", {}),
    (device("switch.s", "String lights", "light", "Patio"), "off", {}),
    (device("lawn_mower.m", "Mower", "mower", "Garden"), "docked", {"supported_features": 7}),
)

LODGE = home(
    *(
        (device(f"light.{room[0].lower()}{name[0].lower()}", name, "light", room), "on", PLAIN)
        for room in ("Den", "Hall", "Attic")
        for name in ("Ceiling light", "Lamp")
    )
)

OWNERS = home(
    (device("cover.a", "Blind", "blind", "Anna's room"), "open", COVER),
    (device("cover.m", "Blind", "blind", "Max's room"), "open", COVER),
    (device("cover.d", "Blind", "blind", "Den"), "open", COVER),
    (device("light.al", "Anna's lamp", "light", "Anna's room"), "on", PLAIN),
    (device("light.ml", "Max's lamp", "light", "Max's room"), "off", PLAIN),
    (device("light.md", "Max's desk light", "light", "Max's room"), "off", PLAIN),
    (device("light.b", "Light", "light", "Blue room"), "on", PLAIN),
    (device("light.g", "Light", "light", "Green room"), "on", PLAIN),
    (device("light.d", "Light", "light", "Den"), "on", PLAIN),
)


@pytest.mark.parametrize(
    ("view", "text", "steps"),
    [
        (OFFICE, "desks 11 and 21 on, 12 off", "light.d11 on, light.d21 on, light.d12 off"),
        (OFFICE, "desk lamps 11 and 21 on", "light.d11 on, light.d21 on"),
        (OFFICE, "dim desk lamp 12 to 20", "light.d12 brightness 20"),
        (OFFICE, "desk lamps on, only 11 not", "light.d12 on, light.d21 on"),
        (OFFICE, "turn the desk lamps off, only 12", "light.d12 off"),
        (OFFICE, "turn the desk lamps off, no, only number 12", "light.d12 off"),
        (OFFICE, "turn on desks 11, 12 and 21", "light.d11 on, light.d12 on, light.d21 on"),
        (OFFICE, "all desks off but not 21", "light.d11 off, light.d12 off"),
        (OFFICE, "turn off all desk lamps except 11 and 12", "light.d21 off"),
        (OFFICE, "lights on in meeting rooms 1 and 2", "light.m1 on, light.m2 on"),
        (
            OFFICE,
            "desk 11 lamp to 12 and desk 12 lamp to 21",
            "light.d11 brightness 12, light.d12 brightness 21",
        ),
        (
            FAMILY,
            "Anna's and Max's lamps to 40 percent",
            "light.a brightness 40, light.m brightness 40",
        ),
        (
            FAMILY,
            "turn on the lights in the living and dining rooms",
            "light.l on, light.lc on, light.d on, light.dc on",
        ),
        (
            FAMILY,
            "turn on the candelabra in the dining room and the ceiling light off",
            "light.d on, light.dc off",
        ),
        (FAMILY, "zapper and string lights on out on the patio", "switch.z on, switch.s on"),
        (FAMILY, "string lights on, mower out", "switch.s on, lawn_mower.m start"),
        (
            LODGE,
            "ceiling lights off in the den and the hall, lamps on",
            "light.dc off, light.hc off, light.dl on, light.hl on",
        ),
        (
            LODGE,
            "turn the lamps on and the ceiling lights off in the den and the hall",
            "light.dc off, light.hc off, light.dl on, light.hl on",
        ),
        (OWNERS, "Anna's lamp off, Max's on", "light.al off, light.ml on"),
        (FAMILY, "turn off the nursery", "light.a off"),
        (FAMILY, "dining room on", "light.d on, light.dc on"),
        (
            OWNERS,
            "close the blinds in Anna's and Max's room",
            "cover.a close, cover.m close",
        ),
        (OWNERS, "lights off in the blue and the green room", "light.b off, light.g off"),
    ],
)
def test_what_is_said_once_holds_for_all(view: HomeView, text: str, steps: str) -> None:
    """Nothing is asked, and no number is taken for a value."""
    plan = resolver().resolve(Utterance(text), view, Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert plan.problems == ()
