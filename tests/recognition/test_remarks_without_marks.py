"""Remarks in front of a command and behind it as a speech recogniser writes them: without marks."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from tests.recognition.house import done, read, understand, write

COMMANDS = (
    ("turn off the TV", "media_player.tv off"),
    ("turn on the lamp and the kettle", "light.kl on, switch.kettle on"),
    ("please set the thermostat to 22", "climate.l temperature 22"),
    (
        "switch off all the lights upstairs and close the curtains",
        "light.b off, light.b2 off, light.ba off, cover.b close",
    ),
)
REMARKS = (
    "it gets dark outside",
    "the air is so dry at night",
    "it's raining cats and dogs",
    "I can't sleep with that noise",
    "I have a headache",
    "we can't hear each other in here",
    "my hands are full",
    "the little one is sleeping",
    "someone is at the door",
    "my boss is on the phone",
    "we have to save money",
    "I need some peace and quiet",
    "I love this song",
    "Tom has a test tomorrow",
    "yoga starts in five minutes",
    "it's only six in the morning",
    "I'm on my way to bed",
    "we're done with breakfast",
    "I think the kids are asleep",
    "good evening everyone",
    "going to bed",
)


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize(("command", "steps"), COMMANDS)
def test_a_remark_leaves_a_command_as_it_is(command: str, steps: str, remark: str) -> None:
    """In front of it and behind it, with a mark between them and without one."""
    said = (f"{remark} {command}", f"{remark}, {command}", f"{command}, {remark}")
    for text in said:
        assert done(text) == write(read(steps)), text


@pytest.mark.parametrize(
    ("remark", "steps"),
    [
        ("turn on the lamp and the kettle we're leaving", "light.kl on, switch.kettle on"),
        ("turn on the lamp and the kettle we're off to school", "light.kl on, switch.kettle on"),
        ("turn off the TV I forgot to do it when I came up", "media_player.tv off"),
        ("turn off the TV our friends just arrived", "media_player.tv off"),
        ("turn off the TV the doorbell rang", "media_player.tv off"),
        ("turn off the TV my eyes hurt", "media_player.tv off"),
        ("turn off the TV Tom is on a call", "media_player.tv off"),
        ("turn off the TV I don't want to get up", "media_player.tv off"),
        ("turn off the TV sleep well", "media_player.tv off"),
        ("turn off all the lights upstairs, sleep well", "light.b off, light.b2 off, light.ba off"),
        ("kettle on and the lamp on please, breakfast for eight", "switch.kettle on, light.kl on"),
    ],
)
def test_what_is_told_behind_a_command_is_no_part_of_it(remark: str, steps: str) -> None:
    """No mode is called "sleep well", and nothing is left out because somebody leaves."""
    assert done(remark) == write(read(steps))


@pytest.mark.parametrize(
    "front",
    [
        "I will now",
        "I already did",
        "the lamp does not",
        "I'm not allowed to",
        "I think the kids",
        "it's time the kids",
        "it is nice that people",
        "I heard the children",
        "we heard someone",
        "I saw my son",
        "I had the kids",
        "I made him",
        "she helps me",
        "my wife thinks",
        "mum called",
        "I'm writing",
        "this is how you",
        "we usually",
        "we always come home",
        "I wonder if it is raining",
        "since it is dark",
        "both of us",
        "the kids never",
        "I bet the kids",
        "I'm afraid the neighbours",
        "I'm asleep, never",
    ],
)
def test_what_somebody_does_is_no_command(front: str) -> None:
    """The verb behind it belongs to what is told."""
    for command, _ in COMMANDS[:2]:
        plan = understand(f"{front} {command}")
        assert plan is None or not plan.steps, f"{front} {command}"


@pytest.mark.parametrize(
    "text",
    [
        "when it gets dark outside turn on the lamp",
        "if the little one is sleeping turn off the TV",
        "once everyone is gone turn off the TV",
        "turn off the TV when we leave",
        "turn off the TV before we leave",
        "turn off the TV when the little one is asleep",
        "turn on the lamp when I come up",
        "before they leave turn off the TV",
        "before we leave tomorrow turn off the TV",
        "for the party tomorrow turn on the lamp",
        "I'm leaving tomorrow turn off the TV",
        "I'll be home at six turn on the lamp",
    ],
)
def test_a_condition_or_a_time_is_still_seen(text: str) -> None:
    """What is for another time is not done now."""
    plan = understand(text)
    assert plan is None or not plan.steps, text


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("before we leave turn off the TV", "media_player.tv off"),
        ("Before we leave: TV off and hall light on", "media_player.tv off, light.h on"),
        ("before I forget, turn off the TV", "media_player.tv off"),
        ("for the bedtime story make the bedroom light blue", "light.b colour blue"),
        ("For the bedtime story I'd like the lamp at 15 percent", "light.kl brightness 15"),
        ("for our little party, close the curtains", "cover.b close"),
        ("Morning, kettle on and lamp on, please", "switch.kettle on, light.kl on"),
        ("it's roasting in here, fan in the kitchen on, please", "fan.k on"),
        ("going to sleep now, TV off, lamp off", "media_player.tv off, light.kl off"),
    ],
)
def test_an_occasion_in_front_is_for_now(text: str, steps: str) -> None:
    """What we do next and what it is for say that it is to be done at once."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize("text", ["for the sauna turn on the lamp", "for an hour turn on the lamp"])
def test_a_place_or_a_length_of_time_is_no_occasion(text: str) -> None:
    """The one is not known here, the other has an end."""
    plan = understand(text)
    assert plan is None or plan.problems or plan.deferred


@pytest.mark.parametrize(
    "text",
    [
        "the baby fell asleep after two hours of rocking, so please turn on the lamp",
        "before I do anything else I need a coffee, so please turn on the lamp",
        "I've got people coming over later so can you turn on the lamp",
        "my parents are coming over later so could you turn on the lamp",
        "we'll be sitting outside so um yeah can you turn on the lamp",
    ],
)
def test_a_time_that_is_told_of_others_is_none_of_the_command(text: str) -> None:
    """How long it took, and when others come, are reasons to do it now."""
    assert done(text) == {"light.kl on"}


def test_a_time_at_which_the_speaker_comes_may_be_that_of_the_command() -> None:
    """Whoever is home later may want it then."""
    plan = understand("I'm coming home later so can you turn on the lamp")
    assert plan is not None
    assert [each.code for each in plan.problems] == [ProblemCode.LATER]


@pytest.mark.parametrize(
    "text",
    [
        "it's getting dim in here",
        "it's getting warm in the living room",
        "it's getting light",
        "we're wasting power on the fan",
    ],
)
def test_how_it_is_here_is_no_command(text: str) -> None:
    """A word that is a verb, too, needs something that it is done to."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("three minutes from now turn on the hall light", 1),
        ("I'm leaving in ten minutes, turn the hall light on then", 1),
        ("I'm tired in ten minutes turn on the hall light", 0),
        ("it's nearly eight turn on the hall light then", 0),
    ],
)
def test_a_time_that_may_be_that_of_the_command_is_not_passed_over(text: str, times: int) -> None:
    """It is kept, or the command is left to others."""
    plan = understand(text)
    assert plan is None or not plan.steps
    assert times == (len(plan.deferred) if plan else 0)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("can you have Robby vacuum and mute the TV", "vacuum.v start, media_player.tv mute"),
        ("can you have Robby vacuum and turn off the TV", "vacuum.v start, media_player.tv off"),
        ("Hey, can you have Robby vacuum and mute the TV?", "vacuum.v start, media_player.tv mute"),
        ("could the speaker play at 10 percent the baby is asleep", "media_player.sp volume 10"),
        ("there's crumbs everywhere so can you let Robby do its thing", "vacuum.v start"),
    ],
)
def test_somebody_is_made_to_do_something(text: str, steps: str) -> None:
    """What follows "and" is a command of its own, and a thing is no story."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize("text", ["is the TV off, I'm tired?", "did you mute the TV, it's late?"])
def test_a_question_with_a_remark_moves_nothing(text: str) -> None:
    """A question mark tells that it is no command."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "front",
    ["don't wake the baby,", "don't worry the baby is asleep,", "don't forget the baby is asleep,"],
)
def test_what_is_refused_of_nothing_here_leaves_nothing_out(front: str) -> None:
    """Else a whole group would be left out and the rest be said to be done."""
    said = f"{front} switch off all the lights upstairs and close the curtains"
    assert done(said) == {"light.b off", "light.b2 off", "light.ba off", "cover.b close"}


def test_a_thing_that_is_not_known_may_be_one_of_those_that_are_moved() -> None:
    """Nobody can tell which one is to be left as it is."""
    plan = understand("don't turn on the sauna, switch off all the lights and close the curtains")
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text",
    [
        "it's so dark in the hall, turn on the light",
        "so dark in the hall turn on the light",
        "dark in the hall turn on the light",
    ],
)
def test_who_says_that_it_is_dark_wants_nothing_off(text: str) -> None:
    """Here "so" says how much, and draws no conclusion from "it's"."""
    plan = understand(text)
    assert plan is None or write(plan.steps) <= {"light.h on"}


def test_so_behind_a_statement_draws_a_conclusion() -> None:
    """And behind "I'm" it does not, so that the command begins later."""
    assert done("I'm cold so set the thermostat to 22") == {"climate.l temperature 22"}
    assert done("I'm so cold set the thermostat to 22") == {"climate.l temperature 22"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("somebody left the hall lights on turn them all off", "light.h off"),
        ("the TV is blaring turn it down", "media_player.tv down"),
        (
            "can you close the living room blinds and turn on the floor lamp we want to be cosy",
            "cover.l close, light.l1 on",
        ),
        ("close the living room blinds the neighbours can see right in", "cover.l close"),
        ("it's so dark have the floor lamp on", "light.l1 on"),
        ("turn the kitchen lights off but not the lamp mum is still sitting there", "light.kc off"),
    ],
)
def test_a_remark_without_a_pause_is_one_all_the_same(text: str, steps: str) -> None:
    """Speech recognisers write no comma."""
    assert done(text) == write(read(steps))


def test_what_was_done_last_is_spoken_of_without_a_pause() -> None:
    """As it is where a comma is written."""
    plan = understand("oh no that's too draughty turn it off again", before="fan.k on")
    assert plan is not None
    assert write(plan.steps) == {"fan.k off"}


@pytest.mark.parametrize(
    "text",
    [
        "there's Bob's boiler set it to 53 degrees",
        "my phone is ringing turn it off",
        "the oven is hot turn it off",
        "it's the kids have the TV on",
        "turn on the floor lamp we want to be brighter",
        "close the blinds I want it to be dark",
    ],
)
def test_what_is_not_known_is_no_other_thing(text: str) -> None:
    """And whoever has something so, or wants it so, asks for more than the rest says."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "I've finished in the kitchen, so everything off in there, please",
            "fan.k off, light.kc off, light.kl off, switch.kettle off",
        ),
        ("we are done in the kitchen, all lights off in there", "light.kc off, light.kl off"),
    ],
)
def test_there_is_where_the_remark_is(text: str, steps: str) -> None:
    """Only one room is spoken of."""
    assert done(text) == write(read(steps))


def test_who_wants_things_so_does_not_only_tell() -> None:
    """It would be untrue that there is nothing to do."""
    assert understand("I've finished with the oven, lights off over yonder") is None


def test_why_the_lights_go_off_may_follow_without_a_pause() -> None:
    """Who is told of should be asleep, or left them on."""
    for remark in (
        "he should be sleeping",
        "he is sleeping",
        "somebody left them on again",
        "somebody left them on",
    ):
        assert done(f"lights off in the bedroom {remark}") == {"light.b off", "light.b2 off"}
    plan = understand("TV on he is asleep")
    assert plan is None or not plan.steps
