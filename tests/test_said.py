"""What the words alone decide in the plan of a tuned model."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.heard import Heard, Named
from custom_components.llm_iot.models import Plan, Problem, ProblemCode, Source, Utterance
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.said import as_said
from tests.asking import NOW
from tests.recognition.house import house, read, resolver, write


def heard(text: str) -> Heard:
    """Return what a sentence speaks of in the house."""
    return resolver().hear(Utterance(text), house(), Context())


def said(text: str, plan: Plan) -> Plan:
    """Return what becomes of a plan for a sentence said in the house."""
    return as_said(plan, Utterance(text), heard(text), house())


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        ("turn on the kettle", "switch.kettle open", "switch.kettle on"),
        ("put a stop to the kettle", "switch.kettle stop", "switch.kettle off"),
        ("turn off the alarm", "alarm_control_panel.a off", "alarm_control_panel.a disarm"),
        ("turn on the kettle", "switch.kettle on", "switch.kettle on"),
        ("the kettle please", "switch.kettle open", "switch.kettle open"),
        ("the hall light on at dusk", "light.h off", "light.h on"),
        ("pause everything", "media_player.tv play", "media_player.tv pause"),
        ("dim the bedroom light", "light.b 20", "light.b 20"),
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
        ("set the thermostat to 21", "climate.l temperature 21", "climate.l temperature 21"),
        ("thermostat half a degree up", "climate.l up 50", "climate.l up 0.5"),
        ("bedroom light up by ten", "light.b up 20", "light.b up 10"),
        ("bedroom light a bit brighter", "light.b up 20", "light.b up 20"),
        ("the bedroom light to 20 or 30", "light.b up 15", "light.b up 15"),
    ],
)
def test_a_number_is_the_one_that_was_said(text: str, steps: str, wanted: str) -> None:
    """If one was said; else it is the model's own."""
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


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("turn on the hall light and the thingamajig", 0),
        ("turn off all the lights except the one I am sitting under", 0),
        ("turn off all the lights except the chandelier", 0),
        ("turn off all the lights except the one in the kitchen", 1),
        ("turn off the hall light for the kids", 1),
        ("turn off the hall light and the kids will be asleep", 1),
    ],
)
def test_beside_what_nobody_knows_nothing_is_moved(text: str, moved: int) -> None:
    """A part would be called done, and of all that is left out only some would be."""
    plan = said(text, Plan(Source.MODEL, read("light.h off")))
    assert min(len(plan.steps), 1) == moved


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
    spoken = resolver().hear(utterance, house(), Context((exchange,)))
    plan = as_said(Plan(Source.MODEL, read("switch.kettle start")), utterance, spoken, house())
    assert write(plan.steps) == {"switch.kettle on"}


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        ("put the tv on netflix", "media_player.tv on", {"media_player.tv source Netflix"}),
        ("the tv on hdmi 1 please", "", {"media_player.tv source HDMI 1"}),
        ("the tv on netflix", "media_player.tv source 15", {"media_player.tv source Netflix"}),
        ("thermostat on eco", "climate.l up", {"climate.l preset eco"}),
        ("turn the thermostat up on eco", "climate.l up", {"climate.l up"}),
        ("put the fan on auto", "fan.k on", {"fan.k on", "fan.k preset auto"}),
        ("the bedroom fan off, I am going to sleep", "fan.b off", {"fan.b off"}),
        ("put the tv on", "media_player.tv on", {"media_player.tv on"}),
    ],
)
def test_a_word_of_the_device_s_own_is_taken(text: str, steps: str, wanted: set[str]) -> None:
    """In place of nothing, or of "on", which what is off needs all the same."""
    assert write(said(text, Plan(Source.MODEL, read(steps))).steps) == wanted


def test_a_word_alone_is_for_what_was_just_spoken_of() -> None:
    """Nothing else is named."""
    exchange = Exchange(
        Utterance("tv on"), Plan(Source.RESOLVER, read("media_player.tv on")), "", NOW
    )
    spoken = resolver().hear(Utterance("netflix please"), house(), Context((exchange,)))
    plan = as_said(Plan(Source.MODEL), Utterance("netflix please"), spoken, house())
    assert write(plan.steps) == {"media_player.tv source Netflix"}


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        ("turn off the lights in the kitchen", "light.kc off", {"light.kc off", "light.kl off"}),
        ("in the kitchen the lights off", "light.kc off", {"light.kc off", "light.kl off"}),
        (
            "dim the lights in the kitchen",
            "light.kc brightness 20, light.kl brightness 30",
            {"light.kc brightness 20", "light.kl brightness 30"},
        ),
        ("the light in the kitchen off", "light.kc off", {"light.kc off"}),
        (
            "turn off the lights upstairs but not in the bathroom",
            "light.b off",
            {"light.b off", "light.b2 off"},
        ),
        (
            "turn off the lights upstairs but not in the bathroom",
            "light.ba off",
            {"light.b off", "light.b2 off"},
        ),
        (
            "the lights upstairs off, the reading lamp can stay on",
            "light.b off, light.b2 off",
            {"light.b off", "light.ba off"},
        ),
        ("do not turn on the kettle", "switch.kettle on", set()),
        ("leave the kettle on and turn off the fan", "switch.kettle off, fan.k off", {"fan.k off"}),
    ],
)
def test_a_group_is_all_that_the_words_mean_and_nothing_that_they_leave_out(
    text: str, steps: str, wanted: set[str]
) -> None:
    """Also if the model has it the wrong way round; different steps stay as they are."""
    assert write(said(text, Plan(Source.MODEL, read(steps))).steps) == wanted


def test_a_group_that_the_home_does_not_have_is_the_one_that_is_named() -> None:
    """The model has the verb, and a name that is none."""
    unread = Problem(ProblemCode.NOT_UNDERSTOOD, "all cook light off")
    plan = said("turn off the lights in the kitchen", Plan(Source.MODEL, problems=(unread,)))
    assert write(plan.steps) == {"light.kc off", "light.kl off"}
    assert plan.problems == ()
    two = said(
        "blinds down and the lights in the kitchen off", Plan(Source.MODEL, problems=(unread,))
    )
    assert two.steps == ()


def test_them_is_all_that_the_last_turns_were_about() -> None:
    """Until that is several."""
    turns = [
        Exchange(Utterance("on"), Plan(Source.RESOLVER, read(f"{each} on")), "", NOW)
        for each in ("light.h", "switch.kettle", "light.b")
    ]
    text = Utterance("turn them both off again")
    spoken = resolver().hear(text, house(), Context(tuple(turns)))
    plan = as_said(Plan(Source.MODEL, read("light.h off")), text, spoken, house())
    assert write(plan.steps) == {"light.h off", "switch.kettle off"}


def test_one_of_several_is_the_one_in_the_room_that_was_spoken_of() -> None:
    """If there is one alone: the hall has a light, the bedroom two."""
    for before, count in (("lock.front lock", 1), ("cover.b close", 8), ("", 8)):
        turn = Exchange(Utterance("before"), Plan(Source.RESOLVER, read(before)), "", NOW)
        (named,) = resolver().hear(Utterance("a light too"), house(), Context((turn,))).named
        assert len(named.devices) == count
        assert "light.h" in named.devices


def test_a_step_is_for_the_only_namesake_that_can_do_it() -> None:
    """A robot and the setting of its mop may both be called by its name."""
    named = house()
    both = replace(
        heard("turn on the kettle"), named=(Named(frozenset({"switch.kettle", "lock.front"})),)
    )
    plan = as_said(
        Plan(Source.MODEL, read("lock.front start")), Utterance("kettle on"), both, named
    )
    assert write(plan.steps) == {"switch.kettle on"}


def test_what_is_asked_of_some_of_a_group_is_asked_of_all() -> None:
    """Else the answer would be half of it."""
    asks = Plan(Source.MODEL, queries=(Query(("light.kc",)),))
    (query,) = said("are the lights in the kitchen on?", asks).queries
    assert query.targets == ("light.kc", "light.kl")


def test_a_doubt_about_the_only_one_that_is_named_is_none() -> None:
    """Where the verb can mean one thing only."""
    which = Plan(Source.MODEL, problems=(Problem(ProblemCode.AMBIGUOUS),))
    plan = said("turn on the hall light and the kettle", which)
    assert write(plan.steps) == {"light.h on", "switch.kettle on"}
    assert plan.problems == ()


def test_a_word_behind_a_name_is_no_part_of_it_unless_something_is_commanded() -> None:
    """The home has no lamp post, but a lamp that could be brighter."""
    for text, named in (("the lamp could be brighter", True), ("turn on the lamp post", False)):
        assert (
            bool(resolver().hear(Utterance(text, area_id="kitchen"), house(), Context()).named)
            == named
        )


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        ("kitchen fan to speed 2", "fan.k percentage 2", "fan.k percentage 66.67"),
        ("bedroom fan on high", "fan.b on", "fan.b percentage 100"),
        ("thermostat to 70 fahrenheit", "climate.l temperature 70", "climate.l temperature 21.1"),
        ("the curtains a quarter down", "cover.b position 25", "cover.b position 75"),
        (
            "thermostat to 20, no wait, make that 22",
            "climate.l temperature 20",
            "climate.l temperature 22",
        ),
    ],
)
def test_a_value_is_in_the_unit_of_its_device(text: str, steps: str, wanted: str) -> None:
    """A model knows nothing of speeds, of halves and of degrees that others count in."""
    assert write(said(text, Plan(Source.MODEL, read(steps))).steps) == {wanted}


def test_a_value_is_added_to_what_does_not_exclude_it() -> None:
    """A mode and a number, a source and a volume; nothing to what goes off."""
    plan = said("the thermostat to auto at 22", Plan(Source.MODEL, read("climate.l auto")))
    assert write(plan.steps) == {"climate.l auto", "climate.l temperature 22"}
    off = Plan(Source.MODEL, read("media_player.tv off"))
    assert said("tv volume 15", off).steps == off.steps


def test_who_has_it_the_wrong_way_round_means_the_other_one() -> None:
    """Of two that are named one stays as it is."""
    plan = said(
        "leave the kettle be, just switch the fan off",
        Plan(Source.MODEL, read("switch.kettle off")),
    )
    assert write(plan.steps) == {"fan.k off"}


def test_one_of_a_group_is_not_all_of_it() -> None:
    """The words narrow what they named."""
    plan = Plan(Source.MODEL, read("light.l1 off"))
    assert said("turn off the lights in the living room, just the one on the floor", plan) == plan


def test_everything_is_what_the_verb_is_said_of() -> None:
    """No lamp is unlocked."""
    plan = Plan(Source.MODEL, read("light.h on, lock.front unlock"))
    assert write(said("unlock everything in the hall", plan).steps) == {"lock.front unlock"}


def test_what_is_not_named_is_not_moved_where_the_words_say_all_of_the_rest() -> None:
    """Unless something else is named that is not known here."""
    split = Plan(Source.MODEL, read("light.b colour green, light.b2 brightness 60"))
    plan = said("the bedroom light should be green at sixty percent", split)
    assert write(plan.steps) == {"light.b colour green", "light.b brightness 60"}
    more = Plan(Source.MODEL, read("switch.kettle on, light.h on"))
    assert write(said("the kettle should be on", more).steps) == {"switch.kettle on"}
    assert write(said("the garage fan on and the kettle on", more).steps) == write(more.steps)


def test_of_several_that_are_named_alike_one_is_not_taken_by_chance() -> None:
    """A command for "the lamp" of a room with two of them has to be asked about."""
    plan = said("turn on the light in the living room", Plan(Source.MODEL, read("light.l2 on")))
    assert plan.steps == ()
    (problem,) = plan.problems
    assert problem.targets == ("light.l1", "light.l2")


def test_everything_is_everything_in_the_place_that_is_named() -> None:
    """Whatever a model takes it for."""
    plan = Plan(Source.MODEL, read("light.kc off, light.h off"))
    assert write(said("everything off in the kitchen", plan).steps) == {"light.kc off"}
