"""What is made is wanted: "make coffee" leaves no way open, as "turn the coffee machine" does."""

import pytest

from custom_components.llm_iot.models import Utterance
from tests.recognition.house import house, resolver


@pytest.mark.parametrize(("text", "open_"), [("make the kettle", False), ("turn the kettle", True)])
def test_who_makes_something_says_which_way(text: str, open_: bool) -> None:  # noqa: FBT001
    """A guess may turn it on; where it is only turned, any guess may be the wrong one."""
    bounds = resolver().bounds(Utterance(text), house())
    assert (bounds.actions == {}) is open_
