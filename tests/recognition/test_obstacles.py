"""What ends a command before a model is asked."""

import pytest

from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import HomeView, Plan, ProblemCode, Utterance
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.obstacles import Obstacles
from tests.homes import DIMMABLE, FAN, device, paper_home, two_rooms, view

OBSTACLES = Obstacles(load_kinds(), load_lexicon())


def find(text: str, home: HomeView | None = None, area_id: str | None = None) -> Plan | None:
    """Return what stands in the way of a sentence."""
    return OBSTACLES.find(Utterance(text, area_id=area_id), home or paper_home())


def code(text: str, home: HomeView | None = None) -> ProblemCode | None:
    """Return what kind of obstacle there is, None if there is none."""
    plan = find(text, home)
    return plan.problems[0].code if plan and plan.problems else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("turn on the dishwasher", ProblemCode.UNKNOWN_DEVICE),
        ("could you please open the garage", ProblemCode.UNKNOWN_DEVICE),
        ("dim the TV", ProblemCode.CANNOT),
        ("turn on the light at eight", ProblemCode.LATER),
        ("why is the light on", ProblemCode.NO_ANSWER),
        ("everything off upstairs", ProblemCode.UNKNOWN_PLACE),
        ("everything off outside", ProblemCode.UNKNOWN_PLACE),
        ("it's pouring outside", None),
        ("turn on the light", None),
        ("turn everything off", None),
        ("good night", None),
        ("open the world", None),
        ("turn on the porch light", ProblemCode.UNKNOWN_DEVICE),
        ("turn the porch light off", ProblemCode.UNKNOWN_DEVICE),
        ("switch on the kitchen fan", ProblemCode.UNKNOWN_DEVICE),
        ("turn on the light in the conservatory", ProblemCode.UNKNOWN_PLACE),
        ("turn off the fan before bedtime", ProblemCode.LATER),
        ("if it gets dark switch on the light", ProblemCode.LATER),
        ("turn on", ProblemCode.NOT_UNDERSTOOD),
        ("put on the news", None),
    ],
)
def test_what_the_home_does_not_have_or_do_is_found(
    text: str, expected: ProblemCode | None
) -> None:
    """A goal, and what names no device, is left to others."""
    assert code(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "don't touch the office, but turn all the other lamps off",
        "don't mind the fan and do open whatever else there is",
        "don't stop the music in the office, only turn off what is on in there",
        "don't touch the office, turn off whatever else there is",
    ],
)
def test_half_a_refusal_is_not_told_as_done(text: str) -> None:
    """What is asked for besides was not understood, and "nothing to do" would be untrue."""
    assert code(text) is ProblemCode.NOT_UNDERSTOOD


def test_a_command_behind_a_report_is_no_report() -> None:
    """Something is asked for besides."""
    assert find("I turned off the TV, so turn on the light") is None


def test_a_refusal_is_a_plan_that_moves_nothing() -> None:
    """There is no problem with it either."""
    for text in ("never turn off the light", "stop turning off the light", "I turned off the TV"):
        plan = find(text)
        assert plan is not None, text
        assert plan.steps == ()
        assert plan.problems == ()


def test_one_of_several_alike_is_asked_back() -> None:
    """Unless its room is named, it stands in the room of the speaker, or all are meant."""
    home = two_rooms()
    plan = find("turn on the lamp", home)
    assert plan is not None
    assert set(plan.problems[0].targets) == {"light.k", "light.h"}
    assert code("switch off the light", home) is ProblemCode.AMBIGUOUS
    assert find("turn on the lamp in the kitchen", home) is None
    assert find("turn off the lamps", home) is None
    assert find("turn on the lamp", home, area_id="hall") is None


def test_a_floor_that_is_set_up_is_a_place() -> None:
    """So is a device whose name has the word."""
    fan = device("fan.attic", "Attic fan", "fan")
    home = view((fan, "off", FAN), (device("light.a", "Lamp", "light"), "off", DIMMABLE))
    assert code("turn everything off in the attic", home) is None
    assert code("turn everything off downstairs", home) is ProblemCode.UNKNOWN_PLACE
