"""What a sentence leaves out of what it asks for."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Utterance
from tests.recognition.house import house, resolver


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("turn off all but the reading lamp", {"light.b2"}),
        ("everything off except the reading lamp and the kettle", {"light.b2", "switch.kettle"}),
        ("all lights except the reading lamp and the hall light off", {"light.b2", "light.h"}),
        ("all lights except the reading lamp off, and the kettle on", {"light.b2"}),
        ("leave the kettle on and turn off the hall light", {"switch.kettle"}),
        ("the kettle off, the hall light can stay on", {"light.h"}),
        ("don't touch the kettle, just switch the hall light off", {"switch.kettle"}),
        ("close the blinds but don't close the curtains", {"cover.b"}),
        ("rather than the kettle turn on the hall light", {"switch.kettle"}),
        ("not the kettle, the hall light should be on", {"switch.kettle"}),
        ("do not turn on the kettle", {"switch.kettle"}),
    ],
)
def test_what_is_to_stay_as_it_is(text: str, wanted: set[str]) -> None:
    """Before or behind what is not, and to its last name."""
    assert resolver().hear(Utterance(text), house(), Context()).left_out == wanted


@pytest.mark.parametrize(
    "text",
    [
        "turn off the kettle",
        "leave the kettle on",
        "we don't need the kettle any more",
        "I don't know, it's late, so turn the hall light off",
        "that is not my idea, but the kettle on please",
        "we never use it, so let's have the hall light on",
        "no, not a question, just turn the hall light off",
        "my English is not so good, make the kettle on",
    ],
)
def test_what_a_sentence_is_about_is_not_left_out(text: str) -> None:
    """Whatever else is said, and if nothing else is to be done."""
    assert not resolver().hear(Utterance(text), house(), Context()).left_out
