"""A home in Fahrenheit is held to the same limits."""

from homeassistant.core import Context, HomeAssistant
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
import pytest

from custom_components.llm_iot.actuation.executor import Actuator
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import (
    Plan,
    Source,
    Step,
    Value,
)
from custom_components.llm_iot.outcomes import Decision, Reason, Verdict
from custom_components.llm_iot.response.verifier import verify

from .house import async_set_up_domain

AC, BOILER = "climate.hvac", "water_heater.demo_water_heater"


async def judge(hass: HomeAssistant, entity_id: str, action: str, value: Value | None) -> Verdict:
    """Return the verdict on a step in a home in Fahrenheit."""
    hass.config.units = US_CUSTOMARY_SYSTEM
    await async_set_up_domain(hass, entity_id.partition(".")[0])
    view = Home(hass, load_kinds()).async_view()
    plan = Plan(Source.SENTENCE, (Step(entity_id, action, value),))
    (verdict,) = verify(plan, view)
    return verdict


@pytest.mark.parametrize(
    ("action", "value", "reached"), [("temperature", 72, 72), ("up", None, 72), ("down", 5, 65)]
)
async def test_degrees_are_those_of_the_home(
    hass: HomeAssistant, action: str, value: Value | None, reached: float
) -> None:
    """The usual step of one degree Celsius is two of Fahrenheit; it was at 70."""
    verdict = await judge(hass, AC, action, value)
    assert verdict.decision is Decision.ACCEPT
    await Actuator(hass).async_execute([verdict.step], Context())
    state = hass.states.get(AC)
    assert state is not None
    assert state.attributes["temperature"] == reached


@pytest.mark.parametrize(
    ("entity_id", "value", "taken"),
    [(AC, 90, "45 to 86"), (AC, 25, "45 to 86"), (BOILER, 150, "110 to 140")],
)
async def test_what_is_too_hot_or_too_cold_is_refused(
    hass: HomeAssistant, entity_id: str, value: float, taken: str
) -> None:
    """86 °F are 30 °C, and 140 °F are 60 °C."""
    verdict = await judge(hass, entity_id, "temperature", value)
    assert (verdict.decision, verdict.reason) == (Decision.IMPOSSIBLE, Reason.OUT_OF_RANGE)
    assert verdict.detail == taken
