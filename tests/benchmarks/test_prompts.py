"""Which sentences the length of prompts is measured with, and when it is too long."""

import pytest

from benchmarks.prompts import LONGEST, MOST, Counted, are_short, sentences
from benchmarks.sentences import Half, load_talks


def test_the_longest_sentences_are_always_among_those_that_are_said() -> None:
    """However few of the others are; none is said twice."""
    every = [each.text for talk in load_talks(Half.DEVELOPMENT) for each in talk.sentences]
    said = sentences(len(every))
    assert max(every, key=len) in said
    assert len(said) == len(set(said)) <= LONGEST + 1
    assert set(sentences(1)) == set(every)


@pytest.mark.parametrize("beyond", [(1, 0), (0, 1)])
def test_one_prompt_that_is_too_long_is_too_many(beyond: tuple[int, int]) -> None:
    """Whether or not something is known of the home."""
    bare, informed = beyond
    short = Counted(10, [MOST - 20], [MOST])
    long = Counted(30, [MOST - 20 + 21 * bare], [MOST + informed])
    assert are_short([short])
    assert not are_short([short, long])
