"""Names of people, with numbers, of doors and with mistakes, on a farm."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from tests.recognition.farm import on_farm
from tests.recognition.house import read, write

NAMES = (
    ("lock the back door", None, "lock.back lock"),
    ("unlock the back door", None, "lock.back unlock"),
    ("lock all the doors", None, "lock.back lock, lock.tack lock"),
    ("unlock the tack room", None, "lock.tack unlock"),
    ("unlock everything in the tack room", None, "lock.tack unlock"),
    ("lock up", None, "lock.back lock, lock.tack lock"),
    ("no need to ask, unlock the back door", None, "lock.back unlock"),
    ("turn on stall 3", None, "light.s3 on"),
    ("stall three on", None, "light.s3 on"),
    ("turn off stalls 1 and 2", None, "light.s1 off, light.s2 off"),
    ("turn off stall 2 and 3", None, "light.s2 off, light.s3 off"),
    ("stalls 1, 2 and 3 off", None, "light.s1 off, light.s2 off, light.s3 off"),
    ("turn on the barn light on the left", None, "light.left on"),
    ("turn on the light on the right in the barn", None, "light.right on"),
    ("turn the lamp on the piano off", None, "light.piano off"),
    ("turn on the two barn lights", None, "light.left on, light.right on"),
    ("turn off the kitchen light", None, "light.main off"),
    ("close the curtains", None, "cover.p close"),
    ("start dobby", None, "vacuum.dobby start"),
    ("start the robot vacuum", None, "vacuum.dobby start"),
    ("lamp off", "parlour", "light.piano off"),
    (
        "every light off on the ground floor",
        None,
        "light.main off, light.hob off, light.p off, light.piano off",
    ),
    ("all lights off upper floor", None, "light.tom off, light.granny off"),
    ("lights out in the stable", None, "light.s1 off, light.s2 off, light.s3 off"),
    ("open Tom's blind and turn on the lamp there", None, "cover.tom open, light.tom on"),
    ("put the parlour TV on PlayStation", None, "media_player.tv source PlayStation"),
    ("put netflix on the TV", None, "media_player.tv source Netflix"),
    ("turn Tom's PlayStation on", None, "switch.ps on"),
    ("turn on Tom's lamp and fan", None, "light.tom on, fan.tom on"),
    ("put the parlour TV on the PlayStation", None, "media_player.tv source PlayStation"),
    ("turn the lights off, I mean Tom's", None, "light.tom off"),
    ("turn the lights off, I mean Tom's, not Grandma's", None, "light.tom off"),
    ("keep Dobby in its dock and turn off the piano lamp", None, "light.piano off"),
    ("all stalls off apart from 2", None, "light.s1 off"),
    ("only turn on the neon sign, nothing else", None, "light.sign on"),
)

MISHEARD = (
    ("ktchn radiator to 20", None, "climate.k temperature 20"),
    ("opn the blnds in Tom's rom", None, "cover.tom open"),
    ("turn te fna in Tom's room on", None, "fan.tom on"),
    ("turn on the neon sine", None, "light.sign on"),
    ("start dobbie", None, "vacuum.dobby start"),
    ("tom fan on", None, "fan.tom on"),
    ("turn on grandma lamp", None, "light.granny on"),
    ("turn on the pianno lamp", None, "light.piano on"),
    ("turn on granma's lamp", None, "light.granny on"),
    ("opne the curtans", None, "cover.p open"),
    ("kitchn lihgt of", None, "light.main off"),
    ("unlok the bak door", None, "lock.back unlock"),
    ("dim teh parlor light to fourty percent", None, "light.p brightness 40"),
)

HEATED = (
    ("turn the kitchen radiator down by half a degree", None, "climate.k down 0.5"),
    ("one degree warmer in the kitchen", None, "climate.k up 1"),
    ("make Grandma's room two degrees colder", None, "climate.g down 2"),
    ("make it a degree warmer in Grandma's room", None, "climate.g up 1"),
    ("kitchen radiator a degree and a half warmer", None, "climate.k up 1.5"),
    ("turn the heating up in the kitchen", None, "climate.k up"),
    ("AC to 21 degrees cooling", None, "climate.ac temperature 21, climate.ac cool"),
    ("put the AC on cool at 22", None, "climate.ac cool, climate.ac temperature 22"),
    ("cool the parlour to 21", None, "climate.ac cool, climate.ac temperature 21"),
    ("AC on heating", None, "climate.ac heat"),
)

SPARED = (
    (
        "switch off all the lights in the stable, only stall 1 stays on",
        None,
        "light.s2 off, light.s3 off",
    ),
    ("switch off the stable lights but stall 2 stays on", None, "light.s1 off, light.s3 off"),
    ("stable lights off, stall 2 can stay on", None, "light.s1 off, light.s3 off"),
    ("turn off all lights in the parlour, but the piano lamp should stay on", None, "light.p off"),
    (
        "turn off all lights on the ground floor except in the kitchen",
        None,
        "light.p off, light.piano off",
    ),
    (
        "lights on in the kitchen and the barn except the hob light",
        None,
        "light.main on, light.left on, light.right on",
    ),
    (
        "everything off in the parlour apart from the tv",
        None,
        "light.p off, light.piano off,climate.ac off",
    ),
    (
        "everything off on the ground floor apart from the heating",
        None,
        (
            "light.main off, light.hob off, light.p off, light.piano off, climate.ac off,"
            "media_player.tv off, media_player.radio off"
        ),
    ),
)


@pytest.mark.parametrize(("text", "area_id", "steps"), NAMES + MISHEARD + HEATED + SPARED)
def test_a_command_on_the_farm_is_understood(text: str, area_id: str | None, steps: str) -> None:
    """Every device that is meant gets its step, and no other does."""
    plan = on_farm(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems
    assert not plan.deferred


def test_what_is_meant_and_nobody_has_is_not_all_of_it() -> None:
    """Karen has no lights here."""
    plan = on_farm("turn the lights off, I mean Karen's lights")
    assert plan is not None
    assert not plan.steps
    assert [each.subject for each in plan.problems] == ["karens lights"]


@pytest.mark.parametrize("text", ["turn on stall 4", "stall four on", "stall 12 light off"])
def test_a_number_that_nothing_has_is_said(text: str) -> None:
    """Stalls 1 to 3 are there; the nearest of them is not meant."""
    plan = on_farm(text)
    assert plan is not None
    assert not plan.steps
    assert [problem.code for problem in plan.problems] == [ProblemCode.UNKNOWN_DEVICE]
    assert plan.problems[0].subject.startswith("stall ")


@pytest.mark.parametrize(
    "text",
    [
        "turn on Grandpa's lamp",
        "turn on Tim's lamp",
        "turn on Tam's lamp",
        "turn on Sophie's lamp",
        "turn on the jacuzzi",
        "unlock the cellar door",
        "close the kitchen curtains",
    ],
)
def test_what_belongs_to_somebody_else_is_not_here(text: str) -> None:
    """A name that is near to another one is not that one misspelt."""
    plan = on_farm(text)
    assert plan is not None
    assert plan.steps == ()
    assert [problem.code for problem in plan.problems] == [ProblemCode.UNKNOWN_DEVICE]


@pytest.mark.parametrize(
    ("text", "before", "steps"),
    [
        (
            "turn them both off again",
            ("light.tom on", "light.sign on"),
            "light.tom off, light.sign off",
        ),
        ("both off", ("light.tom on", "light.sign on"), "light.tom off, light.sign off"),
        ("turn those two off", ("light.tom on", "light.sign on"), "light.tom off, light.sign off"),
        ("sorry, off after all", ("light.sign on",), "light.sign off"),
        ("a bit lower", ("climate.k temperature 22",), "climate.k down 0.5"),
        ("one more", ("climate.k temperature 22",), "climate.k up 1"),
        ("off again", ("light.sign on",), "light.sign off"),
        ("and switch it off again", ("fan.tom on",), "fan.tom off"),
        ("the other one as well", ("light.left on",), "light.right on"),
        ("stall 2 too", ("light.s1 off",), "light.s2 off"),
        ("the same in Tom's room", ("cover.p close",), "cover.tom close"),
        ("carry on", ("media_player.radio pause",), "media_player.radio play"),
        ("up again", ("cover.tom close",), "cover.tom open"),
        ("then lock the back door instead", ("light.s1 off",), "lock.back lock"),
    ],
)
def test_a_sentence_goes_on_from_the_last_ones(
    text: str, before: tuple[str, ...], steps: str
) -> None:
    """What was done before says what is meant."""
    plan = on_farm(text, None, *before)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "now", "then", "due"),
    [
        (
            "keep the neon sign on for a quarter of an hour",
            "light.sign on",
            "light.sign off",
            "13:15",
        ),
        (
            "leave the kitchen radio on until ten",
            "media_player.radio on",
            "media_player.radio off",
            "22:00",
        ),
        (
            "kitchen radio on until half past eight tonight",
            "media_player.radio on",
            "media_player.radio off",
            "20:30",
        ),
        ("switch the neon sign on at 5 o'clock this afternoon", "", "light.sign on", "17:00"),
        (
            "warm the kitchen to 20 tomorrow at seven in the morning",
            "",
            "climate.k temperature 20",
            "07:00",
        ),
        ("turn off the piano lamp in the evening at ten", "", "light.piano off", "22:00"),
    ],
)
def test_something_lasts_or_comes_later(text: str, now: str, then: str, due: str) -> None:
    """It begins at once where it is to be kept so, and ends by itself."""
    plan = on_farm(text)
    assert plan is not None
    assert write(plan.steps) == write(read(now))
    (later,) = plan.deferred
    assert write(later.steps) == write(read(then))
    assert f"{later.due:%H:%M}" == due
    assert not later.restore


@pytest.mark.parametrize("text", ["off again", "both off", "switch it off", "the fan instead"])
def test_what_goes_on_from_nothing_is_left_alone(text: str) -> None:
    """Without an earlier turn nothing is meant."""
    assert on_farm(text) is None


@pytest.mark.parametrize(
    ("text", "target"),
    [("forget the neon sign", "light.sign"), ("never mind Tom's fan", "fan.tom")],
)
def test_what_is_planned_for_a_device_can_be_forgotten(text: str, target: str) -> None:
    """By the device alone."""
    plan = on_farm(text)
    assert plan is not None
    assert plan.request is not None
    assert plan.request.targets == (target,)
