"""How the generator makes commands sound as people say them."""

from difflib import SequenceMatcher
from random import Random

import pytest

from training.generator.manner import misheard, misspelt, spoken
from training.generator.vocabulary import load

TEXTS = (
    "turn on the ceiling light in the kitchen",
    "set anna's radiator to twenty degrees",
    "close all the blinds upstairs except the left one",
)


@pytest.mark.parametrize("text", TEXTS)
def test_slips_leave_a_sentence_readable(text: str) -> None:
    """Most letters stay where they are, and some sentences get more than one slip."""
    vocabulary = load()
    slipped = [misspelt(Random(seed), vocabulary, text) for seed in range(300)]  # noqa: S311
    alike = [SequenceMatcher(None, text, each).ratio() for each in slipped]
    assert min(alike) > 0.8
    assert len(set(slipped)) > 150
    assert all(each.strip() == each and "  " not in each for each in slipped)


@pytest.mark.parametrize("text", TEXTS)
def test_a_recogniser_takes_words_for_others(text: str) -> None:
    """At most three of a sentence, and never one for its contrary."""
    vocabulary = load()
    for seed in range(300):
        heard = misheard(Random(seed), vocabulary, text)  # noqa: S311
        words = text.replace("'", "").split(" ")
        kept = [word for word in words if word in heard.replace("'", "").split(" ")]
        assert len(kept) >= len(words) - 3, heard


def test_no_word_is_misheard_as_its_contrary() -> None:
    """A command that was heard so would be another one."""
    heard = load().spoken["misheard"]
    for one, other in (("on", "off"), ("open", "close"), ("lock", "unlock"), ("up", "down")):
        assert other not in heard.get(one, ())
        assert one not in heard.get(other, ())


def test_a_question_ends_as_questions_do() -> None:
    """What is asked is not wanted "for a bit"."""
    vocabulary = load()
    asked = {
        spoken(Random(seed), vocabulary, "is the lamp on", question=True)  # noqa: S311
        for seed in range(2000)
    }
    told = {
        spoken(Random(seed), vocabulary, "lamp on", question=False)  # noqa: S311
        for seed in range(2000)
    }
    assert any("for a bit" in each for each in told)
    assert not any("for a bit" in each for each in asked)
