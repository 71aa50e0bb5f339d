"""What a plan comes to that is about later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
import json
from typing import Any

import pytest

from custom_components.llm_iot.models import (
    Deferred,
    Plan,
    Problem,
    ProblemCode,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.planned import Drafts, Fate, Origin, Planned, draft, due_plan
from tests.homes import DIMMABLE, FAN, device, view

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
ONE, SIX = NOON + timedelta(hours=1), NOON + timedelta(hours=6)
LAMP, FAN_ID, SCENE, GONE = "light.lamp", "fan.fan", "scene.film", "light.gone"
ON, OFF = Step(LAMP, "on"), Step(LAMP, "off")
ORIGIN = Origin(Utterance("for a while"), "anna")
HOME = view(
    (device(LAMP, "Lamp", "light"), "off", DIMMABLE),
    (device("light.spot", "Spot", "light"), "on", {**DIMMABLE, "brightness": 128}),
    (device(FAN_ID, "Fan", "fan"), "on", {**FAN, "percentage": 66}),
    (device(SCENE, "Film", "scene"), "unknown", {}),
    (device(GONE, "Old lamp", "light"), "unavailable", {}),
)


def drafts_of(
    *deferred: Deferred, steps: tuple[Step, ...] = (), pending: tuple[Planned, ...] = ()
) -> Drafts:
    """Return the drafts of a plan."""
    return draft(Plan(Source.RESOLVER, steps, deferred=deferred), HOME, ORIGIN, pending=pending)


def test_a_command_for_later_is_due_in_utc() -> None:
    """Whatever time zone it was said in."""
    local = SIX.astimezone(timezone(timedelta(hours=2)))
    (item,) = drafts_of(Deferred(local, (OFF,))).items
    assert (item.due, item.due.tzinfo, item.steps) == (SIX, UTC, (OFF,))
    assert item.origin == ORIGIN
    assert not item.is_way_back


def test_a_command_for_a_time_leads_back_to_the_states_before_it() -> None:
    """Each device to its own, with what was set."""
    steps = (ON, Step("light.spot", "brightness", 10), Step(FAN_ID, "off"))
    (item,) = drafts_of(Deferred(ONE, steps, restore=True), steps=steps).items
    assert item.steps == (OFF, Step("light.spot", "brightness", 50), Step(FAN_ID, "percentage", 66))
    assert item.meanwhile == steps
    assert item.is_way_back


def test_what_cannot_be_put_back_is_a_problem() -> None:
    """Nothing can take back a scene; what is not available is left to the verifier."""
    steps = (Step(SCENE, "on"), Step(GONE, "on"))
    drafts = drafts_of(Deferred(ONE, steps, restore=True), steps=steps)
    assert drafts.problems == (Problem(ProblemCode.NO_WAY_BACK, targets=(SCENE,)),)
    assert drafts.items == ()


def test_what_is_so_already_needs_no_way_back() -> None:
    """It stays as it is when the time is over."""
    steps = (ON, Step("light.spot", "on"))
    drafts = drafts_of(Deferred(ONE, steps, restore=True), steps=steps)
    assert drafts.unchanged == ("light.spot",)
    assert [item.targets for item in drafts.items] == [{LAMP}]


def test_a_second_time_leads_back_to_where_the_first_came_from() -> None:
    """It is on because of the first, and goes off at the end of the second."""
    home = replace(HOME, states={**HOME.states, LAMP: HOME.states["light.spot"]})
    first = Planned("a", ONE, (OFF,), ORIGIN, meanwhile=(ON,))
    plan = Plan(Source.RESOLVER, (ON,), deferred=(Deferred(SIX, (ON,), restore=True),))
    (item,) = draft(plan, home, ORIGIN, pending=(first,)).items
    assert (item.due, item.steps, item.meanwhile) == (SIX, (OFF,), (ON,))


def test_a_shorter_time_within_another_leads_back_into_it() -> None:
    """Bright for ten minutes, in the hours for which it is on."""
    home = replace(HOME, states={**HOME.states, LAMP: HOME.states["light.spot"]})
    outer = Planned("a", SIX, (OFF,), ORIGIN, meanwhile=(ON,))
    bright = Step(LAMP, "brightness", 100)
    plan = Plan(Source.RESOLVER, (bright,), deferred=(Deferred(ONE, (bright,), restore=True),))
    (item,) = draft(plan, home, ORIGIN, pending=(outer,)).items
    assert item.steps == (Step(LAMP, "brightness", 50),)


def test_a_command_for_a_time_can_itself_be_due_later() -> None:
    """At one until six: what is put back then is not known before one."""
    drafts = drafts_of(Deferred(ONE, (ON, Step(FAN_ID, "off"))), Deferred(SIX, (ON,), restore=True))
    assert {(item.due, item.steps, item.until) for item in drafts.items} == {
        (ONE, (ON,), SIX),
        (ONE, (Step(FAN_ID, "off"),), None),
    }
    (lamp,) = (item for item in drafts.items if item.until)
    assert due_plan(lamp, Fate.DUE).deferred == (Deferred(SIX, (ON,), restore=True),)


@pytest.mark.parametrize(
    ("fate", "code"),
    [
        (Fate.MISSED, ProblemCode.MISSED),
        (Fate.INTERRUPTED, ProblemCode.INTERRUPTED),
        (Fate.NOT_A_USER, ProblemCode.NOT_A_USER),
    ],
)
def test_what_is_not_carried_out_has_no_steps(fate: Fate, code: ProblemCode) -> None:
    """Only why."""
    plan = due_plan(Planned("a", ONE, (OFF,), ORIGIN), fate)
    assert plan == Plan(Source.SCHEDULE, problems=(Problem(code),))
    assert due_plan(Planned("a", ONE, (OFF,), ORIGIN), Fate.DUE).steps == (OFF,)


STORED: dict[str, Any] = Planned(
    "a", ONE, (Step(LAMP, "brightness", 40), ON), ORIGIN, until=SIX
).as_dict()


def test_it_is_plain_json() -> None:
    """And the same after a way through a file, also through that of a later version."""
    data = json.loads(json.dumps(STORED))
    assert Planned.from_dict({**data, "of a later version": 1}).as_dict() == STORED


@pytest.mark.parametrize(
    "change",
    [
        {"due": "noon"},
        {"due": "2027-03-10T12:00:00"},
        {"steps": [{"target": LAMP}]},
        {"steps": [{"target": LAMP, "action": "on", "value": {}}]},
        {"steps": None},
    ],
    ids=str,
)
def test_what_is_no_plan_is_told(change: dict[str, Any]) -> None:
    """A file may have been edited by hand; a time without a zone is no moment."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        Planned.from_dict({**STORED, **change})
