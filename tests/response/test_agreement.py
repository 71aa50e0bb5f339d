"""Who is believed: the model, the examples, both or neither."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.evidence import Vote
from custom_components.llm_iot.models import (
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Request,
    RequestKind,
    Source,
    Step,
)
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.response.agreement import answerable, decide, is_sure
from custom_components.llm_iot.turn_report import TurnPath
from tests.homes import DIMMABLE, device, paper_home, view

LIGHT, FAN, TV = Step("light.light", "on"), Step("fan.fan", "on"), Step("switch.tv", "off")


def says(*steps: Step) -> Plan:
    """Return a plan of the model."""
    return Plan(Source.MODEL, steps)


def votes(*steps: Step, confidence: float, queries: tuple[Query, ...] = ()) -> Vote:
    """Return a vote of one mind that is this near."""
    return Vote(Plan(Source.VOTE, steps, queries, confidence=confidence), 1.0, confidence)


def codes(plan: Plan) -> list[ProblemCode]:
    """Return what stands in the way."""
    return [problem.code for problem in plan.problems]


def many_lights(count: int) -> HomeView:
    """Return a home with many lamps."""
    return view(
        *((device(f"light.l{n}", f"Lamp {n}", "light"), "off", DIMMABLE) for n in range(count))
    )


def test_agreement_is_acted_on_if_the_example_is_at_all_near() -> None:
    """The order of the steps does not matter; a far example is copied by any small model."""
    weak = Vote(Plan(Source.VOTE, (LIGHT, FAN), confidence=0.1), weight=0.3, nearest=0.4)
    plan, path = decide(says(FAN, LIGHT), weak, paper_home())
    assert path is TurnPath.AGREEMENT
    assert plan.actions == {LIGHT, FAN}
    assert plan.source is Source.AGREEMENT
    plan, _ = decide(says(FAN, LIGHT), replace(weak, nearest=0.3), paper_home())
    assert codes(plan) == [ProblemCode.UNSURE]


@pytest.mark.parametrize(("weight", "confidence"), [(0.3, 0.9), (0.95, 0.95)])
def test_what_two_agree_on_is_nearly_always_right(weight: float, confidence: float) -> None:
    """More than either of them says alone."""
    vote = Vote(Plan(Source.VOTE, (LIGHT,), confidence=0.1), weight=weight, nearest=0.35)
    assert decide(says(LIGHT), vote, paper_home())[0].confidence == confidence


@pytest.mark.parametrize("broken", ["model", "vote"])
def test_a_plan_with_something_in_its_way_agrees_with_nothing(broken: str) -> None:
    """Though both name the same steps."""
    unclear = (Problem(ProblemCode.NOT_UNDERSTOOD),)
    model, vote = says(LIGHT), votes(LIGHT, confidence=0.2)
    if broken == "model":
        model = replace(model, problems=unclear)
    else:
        vote = replace(vote, plan=replace(vote.plan, problems=unclear), nearest=0.9)
    _, path = decide(model, replace(vote, nearest=0.9), paper_home())
    assert path is not TurnPath.AGREEMENT


def test_what_is_in_the_way_of_the_model_is_told() -> None:
    """And of its steps none is done."""
    unclear = (Problem(ProblemCode.UNKNOWN_DEVICE, "kettle"),)
    plan, path = decide(replace(says(LIGHT), problems=unclear), None, paper_home())
    assert (plan.steps, plan.problems, path) == ((), unclear, TurnPath.MODEL)


def test_a_model_alone_takes_nothing_back() -> None:
    """That is known from the words."""
    undo = Plan(Source.MODEL, request=Request(RequestKind.UNDO))
    plan, _ = decide(undo, None, paper_home(), trusted=True)
    assert (plan.request, codes(plan)) == (None, [ProblemCode.NOT_UNDERSTOOD])


def test_a_small_model_is_not_believed_against_the_examples() -> None:
    """A strong vote goes before it; with a weak one, nothing is moved."""
    plan, path = decide(says(LIGHT), votes(TV, confidence=0.3), paper_home())
    assert (plan.steps, path) == ((TV,), TurnPath.VOTE)
    plan, path = decide(says(LIGHT), votes(TV, confidence=0.29), paper_home())
    assert (plan.steps, codes(plan)) == ((), [ProblemCode.UNSURE])
    plan, _ = decide(says(LIGHT), None, paper_home())
    assert codes(plan) == [ProblemCode.UNSURE]


def test_a_large_model_goes_before_the_examples() -> None:
    """Unless its answer is no plan."""
    plan, path = decide(says(LIGHT), votes(TV, confidence=0.4), paper_home(), trusted=True)
    assert (plan.steps, path) == ((LIGHT,), TurnPath.MODEL)
    broken = Plan(Source.MODEL, (LIGHT,), problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
    plan, path = decide(broken, votes(TV, confidence=0.4), paper_home(), trusted=True)
    assert (plan.steps, path) == ((TV,), TurnPath.VOTE)
    plan, _ = decide(broken, None, paper_home(), trusted=True)
    assert plan.steps == ()


def test_without_a_model_only_a_strong_vote_is_acted_on() -> None:
    """Else it is said why the model could not be asked."""
    for trusted in (False, True):
        vote = votes(TV, confidence=0.4)
        plan, path = decide(None, vote, paper_home(), trusted=trusted, error="model_timeout")
        assert (plan.steps, path) == ((TV,), TurnPath.VOTE)
    plan, path = decide(None, votes(TV, confidence=0.2), paper_home(), error="model_timeout")
    assert path is TurnPath.FAILED
    assert plan.problems == (Problem(ProblemCode.MODEL_DOWN, "model_timeout"),)


def test_no_steps_of_the_model_against_a_weak_vote_means_nothing_to_do() -> None:
    """Thanks are answered by doing nothing."""
    plan, _ = decide(says(), votes(TV, confidence=0.2), paper_home())
    assert (plan.steps, plan.problems) == ((), ())


@pytest.mark.parametrize(("confidence", "sure"), [(0.49, False), (0.5, True)])
def test_a_near_vote_needs_no_model(confidence: float, *, sure: bool) -> None:
    """Where the nearest examples are of one mind."""
    assert is_sure(votes(LIGHT, FAN, confidence=confidence), paper_home()) is sure


def test_a_vote_for_nothing_is_not_sure() -> None:
    """One for something that is in the way is: the examples know what to say."""
    assert not is_sure(None, paper_home())
    nothing = votes(confidence=0.9)
    assert not is_sure(nothing, paper_home())
    away = replace(nothing.plan, problems=(Problem(ProblemCode.BEYOND),))
    assert is_sure(replace(nothing, plan=away), paper_home())


@pytest.mark.parametrize(("count", "sure"), [(6, True), (7, False)])
def test_one_opinion_starts_a_few_things(count: int, *, sure: bool) -> None:
    """Six of a room."""
    steps = [Step(f"light.l{n}", "on") for n in range(count)]
    assert is_sure(votes(*steps, confidence=0.9), many_lights(7)) is sure


def test_much_needs_two_opinions_and_very_much_is_not_done() -> None:
    """Twenty lamps are switched by agreement only, more not at all."""
    home = many_lights(21)
    steps = [Step(f"light.l{n}", "on") for n in range(21)]
    assert not is_sure(votes(*steps[:20], confidence=0.9), home)
    off = [replace(step, action="off") for step in steps]
    assert is_sure(votes(*off[:20], confidence=0.9), home)
    assert not is_sure(votes(*off, confidence=0.9), home)
    plan, _ = decide(None, votes(*steps[:20], confidence=0.9), home)
    assert codes(plan) == [ProblemCode.UNSURE]
    plan, _ = decide(says(*steps[:20]), votes(*steps[:20], confidence=0.9), home)
    assert len(plan.steps) == 20
    plan, _ = decide(says(*steps), votes(*steps, confidence=0.9), home)
    assert codes(plan) == [ProblemCode.UNSURE]


def test_what_is_not_harmless_needs_two_opinions() -> None:
    """A script can do anything."""
    home = view((device("script.away", "Away", "script"), "off", {}))
    step = Step("script.away", "on")
    assert not is_sure(votes(step, confidence=0.9), home)
    plan, _ = decide(says(step), votes(confidence=0.9), home, trusted=True)
    assert codes(plan) == [ProblemCode.UNSURE]
    plan, _ = decide(says(step), votes(step, confidence=0.9), home)
    assert plan.steps == (step,)


def test_a_goal_that_is_one_machine_may_start_it() -> None:
    """A dirty floor is what a vacuum cleaner is for; the sentence of a general example is not."""
    home = view((device("vacuum.robot", "Robot", "vacuum"), "docked", {}))
    vote = votes(Step("vacuum.robot", "start"), confidence=0.9)
    assert not is_sure(vote, home)
    assert is_sure(replace(vote, goal="vacuum"), home)
    plan, _ = decide(None, replace(vote, goal="vacuum"), home)
    assert plan.steps == vote.plan.steps
    both = view(
        (device("vacuum.robot", "Robot", "vacuum"), "docked", {}),
        (device("light.l", "Lamp", "light"), "off", DIMMABLE),
    )
    more = votes(*vote.plan.steps, Step("light.l", "on"), confidence=0.9)
    assert not is_sure(replace(more, goal="vacuum"), both)


def test_a_question_is_answered_only_if_the_examples_are_sure_what_it_asks() -> None:
    """Otherwise it is said that there is no answer."""
    asked = (Query(("fan.fan",)),)
    assert answerable(votes(confidence=0.5, queries=asked)).queries == asked
    assert codes(answerable(votes(confidence=0.4, queries=asked))) == [ProblemCode.NO_ANSWER]
    assert codes(answerable(votes(LIGHT, confidence=0.9))) == [ProblemCode.NO_ANSWER]
    assert codes(answerable(None)) == [ProblemCode.NO_ANSWER]


def test_one_opinion_starts_things_in_one_room_only() -> None:
    """Switching off is harmless everywhere; lights and fans of a whole house are not lit."""
    home = view(
        *(
            (device(f"light.{room}{n}", f"Lamp {n}", "light", room), "off", DIMMABLE)
            for room in ("Attic", "Hall")
            for n in range(2)
        )
    )
    steps = [Step(entity_id, "on") for entity_id in home.by_id]
    assert not is_sure(votes(*steps[:3], confidence=0.9), home)
    assert is_sure(votes(*steps[1:3], confidence=0.9), home)
    assert is_sure(votes(*steps[:2], confidence=0.9), home)
    off = [Step(entity_id, "off") for entity_id in home.by_id]
    assert is_sure(votes(*off, confidence=0.9), home)
