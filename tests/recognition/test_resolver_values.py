"""Values: numbers, percent, degrees, colours, more and less."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import ProblemCode, Utterance
from custom_components.llm_iot.recognition.numerals import number_at
from tests.recognition.house import (
    DIMS,
    NOW,
    device,
    home,
    read,
    resolver,
    understand,
    write,
)

ABSOLUTE = (
    ("open the blinds about a third of the way", None, "cover.l position 33"),
    ("open the blinds about half way", None, "cover.l position 50"),
    ("bedroom light to roughly half", None, "light.b brightness 50"),
    ("put Netflix on the TV for the kids", None, "media_player.tv source Netflix"),
    ("put the Netflix source on the TV", None, "media_player.tv source Netflix"),
    ("kettle on and carry on with the TV", None, "switch.kettle on, media_player.tv play"),
    ("set the thermostat between 20 and 22", None, "climate.l temperature 21"),
    ("keep the living room between 19 and 20 degrees", None, "climate.l temperature 19.5"),
    ("leave the reading lamp on low", None, "light.b2 brightness 25"),
    ("kettle on and leave the floor lamp on red", None, "switch.kettle on, light.l1 colour red"),
    ("reading lamp brighter, say eighty percent", None, "light.b2 brightness 80"),
    ("reading lamp to, say, eighty percent", None, "light.b2 brightness 80"),
    ("another two degrees on the thermostat", None, "climate.l up 2"),
    ("another step on the bedroom fan", None, "fan.b up 33.33"),
    ("ten percent off the kitchen ceiling light", None, "light.kc down 10"),
    ("make the floor lamp a warmer white", None, "light.l1 warmer"),
    ("bedroom fan one speed up", None, "fan.b up"),
    ("bedroom fan one slower", None, "fan.b down"),
    ("reading lamp up to like 90", None, "light.b2 brightness 90"),
    ("half a degree more heating", None, "climate.l up 0.5"),
    ("the reading lamp thing to 30", None, "light.b2 brightness 30"),
    ("TV on Netflix, not the radio", None, "media_player.tv source Netflix"),
    ("put Netflix on in the living room", None, "media_player.tv source Netflix"),
    (
        "put Netflix on in the bathroom please",
        None,
        "media_player.sp on, media_player.sp source Netflix",
    ),
    ("the speaker to Netflix", None, "media_player.sp on, media_player.sp source Netflix"),
    ("bedroom light at a hundred percent", None, "light.b brightness 100"),
    ("light at sixty", "bedroom", "light.b brightness 60"),
    ("have the blinds at 40 percent", None, "cover.l position 40"),
    ("make the living room 18", None, "climate.l temperature 18"),
    ("set the living room to 21.5", None, "climate.l temperature 21.5"),
    ("set the living room to 21,5", None, "climate.l temperature 21.5"),
    ("make it 22 in the living room", None, "climate.l temperature 22"),
    ("can I have 19 in the living room", None, "climate.l temperature 19"),
    ("hall light to full", None, "light.h on"),
    ("bedroom fan to its highest speed", None, "fan.b percentage 100"),
    ("set the bedroom light to 50 percent", None, "light.b brightness 50"),
    ("dim the floor lamp to thirty percent", None, "light.l1 brightness 30"),
    ("set the floor lamp to half", None, "light.l1 brightness 50"),
    ("set the bedroom light to twenty five percent", None, "light.b brightness 25"),
    ("set the bedroom fan to speed 2", None, "fan.b percentage 66.67"),
    ("fan to three", None, "fan.k percentage 100"),
    ("set the fan to 2 percent", None, "fan.k percentage 2"),
    ("open the blinds halfway", None, "cover.l position 50"),
    ("open the living room blinds to 40%", None, "cover.l position 40"),
    ("lower the blinds to 30 percent", None, "cover.l position 30"),
    ("set blinds to 20 percent", None, "cover.l position 20"),
    ("close the blinds to 20 percent closed", None, "cover.l position 80"),
    ("curtains half open", None, "cover.b position 50"),
    ("set the thermostat to 21 degrees", None, "climate.l temperature 21"),
    ("set the thermostat to 70 degrees fahrenheit", None, "climate.l temperature 21.1"),
    ("set heating to 19 and a half", None, "climate.l temperature 19.5"),
    ("set heating to nineteen point five degrees", None, "climate.l temperature 19.5"),
    ("set the thermostat at 20", None, "climate.l temperature 20"),
    ("set temperature to 19", None, "climate.l temperature 19"),
    ("temperature 21", None, "climate.l temperature 21"),
    ("20 degrees please", None, "climate.l temperature 20"),
    ("heat the living room to 22 degrees", None, "climate.l temperature 22"),
    ("set the living room to 22 degrees", None, "climate.l temperature 22"),
    ("bring the temperature down to 18", None, "climate.l temperature 18"),
    ("set volume to 20", None, "media_player.tv volume 20"),
    ("volume 30 percent", None, "media_player.tv volume 30"),
    ("set the volume of the tv to 15%", None, "media_player.tv volume 15"),
    ("tv volume to 40", None, "media_player.tv volume 40"),
    ("turn the volume all the way up", None, "media_player.tv volume 100"),
    ("turn the volume to the maximum", None, "media_player.tv volume 100"),
    ("turn the floor lamp to maximum brightness", None, "light.l1 brightness 100"),
    ("set the brightness of the floor lamp to 70", None, "light.l1 brightness 70"),
    ("set bedroom lights to full", None, "light.b brightness 100, light.b2 brightness 100"),
    (
        "dim the lights in the bedroom to a quarter",
        None,
        "light.b brightness 25, light.b2 brightness 25",
    ),
    ("bedroom lights at 30 percent", None, "light.b brightness 30, light.b2 brightness 30"),
    (
        "set all lights in the living room to 30 percent",
        None,
        "light.l1 brightness 30, light.l2 brightness 30",
    ),
    (
        "set the bedroom light to 50 percent and warm white",
        None,
        "light.b brightness 50, light.b kelvin warm",
    ),
    ("set the floor lamp to 2700 kelvin", None, "light.l1 kelvin 2700"),
    ("floor lamp warm white", None, "light.l1 kelvin warm"),
    ("make the floor lamp red", None, "light.l1 colour red"),
    ("make the floor lamp a nice soft pink", None, "light.l1 colour pink"),
    ("blinds two thirds closed", None, "cover.l position 34"),
    ("open the blinds a quarter of the way", None, "cover.l position 25"),
    ("bedroom fan level 2", None, "fan.b percentage 66.67"),
    ("make the bedroom blue", None, "light.b colour blue"),
    ("make all the bedroom lights green", None, "light.b colour green"),
    ("set the bedroom fan to low", None, "fan.b percentage 1"),
    ("put the bedroom fan on high", None, "fan.b percentage 100"),
    ("the bedroom fan on medium", None, "fan.b percentage 50"),
    ("turn on the fan at 50 percent", "bedroom", "fan.b percentage 50"),
    ("set the tv to netflix", None, "media_player.tv source Netflix"),
    ("switch the tv to hdmi 1", None, "media_player.tv source HDMI 1"),
    ("turn the tv on to netflix", None, "media_player.tv source Netflix"),
    ("switch the thermostat to eco", None, "climate.l preset eco"),
    ("set the thermostat to eco mode", None, "climate.l preset eco"),
    ("set the bedroom fan to sleep", None, "fan.b preset sleep"),
    ("bedroom fan in sleep mode please", None, "fan.b preset sleep"),
    ("bedroom fan auto", None, "fan.b preset auto"),
    ("netflix on the tv", None, "media_player.tv source Netflix"),
    (
        "tv source hdmi 1 and the floor lamp off",
        None,
        "media_player.tv source HDMI 1, light.l1 off",
    ),
    ("thermostat to 22 and heating", None, "climate.l temperature 22, climate.l heat"),
    (
        "dim the lamp and the floor lamp to 30",
        None,
        "light.kl brightness 30, light.l1 brightness 30",
    ),
)

RELATIVE = (
    ("make the living room one and a half degrees lower", None, "climate.l down 1.5"),
    ("bedroom fan one step down", None, "fan.b down 33.33"),
    ("floor lamp whiter", None, "light.l1 cooler"),
    ("unplug the kettle", None, "switch.kettle off"),
    ("floor lamp of please", None, "light.l1 off"),
    ("bedroom fan on hi", None, "fan.b percentage 100"),
    ("soften the floor lamp", None, "light.l1 down"),
    ("a spot brighter on the floor lamp", None, "light.l1 up 10"),
    ("could the TV come down a bit", None, "media_player.tv down 5"),
    ("can the thermostat go up a bit", None, "climate.l up 0.5"),
    ("quieten the TV", None, "media_player.tv down"),
    ("louder, about sixty", None, "media_player.tv volume 60"),
    ("dimmer on the floor lamp, 30", None, "light.l1 brightness 30"),
    ("turn the TV to around forty", None, "media_player.tv volume 40"),
    ("half the volume on the TV", None, "media_player.tv down 15"),
    ("floor lamp at half the brightness", None, "light.l1 brightness 50"),
    ("bump the thermostat two degrees", None, "climate.l up 2"),
    ("bump the thermostat to 22", None, "climate.l temperature 22"),
    ("tv on, source netflix", None, "media_player.tv on, media_player.tv source Netflix"),
    ("Floor lamp aus, I mean off, and kettle on", None, "light.l1 off, switch.kettle on"),
    ("turn the volume down on the TV", None, "media_player.tv down"),
    ("could the TV be a little quieter", None, "media_player.tv down 5"),
    ("can we have the bedroom light a bit softer", None, "light.b down 10"),
    ("warm it up by three in the living room", None, "climate.l up 3"),
    ("notch the heating down half a degree", None, "climate.l down 0.5"),
    ("floor lamp dimmed to 20", None, "light.l1 brightness 20"),
    ("make the TV louder, quite a lot", None, "media_player.tv up 20"),
    ("a bit louder on the TV", None, "media_player.tv up 5"),
    ("five percent less on the floor lamp", None, "light.l1 down 5"),
    ("make the floor lamp a bit brighter", None, "light.l1 up 10"),
    ("make the floor lamp much brighter", None, "light.l1 up 40"),
    ("the floor lamp should be a bit stronger", None, "light.l1 up 10"),
    ("the floor lamp not so bright please", None, "light.l1 down"),
    ("the TV not quite so loud", None, "media_player.tv down"),
    ("open the curtains a bit further", None, "cover.b up 10"),
    ("close the curtains a little further", None, "cover.b down 10"),
    ("volume up 5", None, "media_player.tv up 5"),
    ("turn the tv down ten", None, "media_player.tv down 10"),
    ("bedroom fan up one", None, "fan.b up 33.33"),
    ("turn the thermostat up 2", None, "climate.l up 2"),
    ("turn the tv down by a third", None, "media_player.tv down 9.9"),
    ("half as loud on the tv", None, "media_player.tv down 15"),
    ("make the tv twice as loud", None, "media_player.tv up 30"),
    ("turn the tv up full", None, "media_player.tv volume 100"),
    ("turn the tv down low", None, "media_player.tv down"),
    ("lower the curtains 20 percent", None, "cover.b down 20"),
    ("curtains ten percent lower", None, "cover.b down 10"),
    ("curtains a quarter down", None, "cover.b position 75"),
    ("lower the curtains some", None, "cover.b down"),
    ("brighten the kitchen by 15 percent", None, "light.kc up 15"),
    ("make the floor lamp 20 percent brighter", None, "light.l1 up 20"),
    ("make the floor lamp brighter by 20 percent", None, "light.l1 up 20"),
    ("increase the brightness of the floor lamp by 20", None, "light.l1 up 20"),
    ("increase the brightness of the floor lamp to 20", None, "light.l1 brightness 20"),
    ("turn up the heating by 2 degrees", None, "climate.l up 2"),
    ("raise the temperature 2 degrees", None, "climate.l up 2"),
    ("drop the heating by two degrees", None, "climate.l down 2"),
    ("bring the temperature down by 3 degrees", None, "climate.l down 3"),
    ("crank up the heating", None, "climate.l up"),
    ("turn the heat down", None, "climate.l down"),
    ("turn up the volume", None, "media_player.tv up"),
    ("turn the tv down by 10", None, "media_player.tv down 10"),
    ("bring the volume down a bit", None, "media_player.tv down 5"),
    ("decrease the volume", None, "media_player.tv down"),
    ("turn up the volume of the tv a lot", None, "media_player.tv up 20"),
    ("louder", None, "media_player.tv up"),
    ("tv much quieter", None, "media_player.tv down 20"),
    ("turn the sound off", None, "media_player.tv mute"),
    ("raise the blinds", None, "cover.l open"),
    ("bring down the blinds in the living room", None, "cover.l close"),
    ("raise the blinds a little", None, "cover.l up 10"),
    ("make the floor lamp warmer", None, "light.l1 warmer"),
    ("make the floor lamp cooler", None, "light.l1 cooler"),
    ("fade the floor lamp", None, "light.l1 down"),
    ("make the bedroom brighter", None, "light.b up, light.b2 up"),
    ("make it a bit warmer", None, "climate.l up 0.5"),
    ("turn down the lights a bit in the bedroom", None, "light.b down 10, light.b2 down 10"),
    ("make the fan slower", "bedroom", "fan.b down"),
    ("mute", None, "media_player.tv mute"),
    ("pause", None, "media_player.tv pause"),
    ("stop", None, "media_player.tv stop"),
    ("play music", None, "media_player.tv play"),
    ("pause the music", None, "media_player.tv pause"),
    ("stop the music", None, "media_player.tv stop"),
)


@pytest.mark.parametrize(("text", "area_id", "steps"), ABSOLUTE + RELATIVE)
def test_values_reach_the_row_that_takes_them(text: str, area_id: str | None, steps: str) -> None:
    """In its unit, and as far as the words say."""
    plan = understand(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("set the hall light to 50 percent", {"light.h"}),
        ("dim the tv", {"media_player.tv"}),
        ("open the tv", {"media_player.tv"}),
        ("lock the tv", {"media_player.tv"}),
        ("turn on the blinds", {"cover.l"}),
        ("set the hall light to red", {"light.h"}),
        ("turn the hall light down", {"light.h"}),
    ],
)
def test_what_a_device_cannot_do_is_said(text: str, targets: set[str]) -> None:
    """Nothing is moved instead."""
    plan = understand(text)
    assert plan is not None
    assert plan.steps == ()
    (problem,) = plan.problems
    assert problem.code is ProblemCode.CANNOT
    assert set(problem.targets) == targets


@pytest.mark.parametrize("text", ["TV louder, 3", "brighter, 5 on the floor lamp"])
def test_a_few_behind_a_pause_may_be_steps(text: str) -> None:
    """And they may be where to go."""
    assert understand(text) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [("one hundred and thirty", 130), ("one hundred thirty", 130), ("nine hundred and one", 901)],
)
def test_hundreds_are_said_with_and_without_and(words: str, number: float) -> None:
    """Both are one number, and not two."""
    said = words.split()
    assert number_at(said, 0, "en") == (number, len(said))


def test_a_number_ends_in_front_of_another_thing() -> None:
    """What "and" joins is no number of its own unless it goes on with one."""
    assert number_at(("one", "hundred", "and", "the", "fan"), 0, "en") == (100, 2)


@pytest.mark.parametrize(
    ("text", "steps"),
    [("floor lamp on at 20", "light.l1 brightness 20"), ("kettle on at 20", "")],
)
def test_what_few_people_call_an_hour_is_a_value(text: str, steps: str) -> None:
    """A kettle takes none, so that there it is the hour."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert bool(plan.deferred) is not bool(steps)


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("floor lamp at eight", True),
        ("floor lamp at 10", False),
        ("floor lamp at eight percent", False),
        ("set the floor lamp at 8", False),
        ("floor lamp to 8", False),
        ("TV at eight", False),
    ],
)
def test_few_people_want_a_lamp_at_eight_percent(text: str, unsure: bool) -> None:  # noqa: FBT001
    """It may be the hour at which it is to be on, so that it has to be asked."""
    plan = understand(text)
    assert plan is not None
    assert plan.steps
    assert plan.unsure is unsure


def test_a_number_alone_is_a_value_that_the_device_takes() -> None:
    """A PIN that comes too late is no brightness; what a thermostat does not take is told."""
    for number, before, steps in (
        ("40", "light.b on", {"light.b brightness 40"}),
        ("2846", "light.b on", None),
        ("150", "light.b on", None),
        ("make it 150", "light.b on", {"light.b brightness 150"}),
        ("99", "climate.l heat", {"climate.l temperature 99"}),
    ):
        plan = understand(number, before=before)
        assert (plan and write(plan.steps)) == steps, number


@pytest.mark.parametrize(
    "text",
    ["-5", "set the thermostat to -5", "set the thermostat to minus five", "make it \u22125"],
)
def test_a_number_below_zero_is_not_the_one_above_it(text: str) -> None:
    """Nothing in this house takes it."""
    plan = understand(text, before="climate.l heat")
    assert plan is None or not plan.steps


def test_a_share_is_of_the_one_that_is_on() -> None:
    """Of what is off there is no quarter, but it is not meant."""
    lit = {**DIMS, "brightness": 128}
    rooms = home(
        (device("light.d", "Lamp", "light", "Den"), "on", lit),
        (device("light.y", "Lamp", "light", "Yard"), "off", DIMS),
    )
    plan = resolver().resolve(
        Utterance("lamp down by a quarter", area_id="den"), rooms, Context(), NOW
    )
    assert plan is not None
    assert [(step.target, step.action) for step in plan.steps] == [("light.d", "down")]
