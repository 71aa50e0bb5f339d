"""How far the words go in the plan of a tuned model: what they do not decide stays its own."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.evidence import Earlier
from custom_components.llm_iot.models import Plan, Problem, ProblemCode, Source, Utterance
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.said import as_said
from tests.recognition.house import house, read, write

from .test_said import heard, said

WHICH = Plan(Source.MODEL, problems=(Problem(ProblemCode.AMBIGUOUS),))
TALE = "my aunt rang and told me about her new greenhouse lamp and her tomatoes for ages, "


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        # a number, a word and an action that are said
        ("the bedroom light should be at twenty", "light.b brightness 20, light.h on", {0}),
        ("the tv should show netflix", "media_player.tv source Netflix, light.h off", {0}),
        ("the kettle should be on", "switch.kettle on, light.h on", {0}),
        ("kitchen fan at speed 2", "fan.k percentage 66.67, light.h on", {0}),
        # ones that are not
        ("the bedroom light should be nicer", "light.b brightness 20, light.h on", {0, 1}),
        ("the tv should show the news", "media_player.tv source Radio, light.h off", {0, 1}),
        ("the kettle should be ready", "switch.kettle on, light.h on", {0, 1}),
        # one of two that are named is not said
        ("the kettle on and the hall light nice", "switch.kettle on, light.b on", {0, 1}),
    ],
)
def test_something_else_is_left_out_only_where_the_words_say_all_of_what_they_name(
    text: str, steps: str, wanted: set[int]
) -> None:
    """Else it may be what the model makes of the rest."""
    plan = Plan(Source.MODEL, read(steps))
    assert said(text, plan).steps == tuple(plan.steps[number] for number in sorted(wanted))


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        ("thermostat to 21.5 in 10 minutes", "climate.l temperature 21", {"temperature 21.5"}),
        ("thermostat to 21 in 10 minutes", "climate.l temperature 23", {"temperature 23"}),
    ],
)
def test_of_several_numbers_the_one_that_was_cut_is_meant(
    text: str, steps: str, wanted: set[str]
) -> None:
    """If none was, the model's own stays."""
    plan = said(text, Plan(Source.MODEL, read(steps)))
    assert write(plan.steps) == {f"climate.l {each}" for each in wanted}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (f"{TALE}so do turn on the hall light", "light.h on"),
        (f"{TALE}all 40 of them, and my eyes hurt by the floor lamp", "light.l1 brightness 20"),
        (f"{TALE}and so I want the floor lamp on, it is nice", "light.l1 off"),
    ],
)
def test_in_a_tale_much_is_only_spoken_of(text: str, steps: str) -> None:
    """What nobody knows, a number, and a verb may belong to it."""
    assert heard(text).is_story
    plan = Plan(Source.MODEL, read(steps))
    assert said(text, plan).steps == plan.steps


def test_a_tale_about_what_nobody_knows_is_no_reason_to_do_nothing() -> None:
    """It need not be about what is asked for."""
    text = f"{TALE}so do turn on the hall light"
    plan = Plan(Source.MODEL, read("light.h on"))
    spoken = replace(heard(text), amiss=True, lost=True)
    assert as_said(plan, Utterance(text), spoken, house()) == plan


def test_something_lost_stops_only_what_the_verb_is_said_of() -> None:
    """A wish for a lamp that is not there may be served by another thing."""
    plan = Plan(Source.MODEL, read("light.kl colour red"))
    assert said("make the grandpa lamp nice", plan) == plan


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the light in the living room", "light.l1 on, light.l2 on"),
        ("turn on the light in the living room", "light.h on"),
        ("I could use the light in the living room", "light.l2 on"),
    ],
)
def test_it_is_asked_which_only_for_a_command_that_took_one_of_them(text: str, steps: str) -> None:
    """All of them, another thing and a wish are no guess between two."""
    plan = said(text, Plan(Source.MODEL, read(steps)))
    assert plan.steps == read(steps)
    assert not plan.problems


def test_what_the_last_turns_were_about_settles_which_one() -> None:
    """The model has seen them."""
    text = "turn on the light in the living room"
    plan = Plan(Source.MODEL, read("light.l2 on"))
    before = replace(heard(text), earlier=(Earlier(Utterance("lamp off"), Plan(Source.MODEL)),))
    assert as_said(plan, Utterance(text), before, house()) == plan


def test_a_value_settles_a_doubt_about_the_only_thing_that_is_named() -> None:
    """It is done; not so if one of two is not clear, or if something is spared."""
    plan = said("bedroom light to 20", WHICH)
    assert write(plan.steps) == {"light.b brightness 20"}
    assert not plan.problems
    assert said("turn on the light in the living room and the kettle", WHICH) == WHICH
    assert said("turn on the kettle instead of the fan", WHICH) == WHICH


def test_who_asks_about_another_thing_is_not_told_to_do_something_to_it() -> None:
    """The words do not name it."""
    asks = Plan(Source.MODEL, queries=(Query(("fan.k",)),))
    assert said("would you be so kind, switch the kettle on for me", asks) == asks


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("everything in the kitchen nicer", {"light.kc on"}),
        ("lock everything in the kitchen", set()),
        ("everything off in the kitchen, and the reading lamp off", {"light.kc off"}),
    ],
)
def test_of_everything_in_a_room_nothing_elsewhere_is_moved(text: str, wanted: set[str]) -> None:
    """Nor what the verb cannot be said of."""
    steps = "light.kc off" if "off" in text else "light.kc on"
    plan = said(text, Plan(Source.MODEL, read(f"{steps}, cover.b open")))
    assert write(plan.steps) == wanted


def test_where_something_is_spared_only_what_cannot_be_done_is_mended() -> None:
    """The model knows which of them is meant."""
    text = "the hall light on instead of the kettle"
    assert write(said(text, Plan(Source.MODEL, read("light.h open"))).steps) == {"light.h on"}
    both = Plan(Source.MODEL, read("light.h on, fan.k off"))
    assert said(text, both) == both


def test_a_light_that_cannot_be_dimmed_is_turned_on() -> None:
    """A number is none of the words'."""
    plan = said("turn on the hall light", Plan(Source.MODEL, read("light.h brightness 20")))
    assert write(plan.steps) == {"light.h on"}
