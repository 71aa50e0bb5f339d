"""Small words that turn a sentence round."""

import pytest

from custom_components.llm_iot.models import Utterance
from custom_components.llm_iot.wording import (
    as_complaint,
    asks_for_the_past,
    has_exception,
    is_about_today,
    is_caused,
    is_for_later,
    is_intention,
    is_marked,
    is_of_now,
    is_praise,
    is_question,
    is_refusal,
    is_statement,
)


@pytest.mark.parametrize(
    "text",
    [
        "is the fan on",
        "Is the fan on?",
        "which lights are on",
        "the TV is off, isn't it?",
        "did you turn on the light",
        "what's on?",
        "what would you turn on?",
        "how could you open the door?",
        "sorry, could you please tell me if the light is on?",
        "so the TV should be off?",
        "have the lights been on",
        "should I turn off the light",
        "have the kids left the lights on",
        "where was I, is the light on",
        "how do you say lamp",
        "when were the lights on",
        "do the lights turn off at night",
    ],
)
def test_a_question_is_one_with_and_without_its_mark(text: str) -> None:
    """Speech recognition often leaves the mark out."""
    assert is_question(Utterance(text))


@pytest.mark.parametrize(
    "text",
    [
        "can you turn on the light?",
        "Would you please stop the fan?",
        "turn off the TV, will you?",
        "how about some music?",
        "don't turn on the light",
        "do not turn it off",
        "turn on the light",
        "do turn on the light",
        "do please put it on",
        "i am going to bed",
        "hi, um, could you please maybe, if it's no trouble, switch the fan on?",
        "my hands are full, could we get the light on?",
        "sorry to bother you, would you mind turning off the TV?",
        "is there any chance you could close the blinds?",
        "would it be possible to have the lamp turned on?",
        "have the lamp off please",
        "is there any way you could turn off the light",
        "have the blinds at 40 percent",
        "where was I, oh yes, turn on the light",
        "what a hot day, I'm melting",
        "what an awful smell",
        "when the girls were little we had a swing, open the gate",
        "when my parents come they never find the way, so porch light on",
        "what are they saying? I can't understand a word",
        "could the speaker be turned down to 20 percent?",
        "could both blinds be closed and the lamp switched on?",
    ],
)
def test_a_polite_request_is_no_question(text: str) -> None:
    """Neither is a refusal, a statement, nor what is only mused in front of one."""
    assert not is_question(Utterance(text))


@pytest.mark.parametrize(
    "text",
    [
        "have the front door unlocked",
        "have the lights in the kitchen dimmed to 20",
        "have my fan turned off please",
    ],
)
def test_what_is_to_be_had_done_is_no_question(text: str) -> None:
    """Whoever asks begins so only about several, and about what has been."""
    assert is_caused(Utterance(text))
    assert not is_question(Utterance(text))


@pytest.mark.parametrize(
    "text",
    [
        "have the front door unlocked?",
        "have the doors been locked",
        "have the blinds opened today",
        "have the kids already locked the door",
    ],
)
def test_what_has_been_is_a_question(text: str) -> None:
    """A mark tells it, a time that is over, and what only a perfect has."""
    assert not is_caused(Utterance(text))
    assert is_question(Utterance(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("why is it so dark in here", "it is so dark in here"),
        ("oh why's it always so cold in here", "it is so cold in here"),
        ("Why is the TV so loud", "the tv is so loud"),
        ("why are the spots so bright", "the spots are so bright"),
        ("why is it so dark in here?", "why is it so dark in here?"),
        ("why is it so dark outside", "why is it so dark outside"),
        ("why is the light on", "why is the light on"),
    ],
)
def test_who_wonders_so_complains(text: str, meant: str) -> None:
    """Nobody expects an answer to it, unless a question mark asks for one."""
    assert as_complaint(Utterance(text)).text == meant


def test_in_other_languages_only_the_mark_makes_a_question() -> None:
    """No English words are looked for in them."""
    assert is_question(Utterance("Ist das Licht an?", "de"))
    assert not is_question(Utterance("Was soll ich tun", "de"))


@pytest.mark.parametrize("text", ["why is it dark?", "when did the fan stop", "who left it on?"])
def test_reasons_and_the_past_are_no_live_states(text: str) -> None:
    """Code cannot answer them yet."""
    assert asks_for_the_past(Utterance(text))


@pytest.mark.parametrize(
    "text",
    ["don't turn on the light", "please do not touch it", "Never turn off the ceiling light"],
)
def test_a_refusal_is_one_from_its_first_word(text: str) -> None:
    """A refusal in the middle is an exception instead."""
    assert is_refusal(Utterance(text))
    assert not is_refusal(Utterance("never mind, turn it off"))
    assert not is_refusal(Utterance("turn on the light but don't touch the fan"))


@pytest.mark.parametrize(
    "text",
    [
        "turn on the light at 8 pm",
        "turn on the light at 8 p.m.",
        "switch the fan off at 21:30",
        "turn off the light in ten minutes",
        "lights off at midnight",
        "turn on the heating tomorrow",
        "could you turn off the TV when the film is over",
        "turn on the fan for half an hour",
        "turn the light on if it gets dark before i come home",
        "wake me up at seven o'clock",
        "turn on the light every evening",
        "turn on the lamp at eight",
        "lamp on from eight to eleven",
        "turn the lamp on in minus five minutes",
    ],
)
def test_a_command_for_another_time_is_noticed(text: str) -> None:
    """It must not be carried out at once."""
    assert is_for_later(Utterance(text))


@pytest.mark.parametrize(
    "text",
    [
        "turn on the light",
        "set the light to 40 percent",
        "fan at 50",
        "put the fan on at 50 percent",
        "take the fan from 20 to 50 percent",
        "set the heating to 21 degrees",
        "i have a test tomorrow",
        "we're off, see you tonight",
        "the final is on tonight",
        "i'm off to work, back later",
        "good night",
        "turn on the TV in the living room",
    ],
)
def test_a_command_for_now_and_a_statement_are_not_for_later(text: str) -> None:
    """A statement may name a time; it is about now all the same."""
    assert not is_for_later(Utterance(text))


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        ("everything off but the fan", True),
        ("all the lights except the kitchen", True),
        ("turn it off, but don\u2019t touch the TV", True),
        ("leave the fan on and turn off the rest", True),
        ("turn everything off", False),
        ("i can't see a thing", False),
        ("i'm leaving the house", False),
    ],
)
def test_an_exception_is_noticed(text: str, *, exception: bool) -> None:
    """In the words, not in the meaning."""
    assert has_exception(text) is exception


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("let me read for a bit", True),
        ("I want to lie down for a little while", True),
        ("we are closing up for today", True),
        ("let me read in a bit", False),
        ("I want to lie down for an hour", False),
        ("let me read for a bit when I am home", False),
    ],
)
def test_what_begins_now(text: str, now: bool) -> None:  # noqa: FBT001  # a parameter
    """However long it lasts, unless another time is named as well."""
    assert is_about_today(Utterance(text)) is now


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("let me read for a bit", True),
        ("okay, let's watch a film", True),
        ("let the fan run for a bit", False),
        ("turn on the light and let me read", False),
    ],
)
def test_what_people_are_about_to_do_themselves(text: str, own: bool) -> None:  # noqa: FBT001  # a parameter
    """It is nothing that a device is told."""
    assert is_intention(Utterance(text)) is own


@pytest.mark.parametrize(
    ("text", "marked"), [("turn the fan off, ok?", False), ("it is off, right?", True)]
)
def test_ok_asks_nothing(text: str, *, marked: bool) -> None:
    """Whoever adds it wants something done."""
    assert is_marked(Utterance(text)) is marked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the TV is so loud", True),
        ("I'm freezing", True),
        ("turn on the TV", False),
        ("I want the TV on", False),
        ("the lamp should be off", False),
    ],
)
def test_a_statement_asks_for_nothing(text: str, *, told: bool) -> None:
    """A wish does, and so does what has to be so."""
    assert is_statement(text) is told


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("it's so close in here tonight", True),
        ("the mirror is fogged up after my shower", True),
        ("it will be hot tomorrow", False),
        ("I'm going to bed later", False),
    ],
)
def test_what_is_so_now_may_name_a_time_of_day(text: str, *, now: bool) -> None:
    """What is planned is another matter."""
    assert is_of_now(Utterance(text)) is now


@pytest.mark.parametrize(
    ("text", "praise"),
    [
        ("it's pleasantly warm in here", True),
        ("The kitchen is nice and bright", True),
        ("the light is just right", True),
        ("it's warm in here", False),
        ("make it nice and warm", False),
        ("it should be comfortably warm in here", False),
    ],
)
def test_who_is_pleased_complains_of_nothing(text: str, *, praise: bool) -> None:
    """One word more, and a complaint is none."""
    assert is_praise(text) is praise


@pytest.mark.parametrize(
    "text",
    [
        "could the ceiling panels be a bit brighter?",
        "could it be a little warmer in here?",
        "can the blinds go down?",
        "may the fan go faster?",
        "can the music be quieter in the kitchen please?",
    ],
)
def test_what_could_be_more_is_a_wish(text: str) -> None:
    """Nobody asks whether a lamp is able to be brighter."""
    assert not is_question(Utterance(text))


@pytest.mark.parametrize(
    "text",
    [
        "can the nursery get any warmer?",
        "could it be warmer tomorrow?",
        "would the oven be hotter with the fan on?",
        "could the TV be louder than the radio?",
        "can the blinds be half open?",
        "can the alarm go off?",
    ],
)
def test_what_may_be_possible_is_asked(text: str) -> None:
    """What is compared, or is so at another time or place, is no wish for now."""
    assert is_question(Utterance(text))
