"""From Home Assistant's intents to plans."""

from typing import Any

import pytest

from custom_components.llm_iot.models import (
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Source,
    Step,
    Value,
)
from custom_components.llm_iot.queries import Query, QueryForm
from custom_components.llm_iot.recognition.intents import Intent, to_plan
from tests.homes import DIMMABLE, device, paper_home, two_rooms, view

CLIMATE = {"supported_features": 385, "hvac_modes": ["off", "heat"], "min_temp": 7, "max_temp": 30}

MOW = {"supported_features": 1}
POSITIONED = {"supported_features": 4}


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


@pytest.mark.parametrize(
    ("said", "action", "amount"), [("down", "down", None), (15, "up", 15), (-10, "down", 10)]
)
def test_a_step_of_the_volume_is_told_by_the_value_of_its_slot(
    said: Any, action: str, amount: float | None
) -> None:
    """A word is one step, a number how far, up or down."""
    features = {"supported_features": 4, "volume_level": 0.5}
    home = view((device("media_player.radio", "Radio", "speaker"), "playing", features))
    plan = plan_of(home, "HassSetVolumeRelative", name="Radio", volume_step=said)
    assert plan == Plan(Source.SENTENCE, (Step("media_player.radio", action, amount),))


def test_a_brightness_and_a_colour_are_two_steps() -> None:
    """A matcher fills both slots from one sentence."""
    home = view((device("light.lamp", "Lamp", "light"), "off", {"supported_color_modes": ["hs"]}))
    plan = plan_of(home, "HassLightSet", name="Lamp", brightness=40, color="red")
    assert plan is not None
    assert plan.actions == {
        Step("light.lamp", "brightness", 40),
        Step("light.lamp", "colour", "red"),
    }


def test_lamps_of_a_room_that_have_no_colour_are_left_out() -> None:
    """The others still turn red; of a lamp that is away, nobody knows what it can."""
    home = view(
        (device("light.a", "Lamp", "light", "Hall"), "off", {"supported_color_modes": ["hs"]}),
        (device("light.b", "Spot", "light", "Hall"), "off", {"supported_color_modes": ["onoff"]}),
        (device("light.c", "Strip", "light", "Hall"), "unavailable", {}),
    )
    plan = plan_of(home, "HassLightSet", area="hall", domain="light", color="red")
    assert plan is not None
    assert {step.target for step in plan.steps} == {"light.a", "light.c"}


def test_everything_in_a_place_means_what_has_a_switch() -> None:
    """No door is opened for it, nothing locks, and no button is pressed."""
    home = view(
        (device("light.a", "Lamp", "light", "Hall"), "off", DIMMABLE),
        (device("cover.b", "Blind", "blind", "Hall"), "closed", {"supported_features": 3}),
        (device("lock.c", "Door", "lock", "Hall"), "unlocked", {}),
        (device("button.d", "Bell", "button", "Hall"), "unknown", {}),
        (device("siren.e", "Siren", "siren", "Hall"), "off", {"supported_features": 3}),
    )
    plan = plan_of(home, "HassTurnOn", area="hall")
    assert plan == Plan(Source.SENTENCE, (Step("light.a", "on"),))


@pytest.mark.parametrize(
    ("entity_id", "attributes", "intent", "slots", "step"),
    [
        ("vacuum.a", {"supported_features": 8192}, "HassVacuumStart", {}, ("start", None)),
        ("vacuum.a", {"supported_features": 16}, "HassVacuumReturnToBase", {}, ("dock", None)),
        (
            "lawn_mower.a",
            {"supported_features": 1},
            "HassLawnMowerStartMowing",
            {},
            ("start", None),
        ),
        ("lawn_mower.a", {"supported_features": 4}, "HassLawnMowerDock", {}, ("dock", None)),
        (
            "valve.a",
            {"supported_features": 4},
            "HassSetPosition",
            {"position": 30},
            ("position", 30),
        ),
        (
            "climate.a",
            {"supported_features": 8, "fan_modes": ["low"]},
            "HassClimateSetFanMode",
            {"fan_mode": "low"},
            ("fan_mode", "low"),
        ),
        (
            "light.a",
            {"supported_color_modes": ["color_temp"]},
            "HassLightSet",
            {"temperature": 2700},
            ("kelvin", 2700),
        ),
        ("input_button.a", {}, "HassTurnOn", {}, ("press", None)),
    ],
)
def test_an_intent_of_home_assistant_means_a_row(
    entity_id: str,
    attributes: dict[str, Any],
    intent: str,
    slots: dict[str, Any],
    step: tuple[str, Value | None],
) -> None:
    """Each names the row that it means, with its value."""
    home = view((device(entity_id, "Thing", "thing"), "off", attributes))
    assert plan_of(home, intent, name="Thing", **slots) == Plan(
        Source.SENTENCE, (Step(entity_id, *step),)
    )
