"""What the verifier lets through."""

import pytest

from custom_components.llm_iot.models import Decision, HomeView, Plan, Reason, Source, Step
from custom_components.llm_iot.response.verifier import verify
from tests.homes import device, paper_home, two_rooms, view


def judge(home: HomeView, *steps: Step) -> list[tuple[Decision, Reason | None]]:
    """Return decision and reason per step."""
    verdicts = verify(Plan(Source.MODEL, steps), home)
    return [(verdict.decision, verdict.reason) for verdict in verdicts]


def test_what_is_already_so_is_not_switched_again() -> None:
    """The light is on already; the fan is not."""
    home = paper_home(light="on")
    assert judge(home, Step("light.light", "on"), Step("fan.fan", "on")) == [
        (Decision.ALREADY_SO, None),
        (Decision.ACCEPT, None),
    ]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (Step("light.cellar", "on"), Reason.UNKNOWN),
        (Step("light.light", "brightness", 30), Reason.CANNOT),
        (Step("switch.tv", "volume", 20), Reason.CANNOT),
    ],
)
def test_what_the_home_cannot_do_is_impossible(step: Step, reason: Reason) -> None:
    """Unknown devices and missing abilities are refused, each with its reason."""
    assert judge(paper_home(), step) == [(Decision.IMPOSSIBLE, reason)]


def test_an_unavailable_device_is_impossible() -> None:
    """A board that is gone is not commanded."""
    assert judge(paper_home(fan="unavailable"), Step("fan.fan", "on")) == [
        (Decision.IMPOSSIBLE, Reason.UNAVAILABLE)
    ]


@pytest.mark.parametrize(("target", "action"), [("lock.front", "unlock"), ("cover.garage", "open")])
def test_critical_actions_are_forbidden(target: str, action: str) -> None:
    """Nobody is let in by voice."""
    assert judge(two_rooms(), Step(target, action)) == [(Decision.FORBIDDEN, Reason.CRITICAL)]


def test_on_and_off_at_once_is_a_contradiction() -> None:
    """Neither half of it is carried out; "on" with a speed is fine."""
    home = paper_home()
    on, off = Step("fan.fan", "on"), Step("fan.fan", "off")
    assert judge(home, on, off) == [(Decision.IMPOSSIBLE, Reason.CONTRADICTORY)] * 2
    assert judge(home, on, Step("fan.fan", "percentage", 33)) == [(Decision.ACCEPT, None)] * 2


def test_a_temperature_out_of_range_is_refused_not_bent() -> None:
    """Heating has limits that are said, not silently applied."""
    attributes = {"supported_features": 1, "min_temp": 7, "max_temp": 30, "hvac_modes": ["heat"]}
    home = view((device("climate.hall", "Heating", "thermostat"), "heat", attributes))
    assert judge(home, Step("climate.hall", "temperature", 60)) == [
        (Decision.IMPOSSIBLE, Reason.OUT_OF_RANGE)
    ]
