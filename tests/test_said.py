"""What the words alone decide in the plan of a tuned model."""

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import Plan, Problem, ProblemCode, Source, Utterance
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.said import as_said
from tests.asking import NOW
from tests.recognition.house import house, read, resolver, write


def said(text: str, plan: Plan) -> Plan:
    """Return what becomes of a plan for a sentence said in the house."""
    utterance = Utterance(text)
    heard = resolver().hear(utterance, house(), Context())
    return as_said(plan, utterance, heard, house())


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        ("turn on the kettle", "switch.kettle open", "switch.kettle on"),
        ("put a stop to the kettle", "switch.kettle stop", "switch.kettle off"),
        ("turn off the alarm", "alarm_control_panel.a off", "alarm_control_panel.a disarm"),
        ("turn on the kettle", "switch.kettle on", "switch.kettle on"),
        ("the kettle please", "switch.kettle open", "switch.kettle open"),
        ("do not turn on the kettle", "switch.kettle open", "switch.kettle open"),
        ("turn on the kettle", "light.h open", "light.h open"),
    ],
)
def test_what_a_device_cannot_do_is_what_the_verb_means_for_it(
    text: str, steps: str, wanted: str
) -> None:
    """If it can mean one thing only, and for what is named; else the plan stays as it is."""
    assert write(said(text, Plan(Source.MODEL, read(steps))).steps) == {wanted}


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        ("set the thermostat to 21.5", "climate.l temperature 21", "climate.l temperature 21.5"),
        ("set the thermostat to 21.5", "climate.l temperature 18", "climate.l temperature 18"),
        ("set the thermostat to 21", "climate.l temperature 21", "climate.l temperature 21"),
    ],
)
def test_half_a_number_is_the_number_that_was_said(text: str, steps: str, wanted: str) -> None:
    """Another number is the model's own."""
    assert write(said(text, Plan(Source.MODEL, read(steps))).steps) == {wanted}


def test_who_is_told_to_do_something_does_not_ask_about_it() -> None:
    """Where the verb can mean one thing only."""
    asks = Plan(Source.MODEL, queries=(Query(("switch.kettle",)),))
    plan = said("would you be so kind, switch the kettle on for me", asks)
    assert write(plan.steps) == {"switch.kettle on"}
    assert plan.queries == ()
    assert said("is the kettle on?", asks) == asks


@pytest.mark.parametrize("text", ["garage fan on", "turn on the grandpa lamp"])
def test_a_command_for_what_is_not_there_moves_nothing(text: str) -> None:
    """A neighbour is not meant."""
    plan = said(text, Plan(Source.MODEL, read("fan.k on, light.kl on")))
    assert plan.steps == ()
    assert [each.code for each in plan.problems] == [ProblemCode.NOT_UNDERSTOOD]


def test_where_nothing_is_named_nobody_asks_which_one() -> None:
    """There is nothing that the question could name."""
    which = Plan(Source.MODEL, problems=(Problem(ProblemCode.AMBIGUOUS),))
    plan = said("make it nice for the evening", which)
    assert [each.code for each in plan.problems] == [ProblemCode.NOT_UNDERSTOOD]


def test_a_doubt_between_what_is_named_can_be_settled_by_a_choice() -> None:
    """What is to happen to each is known, so that nobody has to say it again."""
    which = Plan(Source.MODEL, problems=(Problem(ProblemCode.AMBIGUOUS),))
    (problem,) = said("turn on the light in the living room", which).problems
    assert problem.targets == ("light.l1", "light.l2")
    assert write(problem.steps) == {"light.l1 on", "light.l2 on"}


def test_a_doubt_about_more_than_the_verb_tells_stays_as_it_is() -> None:
    """A number is none of the verb's."""
    which = Plan(Source.MODEL, problems=(Problem(ProblemCode.AMBIGUOUS),))
    assert said("dim the light in the living room to 20", which) == which


def test_it_is_mended_as_what_it_means() -> None:
    """A kettle that was asked about is switched on when somebody says to start it."""
    asked = Plan(Source.RESOLVER, queries=(Query(("switch.kettle",)),))
    exchange = Exchange(Utterance("is the kettle on"), asked, "", NOW)
    utterance = Utterance("start it then")
    heard = resolver().hear(utterance, house(), Context((exchange,)))
    plan = as_said(Plan(Source.MODEL, read("switch.kettle start")), utterance, heard, house())
    assert write(plan.steps) == {"switch.kettle on"}
