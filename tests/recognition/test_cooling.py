"""The AC of homes in which nothing is called so."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.models import DeviceState, HomeView
from tests.recognition.house import DIMS, HEATING, device, home, read, understand_in, write

COOLING = {**HEATING, "hvac_modes": ["off", "heat", "cool"], "temperature": 24}
SUMMER: HomeView = home(
    (device("climate.u", "Ecobee", "thermostat", "Landing"), "cool", COOLING),
    (device("climate.d", "Nest", "thermostat", "Den"), "off", COOLING),
    (device("light.d", "Lamp", "light", "Den"), "off", DIMS),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn off the AC in the landing", "climate.u off"),
        ("turn on the air conditioning in the den", "climate.d cool"),
        ("turn on the AC and the lamp in the den", "climate.d cool, light.d on"),
        ("AC in the landing to 22", "climate.u temperature 22"),
    ],
)
def test_a_thermostat_that_cools_is_the_ac(text: str, steps: str) -> None:
    """Turned on as an AC it cools, whatever it did last."""
    plan = understand_in(text, SUMMER)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    "state",
    [
        DeviceState("heat", COOLING),
        DeviceState("off", HEATING),
    ],
)
def test_what_heats_is_no_ac(state: DeviceState) -> None:
    """Neither a thermostat that cannot cool, nor one that is heating just now."""
    winter = replace(SUMMER, states={**SUMMER.states, "climate.u": state, "climate.d": state})
    plan = understand_in("turn off the AC in the landing", winter)
    assert plan is None or not plan.steps
