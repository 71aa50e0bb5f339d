"""Things that people speak of as of a person."""

import pytest

from tests.recognition.house import read, understand, write


@pytest.mark.parametrize(
    ("text", "before", "steps"),
    [
        ("turn her off", "light.h on", "light.h off"),
        ("send him home", "vacuum.v start", "vacuum.v dock"),
        ("stop her please", "vacuum.v start", "vacuum.v stop"),
        ("never mind, turn him off again", "fan.b on", "fan.b off"),
    ],
)
def test_she_is_what_was_spoken_of(text: str, before: str, steps: str) -> None:
    """As "it" would be."""
    plan = understand(text, before=before)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize("text", ["turn her off", "call him", "I told her off"])
def test_somebody_is_no_thing(text: str) -> None:
    """Whose something is, or who is meant where nothing was spoken of, moves nothing."""
    plan = understand(text)
    assert plan is None or not plan.steps


def test_she_may_end_a_sentence_with_its_mark() -> None:
    """What is refused of her is not done, and what is wanted is."""
    plan = understand("Don't turn Robby off, start her.")
    assert plan is not None
    assert write(plan.steps) == {"vacuum.v start"}
