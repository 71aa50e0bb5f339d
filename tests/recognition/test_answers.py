"""AnswerReader to our questions: what agrees, what declines, what chooses, and what is none."""

import pytest

from custom_components.llm_iot.recognition.answers import Answer, AnswerKind, load_answer_reader
from tests.homes import device, view

ANSWERS = load_answer_reader()
BEDROOM, KITCHEN, DESK = "light.bedroom", "light.kitchen", "light.desk"
HOME = view(
    (device(BEDROOM, "Lamp", "light", "Bedroom"), "off", {}),
    (device(KITCHEN, "Lamp", "light", "Kitchen"), "off", {}),
    (device(DESK, "Yes lamp", "light", "Study"), "off", {}),
)
CHOICES = (BEDROOM, KITCHEN, DESK)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yes, please.",
        "yeah do it",
        "Okay, go ahead!",
        "sure",
        "yes please do it now",
        "that's right",
        "of course",
        "yes dear",
        "yes, but quickly",
        "yes, the truck is here",
        "sure, why not, it's my brother",
        "Yes please, it's my sister",
        "yeah, he's come for the boiler",
        "do both",
        "both please",
    ],
)
def test_yes_in_free_wording(text: str) -> None:
    """However it is put."""
    answer = ANSWERS.read(text, (), HOME)
    assert answer
    assert answer.kind is AnswerKind.YES


@pytest.mark.parametrize(
    "text",
    [
        "yes, if he is here",
        "yes, but the dog is out",
        "yes, the door is not locked",
        "yes, it's the other one",
        "yes, he's coming tomorrow",
        "yes the truck is here",
        "it's my sister",
    ],
)
def test_what_may_change_a_yes_is_none(text: str) -> None:
    """A condition, another time, another thing; and without a pause it may be anything."""
    assert ANSWERS.read(text, (), HOME) is None


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No, thanks.",
        "don't do it",
        "never mind",
        "no, leave it",
        "Oh no, stop!",
        "cancel that please",
        "not now",
        "none of them",
        "of course not",
    ],
)
def test_no_in_free_wording(text: str) -> None:
    """A yes phrase inside a no phrase is not a yes."""
    answer = ANSWERS.read(text, CHOICES, HOME)
    assert answer
    assert answer.kind is AnswerKind.NO


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes and no",
        "yes but only the kitchen",
        "turn on the kitchen lamp",
        "is it on?",
        "no, the telly",
        "my son said yes",
        "yes lamp please",
        "do it in the garage",
        "what was it called",
    ],
)
def test_what_is_more_than_an_answer_agrees_to_nothing(text: str) -> None:
    """It is a new sentence."""
    assert ANSWERS.read(text, (), HOME) is None


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("the second", (KITCHEN,)),
        ("the second one please", (KITCHEN,)),
        ("one", (BEDROOM,)),
        ("number three", (DESK,)),
        ("the last one", (DESK,)),
        ("bedroom", (BEDROOM,)),
        ("the one in the kitchen", (KITCHEN,)),
        ("I mean the kitchen lamp", (KITCHEN,)),
        ("bedroom and kitchen", (BEDROOM, KITCHEN)),
        ("the first and the third", (BEDROOM, DESK)),
        ("all of them", CHOICES),
        ("either", (BEDROOM,)),
        ("the yes lamp", (DESK,)),
    ],
)
def test_a_choice_by_place_or_description(text: str, chosen: tuple[str, ...]) -> None:
    """Every word must fit the device that is meant."""
    answer = ANSWERS.read(text, CHOICES, HOME)
    assert answer
    assert answer.kind is AnswerKind.CHOICE
    assert answer.targets == chosen


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("right", "lock.right"),
        ("the right hand one", "lock.right"),
        ("left hand side please", "lock.left"),
        ("I'd take the side one", "lock.side"),
        ("side door", "lock.side"),
    ],
)
def test_a_word_of_a_name_chooses_before_it_agrees(text: str, chosen: str) -> None:
    """A small word counts where a device is called so."""
    names = ("right", "left", "side")
    doors = view(
        *((device(f"lock.{each}", f"{each} door".capitalize(), "lock"), "", {}) for each in names)
    )
    answer = ANSWERS.read(text, [f"lock.{each}" for each in names], doors)
    assert answer
    assert (answer.kind, answer.targets) == (AnswerKind.CHOICE, (chosen,))


@pytest.mark.parametrize("text", ["the lamp", "the fifth one", "the garage", "the green one"])
def test_a_choice_that_tells_nothing_apart_is_none(text: str) -> None:
    """It is not guessed."""
    assert ANSWERS.read(text, CHOICES, HOME) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("yes but only the bedroom one", (BEDROOM,)),
        ("no, just the kitchen", (KITCHEN,)),
        ("only the first one", (BEDROOM,)),
        ("just the kitchen and the study", (KITCHEN, DESK)),
        ("yes but not the kitchen", (BEDROOM, DESK)),
        ("yes, except the first one and the study", (KITCHEN,)),
        ("yes but not the spaceship", ()),
        ("yes but not", ()),
        ("yes, and turn on the radio", CHOICES),
        ("just turn on the radio", ()),
        ("yes but only the spaceship", ()),
        ("and turn on the radio", ()),
        ("no and never again", ()),
    ],
)
def test_a_part_of_a_plan_can_be_kept(text: str, kept: tuple[str, ...]) -> None:
    """With more behind a yes, nothing is taken for agreed."""
    assert ANSWERS.kept(text, CHOICES, HOME) == kept


@pytest.mark.parametrize("text", ["pardon?", "sorry, what was that?", "what did you say", "huh?"])
def test_a_question_that_was_not_heard_is_wanted_again(text: str) -> None:
    """That agrees to nothing, and chooses nothing."""
    answer = ANSWERS.read(text, CHOICES, HOME)
    assert answer == Answer(AnswerKind.AGAIN)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("only the lamps", (BEDROOM, KITCHEN, DESK)),
        ("yes, but just the lamps and the heater", ()),
        ("only the bedroom lamps", (BEDROOM,)),
    ],
)
def test_a_group_of_a_plan_can_be_kept(text: str, kept: tuple[str, ...]) -> None:
    """Of what is called so; what is asked anew is what is left."""
    assert ANSWERS.kept(text, CHOICES, HOME) == kept
