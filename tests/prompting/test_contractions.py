"""Contractions: the same words, written out or not."""

import pytest

from custom_components.llm_iot.prompting.contractions import written_out


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("we're eating", "we are eating"),
        ("i can't see", "i can not see"),
        ("the music's too quiet", "the music is too quiet"),
        ("don't wait, it'll rain", "do not wait, it will rain"),
        ("let's go", "let's go"),
        ("nothing here", "nothing here"),
    ],
)
def test_contractions_are_written_out(text: str, full: str) -> None:
    """Only "let's" is a word of its own."""
    assert written_out(text) == full
