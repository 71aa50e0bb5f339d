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


@pytest.mark.parametrize(
    ("text", "before", "steps"),
    [
        ("much too warm", "climate.l up", {"climate.l down"}),
        ("still much too cold", "climate.l up", {"climate.l up"}),
        ("much too loud", "media_player.tv up", {"media_player.tv down"}),
        ("too warm by far", "climate.l up", set()),
        ("the bedroom light too on", "light.h on", {"light.b on"}),
    ],
)
def test_what_there_is_too_much_of_is_not_asked_for(
    text: str, before: str, steps: set[str]
) -> None:
    """Behind a thing, "too" adds it to what was said before."""
    plan = understand(text, before=before)
    assert (write(plan.steps) if plan else set()) == steps
