"""Commands that begin anew in the middle."""

import pytest

from .house import understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn off turn on the kettle", {"switch.kettle on"}),
        ("turn on turn on the kettle", {"switch.kettle on"}),
        ("open close the blinds", {"cover.l close"}),
        ("turn it off turn on the kettle", {"light.b off", "switch.kettle on"}),
        ("stop turn on the hall light", {"media_player.tv stop", "light.h on"}),
    ],
)
def test_a_verb_that_another_takes_the_place_of_is_not_done(text: str, steps: set[str]) -> None:
    """What was spoken of last is meant where there is a word for it, or another wish."""
    plan = understand(text, before="light.b on")
    assert plan is not None
    assert write(plan.steps) == steps
