"""Water and gas in the place of the valve that they flow through."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.models import Device, HomeView, Plan
from tests.recognition.house import PLAIN, device, home, read, understand_in, write

VALVE = {"supported_features": 3}
LIGHT = (device("light.s", "Shop light", "light", "Shop"), "on", PLAIN)
SEACOCK = (device("valve.s", "Seacock", "valve", "Shop"), "open", VALVE)
HEATER: tuple[Device, str, dict[str, object]] = (
    device("switch.w", "Water heater", "water_heater", "Shop"),
    "on",
    {},
)
BALL_COCK = (device("valve.b", "Ball cock", "valve", "Loft"), "open", VALVE)
STOPCOCK = (
    replace(device("valve.t", "Stopcock", "valve", "Hall"), device_class="water"),
    "open",
    VALVE,
)
GAS_COCK = (
    replace(device("valve.g", "Cooker cock", "valve", "Hall"), device_class="gas"),
    "closed",
    VALVE,
)


def _said(text: str, rooms: HomeView) -> Plan | None:
    return understand_in(text, rooms)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn the water off", "valve.s close"),
        ("shut off the gas", "valve.s close"),
        ("stop the water at the seacock", "valve.s close"),
        ("turn off water using seacock", "valve.s close"),
        ("turn the water off with the seacock and the shop light on", "valve.s close, light.s on"),
        (
            "turn off the shop light and turn off the water at the seacock",
            "light.s off, valve.s close",
        ),
    ],
)
def test_the_only_valve_is_meant(text: str, steps: str) -> None:
    """Whether it is named or not, and whatever else is wanted."""
    plan = _said(text, home(SEACOCK, LIGHT))
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "turn off the water pump",
        "turn off the water at the shop light",
        "dim the water",
        "turn off water",
        "the water is on",
    ],
)
def test_nothing_else_is_taken_for_it(text: str) -> None:
    """Neither something that is called after water, nor a thing that nothing flows through."""
    plan = _said(text, home(SEACOCK, LIGHT))
    assert plan is None or not plan.steps


def test_what_is_named_after_water_goes_first() -> None:
    """It may be short for it, even where there is a valve."""
    plan = _said("turn the water off", home(SEACOCK, HEATER))
    assert plan is not None
    assert write(plan.steps) == {"switch.w off"}


@pytest.mark.parametrize(
    ("text", "steps"), [("turn off the water", "valve.t close"), ("open the gas", "valve.g open")]
)
def test_what_a_valve_is_for_tells_which(text: str, steps: str) -> None:
    """Its device class says what flows through it."""
    plan = _said(text, home(STOPCOCK, GAS_COCK))
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_of_several_valves_none_is_guessed() -> None:
    """Only a name tells which."""
    rooms = home(SEACOCK, BALL_COCK)
    plan = _said("turn off the water", rooms)
    assert plan is None or not plan.steps
    named = _said("turn off the water at the ball cock", rooms)
    assert named is not None
    assert write(named.steps) == {"valve.b close"}
