"""From Home Assistant's intents to plans."""

from typing import Any

import pytest

from custom_components.llm_iot.models import (
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Query,
    QueryForm,
    Source,
    Step,
)
from custom_components.llm_iot.recognition.intents import Intent, to_plan
from tests.homes import DIMMABLE, device, paper_home, two_rooms, view

CLIMATE = {"supported_features": 385, "hvac_modes": ["off", "heat"], "min_temp": 7, "max_temp": 30}


def plan_of(home: HomeView, intent: str, here: str | None = None, /, **slots: Any) -> Plan | None:
    """Return the plan of an intent as a strict sentence gives it."""
    return to_plan(Intent(intent, slots), home, here, Source.SENTENCE)


def two_heaters() -> HomeView:
    """Return a home with a thermostat in each of two rooms."""
    return view(
        (device("climate.hall", "Thermostat", "thermostat", "Hall"), "heat", CLIMATE),
        (device("climate.attic", "Thermostat", "thermostat", "Attic"), "heat", CLIMATE),
        (device("light.attic", "Lamp", "light", "Attic"), "off", DIMMABLE),
    )


def test_a_name_gives_the_step_of_its_device() -> None:
    """The value is in the unit of the row."""
    plan = plan_of(paper_home(), "HassFanSetSpeed", name="Fan", percentage=66)
    assert plan == Plan(Source.SENTENCE, (Step("fan.fan", "percentage", 66),))


def test_an_area_means_everything_of_the_domain_in_it() -> None:
    """The lamp of the other room is left alone."""
    plan = plan_of(two_rooms(), "HassTurnOff", area="Kitchen", domain="light")
    assert plan == Plan(Source.SENTENCE, (Step("light.k", "off"),))


def test_a_name_that_two_devices_have_is_asked_back_or_taken_from_the_room() -> None:
    """The room of the speaker decides; without one, both are named."""
    plan = plan_of(two_rooms(), "HassTurnOff", name="Lamp")
    assert plan is not None
    assert plan.steps == ()
    assert plan.problems[0].code is ProblemCode.AMBIGUOUS
    assert set(plan.problems[0].targets) == {"light.k", "light.h"}
    plan = plan_of(two_rooms(), "HassTurnOff", area="hall", name="Lamp")
    assert plan == Plan(Source.SENTENCE, (Step("light.h", "off"),))


def test_a_command_without_target_means_the_room_or_the_only_device() -> None:
    """Of two thermostats neither is guessed."""
    home = two_heaters()
    here = plan_of(home, "HassClimateSetTemperature", "attic", temperature=21)
    assert here == Plan(Source.SENTENCE, (Step("climate.attic", "temperature", 21),))
    nowhere = plan_of(home, "HassClimateSetTemperature", temperature=21)
    assert nowhere is not None
    assert not nowhere.steps
    assert nowhere.problems[0].code is ProblemCode.AMBIGUOUS


def test_what_a_device_cannot_do_is_a_problem() -> None:
    """A switch has no speed, and a light without colours takes none."""
    cannot = Plan(Source.SENTENCE, problems=(Problem(ProblemCode.CANNOT, targets=("switch.tv",)),))
    assert plan_of(paper_home(), "HassFanSetSpeed", name="TV", percentage=50) == cannot
    plan = plan_of(paper_home(), "HassLightSet", name="Light", color="red")
    assert plan is not None
    assert [problem.code for problem in plan.problems] == [ProblemCode.CANNOT]


def test_a_question_becomes_a_query_in_its_form() -> None:
    """Which lights are on is asked of all of them."""
    intent = Intent("HassGetState", {"domain": "light", "state": "on"}, "which")
    plan = to_plan(intent, paper_home(), None, Source.SENTENCE)
    assert plan is not None
    assert plan.queries == (Query(("light.light",), QueryForm.WHICH, "on"),)


@pytest.mark.parametrize("name", ["HassNevermind", "HassGetCurrentTime", "HassStartTimer"])
def test_an_intent_that_moves_no_device_is_no_plan(name: str) -> None:
    """Never mind is not a command to everything."""
    assert plan_of(paper_home(), name) is None


def test_a_name_that_the_home_does_not_have_is_no_plan() -> None:
    """Something else may still understand it."""
    assert plan_of(paper_home(), "HassTurnOn", name="Cellar lamp") is None


def test_a_step_of_the_volume_is_told_by_the_value_of_its_slot() -> None:
    """A number of percent is not one step and is left to others."""
    features = {"supported_features": 4, "volume_level": 0.5}
    home = view((device("media_player.radio", "Radio", "speaker"), "playing", features))
    plan = plan_of(home, "HassSetVolumeRelative", name="Radio", volume_step="down")
    assert plan == Plan(Source.SENTENCE, (Step("media_player.radio", "down"),))
    plan = plan_of(home, "HassSetVolumeRelative", name="Radio", volume_step=15)
    assert plan is not None
    assert not plan.steps
