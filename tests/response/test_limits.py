"""How a rule of the owner bends a value."""

import pytest

from custom_components.llm_iot.models import (
    HomeView,
    Plan,
    Source,
    Step,
)
from custom_components.llm_iot.outcomes import Decision, Reason, Verdict
from custom_components.llm_iot.policy import Effect, Policy, Rule
from custom_components.llm_iot.response.verifier import verify
from tests.homes import DIMMABLE, FAN, device, view

HEATING = {"supported_features": 1, "min_temp": 7, "max_temp": 30, "target_temp_step": 0.5}
ALL = frozenset({"climate.hall", "light.lamp", "fan.fan", "scene.night"})


def home(
    *, temperature: float | None = 20, lamp: str = "off", brightness: int | None = None
) -> HomeView:
    """Return a home with a heating, a lamp, a fan of three speeds and a scene."""
    heating = device("climate.hall", "Heating", "thermostat")
    return view(
        (heating, "heat", HEATING | {"temperature": temperature}),
        (device("light.lamp", "Lamp", "light"), lamp, DIMMABLE | {"brightness": brightness}),
        (device("fan.fan", "Fan", "fan"), "off", FAN),
        (device("scene.night", "Night", "scene"), "unknown", {}),
    )


def limit(minimum: float | None = None, maximum: float | None = None, name: str = "Limit") -> Rule:
    """Return a rule about everything."""
    return Rule(name, Effect.LIMIT, ALL, minimum, maximum)


def judge(at: HomeView, step: Step, *rules: Rule) -> Verdict:
    """Return the verdict on a step under some rules."""
    (verdict,) = verify(Plan(Source.MODEL, (step,)), at, Policy(rules))
    return verdict


@pytest.mark.parametrize(
    ("asked", "rule", "value"),
    [
        (26, limit(maximum=22), 22),
        (10, limit(minimum=16, maximum=22), 16),
        (26, limit(maximum=21.3), 21),
        (10, limit(minimum=15.7), 16),
    ],
)
def test_a_value_outside_becomes_the_nearest_inside(asked: float, rule: Rule, value: float) -> None:
    """It is one that the device takes, and the verdict names the rule."""
    verdict = judge(home(), Step("climate.hall", "temperature", asked), rule)
    assert verdict == Verdict(
        Step("climate.hall", "temperature", value), Decision.ACCEPT, Reason.LIMITED, "Limit"
    )


def test_a_value_inside_is_left_as_it_is() -> None:
    """And nothing is said of the rule."""
    step = Step("climate.hall", "temperature", 21)
    assert judge(home(), step, limit(16, 22)) == Verdict(step, Decision.ACCEPT)


def test_a_fan_takes_the_speed_below_the_limit() -> None:
    """Half is between two of its three speeds."""
    verdict = judge(home(), Step("fan.fan", "percentage", 100), limit(maximum=50))
    assert verdict.step == Step("fan.fan", "percentage", 33)


def test_all_rules_count_at_once() -> None:
    """The narrowest is the one that is named; ranges without a common value leave nothing."""
    wide, narrow = limit(10, 24, "Wide"), limit(12, 18, "Narrow")
    step = Step("climate.hall", "temperature", 28)
    verdict = judge(home(), step, wide, narrow)
    assert (verdict.step.value, verdict.detail) == (18, "Narrow")
    contrary = judge(home(), step, limit(maximum=15), limit(minimum=25))
    assert (contrary.decision, contrary.reason) == (Decision.FORBIDDEN, Reason.LIMITED)


def test_a_range_outside_the_device_leaves_nothing() -> None:
    """A heating that goes to 30 cannot be kept above 40."""
    verdict = judge(home(), Step("climate.hall", "temperature", 28), limit(minimum=40))
    assert (verdict.decision, verdict.reason) == (Decision.FORBIDDEN, Reason.LIMITED)


def test_warmer_stops_at_the_limit() -> None:
    """Below it, it is left as it is; on its way over it, it becomes the limit; there, it ends."""
    up, rule = Step("climate.hall", "up"), limit(maximum=21.5)
    assert judge(home(temperature=20), up, rule) == Verdict(up, Decision.ACCEPT)
    assert judge(home(temperature=21), up, rule).step == Step("climate.hall", "temperature", 21.5)
    ended = judge(home(temperature=21.5), up, rule)
    assert (ended.decision, ended.reason) == (Decision.FORBIDDEN, Reason.LIMITED)
    down = Step("climate.hall", "down", 3)
    assert judge(home(temperature=17), down, limit(minimum=16)).step.value == 16


def test_a_lamp_comes_up_with_no_more_than_the_limit() -> None:
    """Its own last brightness may be anything; without an upper limit it is left to it."""
    on = Step("light.lamp", "on")
    assert judge(home(), on, limit(maximum=30)).step == Step("light.lamp", "brightness", 30)
    assert judge(home(), on, limit(minimum=30)) == Verdict(on, Decision.ACCEPT)
    brighter = judge(home(), Step("light.lamp", "up"), limit(maximum=10))
    assert brighter.step == Step("light.lamp", "brightness", 10)


def test_what_has_no_value_is_not_limited() -> None:
    """Off is off, and a scene is what it is."""
    for step in (Step("light.lamp", "off"), Step("scene.night", "on")):
        verdict = judge(home(lamp="on", brightness=255), step, limit(maximum=30))
        assert verdict == Verdict(step, Decision.ACCEPT)


def test_a_limit_does_not_spare_the_question() -> None:
    """Under a rule that asks, the bent value is what is asked for."""
    asks = Rule("Ask", Effect.ASK, ALL)
    verdict = judge(home(), Step("climate.hall", "temperature", 28), limit(maximum=22), asks)
    assert verdict == Verdict(
        Step("climate.hall", "temperature", 22), Decision.NEEDS_CONFIRMATION, Reason.RULE, "Ask"
    )
