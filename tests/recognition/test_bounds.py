"""What the words of a sentence allow a guess about it to do."""

import pytest

from custom_components.llm_iot.models import Plan, Source, Utterance
from tests.recognition.farm import farm, farm_resolver
from tests.recognition.house import read, write


def within(
    text: str, steps: str, area_id: str | None = None, general: str | None = None
) -> set[str] | None:
    """Return what of some steps is within the words, None if nothing is."""
    bounds = farm_resolver().bounds(Utterance(text, area_id=area_id), farm())
    before = Plan(Source.VOTE, read(general)) if general else None
    plan = bounds.within(Plan(Source.VOTE, read(steps)), farm(), before)
    return None if plan is None else write(plan.steps)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I can barely hear the TV", "media_player.radio up"),
        ("unlock the cellar door", "light.piano off"),
        ("unlock everything down there", "light.main off, light.hob off"),
        ("empty Dobby's bin", "light.main off"),
        ("off again", "media_player.radio off"),
        ("switch both on", "light.s1 on, light.s2 on"),
        ("no, at eight", "media_player.tv on"),
        ("turn the TV", "media_player.tv on"),
        ("close the curtains in here and open the ones in the hall", "cover.p open"),
        ("hoover the parlour", "light.p on"),
        ("mop the floor in the parlour", "light.p on"),
        ("make the AC blow on high", "climate.ac heat"),
        ("tack room door please, I'm home", "light.p on"),
        ("turn it down, I can't hear you over the TV", "media_player.tv up"),
        ("one could have it two degrees warmer", "climate.ac up"),
        ("one could have it warmer by three", "climate.ac up"),
        ("TV quieter, hmm you know what I mean by that", "media_player.tv up"),
        ("set the AC to cool to 22", "climate.ac heat"),
        ("set the AC to cool to 22", "climate.ac cool"),
        ("I'm off to sleep, nothing has to stay on", "light.p off, fan.tom on"),
        ("good night, everything off", "light.p off, fan.tom on"),
    ],
)
def test_another_device_or_another_deed_is_not_meant(text: str, steps: str) -> None:
    """Neither by a name, nor by a verb, nor where nothing is said at all."""
    assert within(text, steps) is None


@pytest.mark.parametrize(
    ("text", "steps", "kept"),
    [
        ("the lamp could be brighter", "light.p up, light.piano up", "light.piano up"),
        ("I can barely hear the TV", "media_player.tv up", "media_player.tv up"),
        (
            "let's watch a film on the TV",
            "media_player.tv on, light.p off",
            "media_player.tv on, light.p off",
        ),
        ("it is cold in here", "climate.ac heat", "climate.ac heat"),
        ("the piano is all dusty", "fan.tom on", "fan.tom on"),
        ("bedtime for piano", "fan.tom on", "fan.tom on"),
        ("the tack room smells like a swamp", "fan.tom on", "fan.tom on"),
        ("I want to put my make-up on", "light.p on", "light.p on"),
    ],
)
def test_what_is_named_or_of_another_sort_may_move(text: str, steps: str, kept: str) -> None:
    """A goal may need more than what it names, but no other of the same sort."""
    assert within(text, steps, "parlour") == write(read(kept))


def test_other_languages_set_no_bounds() -> None:
    """Their words are not known here."""
    bounds = farm_resolver().bounds(Utterance("Licht aus", language="de"), farm())
    assert bounds.named == frozenset()
    assert bounds.actions is None


def test_a_plan_that_people_corrected_may_lack_what_is_named() -> None:
    """What it was before has to have it; and still no other device of the sort is meant."""
    text, before = "close the curtains, please", "cover.p close, light.p on"
    assert within(text, "light.p on") is None
    assert within(text, "light.p on", "parlour", before) == {"light.p on"}
    loud, before = "I can barely hear the TV", "media_player.tv up"
    assert within(loud, "media_player.radio up", None, before) is None


@pytest.mark.parametrize(
    "text",
    [
        "turn on the main light and the thingamajig",
        "turn off all the lights except the one I am sitting under",
        "turn the TV on but without sound",
        "set the TV to a nice volume",
        "put the sauna heater to strong",
        "please no piano lamp in the whole of the parlour",
        "turn on the piano lamp, wait, the other thing",
        "the piano lamp mustn't go off, the neon sign may",
    ],
)
def test_a_command_that_is_half_understood_is_no_base_for_a_guess(text: str) -> None:
    """What a guess does would be less than what is asked for, or more."""
    assert farm_resolver().bounds(Utterance(text), farm()).half_read


@pytest.mark.parametrize(
    "text",
    [
        "turn on the main light",
        "set the TV to 20",
        "every curtain closed, not the blinds though",
        "I can't make out a word they are saying on the TV",
        "make the parlour cosy",
    ],
)
def test_a_goal_or_a_clear_command_is_a_base_for_a_guess(text: str) -> None:
    """Nothing is left of a clear one, and a goal names nothing that is to be moved."""
    assert not farm_resolver().bounds(Utterance(text), farm()).half_read


def test_what_is_left_out_by_its_name_does_not_move() -> None:
    """A near example may have it the wrong way round."""
    assert within("kill all but the piano lamp", "light.piano off") is None


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("piano lamp and TV please", "light.piano on"),
        ("the TV to 30", "media_player.tv down"),
        ("music off in the kitchen and in the parlour", "light.main off"),
        ("get the piano lamp and the radio ready", "media_player.radio on"),
        ("tell Dobby to get cracking and dim the piano lamp", "light.piano down"),
        ("the TV wants a rest and turn the neon sign on", "light.sign on"),
        ("give the radio a rest and turn Tom's lamp off in his room", "light.tom off"),
    ],
)
def test_half_of_what_is_asked_for_is_no_plan(text: str, steps: str) -> None:
    """It would be told as done, and the other device, or the number, was asked for, too."""
    assert within(text, steps) is None


@pytest.mark.parametrize(
    "text",
    [
        "Tom is in bed and Tom's lamp is broken and turn the neon sign on",
        "can't see the TV from all that glare out there in the yard, turn the neon sign on",
        "turn on the neon sign and what a lovely evening that is going to be now",
    ],
)
def test_what_is_only_told_beside_a_command_need_not_move(text: str) -> None:
    """It is broken, or is nothing of the home."""
    assert within(text, "light.sign on") == {"light.sign on"}


def test_what_a_room_is_for_need_not_move() -> None:
    """A goal has music in its name, and lights in what it does."""
    steps = "light.p on, light.piano on"
    assert within("get the parlour ready for some music", steps) == write(read(steps))


def test_a_command_moves_nothing_beside_what_it_names() -> None:
    """An example may do more, for a goal that nobody spoke of."""
    steps = "light.piano on, media_player.tv on, media_player.radio off"
    assert within("piano lamp and TV please", steps) == write(
        read("light.piano on, media_player.tv on")
    )


def test_talk_names_more_than_is_to_be_moved() -> None:
    """What a complaint is about need not be what helps."""
    assert within("the glare on the TV is awful", "cover.p close") == {"cover.p close"}
    assert within("it is 30 degrees in here", "climate.ac cool", "parlour") == {"climate.ac cool"}


def test_what_is_told_apart_from_talk_is_all_that_it_names() -> None:
    """A near example may turn on one lamp of those that are asked for."""
    text = "gosh what an evening, lights on"
    assert within(text, "light.p on", "parlour") is None
    both = "light.p on, light.piano on"
    assert within(text, both, "parlour") == write(read(both))


def test_what_is_told_apart_from_talk_is_not_turned_round() -> None:
    """An example of what is done in the dark may switch lights on."""
    text = "gosh what an evening, piano lamp off"
    assert within(text, "light.piano on") is None
    assert within(text, "light.piano off") == {"light.piano off"}


@pytest.mark.parametrize(
    "text",
    [
        "nobody's in there any more so switch on all the lights in the parlour",
        "gosh what an evening, piano lamp on, TV off",
    ],
)
def test_all_that_is_asked_for_among_talk_is_moved(text: str) -> None:
    """An example that does a part of it, or something else as well, is none for it."""
    assert within(text, "light.piano on") is None
    assert within(text, "light.p on, media_player.radio off") is None


def test_what_a_verb_says_among_talk_is_all_that_moves() -> None:
    """An example of an empty room may turn off what plays there, too."""
    text = "nobody's in there any more so switch off the piano lamp"
    steps = "light.piano off, media_player.radio off"
    assert within(text, steps) == {"light.piano off"}


def test_a_number_that_is_said_beside_talk_is_set() -> None:
    """An example turns on what is to be at half."""
    text = "gosh what an evening, piano lamp on 50 percent"
    assert within(text, "light.piano on") is None
    assert within(text, "light.piano brightness 50") is not None
