"""More or less of what a device gives, and for how much longer."""

from datetime import timedelta

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Utterance
from custom_components.llm_iot.wording import asks_to_be_given
from tests.recognition.house import NOW, house, resolver, understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("more wind from the fan in the kitchen", "fan.k up"),
        ("less noise from the speaker", "media_player.sp down"),
        ("more volume from the tv", "media_player.tv up"),
        ("a bit less heat", "climate.l down 0.5"),
        ("some more heat please", "climate.l up"),
        ("slower in the bedroom", "fan.b down"),
        ("give me more light in the bedroom", "light.b up, light.b2 up"),
        ("we could do with more light in the bedroom", "light.b up, light.b2 up"),
        ("give me louder music on the speaker", "media_player.sp up"),
    ],
)
def test_what_there_is_to_be_more_of_tells_the_device(text: str, steps: str) -> None:
    """Wind is a fan's, heat is the heating's, noise is a speaker's."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == set(steps.split(", "))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("give me more light", True),
        ("please give us the temperature in the bedroom", True),
        ("how much light is there", False),
        ("give the lamp a rest", False),
    ],
)
def test_what_is_to_be_given_may_be_told_or_done(text: str, given: bool) -> None:  # noqa: FBT001  # a case
    """Only the rest of the sentence says which."""
    assert asks_to_be_given(Utterance(text)) is given


@pytest.mark.parametrize(
    ("text", "step", "minutes"),
    [
        ("keep the tv on for half an hour more", "media_player.tv off", 30),
        ("leave the hall light on for ten minutes longer", "light.h off", 10),
        ("leave the hall light on for ten more minutes", "light.h off", 10),
    ],
)
def test_how_much_longer_is_no_value(text: str, step: str, minutes: int) -> None:
    """It goes off at the end of the time, and nothing becomes more."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is not None
    assert {each.action for each in plan.steps} <= {"on"}
    (deferred,) = plan.deferred
    assert f"{deferred.steps[0].target} {deferred.steps[0].action}" == step
    assert deferred.due == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text",
    [
        "the hall light for half an hour and then off",
        "the hall light half an hour, then off",
        "give me the hall light for half an hour and then off",
        "hall light on for half an hour, then off again",
    ],
)
def test_what_goes_off_at_the_end_of_a_time_is_on_till_then(text: str) -> None:
    """Whether that is said or not, and whether a word stands before the time or none."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is not None
    (step,) = plan.steps
    assert (step.target, step.action) == ("light.h", "on")
    (deferred,) = plan.deferred
    assert deferred.due == NOW + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("speaker on and go to Netflix", "media_player.sp on, media_player.sp source Netflix"),
        ("switch over to HDMI 1 in the living room then", None),
        ("tv on and switch to Radio please", "media_player.tv on, media_player.tv source Radio"),
        ("the tv on with Netflix", "media_player.tv source Netflix"),
    ],
)
def test_a_source_belongs_to_what_was_named(text: str, steps: str | None) -> None:
    """It is only said once; where two devices have such a source, none is taken."""
    plan = understand(text)
    if steps is None:
        assert plan is None or not plan.steps
    else:
        assert plan is not None
        assert write(plan.steps) >= set(steps.split(", "))
