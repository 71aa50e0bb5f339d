"""Numbers of devices: "both", "the two lamps"."""

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Utterance

from .house import HEATING, NOW, device, home, resolver, write

HOME = home(
    (device("climate.hall", "Hall thermostat", "thermostat", "Hall"), "heat", HEATING),
    (device("climate.attic", "Attic thermostat", "thermostat", "Attic"), "heat", HEATING),
    (device("light.hall", "Hall lamp", "light", "Hall"), "off", {}),
    (device("light.spot", "Spot", "light", "Hall"), "off", {}),
    (device("light.attic", "Attic lamp", "light", "Attic"), "off", {}),
)


def said_in_the_hall(text: str) -> set[str]:
    """Return the steps of a sentence."""
    plan = resolver().resolve(Utterance(text, area_id="hall"), HOME, Context(), NOW)
    assert plan is not None
    return write(plan.steps)


def test_both_are_more_than_there_is_of_them_in_the_room() -> None:
    """The others are meant, too; two that are here are meant alone."""
    both = {"climate.hall temperature 21", "climate.attic temperature 21"}
    assert said_in_the_hall("set both thermostats to 21") == both
    assert said_in_the_hall("the two thermostats to 21") == both
    assert said_in_the_hall("set the thermostat to 21") == {"climate.hall temperature 21"}
    assert said_in_the_hall("both lights on") == {"light.hall on", "light.spot on"}
