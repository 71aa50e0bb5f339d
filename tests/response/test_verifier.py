"""What the verifier lets through."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from custom_components.llm_iot.capability import Risk
from custom_components.llm_iot.models import (
    Deferred,
    DeviceState,
    HomeView,
    Plan,
    Source,
    Step,
    Value,
)
from custom_components.llm_iot.outcomes import Decision, Reason
from custom_components.llm_iot.policy import Effect, Policy, Rule
from custom_components.llm_iot.response.verifier import verify, verify_deferred, within_limits
from tests.homes import device, paper_home, two_rooms, view

HEATING = {"supported_features": 1, "min_temp": 7, "max_temp": 30, "target_temp_step": 0.5}


def judge(
    home: HomeView, *steps: Step, policy: Policy | None = None
) -> list[tuple[Decision, Reason | None]]:
    """Return decision and reason per step."""
    verdicts = verify(Plan(Source.MODEL, steps), home, policy)
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
def test_critical_actions_want_a_yes(target: str, action: str) -> None:
    """Nobody is let in without being asked for."""
    step = Step(target, action)
    assert judge(two_rooms(), step) == [(Decision.NEEDS_CONFIRMATION, Reason.CRITICAL)]


def test_on_and_off_at_once_is_a_contradiction() -> None:
    """Neither half of it is carried out; "on" with a speed is fine."""
    home = paper_home()
    on, off = Step("fan.fan", "on"), Step("fan.fan", "off")
    assert judge(home, on, off) == [(Decision.IMPOSSIBLE, Reason.CONTRADICTORY)] * 2
    assert judge(home, on, Step("fan.fan", "percentage", 33)) == [(Decision.ACCEPT, None)] * 2


def heated(temperature: float = 20) -> HomeView:
    """Return a home with a heating."""
    heating = device("climate.hall", "Heating", "thermostat")
    return view((heating, "heat", HEATING | {"temperature": temperature}))


def test_a_temperature_out_of_range_is_refused_not_bent() -> None:
    """Heating has limits that are said, with the nearest value, and not silently applied."""
    (verdict,) = verify(Plan(Source.MODEL, (Step("climate.hall", "temperature", 60),)), heated())
    assert (verdict.decision, verdict.reason) == (Decision.IMPOSSIBLE, Reason.OUT_OF_RANGE)
    assert verdict.detail == "7 to 30"
    assert verdict.step.value == 30
    assert judge(heated(), Step("climate.hall", "temperature", "warm")) == [
        (Decision.IMPOSSIBLE, Reason.OUT_OF_RANGE)
    ]


def test_a_row_that_clamps_uses_the_nearest_value() -> None:
    """A fan at 140 percent is a fan at its fastest."""
    (verdict,) = verify(Plan(Source.MODEL, (Step("fan.fan", "percentage", 140),)), paper_home())
    assert (verdict.decision, verdict.step.value) == (Decision.ACCEPT, 100)


def test_what_a_person_may_not_control_is_forbidden() -> None:
    """The rights are those that the person has in Home Assistant."""
    steps = Step("light.light", "on"), Step("fan.fan", "on")
    assert judge(paper_home(), *steps, policy=Policy(permitted=frozenset({"fan.fan"}))) == [
        (Decision.FORBIDDEN, Reason.NOT_PERMITTED),
        (Decision.ACCEPT, None),
    ]


def test_the_owner_raises_and_lowers_risks() -> None:
    """A kettle may be as critical as a lock, and a lock as harmless as a lamp."""
    policy = Policy(risks={"switch.tv": Risk.CRITICAL})
    assert judge(paper_home(), Step("switch.tv", "on"), policy=policy) == [
        (Decision.NEEDS_CONFIRMATION, Reason.CRITICAL)
    ]
    policy = Policy(risks={"lock.front": Risk.HARMLESS})
    assert judge(two_rooms(), Step("lock.front", "unlock"), policy=policy) == [
        (Decision.ACCEPT, None)
    ]


@pytest.mark.parametrize(
    ("effect", "decision"),
    [(Effect.FORBID, Decision.FORBIDDEN), (Effect.ASK, Decision.NEEDS_CONFIRMATION)],
)
def test_a_rule_forbids_or_asks_for_what_it_is_about(effect: Effect, decision: Decision) -> None:
    """The verdict names it; what is so already needs no leave."""
    policy = Policy((Rule("Quiet", effect, frozenset({"fan.fan"})),))
    verdicts = verify(
        Plan(Source.MODEL, (Step("fan.fan", "on"), Step("light.light", "on"))),
        paper_home(),
        policy,
    )
    assert verdicts[0].decision is decision
    assert (verdicts[0].reason, verdicts[0].detail) == (Reason.RULE, "Quiet")
    assert verdicts[1].decision is Decision.ACCEPT
    assert judge(paper_home(fan="on"), Step("fan.fan", "on"), policy=policy) == [
        (Decision.ALREADY_SO, None)
    ]


def test_a_plan_does_not_open_a_door_and_lock_it() -> None:
    """The bolt would hit the frame: neither is done. Another door is another matter."""
    home = view(
        (device("cover.garage", "Garage door", "garage"), "closed", {"supported_features": 7}),
        (device("lock.garage", "Garage door lock", "lock"), "unlocked", {}),
        (device("lock.front", "Front door", "lock", "Hall"), "unlocked", {}),
        (device("cover.gate", "Gate", "gate", "Hall"), "closed", {"supported_features": 7}),
    )
    garage = Step("cover.garage", "open")
    jammed = (Decision.IMPOSSIBLE, Reason.OPENS_AND_LOCKS)
    assert judge(home, garage, Step("lock.garage", "lock")) == [jammed] * 2
    assert judge(home, Step("cover.garage", "position", 40), Step("lock.garage", "lock")) == [
        jammed,
        jammed,
    ]
    assert judge(home, Step("cover.gate", "open"), Step("lock.front", "lock")) == [jammed] * 2
    assert judge(home, garage, Step("lock.front", "lock")) == [
        (Decision.NEEDS_CONFIRMATION, Reason.CRITICAL),
        (Decision.ACCEPT, None),
    ]


LATER = datetime(2026, 5, 4, 19, 30, tzinfo=UTC)


def test_what_is_due_later_is_looked_at_now_as_far_as_it_will_not_change() -> None:
    """A device that is away now may be back, and what is so now may be otherwise."""
    home = two_rooms()
    steps = (
        Step("light.k", "on"),
        Step("lock.front", "unlock"),
        Step("lock.front", "dance"),
        Step("light.cellar", "on"),
        Step("light.h", "on"),
    )
    plan = Plan(Source.RESOLVER, deferred=(Deferred(LATER, steps),))
    home = replace(home, states={**home.states, "light.h": DeviceState("unavailable")})
    verdicts = verify_deferred(plan, home)
    assert [(verdict.decision, verdict.reason) for verdict in verdicts] == [
        (Decision.ACCEPT, None),
        (Decision.NEEDS_CONFIRMATION, Reason.CRITICAL),
        (Decision.IMPOSSIBLE, Reason.CANNOT),
        (Decision.IMPOSSIBLE, Reason.UNKNOWN),
        (Decision.ACCEPT, None),
    ]
    assert verify(plan, home) == ()


@pytest.mark.parametrize("lasting", [True, False])
def test_nothing_is_promised_that_a_rule_forbids_at_any_time(*, lasting: bool) -> None:
    """One with conditions may not hold when it is due: it is looked at then."""
    rule = Rule("Night", Effect.FORBID, frozenset({"light.k"}), lasting=lasting)
    plan = Plan(Source.RESOLVER, deferred=(Deferred(LATER, (Step("light.k", "on"),)),))
    (verdict,) = verify_deferred(plan, two_rooms(), Policy((rule,)))
    forbidden = (Decision.FORBIDDEN, Reason.RULE, "Night")
    expected = forbidden if lasting else (Decision.ACCEPT, None, "")
    assert (verdict.decision, verdict.reason, verdict.detail) == expected


@pytest.mark.parametrize("lasting", [True, False])
@pytest.mark.parametrize("now", [10, 40])
def test_what_is_promised_keeps_to_a_limit_that_always_holds(*, lasting: bool, now: int) -> None:
    """Whatever the device has now; where a relative step leads to is only known later."""
    rule = Rule("Thrift", Effect.LIMIT, frozenset({"light.k"}), maximum=40, lasting=lasting)
    steps = (Step("light.k", "brightness", 80.0), Step("light.k", "up"))
    plan = Plan(Source.RESOLVER, deferred=(Deferred(LATER, steps),))
    home = two_rooms()
    shown = {"supported_color_modes": ["brightness"], "brightness": now * 2.55}
    home = replace(home, states={**home.states, "light.k": DeviceState("on", shown)})
    bent, up = verify_deferred(plan, home, Policy((rule,)))
    assert bent.reason is (Reason.LIMITED if lasting else None)
    assert bent.step.value == (40 if lasting else 80)
    assert (up.decision, up.reason) == (Decision.ACCEPT, None)
    (later,) = within_limits(plan, (bent, up)).deferred
    assert later == Deferred(LATER, (bent.step, steps[1]))


LAMP = {"supported_color_modes": ["hs", "color_temp"], "brightness": 128, "hs_color": (240, 100)}
LATCH = {"supported_features": 1}
PLAYER = {"supported_features": 153, "volume_level": 0.5}
CLIMATE = {"supported_features": 385, "hvac_modes": ["heat", "cool"], "temperature": 20}


@pytest.mark.parametrize(
    ("entity_id", "attributes", "one", "other", "fine"),
    [
        ("light.x", LAMP, ("on", None), ("brightness", 40), True),
        ("light.x", LAMP, ("brightness", 40), ("colour", "red"), True),
        ("light.x", LAMP, ("colour", "red"), ("kelvin", 2700), False),
        ("light.x", LAMP, ("up", None), ("brightness", 40), False),
        ("light.x", LAMP, ("off", None), ("colour", "red"), False),
        ("lock.x", LATCH, ("lock", None), ("open", None), False),
        ("media_player.x", PLAYER, ("mute", None), ("pause", None), True),
        ("climate.x", CLIMATE, ("heat", None), ("temperature", 22), True),
        ("climate.x", CLIMATE, ("heat", None), ("cool", None), False),
    ],
)
def test_two_steps_on_one_device_go_together_or_not(
    entity_id: str,
    attributes: dict[str, object],
    one: tuple[str, Value | None],
    other: tuple[str, Value | None],
    fine: bool,  # noqa: FBT001
) -> None:
    """What a row decides says so, and off leaves nothing to decide."""
    home = view((device(entity_id, "Thing", "thing"), "unknown", attributes))
    found = judge(home, Step(entity_id, *one), Step(entity_id, *other))
    contradictory = (Decision.IMPOSSIBLE, Reason.CONTRADICTORY)
    assert (contradictory in found) is not fine


def test_the_second_of_two_pairs_is_looked_at_too() -> None:
    """On and a colour go together, the colour and another one do not."""
    home = view((device("light.x", "Lamp", "light"), "on", LAMP))
    steps = [("on", None), ("colour", "red"), ("colour", "green")]
    found = judge(home, *(Step("light.x", action, value) for action, value in steps))
    assert found == [(Decision.IMPOSSIBLE, Reason.CONTRADICTORY)] * 3


def test_a_value_becomes_the_device_s_own() -> None:
    """The step that goes on holds what is sent."""
    attributes = {"supported_features": 2048, "source_list": ["HDMI 1"]}
    home = view((device("media_player.x", "TV", "tv"), "on", attributes))
    said = Step("media_player.x", "source", "hdmi1")
    (verdict,) = verify(Plan(Source.MODEL, (said,)), home)
    assert verdict.step == Step("media_player.x", "source", "HDMI 1")


@pytest.mark.parametrize(
    ("entity_id", "action", "value", "reason"),
    [
        ("light.x", "colour", "netflix", Reason.OUT_OF_RANGE),
        ("light.x", "up", "much", Reason.OUT_OF_RANGE),
        ("climate.x", "temperature", 40, Reason.OUT_OF_RANGE),
        ("climate.x", "up", None, Reason.CANNOT),
        ("media_player.x", "volume", None, Reason.OUT_OF_RANGE),
    ],
)
def test_a_value_that_is_not_taken_is_refused(
    entity_id: str, action: str, value: Value | None, reason: Reason
) -> None:
    """Something that shows no temperature cannot be made warmer."""
    attributes = {**LAMP, "supported_features": 5, "hvac_modes": ["heat"]}
    home = view((device(entity_id, "Thing", "thing"), "on", attributes))
    assert judge(home, Step(entity_id, action, value)) == [(Decision.IMPOSSIBLE, reason)]


@pytest.mark.parametrize("attribute", [{"assumed_state": True}, {"entity_id": ["switch.a"]}])
def test_what_is_only_assumed_is_commanded_again(attribute: dict[str, object]) -> None:
    """Nor does a group that is on say that all of its members are."""
    home = view((device("switch.x", "Fan", "fan"), "on", attribute))
    assert judge(home, Step("switch.x", "on")) == [(Decision.ACCEPT, None)]


def test_a_blind_that_is_open_a_little_is_not_open_already() -> None:
    """Open means all the way."""
    attributes = {"supported_features": 15, "current_position": 10}
    home = view((device("cover.x", "Blind", "blind"), "open", attributes))
    assert judge(home, Step("cover.x", "open")) == [(Decision.ACCEPT, None)]
