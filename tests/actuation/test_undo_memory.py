"""What an undo remembers of a turn: what was sent, by whom, and how it was left."""

from collections.abc import Sequence

import pytest

from custom_components.llm_iot.actuation.undo import Undo
from custom_components.llm_iot.models import (
    DeviceState,
    HomeView,
    Plan,
    ProblemCode,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.outcomes import Cause, Outcome, Result
from custom_components.llm_iot.planned import Origin
from tests.homes import DIMMABLE, device, view

from .house import ANNA, REDO, UNDO

LAMP = "light.lamp"
ON, OFF = Step(LAMP, "on"), Step(LAMP, "off")
DIMMED = Step(LAMP, "brightness", 20)
PERSONS = 64
"""That are remembered."""


def home(state: str = "off", **attributes: object) -> HomeView:
    """Return a home with a lamp in a state."""
    return view((device(LAMP, "Lamp", "light"), state, DIMMABLE | attributes))


def moved(
    undo: Undo,
    outcome: Outcome,
    by: Origin = ANNA,
    before: HomeView | None = None,
    source: Source = Source.RESOLVER,
) -> None:
    """Let a turn have an outcome."""
    plan = Plan(source, (outcome.step,))
    undo.remember(plan, home() if before is None else before, [outcome], by)


def back(undo: Undo, by: Origin = ANNA, now: HomeView | None = None) -> Sequence[Step]:
    """Return the steps that take back the last turn in the home as it is now."""
    return undo.plan_back(home("on") if now is None else now, by, UNDO).steps


def person(number: int) -> Origin:
    """Return somebody."""
    return Origin(Utterance("do it"), user_id=f"person {number}")


@pytest.mark.parametrize(
    ("outcome", "steps"),
    [
        (Outcome(ON, Result.DONE, DeviceState("on")), (OFF,)),
        (Outcome(ON, Result.NOT_CONFIRMED, DeviceState("off"), Cause.TIMEOUT), (OFF,)),
        (Outcome(ON, Result.NOT_CONFIRMED, DeviceState("off"), Cause.NO_FEEDBACK), (OFF,)),
        (Outcome(ON, Result.NOT_CONFIRMED, DeviceState("off"), Cause.NO_ANSWER), ()),
        (Outcome(ON, Result.FAILED), ()),
        (Outcome(Step("light.other", "on"), Result.DONE, DeviceState("on")), ()),
    ],
)
def test_only_what_was_sent_to_a_known_device_can_be_taken_back(
    outcome: Outcome, steps: tuple[Step, ...]
) -> None:
    """What is late may still come; what never left did nothing."""
    undo = Undo()
    moved(undo, outcome)
    assert back(undo) == steps
    problems = () if steps else (ProblemCode.NOTHING_TO_UNDO,)
    plan = undo.plan_back(home("on"), ANNA, UNDO)
    assert tuple(problem.code for problem in plan.problems) == problems


def test_how_a_device_was_left_is_told_by_its_state_and_not_by_the_command() -> None:
    """A lamp that was to be at 20 percent and came to 30 was left at 30."""
    undo = Undo()
    left = DeviceState("on", DIMMABLE | {"brightness": 77})
    moved(undo, Outcome(DIMMED, Result.DONE, left))
    assert back(undo, now=home("on", brightness=77)) == (OFF,)
    assert back(undo, now=home("on", brightness=200)) == ()


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(DIMMED, Result.NOT_CONFIRMED, DeviceState("off"), Cause.TIMEOUT),
        Outcome(DIMMED, Result.DONE),
    ],
)
def test_a_device_that_did_not_show_it_was_left_as_it_was_told(outcome: Outcome) -> None:
    """Its state then tells nothing."""
    undo = Undo()
    moved(undo, outcome)
    assert back(undo, now=home("on", brightness=51)) == (OFF,)
    plan = undo.plan_back(home("on", brightness=200), ANNA, UNDO)
    assert plan.steps == ()
    assert [problem.code for problem in plan.problems] == [ProblemCode.CHANGED_SINCE]


def test_a_turn_that_moved_nothing_is_none() -> None:
    """The one before it is taken back."""
    undo = Undo()
    moved(undo, Outcome(ON, Result.DONE, DeviceState("on")))
    for _ in range(20):
        moved(undo, Outcome(OFF, Result.FAILED))
    assert back(undo) == (OFF,)


def test_a_new_command_leaves_the_last_undo_to_be_redone() -> None:
    """It is another thing."""
    undo = Undo()
    moved(undo, Outcome(ON, Result.DONE, DeviceState("on")))
    plan = undo.plan_back(home("on"), ANNA, UNDO)
    undo.remember(plan, home("on"), [Outcome(OFF, Result.DONE, DeviceState("off"))], ANNA)
    moved(undo, Outcome(Step(LAMP, "up"), Result.FAILED))
    assert undo.plan_back(home("off"), ANNA, REDO).steps == (ON,)


def test_who_was_silent_longest_is_forgotten() -> None:
    """As soon as there are more persons than are remembered."""
    undo = Undo()
    for number in range(PERSONS):
        moved(undo, Outcome(ON, Result.DONE, DeviceState("on")), person(number))
    assert back(undo, person(0)) == (OFF,)  # a word from the first: the second is silent longest
    moved(undo, Outcome(ON, Result.DONE, DeviceState("on")), person(PERSONS))
    assert back(undo, person(0)) == (OFF,)
    assert back(undo, person(2)) == (OFF,)
    assert back(undo, person(1)) == ()
